"""Setting findings aside: waivers with a reason and a name, and false alarms of language rules."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from pmtui.domain.edits import add, remove
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import FalseAlarm, Waiver
from pmtui.errors import UsageError
from pmtui.review.model import Context, Finding
from pmtui.value import Value

SHORTEST_REASON = 10
"""Characters that a reason has at least, so that it says something."""

LEXICAL = frozenset({"C12", "C16", "C21", "C23", "C25", "C26", "C31"})
"""Criteria that look at words themselves and so can misfire like a language rule."""

FALLIBLE = LEXICAL | {"C41"}
"""The same, and what looks like a secret: such a finding can be wrong, but no rewording answers it."""

Mark = tuple[str, str, str, str]
"""Criterion or rule, record, field, digest of the text."""


class Waived(Value, kw_only=True):
    """The waivers of a postmortem, apart by whether they still set something aside."""

    current: tuple[Waiver, ...] = ()
    void: tuple[Waiver, ...] = ()
    """The text they waived changed, or what they waived is gone."""


def waive(pm: Postmortem, finding: Finding, *, reason: str, by: str, at: datetime) -> Postmortem:
    """Set a finding aside for a reason, in somebody's name.

    Raises UsageError where the reason is shorter than ten characters or the name is missing. A
    waiver of the same place whose text has changed since is replaced.
    """
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise UsageError(
            f"A waiver needs a reason of at least {SHORTEST_REASON} characters, since it is "
            "printed in the export. Say why it does not apply here."
        )
    if not by.strip():
        raise UsageError("A waiver carries a name. Say who decides so.")
    waiver = Waiver(
        id=new_id(),
        criterion=finding.criterion,
        record=finding.record,
        field=finding.field,
        text_hash=finding.text_hash,
        reason=reason,
        by=by.strip(),
        at=at,
    )
    for old in pm.waivers:
        same_place = (old.criterion, old.record, old.field) == _place(finding)
        if same_place and (old.text_hash == finding.text_hash or not _is_rule(finding.criterion)):
            pm = remove(pm, "waivers", old.id)
    return add(pm, "waivers", waiver)


def unwaive(pm: Postmortem, waiver: str) -> Postmortem:
    """Take a waiver back, by its id. Raises KeyError where it is gone."""
    return remove(pm, "waivers", waiver)


def can_be_false_alarm(finding: Finding) -> bool:
    """Whether a finding is about words, so that it can be wrong about them.

    For what looks like a secret this is the decision that it may leave.
    """
    fallible = _is_rule(finding.criterion) or finding.criterion in FALLIBLE
    return bool(finding.text_hash) and fallible


def mark_false_alarm(pm: Postmortem, finding: Finding, *, by: str, at: datetime) -> Postmortem:
    """Mark a language finding as wrong, in somebody's name; no reason is asked.

    Raises UsageError for a finding that is not about words, which only a waiver can set aside.
    """
    if not can_be_false_alarm(finding):
        raise UsageError(
            "Only a finding about wording can be a false alarm. Waive this one with a reason."
        )
    alarm = FalseAlarm(
        id=new_id(),
        rule=finding.criterion,
        record=finding.record,
        field=finding.field,
        text_hash=finding.text_hash,
        by=by.strip(),
        at=at,
    )
    return add(pm, "false_alarms", alarm)


def unmark_false_alarm(pm: Postmortem, alarm: str) -> Postmortem:
    """Take a false alarm back, by its id. Raises KeyError where it is gone."""
    return remove(pm, "false_alarms", alarm)


def standing(pm: Postmortem, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that neither a waiver nor a false alarm sets aside."""
    aside: set[Mark] = {(w.criterion, w.record, w.field, w.text_hash) for w in pm.waivers}
    aside |= {(a.rule, a.record, a.field, a.text_hash) for a in pm.false_alarms}
    if not aside:
        return tuple(findings)
    return tuple(f for f in findings if _mark(f) not in aside)


def sort_waivers(pm: Postmortem, raw: Iterable[Finding], context: Context) -> Waived:
    """Which waivers set something aside among all findings, and which are void.

    A waiver that this context cannot judge (no language engine, no scanner, no similar
    postmortems at hand) counts as current.
    """
    marks = {_mark(f) for f in raw}
    unjudged: Mapping[str, bool] = {
        "BL": context.language is None,
        "C41": context.secrets is None,
        "C36": not context.similar,
    }

    def holds(waiver: Waiver) -> bool:
        mark = (waiver.criterion, waiver.record, waiver.field, waiver.text_hash)
        return mark in marks or any(
            blind and waiver.criterion.startswith(prefix) for prefix, blind in unjudged.items()
        )

    return Waived(
        current=tuple(w for w in pm.waivers if holds(w)),
        void=tuple(w for w in pm.waivers if not holds(w)),
    )


def _mark(finding: Finding) -> Mark:
    return (finding.criterion, finding.record, finding.field, finding.text_hash)


def _place(finding: Finding) -> tuple[str, str, str]:
    return (finding.criterion, finding.record, finding.field)


def _is_rule(criterion: str) -> bool:
    return not criterion.startswith("C")
