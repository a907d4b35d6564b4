"""The themes: what recurs across all postmortems, as bars, with those behind each number."""

from asyncio import to_thread
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import ScreenResume
from textual.getters import query_one

from pmtui.errors import PmtuiError, StoreError
from pmtui.memory.questions import asks
from pmtui.memory.spans import SPANS, Span, SpanError, parse_day
from pmtui.memory.themes import Kind, Sighting, Source, Theme, label, themes, within
from pmtui.store.themes import (
    context_of,
    judge,
    read_judged,
    read_sightings,
    read_sources,
    rules_of,
)
from pmtui.ui.answers import answer
from pmtui.ui.chrome import KeyLine, MessageLine, OneLine
from pmtui.ui.commands import Command, bindings
from pmtui.ui.screens.command_screen import CommandScreen
from pmtui.ui.screens.themes_commands import COMMANDS, SHOW
from pmtui.ui.screens.themes_drawing import COLUMNS, ThemeList, details, table
from pmtui.ui.session import Session
from pmtui.ui.text import fit
from pmtui.ui.widgets.dialogs import AskLine, ChooseLetter
from pmtui.ui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from pmtui.review.model import Context
    from pmtui.store.saver import Saver

BATCH = 25
"""Postmortems that are judged between two looks of the store's thread at what is to be saved."""

KEPT = "themes:since"
"""The setting that remembers the span."""

TEACH = (
    "Nothing recurs here yet. What recurs is counted from the facets of the response, the "
    "contributing factors, the criteria left open and the waivers of all postmortems.",
    "",
    "Press s to choose another span of time, q to go back.",
)


