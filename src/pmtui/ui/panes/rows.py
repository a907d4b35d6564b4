"""Rows and sections of the panes: how one record of each list reads in a line."""

from collections.abc import Callable
from typing import Any

from pmtui.domain.entry import ENTRY_HELP
from pmtui.domain.facts import actions_for_factor, actions_for_lesson, evidence_of
from pmtui.domain.postmortem import LISTS, Postmortem
from pmtui.domain.records import (
    Action,
    Confirmation,
    FacetAnalysis,
    Factor,
    FalseAlarm,
    Lesson,
    Metric,
    Participant,
    Publication,
    Question,
    RelatedPostmortem,
    SourceText,
    Waiver,
)
from pmtui.domain.vocabulary import ActionState, LessonKind
from pmtui.ui.widgets.items import HeadItem, Item, RowItem, TeachItem
from pmtui.ui.widgets.labels import title_of

_LESSON_SIGNS = {LessonKind.WENT_WELL: "+", LessonKind.WENT_POORLY: "-", LessonKind.GOT_LUCKY: "*"}
_STATE_SIGNS = {
    ActionState.PROPOSED: "[ ]",
    ActionState.COMMITTED: "[>]",
    ActionState.DONE: "[x]",
    ActionState.DECLINED: "[-]",
}


def section(pm: Postmortem, table: str, title: str, teach: str = "") -> list[Item]:
    """A heading with the count, and the rows of a list or what belongs in it."""
    records: tuple[Any, ...] = getattr(pm, table)
    items: list[Item] = [HeadItem(f"{title} ({len(records)})")]
    if records:
        return items + [row_of(pm, table, r) for r in records]
    if not teach:
        example, explains = ENTRY_HELP[table]
        teach = f"{explains} e.g. “{example}” · a adds one"
    return [*items, TeachItem(table, teach)]


def row_of(pm: Postmortem, table: str, record: Any) -> RowItem:
    """One record in a line: what it says, and at the edge what matters about it."""
    text, tail = _ROWS[table](pm, record)
    return RowItem(table, record.id, text, " · ".join(part for part in tail if part))


def _participant(pm: Postmortem, r: Participant) -> tuple[str, list[str]]:
    return r.name or title_of(r), [", ".join(r.roles), r.team, "on call" if r.on_call else ""]


def _question(pm: Postmortem, r: Question) -> tuple[str, list[str]]:
    return title_of(r), [r.asked_by, "answered" if r.answer.strip() else "open"]


def _source(pm: Postmortem, r: SourceText) -> tuple[str, list[str]]:
    return title_of(r), [f"{r.text.count(chr(10)) + 1:,} lines"]


def _metric(pm: Postmortem, r: Metric) -> tuple[str, list[str]]:
    figure = " ".join(part for part in (r.value, r.unit) if part)
    return f"{title_of(r)}: {figure}", ["estimate" if r.estimated else "", _evidence(pm, r.id)]


def _factor(pm: Postmortem, r: Factor) -> tuple[str, list[str]]:
    count = len(actions_for_factor(pm, r.id))
    follow = f"{count} action{'s' * (count != 1)}" if count else ""
    if not count:
        follow = "declined" if r.declined_because else "no action"
    return title_of(r), [_word(r.kind), _word(r.standing), _evidence(pm, r.id), follow]


def _lesson(pm: Postmortem, r: Lesson) -> tuple[str, list[str]]:
    sign = _LESSON_SIGNS[r.kind] if r.kind else " "
    count = len(actions_for_lesson(pm, r.id))
    follow = f"{count} action{'s' * (count != 1)}" if count else ""
    if not count and r.declined_because:
        follow = "not followed up"
    return f"{sign} {title_of(r)}", [_word(r.kind), follow]


def _action(pm: Postmortem, r: Action) -> tuple[str, list[str]]:
    due = f"due {r.due:%d %b}" if r.due else ""
    owner = r.owner or "no owner"
    return f"{_STATE_SIGNS[r.state]} {title_of(r)}", [
        due,  # what comes first keeps its room; the sign says the state, too
        owner,
        r.state.value,
        _word(r.priority),
        _word(r.type),
    ]


def _facet(pm: Postmortem, r: FacetAnalysis) -> tuple[str, list[str]]:
    parts = []
    if r.worked.strip():
        parts.append(f"+ {' '.join(r.worked[:300].split())}")
    if r.to_improve.strip():
        parts.append(f"- {' '.join(r.to_improve[:300].split())}")
    name = (r.facet.value if r.facet else r.id).capitalize()
    said = "  ".join(parts) or ("nothing notable" if r.nothing_notable else "not answered yet")
    return f"{name:<14} {said}", []


def _related(pm: Postmortem, r: RelatedPostmortem) -> tuple[str, list[str]]:
    return title_of(r), [r.note, _word(r.relation)]


def _publication(pm: Postmortem, r: Publication) -> tuple[str, list[str]]:
    return title_of(r), [r.by, r.on.isoformat() if r.on else ""]


def _waiver(pm: Postmortem, r: Waiver) -> tuple[str, list[str]]:
    return f"{r.criterion}  {' '.join(r.reason[:300].split())}", [r.by]


def _confirmation(pm: Postmortem, r: Confirmation) -> tuple[str, list[str]]:
    return f"{r.criterion}  {' '.join(r.text[:300].split())}", [r.by]


def _false_alarm(pm: Postmortem, r: FalseAlarm) -> tuple[str, list[str]]:
    named = next(
        (title_of(x) for table in LISTS for x in getattr(pm, table) if x.id == r.record), ""
    )
    where = r.field.replace("_", " ")
    return f"{r.rule}  {where}" + (f" of “{named}”" if named else ""), [r.by]


def _word(value: Any) -> str:
    return str(value.value) if value is not None else ""


def _evidence(pm: Postmortem, id: str) -> str:
    count = len(evidence_of(pm, id))
    return f"{count} ev" if count else ""


_ROWS: dict[str, Callable[[Postmortem, Any], tuple[str, list[str]]]] = {
    "participants": _participant,
    "questions": _question,
    "sources": _source,
    "metrics": _metric,
    "factors": _factor,
    "lessons": _lesson,
    "actions": _action,
    "facets": _facet,
    "related": _related,
    "publications": _publication,
    "waivers": _waiver,
    "false_alarms": _false_alarm,
    "confirmations": _confirmation,
}
