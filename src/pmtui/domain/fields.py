"""What each field of a record is: its label, its question, its kind.

Forms, the command line's `set`, entry lines and exports read these descriptions, so that a field
is named in one place only. The helpers below stand on the right of a field in a record class.
"""

from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, field, fields
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast

from pmtui.domain.days import DayError, parse_due, parse_past
from pmtui.domain.zones import ZoneError, named_zone
from pmtui.value import Value

_Function = TypeVar("_Function", bound=Callable[..., Any])


def remembered(function: _Function) -> _Function:
    """Compute once for each record class; the classes never change while the program runs."""
    return cast(_Function, cache(function))


class Kind(StrEnum):
    """How a field's value is entered and shown."""

    LINE = "line"
    PROSE = "prose"
    CHOICE = "choice"
    FLAG = "flag"
    DATE = "date"
    WHEN = "time"
    ZONE = "zone"
    NAMES = "names"
    CHOICES = "choices"
    LINKS = "links"
    MACHINE = "machine"


class FieldSpec(Value):
    """One field as people meet it: its label, the question it answers and an example."""

    name: str
    label: str
    ask: str
    kind: Kind
    example: str = ""
    choices: Iterable[StrEnum] | None = None
    table: str = ""
    """For links: the table whose record ids the field holds."""
    ahead: bool = False
    """For dates: whether a weekday is the next one and not the last."""


def _described(kind: Kind, label: str, ask: str, default: Any, **more: Any) -> Any:
    return field(default=default, metadata={"kind": kind, "label": label, "ask": ask, **more})


def line(label: str, ask: str, example: str = "") -> Any:
    """A text of one line."""
    return _described(Kind.LINE, label, ask, "", example=example)


def prose(label: str, ask: str, example: str = "") -> Any:
    """A text of many lines."""
    return _described(Kind.PROSE, label, ask, "", example=example)


def zone(label: str, ask: str, example: str = "") -> Any:
    """A time zone by its IANA name."""
    return _described(Kind.ZONE, label, ask, "UTC", example=example)


def choice(label: str, ask: str, choices: Iterable[StrEnum], default: StrEnum | None = None) -> Any:
    """One word of a closed list, or none yet."""
    return _described(Kind.CHOICE, label, ask, default, choices=choices)


def choices(label: str, ask: str, of: type[StrEnum]) -> Any:
    """Several words of a closed list."""
    return _described(Kind.CHOICES, label, ask, (), choices=of)


def flag(label: str, ask: str) -> Any:
    """Yes or no."""
    return _described(Kind.FLAG, label, ask, False)


def day(label: str, ask: str, *, ahead: bool = False) -> Any:
    """A calendar date; one of a promise lies `ahead`."""
    return _described(Kind.DATE, label, ask, None, ahead=ahead)


def when(label: str, ask: str, default: Any, example: str = "") -> Any:
    """A time with what was written and how sure it is."""
    return _described(Kind.WHEN, label, ask, default, example=example)


def names(label: str, ask: str, example: str = "") -> Any:
    """Several short texts, entered with commas between them."""
    return _described(Kind.NAMES, label, ask, (), example=example)


def links(label: str, ask: str, table: str) -> Any:
    """Ids of records of another table, kept as a set in a stable order."""
    return _described(Kind.LINKS, label, ask, (), table=table)


def machine(default: Any = "") -> Any:
    """A value the program keeps; no form shows it."""
    return field(default=default, metadata={"kind": Kind.MACHINE, "label": "", "ask": ""})


@remembered
def specs(record: type[Any]) -> dict[str, FieldSpec]:
    """The described fields of a record class by name, in the order in which a form shows them."""
    return {f.name: _spec(f) for f in fields(record) if f.metadata}


def _spec(f: Field[Any]) -> FieldSpec:
    m = f.metadata
    return FieldSpec(
        f.name,
        m["label"],
        m["ask"],
        m["kind"],
        m.get("example", ""),
        m.get("choices"),
        m.get("table", ""),
        m.get("ahead", False),
    )


def form(record: type[Any]) -> tuple[FieldSpec, ...]:
    """The fields a person fills, in the order in which a form shows them."""
    return tuple(s for s in specs(record).values() if s.kind is not Kind.MACHINE)