class ThemesScreen(CommandScreen[None]):
    """What recurs. Numbers are of postmortems; criteria left open follow once all are judged."""

    CALLED = "Themes"
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    listing = query_one("#themes", ThemeList)
    message = query_one(MessageLine)

    def __init__(self, session: Session, saver: "Saver") -> None:
        super().__init__()
        self.session = session
        self.saver = saver
        self.since = ""
        """The beginning of the span as it was chosen; "" for all time."""
        self.sources: tuple[Source, ...] = ()
        self.found: tuple[Theme, ...] = ()
        self.waiting = 0
        """How many are still to be judged."""
        self.away = True
        """Whether what is shown may have changed elsewhere, so that it is read at the next sight."""

    def compose(self) -> ComposeResult:
        """A heading, the list, what is under the cursor, a message, the keys."""
        yield OneLine(id="heading")
        yield ThemeList("themes", COLUMNS, teach=("Reading …",), id="themes")
        yield OneLine(id="themes-detail")
        yield MessageLine(id="finding")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Ready to move in the list."""
        try:
            self.since = str(self.saver.recall(KEPT, ""))
        except StoreError as error:
            self.message.show_message(str(error), warn=True)
        self.listing.focus()

    @on(ScreenResume)
    def _resumed(self) -> None:
        if self.away:
            self.away = False
            self.read_anew()

    # -- reading and judging -------------------------------------------------------------------

    @work(group="reading", exclusive=True)
    async def read_anew(self) -> None:
        """Read what recurs, show it, then judge what changed since it was judged."""
        try:
            await self._read()
        except PmtuiError as error:
            self.message.show_message(str(error), warn=True)

    async def _read(self) -> None:
        context, rules = await to_thread(_rules, self.session.now())
        everything = await answer(self.saver, read_sources)
        self.sources = within(everything, self._span())
        seen = await answer(self.saver, read_sightings)
        self.found = await to_thread(_named, self.sources, seen)
        judged = [s.uid for s in self.sources if s.judged]
        known = await answer(self.saver, lambda store: read_judged(store, rules))
        new = [uid for uid in judged if uid not in known]
        self.listing.teach = TEACH
        damaged = 0
        for start in range(0, len(new), BATCH):
            self.waiting = len(new) - start
            self.show_frame()
            some = new[start : start + BATCH]
            more = await answer(self.saver, partial(judge, uids=some, context=context))
            known |= more.left_open
            damaged += len(more.unreadable)
        self.waiting = 0
        left = [(uid, Kind.OPEN, id) for uid in judged for id in known.get(uid, ())]
        await self._add(left)
        if damaged:
            said = f"{damaged} cannot be read and are left out; pmtui doctor says which."
            self.message.show_message(said, warn=True)

    async def _add(self, left: Sequence[Sighting]) -> None:
        more = await to_thread(_named, self.sources, left)
        place = {kind: number for number, kind in enumerate(Kind)}
        self.found = tuple(sorted((*self.found, *more), key=lambda t: place[t.kind]))
        self.show_frame()

    def _span(self) -> Span:
        try:
            return Span(parse_day(self.since, self.session.now().astimezone().date()))
        except SpanError:
            return Span()  # a setting of another release; the heading says what is counted

    # -- showing -------------------------------------------------------------------------------

    def show_frame(self) -> None:
        """Draw the counts, and what is under the cursor."""
        judged = sum(s.judged for s in self.sources)
        self.listing.show_table(table(self.found, judged, self.waiting))
        width = max(self.app.size.width, 60)
        count = len(self.sources)
        head = f" Themes · {count:,} postmortem{'s' * (count != 1)} {self._span()}"
        self.query_one("#heading", OneLine).say(Content(fit(head, width)).stylize("bold"))
        self.query_one(KeyLine).show(self.commands_here())
        self._show_details()

    def _show_details(self) -> None:
        lines = details(self.current, max(self.app.size.width, 60))
        self.query_one("#themes-detail", OneLine).say(Content("\n".join(lines)))

    @on(RecordList.Highlighted)
    def _moved(self, event: RecordList.Highlighted) -> None:
        event.stop()
        self._show_details()

    @property
    def current(self) -> Theme | None:
        """The theme under the cursor."""
        return self.listing.drawn.themes.get(self.listing.current)

    def commands_here(self) -> tuple[Command, ...]:
        """What works here."""
        return (SHOW, *COMMANDS) if self.current is not None else COMMANDS

    # -- commands ------------------------------------------------------------------------------

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        self.action_show()

    def action_show(self) -> None:
        """The postmortems behind the number."""
        from pmtui.ui.screens.behind import BehindScreen

        if (theme := self.current) is not None:
            self.away = True
            self.app.push_screen(BehindScreen(theme))

    @work(group="asking")
    async def action_span(self) -> None:
        """Choose the span of time."""
        options = [(letter, name) for letter, _, name in SPANS]
        options.append(("d", "since a day that you type"))
        letter = await self.app.push_screen_wait(
            ChooseLetter("Incidents of which time are to be counted?", options)
        )
        since = next((typed for key, typed, _ in SPANS if key == letter), None)
        if letter == "d":
            since = await self._asked_day()
        if since is None:
            return
        self.since = since
        self.saver.remember(KEPT, since)
        self.read_anew()

    async def _asked_day(self) -> str | None:
        today = self.session.now().astimezone().date()

        def refuse(text: str) -> str:
            try:
                parse_day(text, today)
            except SpanError as error:
                return str(error)
            return ""

        reason = "For example 2026-01-01, 6m or 2w."
        text = await self.app.push_screen_wait(
            AskLine("Since which day?", reason=reason, refuse=refuse)
        )
        return text or None


def _rules(now: datetime) -> "tuple[Context, str]":
    """How postmortems are judged, and the name of that; loads the criteria."""
    context = context_of(now)
    return context, rules_of(context)


def _named(sources: Sequence[Source], seen: Sequence[Sighting]) -> tuple[Theme, ...]:
    """The themes, once what their names need is at hand, so that drawing waits for nothing."""
    found = themes(sources, seen)
    for theme in found:
        label(theme, asks)
    return found
