"""The shape of `team.toml` for pydantic; imported where such a file is read."""

import difflib
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pmtui.domain.text import sanitise
from pmtui.domain.vocabulary import Severity
from pmtui.domain.zones import ZoneError, find_zone

_CRITERION = re.compile(r"C\d\d|BL\d{3}")
_OWN_ID = re.compile(r"[A-Z]{1,8}-?\d{1,3}")
_PROJECT = re.compile(r"[A-Z][A-Z0-9_]{1,15}")
_PATTERN = re.compile(r"https?://[^\s<>\"'`|\\{}()\[\]]{1,300}\{id\}[^\s<>\"'`|\\{}()\[\]]{0,300}")


def _zone(value: str) -> str:
    if value:
        try:
            find_zone(value)
        except ZoneError as error:
            raise ValueError("takes a time zone name like Europe/Berlin") from error
    return value


def _pattern(value: str) -> str:
    if value and not _PATTERN.fullmatch(value):
        raise ValueError("takes a web address with {id} in it, like https://tracker.example/{id}")
    return value


def _project(value: str) -> str:
    if not _PROJECT.fullmatch(value):
        raise ValueError("takes the part before the number, in capitals, like OPS")
    return value


def _path(value: str) -> str:
    parts = value.split("/")
    if value.startswith(("/", "~")) or ".." in parts or "\0" in value or not value.strip():
        raise ValueError("takes a file or folder beside this file, without .. and /")
    return value


def _own_id(value: str) -> str:
    if value and (not _OWN_ID.fullmatch(value) or _CRITERION.fullmatch(value)):
        raise ValueError("takes capitals and a number of your own, like T1")
    return value


def _criterion(value: str) -> str:
    from pmtui.language.rulebook import catalogue
    from pmtui.review import CRITERIA

    known = [*(c.id for c in CRITERIA), *(rule.id for rule in catalogue().rules)]
    if value not in known:
        found = difflib.get_close_matches(value[:20], known, 1)
        near = f"did you mean {found[0]}?" if found else "pmtui rules lists the rules"
        raise ValueError(f"is no criterion or rule ({near})")
    return value


def _severity(value: str) -> str:
    known = [s.value for s in Severity]
    if value not in known:
        found = difflib.get_close_matches(value.upper()[:20], known, 1, cutoff=0.5)
        near = f"did you mean {found[0]}?" if found else f"known are {', '.join(known)}"
        raise ValueError(f"is no severity ({near})")
    return value


def _line(value: str) -> str:
    return " ".join(sanitise(value).text.split())


_STRICT = ConfigDict(extra="forbid", strict=True)
_Line = Annotated[str, AfterValidator(_line), Field(max_length=300)]
_Path = Annotated[str, AfterValidator(_path), Field(max_length=200)]


class Grade(BaseModel):
    """One severity in the team's words."""

    model_config = _STRICT

    name: _Line = ""
    definition: _Line = ""


class Tracker(BaseModel):
    """Where the numbers of work items lead."""

    model_config = _STRICT

    url: Annotated[str, AfterValidator(_pattern)]
    projects: list[Annotated[str, AfterValidator(_project)]] = Field(default=[], max_length=100)


class Attest(BaseModel):
    """One text that a person confirms with the review."""

    model_config = _STRICT

    text: Annotated[str, AfterValidator(_line), Field(min_length=1, max_length=300)]
    id: Annotated[str, AfterValidator(_own_id)] = ""


class TeamFile(BaseModel):
    """The whole file."""

    model_config = _STRICT

    name: Annotated[str, AfterValidator(_line), Field(max_length=60)] = ""
    zone: Annotated[str, AfterValidator(_zone)] = ""
    names: Literal["full", "initials", "roles"] = "full"
    personal: Literal["mask", "pseudonyms", "keep"] = "mask"
    gap_minutes: int = Field(default=30, ge=1, le=1440)
    services: list[_Line] = Field(default=[], max_length=2000)
    roles: list[_Line] = Field(default=[], max_length=200)
    severities: dict[Annotated[str, AfterValidator(_severity)], Grade] = {}
    criteria: dict[
        Annotated[str, AfterValidator(_criterion)], Literal["block", "warn", "advise", "off"]
    ] = {}
    attest: list[Attest] = Field(default=[], max_length=30)
    tracker: Tracker | None = None
    language: list[_Path] = Field(default=[], max_length=20)
    templates: _Path | None = None


def known_names(path: list[str]) -> list[str]:
    """The names that a table of the file may hold."""
    if not path:
        return list(TeamFile.model_fields)
    models: dict[str, type[BaseModel]] = {"tracker": Tracker, "attest": Attest}
    models |= {s.value: Grade for s in Severity}
    model = models.get(path[-1])
    return list(model.model_fields) if model is not None else []
