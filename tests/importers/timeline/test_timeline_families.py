"""Every family of format, in fresh texts: which it is, when, who and what."""

import pytest
from tests.importers.timeline.timeline_texts import FAMILIES, Family

from pmtui.importers import parse_timeline
from pmtui.importers.timeline.milestones import milestone_hint


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


SLACK_BADGES = """Thursday, November 26th
Grafana
APP  9:33 AM
[FIRING:2] HoldErrors (seatmap eu-west)
Maren Okafor
:palm_tree:  9:34 AM
looking
9:35
declaring SEV2, I am IC
Statuspage
APP
  9:36 AM
Investigating
PagerDuty APP  9:37 AM
Resolved #4711
"""


def test_badges_and_status_signs_are_neither_actor_nor_text():
    events = parse_timeline(SLACK_BADGES).events
    assert [(e.actor, e.text) for e in events] == [
        ("Grafana", "[FIRING:2] HoldErrors (seatmap eu-west)"),
        ("Maren Okafor", "looking"),
        ("Maren Okafor", "declaring SEV2, I am IC"),
        ("Statuspage", "Investigating"),
        ("PagerDuty", "Resolved #4711"),
    ]
    hints = [e.milestone_hint for e in events]
    assert hints == ["detected", None, "declared", None, "resolved"]


def test_names_above_a_lone_24_hour_clock_begin_messages_also_without_blank_lines():
    text = "PagerDuty\nAPP 9:33\nTriggered\nMaren Okafor\n9:35\nlooking\n9:36\nrolling back\n"
    events = parse_timeline(text + "Idris Calloway\n9:39\nrolled back\n").events
    assert [e.actor for e in events] == [
        "PagerDuty", "Maren Okafor", "Maren Okafor", "Idris Calloway",
    ]  # fmt: skip
    assert [e.text for e in events] == ["Triggered", "looking", "rolling back", "rolled back"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("we should have rolled back earlier", None),
        ("do not declare an incident yet", None),
        ("was it rolled back?", None),
        ("rolled back 4711", "mitigated"),
        ("declared SEV-2", "declared"),
        ("ALARM: cpu above 90 %", "detected"),
        ("[RESOLVED] HoldErrors", "resolved"),
    ],
)
def test_a_milestone_is_suggested_for_what_happened_and_not_for_what_is_wished(text, hint):
    assert milestone_hint("", text) == hint
