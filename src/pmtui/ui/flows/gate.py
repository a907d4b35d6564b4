"""Moving a postmortem on: to review, to complete, and back with a reason."""

from typing import TYPE_CHECKING

from pmtui.domain.vocabulary import Status
from pmtui.review import gate, ready_for_review
from pmtui.review.gate import GateRefused
from pmtui.ui.widgets.dialogs import AskLine, Confirm

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen


async def move_on(screen: "WorkbookScreen") -> None:
    """Draft to in review, in review to complete; says what bars the way."""
    match screen.postmortem.review.status:
        case Status.DRAFT:
            await _to_review(screen)
        case Status.IN_REVIEW:
            _complete(screen)
        case Status.COMPLETE:
            screen.say("It is complete already; O reopens it with a reason, x exports it.")


async def _to_review(screen: "WorkbookScreen") -> None:
    anyway = False
    if not ready_for_review(screen.findings):
        left = len([f for f in screen.findings if f.level.value == "block"])
        anyway = await screen.app.push_screen_wait(
            Confirm(f"{left} findings still bar completion. Move to review all the same?")
        )
        if not anyway:
            screen.say("It stays a draft; n leads to the next finding.")
            return
    by, at, context = screen.session.author, screen.session.now(), screen.session.context()
    screen.edit(
        lambda pm: gate.move_to_review(pm, by=by, at=at, context=context, anyway=anyway),
        "move to review",
        kind="status",
    )
    screen.say("It is in review now; C completes it once nothing bars the way.")


def _complete(screen: "WorkbookScreen") -> None:
    by, at, context = screen.session.author, screen.session.now(), screen.session.context()
    try:
        screen.edit(
            lambda pm: gate.complete(pm, by=by, at=at, context=context),
            "complete",
            kind="status",
        )
    except GateRefused as refusal:
        screen.say(str(refusal), warn=True)
        return
    screen.say("The postmortem is complete. x exports it; O reopens it with a reason.")


async def reopen(screen: "WorkbookScreen") -> None:
    """Back to review, with a reason that stays in the history."""
    if screen.postmortem.review.status is not Status.COMPLETE:
        screen.say("Only a complete postmortem can be reopened; this one is open.")
        return
    reason = await screen.app.push_screen_wait(AskLine("Why is it reopened?"))
    if not reason:
        screen.say("It stays complete.")
        return
    by, at = screen.session.author, screen.session.now()
    screen.edit(lambda pm: gate.reopen(pm, by=by, at=at, reason=reason), "reopen", kind="status")
