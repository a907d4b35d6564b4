"""`team.toml`: the rules of a team, checked whole; every mistake is named with its line.

What is wrong is left out and told, and the rest holds: a slip in a shared file must not keep
anybody from writing.
"""

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pmtui.domain.text import sanitise

if TYPE_CHECKING:
    from pydantic import ValidationError

LARGEST = 200_000
"""Bytes of a file; a larger one is something else."""

MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong: where, what, and what was perhaps meant."""

    line: int
    """From 1; 0 where no line can be named."""
    sentence: str

    def __str__(self) -> str:
        """As it is told, behind the name of the file."""
        return f"line {self.line}: {self.sentence}" if self.line else self.sentence


@dataclass(frozen=True, slots=True)
class Checked:
    """What holds of a file, as plain values, and what does not."""

    values: dict[str, Any]
    mistakes: tuple[Mistake, ...]


def check_team(data: bytes) -> Checked:
    """What a file says; never raises for what stands in it."""
    import tomllib

    if len(data) > LARGEST:
        return Checked({}, (Mistake(0, f"The file is larger than {LARGEST:,} bytes. Cut it."),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Checked({}, (Mistake(line, "This is not UTF-8 text. Save the file as such."),))
    try:
        tree: dict[str, Any] = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        found = re.search(r"\(at line (\d{1,7}), column", str(error))
        why = re.sub(r" \(at .{1,60}\)$", "", str(error))[:200]
        line = int(found[1]) if found else text.count("\n") + 1
        return Checked({}, (Mistake(line, f"This is not TOML: {why}. Nothing of it holds."),))
    return _valid(tree, text)


def _valid(tree: dict[str, Any], text: str) -> Checked:
    from pydantic import ValidationError

    from pmtui.schema.team_file import TeamFile

    mistakes: list[Mistake] = []
    for _ in range(MOST_PROBLEMS):
        try:
            values: dict[str, Any] = TeamFile.model_validate(tree, strict=True).model_dump()
        except ValidationError as error:
            wrong = _wrong(error)
            mistakes += [_mistake(location, words, text) for location, words in wrong]
            for location, _ in reversed(wrong):
                _leave_out(tree, location)
            continue
        ordered = sorted(dict.fromkeys(mistakes), key=lambda m: m.line)
        return Checked(values, tuple(ordered[:MOST_PROBLEMS]))
    return Checked({}, tuple(mistakes[:MOST_PROBLEMS]))


def _wrong(error: "ValidationError") -> list[tuple[tuple[int | str, ...], str]]:
    found = []
    for one in error.errors(include_url=False, include_input=False):
        location = one["loc"]
        match one["type"]:
            case "extra_forbidden":
                words = "is not known"
            case "missing":
                words = "is missing"
            case "literal_error":
                words = f"takes one of {one['ctx']['expected']}"
            case "value_error":
                words = str(one["ctx"]["error"])
            case kind:
                words = _TYPES.get(kind, one["msg"].lower())
        found.append((location, words))
    return found


_TYPES = {
    "string_type": "takes a text",
    "int_type": "takes a whole number",
    "list_type": "takes a list",
    "tuple_type": "takes a list",
    "dict_type": "takes a table",
    "model_type": "takes a table",
    "model_attributes_type": "takes a table",
    "string_too_long": "is too long",
    "string_too_short": "is empty",
    "too_long": "has too many entries",
    "greater_than_equal": "is too small",
    "less_than_equal": "is too large",
}


def _mistake(location: tuple[int | str, ...], words: str, text: str) -> Mistake:
    names = [part for part in location if isinstance(part, str) and part != "[key]"]
    name = "".join(
        f"[{part}]" if isinstance(part, int) else f".{_shown(part)}"
        for part in location
        if part != "[key]"
    ).removeprefix(".")
    near = _near(names) if words == "is not known" else ""
    return Mistake(line_of(text, location), f"“{name}” {words}{near}; it is left out.")


def _near(names: list[str]) -> str:
    from pmtui.schema.team_file import known_names

    known = known_names(names[:-1])
    found = difflib.get_close_matches(names[-1][:60], known, 1)
    if found:
        return f" (did you mean {found[0]}?)"
    return f" (known are {', '.join(known)})" if known else ""


def _shown(part: str) -> str:
    clean = " ".join(sanitise(part).text.split())
    return clean if len(clean) <= 60 else clean[:59] + "…"


def _leave_out(tree: Any, location: tuple[int | str, ...]) -> None:
    """Take what is wrong out of the tree: the entry itself, else what holds it."""
    path = [part for part in location if part != "[key]"]
    places = [tree]
    for part in path[:-1]:
        try:
            places.append(places[-1][part])
        except (KeyError, IndexError, TypeError):
            break
    for depth in range(min(len(path), len(places)) - 1, -1, -1):
        place, part = places[depth], path[depth]
        if isinstance(place, dict) and part in place:
            # A missing or mistyped part makes the whole entry of a list or table senseless.
            del place[part]
            return
        if isinstance(place, list) and isinstance(part, int) and part < len(place):
            del place[part]
            return


def line_of(text: str, location: tuple[int | str, ...]) -> int:
    """The line of a key in a TOML text; that of the nearest table around it, else 0."""
    names = [str(part) for part in location if isinstance(part, str) and part != "[key]"]
    wanted_index = next((part for part in location if isinstance(part, int)), 0)
    table: list[str] = []
    arrays: dict[str, int] = {}
    best = 0
    depth = 0
    for number, row in enumerate(text.split("\n"), 1):
        head = re.match(r"[ \t]{0,40}(\[{1,2})([^\]\n]{1,200})\]", row)
        if head:
            table = [part.strip().strip("\"'") for part in head[2].split(".")]
            if head[1] == "[[":
                arrays[head[2]] = arrays.get(head[2], -1) + 1
            here = table
        else:
            key = re.match(r"[ \t]{0,40}([\w.\"'-]{1,200})[ \t]{0,40}=", row)
            if not key:
                continue
            here = [*table, *(p.strip("\"'") for p in key[1].split("."))]
        if table and arrays.get(".".join(table), wanted_index) != wanted_index:
            continue
        if here == names[: len(here)] and len(here) > depth:
            best, depth = number, len(here)
    return best
