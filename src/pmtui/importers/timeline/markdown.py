"""Written timelines: headings, bullets, tables, bold times, sentences, a fence around it all."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pmtui.importers.timeline.clock import HALF_A_DAY, Clock, minutes_of
from pmtui.importers.timeline.columns import Table, read_table, split_row
from pmtui.importers.timeline.entries import (
    Entry,
    assign_roles,
    halves,
    timeline_scope,
)
from pmtui.importers.timeline.knowledge import first_row, learn
from pmtui.importers.timeline.lead import Lead, clauses, inner, lead
from pmtui.importers.timeline.markup import cut
from pmtui.importers.timeline.meridiem import settle
from pmtui.importers.timeline.model import Question
from pmtui.importers.timeline.rowtimes import timed_entries, unwrapped
from pmtui.importers.timeline.session import Session
from pmtui.importers.timeline.stampparts import DATE, Stamp, masked, read_date
from pmtui.importers.timeline.suspicion import suspect
from pmtui.importers.timeline.zones import stated

FORMAT = "markdown"
Nested = Callable[[int, int, Clock], int]
"""Reads lines first..stop as a block of their own; returns the number of events."""

_SENTENCE = re.compile(r"(?<=[.!?;])[ ]+(?=[A-Z\"'(*~\d]|by |at |around )")


@dataclass(slots=True)
class _Open:
    """An event whose words or details may still follow."""

    entry: Entry
    found: Lead
    text: str
    last: int


def read_markdown(session: Session, clock: Clock, first: int, stop: int, nested: Nested) -> int:
    """Emit the events of lines `first` to `stop` - 1; returns how many."""
    return _Reader(session, clock, nested).read(first, stop)


def _counted(entry: Entry) -> bool:
    """A row whose time counts from a start that the text may tell in a sentence."""
    return entry.lead is not None and entry.lead.stamp.odd == "elapsed"


def _follows(first: Stamp, second: Stamp) -> bool:
    """Whether the second time of a row is a later one of the same night or day."""
    if second.dated:
        return True
    gap = (minutes_of(second) - minutes_of(first)) % 1440
    return 0 < gap <= HALF_A_DAY


class _Reader:
    """One pass over the rows with the event that is still open."""

    def __init__(self, session: Session, clock: Clock, nested: Nested) -> None:
        self.session, self.clock, self.nested = session, clock, nested
        self.open: _Open | None = None
        self.count = 0
        self.prose = False
        self.stated_at = 0

    def read(self, first: int, stop: int) -> int:
        items = cut(self.session.source, first, stop)
        entries = timed_entries(items)
        ranges, named = timeline_scope(entries)
        learn(self.clock, entries, first_row(entries, ranges[0][0]) if named else 0)
        if named and len(ranges) > 1:
            self._several(entries, ranges)
        inside = [entry for a, b in ranges for entry in entries[a:b]]
        inside = unwrapped(inside)
        assign_roles(inside)
        settle(*halves(inside))
        rows = [e for e in inside if e.kind == "table" or (e.role == "event" and not _counted(e))]
        self.prose = not rows
        for entry in inside:
            self._take(entry)
        self._close()
        self._outside(entries, ranges)
        return self.count

    def _several(self, entries: list[Entry], ranges: list[tuple[int, int]]) -> None:
        lines = tuple(entries[a].first + 1 for a, _ in ranges)
        text = f"The text holds {len(ranges)} timelines; are they one incident? Split them if not."
        self.session.asking.extra.append(Question("split", text, ("one", "split"), lines))

    def _take(self, entry: Entry) -> None:
        self.session.tick(entry.first)
        if entry.kind == "heading":
            self._heading(entry)
        elif entry.kind == "table":
            self._close()
            self._table(entry)
        elif entry.lead is not None and not self._is_detail(entry):
            self._row(entry)
        elif entry.kind in ("fence", "quote", "rule"):
            self._attach(entry)
        else:
            self._untimed(entry)

    def _heading(self, entry: Entry) -> None:
        self._close()
        zone = stated(entry.text)
        if zone is not None:
            self.clock.state_zone(zone)
        if entry.lead is None:
            self._heading_day(entry)
            return
        stamp = entry.lead.stamp
        if entry.role == "event":
            self._begin(entry, entry.lead)
            return
        if stamp.dated:
            self._start_day(stamp, entry.first)
        if stamp.zone is not None and stamp.zone.info is not None:
            self.clock.state_zone(stamp.zone)
        if entry.role == "phase":
            self._phase(entry)

    def _phase(self, entry: Entry) -> None:
        """A heading that sums up a phase moves the clock on but is no event."""
        if entry.lead is None:
            return
        minutes = minutes_of(entry.lead.stamp)
        last = self.clock.last
        if last is not None and last - minutes > 720:
            self.clock.shift += 1
        self.clock.last = minutes
        self.session.skip(entry.first, entry.first, "a heading that sums up a phase")

    def _heading_day(self, entry: Entry) -> None:
        """Day 2 (13 May): a date inside a heading begins that day."""
        match = DATE.search(masked(entry.text))
        found = read_date(masked(entry.text), match.start()) if match else None
        if found and not found[0].odd and found[0].numeric is None and entry.level > 1:
            self.clock.start_day(found[0], entry.first + 1)

    def _is_detail(self, entry: Entry) -> bool:
        """A sentence with a time, below a timed heading or bullet, tells more of that event."""
        if self.open is None or entry.lead is None:
            return False
        above = self.open.entry
        if above.kind == "bullet" and entry.kind == "bullet" and entry.indent > above.indent:
            return entry.lead.sentence and not self.open.found.sentence
        if above.kind != "heading":
            return False
        return entry.lead.sentence or (entry.day_only and bool(entry.lead.text))

    def _row(self, entry: Entry) -> None:
        found = entry.lead
        if found is None:
            return
        self._close()
        if entry.role == "day":
            self._start_day(found.stamp, entry.first)
            return
        if found.sentence:
            self._sentences(entry, found)
            return
        self._begin(entry, found)

    def _start_day(self, stamp: Stamp, line: int) -> None:
        problem = self.clock.start_day(stamp, line + 1)
        if problem:
            self.session.note(line, problem)
        if stamp.zone is not None:
            self.clock.state_zone(stamp.zone)

    def _sentences(self, entry: Entry, found: Lead) -> None:
        """A row in prose: one event per "at HH:MM"."""
        pieces = clauses(entry.text)
        if entry.kind == "line":
            pieces = [part for piece in pieces for part in _SENTENCE.split(piece)]
        for number, piece in enumerate(pieces):
            own = found if number == 0 else lead(piece[:1].upper() + piece[1:])
            if own is None:
                within = inner(piece) if entry.kind == "line" else None
                if within is None or not within.timed:
                    continue
                own = Lead(within, piece, sentence=True)
            if len(pieces) == 1:
                self._begin(entry, own)
                return
            own.text = piece
            self._emit(entry, own, piece, entry.last)

    def _begin(self, entry: Entry, found: Lead) -> None:
        rest: list[str] = []
        if found.stamp.timed and not found.sentence and entry.kind in ("bullet", "line"):
            found.text, *rest = clauses(found.text) or [""]
        for place, piece in enumerate(rest):
            own = lead(piece.removeprefix("and ").removeprefix("then "))
            if own is None or not own.stamp.timed or not _follows(found.stamp, own.stamp):
                found.text = " ".join([found.text, *rest[place:]])
                break
            self._emit(entry, found, found.text, entry.last)
            found = Lead(own.stamp, piece, sentence=True)
            found.stamp.notes += ("a second time in the row above",)
        self.open = _Open(entry, found, found.text, entry.last)

    def _close(self) -> None:
        if self.open is not None:
            opened, self.open = self.open, None
            self._emit(opened.entry, opened.found, opened.text, opened.last)

    def _emit(self, entry: Entry, found: Lead, text: str, last: int) -> None:
        if not text and entry.kind != "heading" and found.stamp.dated and not found.stamp.timed:
            self._start_day(found.stamp, entry.first)
            return
        placed = self.clock.place(found.stamp, entry.first + 1)
        if not text:
            placed.doubt("no words stand beside the time", "doubtful")
        if last > entry.first:
            suspect(self.session, placed, entry.first, last)
        self.session.emit(placed, text, entry.first, last, format=FORMAT, label=found.label)
        self.count += 1

    def _attach(self, entry: Entry) -> None:
        """Code, quotes and images between rows are evidence of the row above."""
        if self.open is None:
            if entry.kind == "fence":
                self._loose_fence(entry)
            elif entry.kind == "quote":
                self.session.skip(entry.first, entry.last, "a quotation")
            return
        if entry.kind == "rule":
            return
        if not self.open.text:
            lines = [text for _, text in (entry.item.parts if entry.item else []) if text.strip()]
            self.open.text = lines[0].strip() if lines else ""
        self.open.last = entry.last

    def _loose_fence(self, entry: Entry) -> None:
        """A log in a fence, where the text has no rows of its own: its lines are the rows."""
        parts = entry.item.parts if entry.item else []
        if self.prose and parts:
            found = self.nested(parts[0][0], parts[-1][0] + 1, self.clock)
            self.count += found
            if found:
                return
        self.session.skip(entry.first, entry.last, "a block of code")

    def _untimed(self, entry: Entry) -> None:
        """Words without a time in front: detail, knowledge, prose or an undated row."""
        if self._day_marker(entry):
            return
        zone = stated(entry.text)
        if zone is not None and self.open is None:
            self.clock.state_zone(zone)
        if self.open is not None and self._belongs(entry, self.open):
            if not self.open.text:
                self.open.text = entry.text
            self.open.last = entry.last
            return
        self._close()
        if zone is not None:
            self.session.skip(entry.first, entry.last, f"names the zone {zone.label}")
            return
        if self._prose(entry):
            return
        if entry.kind == "bullet":
            self.session.leave_undated(entry.first, entry.last, entry.text, "no time is written")
        else:
            self.session.skip(entry.first, entry.last, "no time is written")

    def _day_marker(self, entry: Entry) -> bool:
        """Day 1 - Monday, 12 May, as a line of its own, in bold or with a colon."""
        text = entry.text.strip()
        if entry.kind != "line" or len(text) > 90 or not (text[:2] == "**" or text[-1:] == ":"):
            return False
        plain = masked(text)
        match = DATE.search(plain)
        found = read_date(plain, match.start()) if match else None
        if found is None or found[0].odd or found[0].numeric or re.search(r"\d:\d\d", plain):
            return False
        if len(plain[found[1] :].strip(" :.-\u2013\u2014()")) > 30:
            return False
        self._close()
        self._start_day(found[0], entry.first)
        return True

    @staticmethod
    def _belongs(entry: Entry, opened: _Open) -> bool:
        above = opened.entry
        if above.kind == "heading" or not opened.text:
            return True
        if entry.indent > above.indent:
            return True
        return above.kind == "line" and (entry.kind == "line" or above.indent == entry.indent)

    def _prose(self, entry: Entry) -> bool:
        """Sentences that name a time after "at" or "around" are events, less certain ones."""
        if entry.kind == "line" and not self.prose:
            return False
        done = False
        for sentence in _SENTENCE.split(entry.text[:4000]):
            stamp = inner(sentence)
            if stamp is None:
                continue
            if not stamp.timed and not self.prose:
                continue
            placed = self.clock.place(stamp, entry.first + 1)
            placed.doubt("the time stands inside a sentence")
            self.session.emit(placed, sentence, entry.first, entry.last, format=FORMAT)
            self.count += 1
            done = True
        return done

    def _table(self, entry: Entry) -> None:
        parts = entry.item.parts if entry.item else []
        if len(parts) < 1:
            return
        rows = [(index, index, split_row(text)) for index, text in parts]
        header = rows[0][2] if not any(lead(cell) for cell in rows[0][2]) else None
        table = Table(header, rows[1:] if header is not None else rows)
        found = read_table(self.session, self.clock, table)
        self.count += found
        if not found:
            self.session.skip(entry.first, entry.last, "a table without times")

    def _outside(self, entries: list[Entry], ranges: list[tuple[int, int]]) -> None:
        """Rows with times outside the timeline sections are listed, not read."""
        covered = {number for a, b in ranges for number in range(a, b)}
        for number, entry in enumerate(entries):
            if number not in covered and entry.kind not in ("rule", "heading"):
                self.session.skip(entry.first, entry.last, "outside the timeline section")
