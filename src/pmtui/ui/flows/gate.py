"""Moving a postmortem on: to review, to complete, and back with a reason."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Status
from pmtui.errors import PmtuiError
from pmtui.review import bars_completion, confirming, gate, ready_for_review, waivers
from pmtui.review import held as held_review
from pmtui.review.gate import GateRefused
from pmtui.review.model import Finding, Group
from pmtui.review.reading import same_person
from pmtui.ui import answers
from pmtui.ui.finding_cursor import counted
from pmtui.ui.panes.base import Pane, Place
from pmtui.ui.widgets.dialogs import AskLine, Confirm

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen


async def move_on(screen: "WorkbookScreen", _: Place) -> None:
    """Draft to in review, in review to complete; says what bars the way."""
    match screen.postmortem.review.status:
        case Status.DRAFT:
            await _to_review(screen)
        case Status.IN_REVIEW:
            await _complete(screen)
        case Status.COMPLETE:
            screen.say("It is complete already; O reopens it with a reason, x exports it.")


async def _to_review(screen: "WorkbookScreen") -> None:
    anyway = False
    if not ready_for_review(screen.findings):
        left = len([f for f in screen.findings if bars_completion(f)])
        anyway = await screen.app.push_screen_wait(
            Confirm(
                f"{left} finding{'s' * (left != 1)} still bar{'s' * (left == 1)} completion. "
                f"{_unread(screen)}Move to review all the same?"
            )
        )
        if not anyway:
            screen.say("It stays a draft; n leads to the next finding.")
            return
    by, at, context = screen.session.author, screen.session.now(), screen.past.context()
    if screen.edit(
        lambda pm: gate.move_to_review(pm, by=by, at=at, context=context, anyway=anyway),
        "move to review",
        kind="status",
    ):
        screen.say(_next_in_review(screen.findings))


def _next_in_review(findings: Sequence[Finding]) -> str:
    """What leads from the review on to completion."""
    if any(bars_completion(f) and f.group is not Group.PEOPLE for f in findings):
        return "It is in review now; n leads to what still bars completion, then C completes it."
    if any(bars_completion(f) for f in findings):
        return "It is in review now. Hold it (M), or record it by t in Review (7); then C completes it."
    return "It is in review now; C completes it."


async def _complete(screen: "WorkbookScreen") -> None:
    by, at, context = screen.session.author, screen.session.now(), screen.past.context()

    def complete(pm: Postmortem) -> Postmortem:
        return gate.complete(pm, by=by, at=at, context=context)

    try:
        complete(screen.postmortem)
    except GateRefused as refusal:
        count = len(refusal.findings)
        screen.say(
            f"{count} finding{'s' * (count != 1)} bar{'s' * (count == 1)} completion: n leads to "
            "them, 7 lists them all.",
            warn=True,
        )
        return
    question = _unread(screen) + completing(screen.reference, screen.findings)
    if not await screen.app.push_screen_wait(Confirm(question)):
        screen.say("It stays in review.")
        return
    if screen.edit(complete, "complete", kind="status"):
        screen.say("The postmortem is complete. x exports it; O reopens it with a reason.")


def _unread(screen: "WorkbookScreen") -> str:
    """A sentence, with a space, about typed values that could not be read."""
    return f"{told} " if (told := screen.unread_told()) else ""


def completing(reference: str, findings: Sequence[Finding]) -> str:
    """The question before a postmortem is complete, with what stays open in it."""
    question = f"Complete {reference}? Its text becomes read-only; O reopens it."
    if not (left := len(counted(findings))):
        return question
    if left == 1:
        return f"{question} 1 finding that does not bar it stays open; the export counts it."
    return f"{question} {left} findings that do not bar it stay open; the export counts them."


async def reopen(screen: "WorkbookScreen", _: Place) -> None:
    """Back to review, with a reason that stays in the history; somebody else's is adopted."""
    if screen.frame.origin:
        await _adopt(screen)
        return
    if screen.postmortem.review.status is not Status.COMPLETE:
        screen.say("Only a complete postmortem can be reopened; this one is open.")
        return
    reason = await screen.app.push_screen_wait(AskLine("Why is it reopened?"))
    if not reason:
        screen.say("It stays complete.")
        return
    by, at = screen.session.author, screen.session.now()
    screen.edit(lambda pm: gate.reopen(pm, by=by, at=at, reason=reason), "reopen", kind="status")


async def _adopt(screen: "WorkbookScreen") -> None:
    if not await screen.app.push_screen_wait(
        Confirm(f"Make {screen.reference} of {screen.frame.origin} yours to edit?")
    ):
        screen.say("It stays as its owner wrote it.")
        return
    from pmtui.store.shared import adopt

    uid = screen.postmortem.uid
    try:
        await answers.answer(screen.saver, lambda store: adopt(store, uid))
    except PmtuiError as error:
        screen.say(str(error), warn=True)
        return
    screen.frame.origin = screen.editing.refusal = ""
    screen.show_saved(screen.frame.saved)
    screen.say("It is yours to edit now; what you share of it later is merged with its owner's.")


