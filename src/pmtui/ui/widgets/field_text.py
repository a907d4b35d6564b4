"""The text of a field that is being typed, and the value that a typed text means."""

from collections.abc import Callable
from datetime import date
from typing import Any

from pmtui.domain.entry_words import known_person
from pmtui.domain.fields import FieldError, FieldSpec, Kind, parse, show
from pmtui.domain.moment import When
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.when import WhenError
from pmtui.ui.widgets.labels import when_text

_PEOPLE = ("owner", "asked_by", "reviewer")
"""Fields of one line that hold a person."""


class NotRead(ValueError):
    """A typed text that its field cannot take; the text is a sentence that says what it takes."""


def before_editing(pm: Postmortem, spec: FieldSpec, value: Any) -> str:
    """The text that an editor begins with."""
    if spec.kind is Kind.WHEN:
        return when_text(pm, value)
    return show(spec, value)


def whole_name(pm: Postmortem, spec: FieldSpec, text: str) -> str:
    """A person's first name or handle as the name of the participant, who alone has it.

    Exports that put roles for names know the names of participants.
    """
    if spec.name not in _PEOPLE:
        return text
    return known_person(text, pm.participants) or text


def read_typed(spec: FieldSpec, text: str, read_when: Callable[[str], When], today: date) -> Any:
    """The value of a typed text; `today` is where the person sits. Raises NotRead."""
    try:
        return parse(spec, text, parse_when=read_when, today=today)
    except FieldError as error:
        raise NotRead(str(error)) from error
    except WhenError as error:
        choices = ", ".join(f"{c.text} ({c.label})" for c in error.choices)
        raise NotRead(f"{error.sentence} {choices}".strip()) from error


def echo_of(
    spec: FieldSpec,
    text: str,
    read_when: Callable[[str], When],
    echo_when: Callable[[When], str],
    today: date,
) -> str:
    """How a typed text is understood, or why it is not; the field's question where it is empty."""
    if not text.strip():
        return spec.ask
    try:
        value = read_typed(spec, text, read_when, today)
    except NotRead as problem:
        return f"! {problem}"
    if isinstance(value, When):
        return echo_when(value)
    if spec.kind is Kind.DATE and value is not None:
        return f"→ {value:%A} {value.isoformat()}"
    if spec.kind is Kind.NAMES:
        return f"→ {len(value)}: " + " · ".join(value)
    return f"→ {value}"
