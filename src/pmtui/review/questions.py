"""The question bank: the one question that fits the thing under the cursor, and what comes next.

The questions ask how and what, seldom why, never who. They are our own words after PagerDuty's
guide (which draws on Klein and Dekker), Etsy's facilitation guide, Jeli's Howie and Morgue.
"""

from collections.abc import Iterable
from typing import Any

from pmtui.domain.fields import specs
from pmtui.domain.postmortem import SINGLES, Postmortem, find, record_class
from pmtui.domain.vocabulary import Pane
from pmtui.review.bank import BANK, BY_PANE, Entry
from pmtui.review.model import Finding, Group, Level
from pmtui.value import Value


class Question(Value):
    """One question as it is shown, and from whom it comes."""

    text: str
    source: str


def question_for(
    pm: Postmortem, pane: Pane, table: str = "", record: str = "", field: str = ""
) -> Question:
    """The question that fits the field, the record or the pane under the cursor.

    `record` is "" for single records. An unknown record or field falls back to the pane's own
    question.
    """
    if not table:
        return _of_pane(pm, pane)
    try:
        thing = find(pm, table, record)
    except KeyError:
        thing = None
    fitting = [e for e in BANK if e.table == table and _fits(e, thing, field)]
    if fitting:
        best = max(fitting, key=_closeness)
        return Question(best.text, best.source)
    if field:
        spec = specs(record_class(table)).get(field)
        if spec is not None and spec.ask:
            return Question(spec.ask, "pmtui")
    if table in SINGLES or thing is not None:
        for spec in specs(record_class(table)).values():
            if spec.ask and thing is not None and not getattr(thing, spec.name):
                return Question(spec.ask, "pmtui")
    return _of_pane(pm, pane)


def _fits(entry: Entry, thing: Any, field: str) -> bool:
    if entry.field and entry.field != field:
        return False
    if not (entry.when or entry.cues):
        return True
    if thing is None:
        return False
    if any(getattr(thing, name, None) != value for name, value in entry.when):
        return False
    return not entry.cues or _heard(entry.cues, thing)


def _heard(cues: tuple[str, ...], thing: Any) -> bool:
    text = f" {str(getattr(thing, 'text', ''))[:500].casefold()} "
    return any(cue in text for cue in cues)


def _closeness(entry: Entry) -> tuple[int, int, int]:
    return (bool(entry.field), len(entry.when), bool(entry.cues))


def _of_pane(pm: Postmortem, pane: Pane) -> Question:
    """The first question of a pane whose list is still empty, else its last one."""
    entries = BY_PANE[pane]
    for entry in entries[:-1]:
        if entry.table in SINGLES:
            if not getattr(getattr(pm, entry.table), entry.field):
                return Question(entry.text, entry.source)
        elif not getattr(pm, entry.table):
            return Question(entry.text, entry.source)
    return Question(entries[-1].text, entries[-1].source)


_URGENCY = {Level.BLOCK: 0, Level.ATTEST: 1, Level.WARN: 2}
_TURN = {Group.WRITE: 0, Group.LOOK: 1, Group.PEOPLE: 2}


def what_next(findings: Iterable[Finding]) -> Finding | None:
    """The one most useful thing now: what bars completion first, writing before mending, then
    people, in the order of the panes. None where only advice is left."""
    return min(
        (f for f in findings if f.level in _URGENCY),
        key=lambda f: (_URGENCY[f.level], _TURN[f.group]),
        default=None,
    )
