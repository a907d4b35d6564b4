"""Who is at the review meeting, and its end: *review held*, filled in as one step."""

from dataclasses import replace
from typing import Any

from textual import work

from pmtui.domain.bots import is_bot
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import ActionState
from pmtui.review import meeting as holding
from pmtui.ui.screens.command_screen import ScreenLeft
from pmtui.ui.screens.meeting_frame import MeetingFrame
from pmtui.ui.screens.meeting_sheet import ROLES
from pmtui.ui.widgets.chooser import Chooser
from pmtui.ui.widgets.dialogs import AskLine, Confirm
from pmtui.ui.widgets.picker import Option

NOBODY = "-"
"""What is typed to take a name back."""
_ASKS = {
    "attendees": "who is here?",
    "facilitator": f"who leads, and takes no side? {NOBODY} for nobody",
    "reviewer": "who, other than the owner, reviewed it?",
    "approver": "who accepts causes and priority actions?",
    "where": "in which room, call or link?",
}
"""What is asked for each of `ROLES`."""


class MeetingPeople(MeetingFrame):
    """A meeting that knows who is there."""

    # -- who is there --------------------------------------------------------------------------

    def action_people(self) -> None:
        """Say who is here."""
        self.ask_person("attendees")

    @work(group="meeting")
    async def ask_person(self, name: str) -> None:
        """Ask for one thing about the meeting."""
        await self._asked(name)

    async def _asked(self, name: str) -> bool:
        """Ask for one thing about the meeting; False where it was left."""
        label = ROLES[name][0]
        if name in ("where", "facilitator"):
            text = await self.app.push_screen_wait(
                AskLine(f"{label}: {_ASKS[name]}", getattr(self.meeting, name))
            )
            if text:
                self._named(name, "" if text == NOBODY else text)
            return bool(text)
        several = name == "attendees"
        known = self._known()
        if name == "reviewer":
            known = [n for n in known if n != self.book.postmortem.overview.owner]
        chosen = self.meeting.attendees if several else (getattr(self.meeting, name),)
        answer = await self.app.push_screen_wait(
            Chooser(
                f"{label}: {_ASKS[name]}",
                [Option(n, n) for n in dict.fromkeys((*known, *filter(None, chosen)))],
                [n for n in chosen if n],
                several=several,
                create=True,
            )
        )
        if answer is None:
            return False
        new = [part.strip() for part in answer.new.split(",") if part.strip()]
        names = tuple(dict.fromkeys((*answer.ids, *new)))
        if several:
            self._named(name, names)
        elif names:
            self._named(name, names[0])
        return bool(names)

    def _named(self, name: str, value: str | tuple[str, ...]) -> None:
        values: dict[str, Any] = {name: value}
        self.keep(replace(self.meeting, **values))

    def _known(self) -> list[str]:
        """Everybody whose name stands in the postmortem or was named in the meeting; no program."""
        pm = self.book.postmortem
        names = [p.name for p in pm.participants]
        names += [pm.overview.owner, *self.meeting.attendees, self.meeting.facilitator]
        return list(dict.fromkeys(n for n in names if n.strip() and not is_bot(n)))

    # -- the end -------------------------------------------------------------------------------

    @work(group="meeting")
    async def action_record(self) -> None:
        """Fill in *review held*: date, attendees, facilitator, reviewer, as one step."""
        if self.refused("review", "held_on"):
            return
        while what := holding.missing(self.meeting):
            if not await self._asked(what):
                self.say(f"Not recorded yet: {ROLES[what][0].lower()} missing. C asks again.")
                return
        if not await self.app.push_screen_wait(Confirm(self._closing_question())):
            self.say("Not recorded yet; C asks again.")
            return
        by = self.book.session.author
        held_on = self.meeting.begun.astimezone().date()
        meeting = self.meeting

        def record(pm: Postmortem) -> Postmortem:
            return holding.record_held(pm, meeting, held_on=held_on, recorded_by=by)

        if self.book.edit(record, "record the review"):
            said = "The review is recorded; u takes it back. C moves the postmortem on."
            self.dismiss(ScreenLeft(said))
        elif self.says_so_already(record):
            self.say("The review is recorded so already; q goes back to the workbook.")

    def _closing_question(self) -> str:
        pm, meeting = self.book.postmortem, self.meeting
        count = len(meeting.attendees)
        people = f"{count} {'people' if count > 1 else 'person'}"
        ideas = sum(a.state is ActionState.PROPOSED and bool(a.text.strip()) for a in pm.actions)
        open_ = sum(not q.answer.strip() for q in pm.questions)
        left = [f"{n} {word}{'s' * (n != 1)}" for n, word in
                ((ideas, "idea"), (open_, "open question")) if n]  # fmt: skip
        still = f" {' and '.join(left)} left." if left else ""
        asked = " ".join(a.text for a in self.book.session.context().policy.attest)
        confirmed = f" With it you confirm: {asked}" if asked else ""
        return (
            f"Record that {people} held the review, reviewed by {meeting.reviewer}?{still}"
            f"{confirmed} It lapses when a factor or an action changes."
        )
