"""The language rules that a team or person wrote itself, read once for each run.

The file is `rules.toml` beside the configuration. A rule that does not hold what it promises is
left out and named; the others work.
"""

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from pmtui.paths import NoPlace, config_path

if TYPE_CHECKING:
    from pmtui.language.rulemodel import Rule

FILE_NAME = "rules.toml"


class TeamRules(NamedTuple):
    """The rules that hold, and one sentence about each that does not."""

    rules: "tuple[Rule, ...]" = ()
    problems: tuple[str, ...] = ()


_loaded: dict[Path, TeamRules] = {}
_told: set[Path] = set()
_lock = Lock()


def rules_path() -> Path | None:
    """Where the file belongs; None where there is no home to keep it in."""
    try:
        return config_path().parent / FILE_NAME
    except NoPlace:
        return None


def team_rules() -> TeamRules:
    """The rules of the file; nothing where there is none. Safe to call from any thread."""
    path = rules_path()
    if path is None:
        return TeamRules()
    if path not in _loaded:
        with _lock:  # the probe of a pattern takes a moment, and is not to run twice
            if path not in _loaded:
                _loaded[path] = _read(path)
    return _loaded[path]


def _read(path: Path) -> TeamRules:
    if not path.exists():
        return TeamRules()
    from pmtui.language import load_rule_file

    loaded = load_rule_file(path)
    return TeamRules(loaded.rules, tuple(str(problem) for problem in loaded.problems))


def problems_to_tell() -> tuple[str, ...]:
    """What is wrong with the file, once for each run; empty where nothing was read yet."""
    path = rules_path()
    if path is None or path not in _loaded or path in _told:
        return ()
    _told.add(path)
    return _loaded[path].problems


def forget() -> None:
    """Read the file again when it is next asked for."""
    _loaded.clear()
    _told.clear()