async def attest(screen: "WorkbookScreen") -> None:
    """Record that the review was held, from the fields of the Review pane and in one's own name."""
    held = screen.postmortem.review
    if not held.reviewer:
        screen.say("Fill in who reviewed it, and who read it, then record the review.", warn=True)
        return
    if held.held_on and (
        problem := held_review.not_yet(screen.postmortem, held.held_on, screen.session.now())
    ):
        screen.say(problem, warn=True)
        return
    policy = screen.session.context().policy
    if (
        asked := confirming.unconfirmed(screen.postmortem, policy)
    ) and not await screen.app.push_screen_wait(
        Confirm(f"With the review you confirm: {' '.join(a.text for a in asked)} Record it?")
    ):
        screen.say("The review is not recorded.")
        return
    by, today = screen.session.author, screen.session.now().astimezone().date()

    def record(pm: Postmortem) -> Postmortem:
        now = pm.review
        return held_review.attest(
            pm,
            held_on=now.held_on or today,
            readers=now.readers,
            reviewer=now.reviewer,
            approver=now.approver,
            recorded_by=now.recorded_by or by,
            where=now.held_where,
            note=now.note,
        )

    if screen.edit(record, "record the review", kind="status"):
        if same_person(held.reviewer, screen.postmortem.overview.owner):
            screen.say(
                "The review is recorded, but its reviewer is the owner: name a second person, then "
                "record it again.",
                warn=True,
            )
            return
        screen.say("The review is recorded; it lapses when a factor or an action changes.")
    else:
        screen.say("The review is recorded already.")


def _too_short(reason: str) -> str:
    if len(reason) >= waivers.SHORTEST_REASON:
        return ""
    return f"The reason is printed; it takes {waivers.SHORTEST_REASON} characters or more."


async def waive(screen: "WorkbookScreen", finding: Finding, reason: str) -> None:
    """Set a finding aside with a reason, which the export prints."""
    if not reason:
        reason = await screen.app.push_screen_wait(
            AskLine(
                f"Why does {finding.criterion} not apply here? The reason is printed.",
                reason=finding.message,
                refuse=_too_short,
            )
        )
    if not reason:
        screen.say("Nothing was waived.")
        return
    by, at = screen.session.author, screen.session.now()
    screen.edit(
        lambda pm: waivers.waive(pm, finding, reason=reason, by=by, at=at),
        f"waive {finding.criterion}",
        kind="status",
    )


def false_alarm(screen: "WorkbookScreen", finding: Finding) -> None:
    """Mark a language finding as wrong, in one's own name."""
    by, at = screen.session.author, screen.session.now()
    screen.edit(
        lambda pm: waivers.mark_false_alarm(pm, finding, by=by, at=at),
        f"mark {finding.criterion} as a false alarm",
        kind="status",
    )


def confirm(screen: "WorkbookScreen", finding: Finding) -> None:
    """Confirm, in one's own name, what the team asks under the id of a finding."""
    by, at = screen.session.author, screen.session.now()
    asked = confirming.asked_as(screen.session.context().policy, finding.criterion)
    if screen.edit(
        lambda pm: confirming.confirm(pm, asked, by=by, at=at),
        f"confirm {asked.id}",
        kind="status",
    ):
        screen.say(f"Confirmed by {by}: {asked.text} d d on its row takes it back.")


def take_back(screen: "WorkbookScreen", kind: str, id: str) -> None:
    """Let a finding that was set aside stand again."""
    undo, name = {
        "unwaive": (waivers.unwaive, "waiver"),
        "unmark": (waivers.unmark_false_alarm, "false alarm"),
        "unconfirm": (confirming.take_back, "confirmation"),
    }[kind]
    if screen.edit(lambda pm: undo(pm, id), f"take a {name} back", kind="status"):
        screen.say(f"The {name} is taken back; its finding stands again.")


async def answer(screen: "WorkbookScreen", wanted: Pane.GateWanted, place: Place) -> None:
    """Do what a pane asked for."""
    match wanted.kind:
        case "move-on":
            await move_on(screen, place)
        case "reopen":
            await reopen(screen, place)
        case "attest":
            await attest(screen)
        case "waive" if wanted.finding is not None:
            await waive(screen, wanted.finding, wanted.reason)
        case "confirm" if wanted.finding is not None:
            confirm(screen, wanted.finding)
        case "unwaive" | "unmark" | "unconfirm":
            take_back(screen, wanted.kind, wanted.record)
        case "false-alarm" if wanted.finding is not None:
            false_alarm(screen, wanted.finding)
