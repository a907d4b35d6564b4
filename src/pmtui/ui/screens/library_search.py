"""The search of the library: what is typed is answered beside the strokes, the latest one wins.

The index is asked on another thread and connection, so that a stroke never waits for it. While an
answer is on its way the one before stays on the screen.
"""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from pmtui.errors import PmtuiError
from pmtui.memory.query import Query, read_query
from pmtui.memory.whereabouts import pane_of, where
from pmtui.store.find import find_in, look_at
from pmtui.store.search_texts import FIELDS, SINGLES
from pmtui.store.searching import Found, Hit, Sight
from pmtui.ui.panes.base import Place
from pmtui.ui.text import fit
from pmtui.ui.widgets.line_list import TEXT_SHARE

if TYPE_CHECKING:
    from pmtui.store.model import Summary
    from pmtui.store.store import Store
    from pmtui.ui.session import Session

MOST = 1_000
"""Postmortems that a list of hits shows; nobody reads on so far."""

HINT = 'words, "a phrase", begin*, -not, sev:2 service:x status:draft after:2026'
BEFORE_TITLE = 38
"""Cells of a row of the library that its title and what stands behind it have not."""
NOTHING_FITS = (
    "Nothing fits. Every word must stand somewhere in a postmortem: fewer words find more.",
    "",
    "Esc shows all postmortems again.",
)


class LibrarySearch:
    """One search line's words, and what they found last."""

    def __init__(self, session: "Session", answered: Callable[[bool], None]) -> None:
        self.session = session
        self.answered = answered
        """Called when there is something new to show; True where another query was answered."""
        self.teach = NOTHING_FITS
        """What an empty list says."""
        self.wanted = ""
        """What is typed now."""
        self.query = Query()
        """What was answered last."""
        self.trouble = ""
        """Why it could not be answered, as a sentence."""
        self.total = 0
        self.without = ""
        """A word that is being typed and stands in nothing that was found."""
        self._hits: dict[int, Hit] = {}
        self._asked: str | None = None
        self._asking = False

    @property
    def active(self) -> bool:
        """Whether the list shows what was found, rather than everything."""
        return not self.query.blank

    async def answer(self) -> None:
        """Ask until what was asked is what is typed; one at a time, so that no answer is old."""
        if self._asking:
            return
        self._asking = True
        try:
            await self._answer()
        finally:
            self._asking = False

    async def _answer(self) -> None:
        while self._asked != self.wanted:
            self._asked = text = self.wanted
            today = self.session.now().astimezone().date()
            query = read_query(text, today, typing=True)
            try:
                found = await asyncio.to_thread(_found, self.session.store_path, query)
            except PmtuiError as error:
                self.trouble = str(error)
                self.answered(False)
                continue
            self.trouble = ""
            other = query != self.query
            self.query, self.total, self.without = query, found.total, found.without
            self._hits = {hit.number: hit for hit in found.hits}
            self.answered(other)

    def drop(self) -> None:
        """Show everything at once; an answer on its way is of no use any more."""
        self.wanted, self.query, self._hits = "", Query(), {}

    def again(self) -> None:
        """Forget what was asked, since the postmortems may be others now."""
        self._asked = None

    def rows(self, summaries: Iterable["Summary"]) -> tuple["Summary", ...]:
        """The postmortems that were found, the best first."""
        known = {summary.number: summary for summary in summaries}
        return tuple(known[number] for number in self._hits if number in known)

    def sight(self, store: "Store", summary: "Summary", width: int = 56) -> Sight | None:
        """Where the hit of a postmortem stands; None where only filters were asked for.

        Raises StoreError.
        """
        hit = self._hits.get(summary.number)
        if hit is None or not self.active:
            return None
        return look_at(store, summary.uid, hit, self.query, width)

    def line(self, store: "Store", summary: "Summary | None", width: int) -> Content:
        """What is said of the postmortem under the cursor: its hit, or what was not understood."""
        said = self.trouble or " ".join(self.query.notices)
        if said:
            return _warning(said, width)
        if summary is None:
            return Content("")
        try:
            sight = self.sight(store, summary, max(40, width - 24))
        except PmtuiError as error:
            return _warning(str(error), width)
        if sight is None:
            return Content("")
        if _is_title(sight) and _stands_whole(summary, width - BEFORE_TITLE):
            return Content(" The title has it; Enter opens the postmortem.")  # it stands above
        return seen(sight, width)


def _warning(said: str, width: int) -> Content:
    return Content(fit(f" ! {said}", width)).stylize("bold")


def _found(path: Path, query: Query) -> Found:
    return Found((), 0) if query.blank else find_in(path, query, MOST)


def seen(sight: Sight, width: int) -> Content:
    """A hit on one line: its place, and the words around it with those looked for in bold."""
    head = f" {where(sight.table, sight.snippet.field)}: "
    text = fit(f"{head}{sight.snippet.text}", width)
    line = Content(text)
    for start, end in sight.snippet.marks:
        if len(head) + start < len(text):
            line = line.stylize("bold", len(head) + start, min(len(head) + end, len(text)))
    return line


def _is_title(sight: Sight) -> bool:
    return (sight.table, sight.snippet.field) == ("overview", "title")


def _stands_whole(summary: "Summary", room: int) -> bool:
    """Whether the row shows the whole title, where it has so many cells with its details."""
    title, tail = cell_len(summary.title), cell_len(", ".join(summary.services))
    return title + 2 + tail <= room or title <= TEXT_SHARE * room


def place_of_sight(sight: Sight) -> Place:
    """Where the workbook is to be opened for a hit."""
    field = sight.snippet.field
    if sight.table not in (*SINGLES, "evidence") and field == FIELDS[sight.table][0]:
        field = ""  # the row itself says it
    return Place(pane_of(sight.table), sight.table, sight.record, field)
