"""What a JSON reader returns, and the questions all families ask of an object."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pmtui.importers.timeline.jsontext import Path

Obj = dict[str, Any]


@dataclass(slots=True)
class Record:
    """One event of a JSON text. `when` is a string or an epoch; `path` leads to its object."""

    path: Path
    when: Any
    text: str
    format: str
    actor: str | None = None
    kind: str | None = None
    end: Any = None


Family = Callable[[Obj, Path], list[Record] | None]


def text_of(value: Any, *keys: str) -> str:
    """The first of the keys that holds text; dotted keys go down."""
    for key in keys:
        if "." not in key:
            found: Any = value.get(key) if isinstance(value, dict) else None
        else:
            found = value
            for part in key.split("."):
                found = found.get(part) if isinstance(found, dict) else None
        if isinstance(found, str) and found.strip():
            return found
        if isinstance(found, int | float) and not isinstance(found, bool):
            return str(found)
    return ""


def objects(value: Any, path: Path) -> list[tuple[Obj, Path]]:
    if isinstance(value, dict):
        return [(value, path)]
    if isinstance(value, list):
        return [(item, (*path, i)) for i, item in enumerate(value) if isinstance(item, dict)]
    return []


def unwrapped(when: Any) -> Any:
    """{"$date": …} and {"epochSecond": …}, as some databases and loggers write a time."""
    if not isinstance(when, dict):
        return when
    if set(when) == {"$date"}:
        return when["$date"]
    if set(when) == {"epochSecond", "nanoOfSecond"}:
        return f"{when['epochSecond']}.{str(when['nanoOfSecond']).zfill(9)[:6]}"
    return when


def looks_like_time(value: Any) -> bool:
    """A string that begins like a date, or a number of plausible seconds since 1970."""
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, int | float):
        return (
            9.0e8 < value < 4.2e9
            or 9.0e11 < value < 4.2e12
            or 9.0e14 < value < 4.2e15
            or 9e17 < value < 4.2e18
        )
    text = str(value)[:40]
    return bool(re.match(r"\d{4}[-/]\d\d?[-/]\d\d?|\d{10}(?:\.\d+)?$|\d{13}$|\d{16}$|\d{19}$|\d{1,2}[/.]\w{3}[/.]\d{4}|\d{1,2}:\d\d"
                         r"|[A-Z][a-z]{2},? \d{1,2} [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{2,8} \d{1,2},? \d{4}", text))  # fmt: skip


def zero(when: Any) -> bool:
    """0001-01-01, 1970-01-01 and the like mean "not set"."""
    text = str(when)
    return when in (0, None, "") or text.startswith(("0001-01-01", "0000-", "1970-01-01T00:00:00"))
