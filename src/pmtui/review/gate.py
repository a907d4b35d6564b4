"""The gate to complete: no path reaches it past a finding that bars it.

Status moves through the functions here, and `settle` stands inside the store's commit, so that an
import, another window or an undo meets the same gate. Nothing else is ever refused.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from pmtui.domain.changes import Change, ChangeKind, diff
from pmtui.domain.edits import add
from pmtui.domain.fields import specs
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import PANE_OF, Postmortem, record_class, with_part
from pmtui.domain.records import Action, Transition
from pmtui.domain.vocabulary import Status
from pmtui.errors import AnswerIsNo, UsageError
from pmtui.review import bars_completion, bars_review, review
from pmtui.review.held import AFTER_COMPLETION
from pmtui.review.judging import criteria_met
from pmtui.review.model import Context, Finding
from pmtui.value import Value

_BY_COMMAND = frozenset({("review", "status"), ("review", "criteria_set")})
"""Fields that only the commands of this module set."""
_JUDGED = frozenset({"waivers", "false_alarms", "confirmations"})
"""Tables that stay open in a complete postmortem, though what they bring back is judged."""


class Settled(Value, kw_only=True):
    """What a commit stores, and what the reader is told about it."""

    postmortem: Postmortem
    notices: tuple[str, ...] = ()


class GateRefused(AnswerIsNo):
    """The status stays as it is, since findings stand; it carries all of them, in pane order."""

    def __init__(self, findings: tuple[Finding, ...], goal: str) -> None:
        self.findings = findings
        count = len(findings)
        stand = "One finding stands" if count == 1 else f"{count} findings stand"
        super().__init__(
            f"{stand} between this postmortem and {goal}. Nothing was changed. Work through "
            f"{'it' if count == 1 else 'them'}, or waive with a reason, and try again."
        )


def move_to_review(
    pm: Postmortem, by: str, at: datetime, context: Context, *, anyway: bool = False
) -> Postmortem:
    """Move a draft on to review when nothing is left but what people must confirm.

    Raises GateRefused with what else is open, unless `anyway`; UsageError where it is no draft.
    """
    if pm.review.status is not Status.DRAFT:
        raise UsageError(f"This postmortem is {pm.review.status} already. Nothing was changed.")
    barring = tuple(f for f in review(pm, context) if bars_review(f))
    if barring and not anyway:
        raise GateRefused(barring, "review")
    return _moved(pm, Status.IN_REVIEW, by, at, reason="")


def complete(pm: Postmortem, by: str, at: datetime, context: Context) -> Postmortem:
    """Complete a postmortem against the present criteria.

    Raises GateRefused with everything that bars it; UsageError where it is complete already.
    """
    if pm.review.status is Status.COMPLETE:
        raise UsageError("This postmortem is complete already. Nothing was changed.")
    barring = tuple(f for f in review(pm, context) if bars_completion(f))
    if barring:
        raise GateRefused(barring, "complete")
    return _moved(pm, Status.COMPLETE, by, at, reason="", met=criteria_met(context.policy))


def reopen(pm: Postmortem, by: str, at: datetime, reason: str) -> Postmortem:
    """Take a complete postmortem back to review, or one in review back to draft.

    The earlier completion stays in the log. Raises UsageError without a reason, or for a draft.
    """
    if pm.review.status is Status.DRAFT:
        raise UsageError("This postmortem is a draft, so it can be edited as it is.")
    if not reason.strip():
        raise UsageError("Reopening needs a reason, which is kept in the log. Say why.")
    back = Status.IN_REVIEW if pm.review.status is Status.COMPLETE else Status.DRAFT
    return _moved(pm, back, by, at, reason=reason.strip())


def settle(before: Postmortem, after: Postmortem, context: Context, *, by: str = "") -> Settled:
    """What may be stored of `after`; called inside every commit.

    Raises GateRefused where `after` is newly complete and something bars it. A complete postmortem
    that an edit gives a new barring finding falls back to review, with a notice. Time, a new set
    of criteria, action states, due dates, trackers and publications change no status.
    """
    if after.review.status is not Status.COMPLETE or after is before:
        return Settled(postmortem=after)
    if before.review.status is not Status.COMPLETE:
        barring = tuple(f for f in review(after, context) if bars_completion(f))
        if barring:
            raise GateRefused(barring, "complete")
        return Settled(postmortem=_stamped(after, by, context))
    judged = _but_for_upkeep(before, after)
    if judged == before:
        return Settled(postmortem=after)
    new = _new_barring(review(before, context), review(judged, context))
    if not new:
        return Settled(postmortem=after)
    what = _named(diff(before, judged))
    reason = f"an edit of {what} brought back: {_printable(judged, new[0])}"
    return Settled(
        postmortem=_moved(after, Status.IN_REVIEW, by, context.now, reason=reason),
        notices=(
            f"Back in review: {what} changed, and {_count(new)} again "
            f"({', '.join(dict.fromkeys(f.criterion for f in new))}). {new[0].next}",
        ),
    )


def admit(pm: Postmortem, context: Context, *, by: str = "") -> Settled:
    """What may be stored of a postmortem that comes from outside, for example an import.

    One that says complete and is not comes in as in review, with a notice. What resembles it in
    this store is not held against it.
    """
    if pm.review.status is not Status.COMPLETE:
        return Settled(postmortem=pm)
    barring = tuple(f for f in review(pm, replace(context, similar=())) if bars_completion(f))
    if not barring:
        return Settled(postmortem=pm)
    reason = f"came in as complete, but: {_printable(pm, barring[0])}"
    return Settled(
        postmortem=_moved(pm, Status.IN_REVIEW, by, context.now, reason=reason),
        notices=(f"Taken in as in review, since {_count(barring)}. {barring[0].next}",),
    )


def locked(pm: Postmortem, table: str, field: str) -> str:
    """Why a field may not be edited now, as a sentence; "" where it may.

    A complete postmortem is read-only but for action state, dates, tracker and what shows that it
    works, publications, waivers and false alarms, and the status, which has commands of its own.
    `field` may be "" for adding or deleting.
    """
    if pm.review.status is not Status.COMPLETE or (table, field) in _BY_COMMAND:
        return ""
    if table in _JUDGED:
        return ""
    free = AFTER_COMPLETION.get(table)
    if free is not None and (not free or field in free):
        return ""
    spec = specs(record_class(table)).get(field)
    if spec is not None and spec.label:
        what = f"“{spec.label}” is"
    else:
        what = f"the {table.replace('_', ' ')} {'are' if table.endswith('s') else 'is'}"
    return f"It is complete, so {what} read-only; O (pmtui reopen) opens it again."


def _moved(
    pm: Postmortem, to: Status, by: str, at: datetime, reason: str, met: str = ""
) -> Postmortem:
    pm = with_part(pm, "review", replace(pm.review, status=to, criteria_set=met))
    transition = Transition(
        id=new_id(), to=to, by=by.strip(), at=at, reason=reason, criteria_set=met
    )
    return add(pm, "transitions", transition)


def _stamped(pm: Postmortem, by: str, context: Context) -> Postmortem:
    """A newly complete value with its log entry and the criteria it met, where they lack."""
    logged = bool(pm.transitions) and pm.transitions[-1].to is Status.COMPLETE
    if logged and pm.review.criteria_set:
        return pm
    if logged:
        met = pm.transitions[-1].criteria_set or criteria_met(context.policy)
        return with_part(pm, "review", replace(pm.review, criteria_set=met))
    return _moved(pm, Status.COMPLETE, by, context.now, reason="", met=criteria_met(context.policy))


def _but_for_upkeep(before: Postmortem, after: Postmortem) -> Postmortem:
    """`after` with everything put back that may change in a complete postmortem."""
    judged = after
    for table, free in AFTER_COMPLETION.items():
        if not free:
            judged = with_part(judged, table, getattr(before, table))
    olds: dict[str, Action] = {a.id: a for a in before.actions}
    free = AFTER_COMPLETION["actions"]
    actions = tuple(
        replace(a, **{name: getattr(olds[a.id], name) for name in free}) if a.id in olds else a
        for a in after.actions
    )
    return with_part(judged, "actions", actions)


def _new_barring(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Finding, ...]:
    left = Counter(f.key for f in before if bars_completion(f))
    new = []
    for finding in after:
        if not bars_completion(finding):
            continue
        if left[finding.key] > 0:
            left[finding.key] -= 1
        else:
            new.append(finding)
    return tuple(new)


def _printable(pm: Postmortem, finding: Finding) -> str:
    """The message of a finding as the history of the status may print it, nothing cut unmasked."""
    from pmtui.privacy.masking import Protection, protected
    from pmtui.review.quoting import swapped_findings

    swap = protected(pm, Protection(vendor=False)).swap
    return swapped_findings(pm, (finding,), swap)[0].message


def _named(changes: Iterable[Change]) -> str:
    """What changed, in the words of the forms: at most three places."""
    names: dict[str, None] = {}
    for change in changes:
        spec = specs(record_class(change.table)).get(change.field)
        verb = {ChangeKind.ADD: "added to ", ChangeKind.REMOVE: "removed from "}.get(
            change.kind, ""
        )
        label = f"“{spec.label}” in " if spec is not None and spec.label else verb
        names[f"{label}{PANE_OF[change.table]}"] = None
    told = list(names)
    rest = len(told) - 3
    return ", ".join(told[:3]) + (f" and {rest} more" if rest > 0 else "")


def _count(findings: tuple[Finding, ...]) -> str:
    count = len(findings)
    return "one finding bars completion" if count == 1 else f"{count} findings bar completion"
