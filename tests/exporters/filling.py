"""A postmortem in which every field that a person can fill holds its own word."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from pmtui.domain.edits import add_all
from pmtui.domain.fields import Kind, defaults, form
from pmtui.domain.moment import When
from pmtui.domain.postmortem import FACETS, LISTS, SINGLES, Postmortem, with_part
from pmtui.domain.records import Transition, Waiver
from pmtui.domain.vocabulary import Certainty, Milestone, Status

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)
_PRINTED_ELSEWHERE = {"false_alarms"}
"""Tables that no export prints."""


@dataclass
class Filled:
    postmortem: Postmortem
    expected: dict[str, str]
    """By table and field, what must stand in the export."""


class _Values:
    def __init__(self):
        self.count = 0
        self.expected = {}

    def of(self, table, cls):
        known = defaults(cls)
        values = {}
        for spec in form(cls):
            self.count += 1
            word = f"word{self.count:03}"
            values[spec.name], found = _value(table, spec, known[spec.name], word, self.count)
            if found:
                self.expected[f"{table}.{spec.name}"] = found
        return values


def _value(table, spec, default, word, count):
    match spec.kind:
        case Kind.LINE | Kind.PROSE:
            return word, word
        case Kind.NAMES:
            return (word,), word
        case Kind.FLAG:
            return True, "estimated" if table == "metrics" else spec.label
        case Kind.DATE:
            day = date(2026, 1, 1) + timedelta(days=count)
            return day, day.isoformat()
        case Kind.CHOICE:
            choice = next(w for w in spec.choices if w != default)
            return choice, choice.value
        case Kind.CHOICES:
            choice = list(spec.choices)[-1]
            return (choice,), choice.value
        case Kind.ZONE:
            return "Asia/Kathmandu", "Asia/Kathmandu"
        case Kind.WHEN:
            when = When(at=NOW, certainty=Certainty.APPROXIMATE, margin=7, reason=word)
            return when, word
    return (f"{spec.table}-1",), ""


def filled() -> Filled:
    values = _Values()
    pm = Postmortem(uid="f" * 16)
    for table, cls in SINGLES.items():
        pm = with_part(pm, table, replace(getattr(pm, table), **values.of(table, cls)))
    for table, cls in LISTS.items():
        if table in _PRINTED_ELSEWHERE or not form(cls):
            continue
        found = values.of(table, cls)
        if table == "facets":
            pm = replace(pm, facets=(replace(FACETS[0], **found), *FACETS[1:]))
        else:
            pm = add_all(pm, table, (cls(id=f"{table}-1", **found),))
    pm = replace(
        pm,
        events=(replace(pm.events[0], milestones=(Milestone.ESCALATED,)),),
        evidence=(replace(pm.evidence[0], of="events-1"),),
        waivers=(
            Waiver(
                **{
                    **{s: getattr(pm.waivers[0], s) for s in ("id", "rank", "reason", "by")},
                    "criterion": "C15",
                    "at": NOW,
                }
            ),
        ),
        transitions=(
            Transition(id="t1", to=Status.IN_REVIEW, by="word-mover", at=NOW, reason="word-why"),
        ),
    )
    values.expected["events.milestones"] = "escalated"
    values.expected["transitions.by"] = "word-mover"
    values.expected["transitions.reason"] = "word-why"
    values.expected["waivers.criterion"] = "C15"
    return Filled(pm, values.expected)
