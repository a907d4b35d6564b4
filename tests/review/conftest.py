from collections.abc import Iterable, Iterator

import pytest

from pmtui.domain.postmortem import PANE_OF, Postmortem
from pmtui.review.examples import EXAMPLE_NOW, EXAMPLE_SIMILAR, complete_example
from pmtui.review.found import to_look
from pmtui.review.model import Context, Finding, Group, Level, digest

READ = {
    "overview": ("title", "summary", "resolution"),
    "events": ("text", "detail"),
    "impact": ("description",),
    "factors": ("text", "detail", "why_chain"),
    "facets": ("worked", "to_improve"),
    "lessons": ("text",),
    "actions": ("text", "detail"),
}


PHRASES = {
    "should have been": ("BL301", Level.WARN),
    "In hindsight": ("BL502", Level.ADVISE),
    "Because of @": ("BL106", Level.WARN),
    "careless": ("BL401", Level.BLOCK),
    "Remember to": ("BL1001", Level.BLOCK),
    "Investigate": ("BL1003", Level.WARN),
    "Outage": ("BL1104", Level.ADVISE),
}
"""A stand-in for the language rules: the seam is tried here, the rules are tried elsewhere."""


def texts_of(pm: Postmortem) -> Iterator[tuple[str, str, str, str]]:
    """Table, record id, field and text of the fields of `READ`."""
    for table, fields in READ.items():
        part = getattr(pm, table)
        for record in part if isinstance(part, tuple) else (part,):
            for field in fields:
                yield table, getattr(record, "id", ""), field, getattr(record, field)


def speak(pm: Postmortem) -> Iterable[Finding]:
    for table, record, field, text in texts_of(pm):
        for phrase, (rule, level) in PHRASES.items():
            if phrase in text:
                start = text.index(phrase)
                yield Finding(
                    criterion=rule,
                    level=level,
                    group=Group.LOOK,
                    pane=PANE_OF[table],
                    table=table,
                    record=record,
                    field=field,
                    message="What made it look right?",
                    next="Rewrite it, or record a reason.",
                    start=start,
                    end=start + len(phrase),
                    text_hash=digest(text),
                )


def scan(pm: Postmortem) -> Iterable[Finding]:
    for event in pm.events:
        if "token=" in event.detail:
            place = ("events", event.id, "detail")
            yield to_look("C41", place, "A secret?", "Mask it.", waives=event.detail)


@pytest.fixture
def example() -> Postmortem:
    return complete_example()


@pytest.fixture
def context() -> Context:
    return Context(now=EXAMPLE_NOW)


@pytest.fixture
def full_context() -> Context:
    return Context(now=EXAMPLE_NOW, similar=(EXAMPLE_SIMILAR,), language=speak, secrets=scan)


@pytest.fixture
def texts() -> list[tuple[str, str, str, str]]:
    return list(texts_of(complete_example()))
