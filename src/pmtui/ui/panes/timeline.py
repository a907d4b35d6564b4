"""The pane Timeline: what happened, in order, as facts, with milestones and evidence."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from pmtui.domain import vocabulary, zones
from pmtui.domain.edits import move
from pmtui.domain.entry import ENTRY_HELP
from pmtui.domain.facts import evidence_of, milestone_events, timeline
from pmtui.domain.moment import When
from pmtui.domain.postmortem import Postmortem, find
from pmtui.domain.records import Event
from pmtui.domain.vocabulary import Milestone
from pmtui.domain.when_show import show_when
from pmtui.ui.commands import Command
from pmtui.ui.panes import commands
from pmtui.ui.panes.desk import Desk, pane_bindings
from pmtui.ui.panes.entries import Target
from pmtui.ui.panes.marking import marking
from pmtui.ui.panes.phase_bar import PhaseBar
from pmtui.ui.text import fit
from pmtui.ui.widgets.chooser import Chooser, Chosen
from pmtui.ui.widgets.describing import row_mark
from pmtui.ui.widgets.labels import title_of
from pmtui.ui.widgets.line_list import Key, LineList
from pmtui.ui.widgets.list_commands import OPEN
from pmtui.ui.widgets.picker import Option
from pmtui.ui.widgets.record_list import Column, RecordList, Row

MARK = Command("timeline.mark", "m", "Mark", "Mark the event with milestones, or unmark it.", True)
FACTOR = Command(
    "timeline.factor", "f", "Factor", "Write a factor that this event is evidence of.", True
)
ABSENT = Command(
    "timeline.absent", "w", "Without", "Say why no event carries a milestone: unknown or n/a."
)
_OWN = (MARK, FACTOR, ABSENT, commands.MOVE_UP, commands.MOVE_DOWN)
_COLUMNS = (Column(6), Column(8, bold=True), Column())


class TimelinePane(Desk):
    """The phase bar above the list of events."""

    PLACE: ClassVar = vocabulary.Pane.TIMELINE
    SIDE: ClassVar = True
    ADDS: ClassVar = ("events",)
    COMMANDS: ClassVar = (*Desk.COMMANDS, *_OWN)
    BINDINGS: ClassVar = pane_bindings(_OWN)

    front: RecordList

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(now)
        self.bar = PhaseBar()
        self._events: tuple[Event, ...] = ()
        self._drawn_from: Postmortem | None = None

    def compose(self) -> ComposeResult:
        """The bar above the list."""
        yield self.bar
        yield from super().compose()

    # -- the list ------------------------------------------------------------------------------

    def make_front(self) -> RecordList:
        """The events, one line each."""
        example, explains = ENTRY_HELP["events"]
        teach = (
            "",
            "What happened, in order, as facts: start before the incident and work forward.",
            "",
            explains,
            f"e.g.  {example}",
            "",
            "a opens the entry line. A paste of lines that start with a time becomes events.",
        )
        return RecordList("events", _COLUMNS, teach=teach, id="timeline-front")

    def fill(self) -> None:
        """The bar belongs to the list; an event's form has the whole pane."""
        super().fill()
        pm = self.postmortem
        self.bar.display = bool(pm.events or pm.absences) and (self.wide or not self.trail)
        if self.bar.display:
            self.bar.show(pm)

    def show_front(self) -> None:
        """Draw the list, where events, evidence, zone or marks changed."""
        pm = self.postmortem
        events = timeline(pm)
        if events is not self._events:
            self._events = events
            self.front.show([e.id for e in events], self._row)
        else:
            self.front.show(self.front.ids, self._row)

    def _row(self, index: int) -> Row:
        event = self._events[index]
        zone = self.postmortem.overview.zone
        at = event.at
        time = show_when(replace(at, until=None), zone, with_date=False)
        if at.until is not None:
            time += ".."
        backing = len(evidence_of(self.postmortem, event.id))
        marks = ", ".join(m.value for m in event.milestones)
        kind = event.marker.value if event.marker is not None else ""
        parts = [
            f"[{marks}]" if marks else "",
            f"{backing} ev" if backing else "",
            fit(event.who, 18),
            kind,
        ]
        tail = " · ".join(part for part in parts if part)
        mark = row_mark(self.marks.get(("events", event.id, ""), ""))
        return Row(event.id, (self._day(index), time, title_of(event)), tail, mark)

    def _day(self, index: int) -> str:
        """The date where it changes, “+1 day” where midnight was crossed."""
        here = self._date(index)
        if here is None:
            return ""
        for before in range(index - 1, max(-1, index - 50), -1):
            last = self._date(before)
            if last is None:
                continue
            if last == here:
                return ""
            days = (here - last).days
            return "+1 day" if days == 1 else f"{here:%d %b}"
        return f"{here:%d %b}"

    def _date(self, index: int) -> date | None:
        at = self._events[index].at
        if at.at is not None:
            return zones.to_zone(at.at, zones.zone_or_utc(self.postmortem.overview.zone)).date()
        return at.day or (at.sortable.date() if at.sortable is not None else None)

    def front_key(self) -> Key:
        """The event under the cursor."""
        return self.front.key or ("events", "", "*")

    def put_front(self, key: Key) -> bool:
        """Put the cursor on an event."""
        return not key[2] and self.front.put_cursor(key)

    def front_lines(self) -> list[tuple[Key, str]]:
        """Events by what they say, who did it, and their milestones."""
        return [
            (("events", e.id, ""), " ".join((e.text, e.who, e.detail, *e.milestones)))
            for e in timeline(self.postmortem)
        ]

    def put_section(self, table: str) -> None:
        """The events are the only list here; what is said of a missing milestone is the finding."""

    def order_of(self, table: str) -> Sequence[str]:
        """Events in the order of the list."""
        if table == "events":
            return [e.id for e in timeline(self.postmortem)]
        return super().order_of(table)

    def above(self, key: Key) -> When | None:
        """The time of the row above; for a new row that is the one under the cursor."""
        events = timeline(self.postmortem)
        position = len(events)
        if key[0] == "events" and key[1]:
            here = next((i for i, e in enumerate(events) if e.id == key[1]), position)
            position = here + (not key[2])
        for event in reversed(events[max(0, position - 50) : position]):
            if event.at.sortable is not None:
                return event.at
        return None

    @on(LineList.Highlighted)
    def _highlighted(self, event: LineList.Highlighted) -> None:
        if event.lines is self.front:
            event.stop()
            self.moved()

    @on(LineList.Opened)
    async def _list_opened(self, event: LineList.Opened) -> None:
        if event.lines is self.front:
            event.stop()
            await self.open_key(event.key)

    # -- commands ------------------------------------------------------------------------------

    def on_front(self) -> tuple[Command, ...]:
        """Adding and marking."""
        return (OPEN, commands.ADD, *_OWN, *super().on_front()[2:])

    def on_record(self, table: str) -> tuple[Command, ...]:
        """An event's form keeps the keys of the list."""
        own = (MARK, FACTOR) if table == "events" else ()
        return (*own, *super().on_record(table))

    def _event_here(self) -> str:
        table, id = self.trail[0] if self.trail else self.here()[:2]
        if table != "events" or not id:
            self.say("Put the cursor on an event first; a adds one.")
            return ""
        return id

    def action_mark(self) -> None:
        """Choose the milestones of the event."""
        id = self._event_here()
        if not id or self.refused("events", "milestones"):
            return
        carried = milestone_events(self.postmortem)
        event: Event = find(self.postmortem, "events", id)
        options = []
        for milestone in Milestone:
            other = carried.get(milestone)
            held = f"  (now: {title_of(other)})" if other is not None and other.id != id else ""
            options.append(Option(milestone.value, milestone.value + held))

        def answered(answer: Chosen | None) -> None:
            if answer is not None:
                edit = marking(id, (Milestone(i) for i in answer.ids))
                self.post_message(self.Edited(edit, "mark milestones"))

        heading = f"Which moments is “{title_of(event)[:50]}”?"
        self.app.push_screen(
            Chooser(heading, options, [m.value for m in event.milestones]), answered
        )

    async def action_factor(self) -> None:
        """Write a factor with this event as its evidence."""
        if id := self._event_here():
            await self.open_entry(Target("factors", link=("events", id)))

    async def add_linked(self) -> None:
        """To an event links a factor."""
        await self.action_factor()

    async def action_absent(self) -> None:
        """Say why no event carries a milestone."""
        await self.open_entry(Target("absences"))

    def action_move_up(self, by: int = -1) -> None:
        """Move an event among those without a time or with the same one."""
        if self.trail:
            super().action_move_up(by)
            return
        here = self.front.cursor
        other = here + by
        if not (0 <= here < len(self._events) and 0 <= other < len(self._events)):
            return
        event, neighbour = self._events[here], self._events[other]
        if event.at.sortable is not None and event.at.sortable != neighbour.at.sortable:
            self.say("Events stand in the order of their times; Enter on it changes the time.")
            return
        order = [e.id for e in self.postmortem.events]
        steps = order.index(neighbour.id) - order.index(event.id)
        id = event.id

        def edit(pm: Postmortem) -> Postmortem:
            return move(pm, "events", id, steps)

        self.post_message(self.Edited(edit, "move event"))
