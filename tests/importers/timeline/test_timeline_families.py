"""Every family of format, in fresh texts: which it is, when, who and what."""

import pytest
from tests.importers.timeline.timeline_texts import FAMILIES, Family


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_family_is_recognised_and_read(family: Family, parse) -> None:
    parsed = parse(family.text, **family.hints)
    assert parsed.format == family.format
    seen = [(event.at, event.actor, event.text) for event in parsed.events]
    assert seen == family.events
    assert "format" not in [question.kind for question in parsed.questions]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_event_keeps_its_lines_as_evidence(family: Family, parse) -> None:
    lines = family.text.split("\n")
    for event in parse(family.text, **family.hints).events:
        first, last = event.lines
        assert 1 <= first <= last <= len(lines)
        if event.span is None:
            assert event.raw == "\n".join(lines[first - 1 : last])
        assert event.raw in family.text
        assert event.raw.strip()