@remembered
def defaults(record: type[Any]) -> dict[str, Any]:
    """The value each field has before anyone touched it; required fields are absent."""
    found: dict[str, Any] = {}
    for f in fields(record):
        if f.default is not MISSING:
            found[f.name] = f.default
        elif f.default_factory is not MISSING:
            found[f.name] = f.default_factory()
    return found


class FieldError(ValueError):
    """A typed value that a field cannot take; the text says what is expected instead."""


def parse(
    spec: FieldSpec,
    text: str,
    *,
    parse_when: Callable[[str], Any] | None = None,
    today: date | None = None,
) -> Any:
    """The value that a typed text means for a field.

    `parse_when` reads times (it knows the clock and the zone); with `today` a date may also be
    a weekday or count from today (`days`). Raises FieldError with a whole
    sentence that names what the field takes. Link fields take ids separated by commas.
    """
    text = text.strip() if spec.kind is not Kind.PROSE else text
    match spec.kind:
        case Kind.LINE:
            return " ".join(text.split())
        case Kind.PROSE | Kind.MACHINE:
            return text
        case Kind.ZONE:
            return _zone(text)
        case Kind.CHOICE:
            return _choice(spec, text) if text else None
        case Kind.CHOICES:
            return tuple(dict.fromkeys(_choice(spec, part) for part in split_names(text)))
        case Kind.FLAG:
            return _flag(spec, text)
        case Kind.DATE:
            return _date(spec, text, today) if text else None
        case Kind.NAMES | Kind.LINKS:
            return tuple(dict.fromkeys(split_names(text)))
        case Kind.WHEN:
            if parse_when is None:
                raise FieldError(f"{spec.label} needs a clock to be read; this is a defect.")
            return parse_when(text)


def show(spec: FieldSpec, value: Any) -> str:
    """The text that `parse` reads back; empty for nothing yet."""
    match spec.kind:
        case Kind.FLAG:
            return "yes" if value else "no"
        case Kind.NAMES | Kind.LINKS | Kind.CHOICES:
            return ", ".join(value)
        case Kind.DATE:
            return value.isoformat() if value else ""
        case Kind.WHEN:
            return str(value.written)
        case _:
            return str(value) if value is not None else ""


def split_names(text: str) -> list[str]:
    """Short texts between commas or line ends, trimmed, empty ones dropped."""
    return [part for raw in text.replace("\n", ",").split(",") if (part := " ".join(raw.split()))]


def _choice(spec: FieldSpec, text: str) -> StrEnum:
    assert spec.choices is not None
    wanted = _key(text)
    words = list(spec.choices)
    exact = [w for w in words if _key(w) == wanted]
    found = exact or [w for w in words if _key(w).startswith(wanted)]
    if spec.label == "Severity" and not found and wanted.isdigit():
        found = [w for w in words if w.endswith(f"-{wanted}")]
    if len(found) == 1:
        return found[0]
    options = ", ".join(found or words)
    fault = f"“{text}” could be several" if found else f"“{text}” is not one"
    raise FieldError(f"{spec.label} takes one of: {options}; {fault}. Type one of these.")


def _key(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _flag(spec: FieldSpec, text: str) -> bool:
    word = text.lower()
    if word in ("yes", "y", "true", "1", "on"):
        return True
    if word in ("no", "n", "false", "0", "off", ""):
        return False
    raise FieldError(f"{spec.label} is yes or no; “{text}” is neither. Type yes or no.")


def _date(spec: FieldSpec, text: str, today: date | None) -> date:
    read = parse_due if spec.ahead else parse_past
    try:
        return read(text, today) if today is not None else date.fromisoformat(text)
    except DayError as error:
        raise FieldError(f"{spec.label}: {error}") from error
    except ValueError as error:
        raise FieldError(
            f"{spec.label} is a date like 2026-11-22; “{text}” is not one. Type year-month-day."
        ) from error


def _zone(text: str) -> str:
    if not text:
        return "UTC"
    try:
        return named_zone(text)
    except ZoneError as error:
        raise FieldError(str(error)) from error
