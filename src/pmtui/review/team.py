"""The rules of the team that are in force: `team.toml` in its folder, else beside the configuration.

Read once for each run, when first asked for. Where there is no file nothing is loaded and nothing
changes.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from threading import Lock
from typing import Any

from pmtui.digests import blake2b
from pmtui.domain.vocabulary import NamePolicy
from pmtui.paths import NoPlace, config_path
from pmtui.review.model import Level, Policy, TeamAttestation
from pmtui.value import Value

FILE_NAME = "team.toml"

_NOTHING: Mapping[str, Any] = {}


class Grade(Value, kw_only=True):
    """A severity in the team's words."""

    name: str = ""
    definition: str = ""


class Team(Value, kw_only=True):
    """What a team has agreed on; the defaults are those of somebody without a team."""

    file: Path | None = None
    """Where it stands; None where no file is in force."""
    label: str = ""
    """Its name with a digest, as an export names what was met; "" where no file is in force."""
    zone: str = ""
    names: str = "full"
    personal: str = "mask"
    services: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    severities: Mapping[str, Grade] = field(default_factory=dict)
    tracker_url: str = ""
    """With {id} in it; "" for none."""
    projects: tuple[str, ...] = ()
    language: tuple[Path, ...] = ()
    templates: Path | None = None
    policy: Policy = Policy()
    mistakes: tuple[str, ...] = ()
    """What is wrong with the file, each with its line."""


NO_TEAM = Team()

_loaded: dict[Path, Team] = {}
_told: set[Path] = set()
_places: dict[Path, tuple[Path, ...]] = {}
_lock = Lock()


def candidates() -> tuple[Path, ...]:
    """Where a file is looked for, the one that counts first."""
    try:
        config = config_path()
    except NoPlace:
        return ()  # without a home there is no configuration that names a folder either
    if config not in _places:
        from pmtui.config import load_config

        found = [config.parent / FILE_NAME]
        if folder := load_config().team_folder:
            with suppress(RuntimeError, ValueError):  # told where the folder itself is used
                found.insert(0, Path(os.path.abspath(Path(folder).expanduser())) / FILE_NAME)  # noqa: PTH100
        _places[config] = tuple(dict.fromkeys(found))
    return _places[config]


def team() -> Team:
    """The rules in force. Safe to call from any thread."""
    for path in candidates():
        if path in _loaded:
            return _loaded[path]
        if os.path.lexists(path):
            with _lock:
                if path not in _loaded:
                    _loaded[path] = read_team(path)
            return _loaded[path]
    return NO_TEAM


def beginning(zone: str) -> dict[str, Any]:
    """What a new postmortem begins with: zone and name policy, the person's own before the team's."""
    rules = team()
    policy = NamePolicy.ROLES if rules.names == "roles" else NamePolicy.NAMES
    return {"zone": zone or rules.zone or "UTC", "name_policy": policy}


def graded(typed: str) -> str:
    """A severity as typed, or by the name that the team gives it."""
    named = {grade.name.casefold(): s for s, grade in team().severities.items() if grade.name}
    return named.get(typed.casefold(), typed)


def mistakes_to_tell() -> tuple[str, ...]:
    """What is wrong with the file that is in force, once for each run."""
    found = team()
    if found.file is None or found.file in _told:
        return ()
    _told.add(found.file)
    return found.mistakes


def forget() -> None:
    """Read the file again when it is next asked for."""
    _loaded.clear()
    _told.clear()
    _places.clear()


def read_team(path: Path) -> Team:
    """The rules of one file; what is wrong with it stands in `mistakes`."""
    from pmtui.schema.team_toml import LARGEST, Mistake, check_team

    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        why = (
            "it is a symbolic link, which is not followed" if path.is_symlink() else error.strerror
        )
        return Team(file=path, mistakes=(f"{path} cannot be read: {why}. Mend that.",))
    checked = check_team(data)
    values = checked.values
    mistakes = [*checked.mistakes]
    language, folder = _beside(path, values, mistakes, Mistake)
    name = values.get("name") or path.parent.name
    digest = blake2b(data, digest_size=4).hexdigest()
    tracker = values.get("tracker") or _NOTHING
    return Team(
        file=path,
        label=f"{name} {digest}" if values else "",
        zone=values.get("zone", ""),
        names=values.get("names", "full"),
        personal=values.get("personal", "mask"),
        services=tuple(values.get("services", ())),
        roles=tuple(values.get("roles", ())),
        severities={s: Grade(**g) for s, g in values.get("severities", _NOTHING).items()},
        tracker_url=tracker.get("url", ""),
        projects=tuple(tracker.get("projects", ())),
        language=language,
        templates=folder,
        policy=_policy(values, f"{name} {digest}"),
        mistakes=tuple(f"{path}, {m}" for m in mistakes),
    )


def _beside(
    path: Path, values: dict[str, Any], mistakes: list[Any], mistake: Any
) -> tuple[tuple[Path, ...], Path | None]:
    """The files and the folder that are named; none is followed out of the folder of the file."""
    files = []
    for name in values.get("language", ()):
        if problem := _outside(path.parent, name, folder=False):
            mistakes.append(mistake(0, f"language: “{name}” {problem}; it is left out."))
        else:
            files.append(path.parent / name)
    templates = values.get("templates")
    if templates and (problem := _outside(path.parent, templates, folder=True)):
        mistakes.append(mistake(0, f"templates: “{templates}” {problem}; it is left out."))
        templates = None
    return tuple(files), path.parent / templates if templates else None


def _outside(root: Path, name: str, *, folder: bool) -> str:
    found = root / name
    there = found.is_dir() if folder else found.is_file()
    if not there:
        return f"is not there as a {'folder' if folder else 'file'}"
    return "" if found.resolve().is_relative_to(root.resolve()) else "leads out of the folder"


def _policy(values: dict[str, Any], label: str) -> Policy:
    levels = {
        id: None if word == "off" else Level(word)
        for id, word in values.get("criteria", _NOTHING).items()
    }
    attest = tuple(
        TeamAttestation(id=one["id"] or f"T{number}", text=one["text"])
        for number, one in enumerate(values.get("attest", ()), 1)
    )
    return Policy(
        gap_minutes=values.get("gap_minutes", Policy().gap_minutes),
        name=label if values else "",
        levels=levels,
        attest=attest,
    )
