"""Cuts a paste into blocks, gives each to the format that knows it, and gathers the answers."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pmtui.importers.timeline.clock import Clock
from pmtui.importers.timeline.decoding import clean
from pmtui.importers.timeline.entries import TIMELINE, is_written
from pmtui.importers.timeline.formats import FORMATS, Format, best
from pmtui.importers.timeline.formats.chatapart import read_apart
from pmtui.importers.timeline.formats.jsonlog import whole_end
from pmtui.importers.timeline.lead import lead
from pmtui.importers.timeline.markdown import read_markdown
from pmtui.importers.timeline.model import NO_TIME, Hints, ParsedTimeline, Question, Remark
from pmtui.importers.timeline.session import Session
from pmtui.importers.timeline.source import Source

_DIGITS = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d\d)(?!\d)")
CAP = 20_000_000
"""Characters of one import; more is refused with a note, what comes before it is read."""
SAMPLE = 40
"""Lines of a paragraph that are looked at to tell its format."""
Progress = Callable[[int, int], bool]
"""Called with (lines read, all lines); returning False cancels."""


class Cancelled(Exception):
    """The caller asked to stop; nothing was returned."""


def parse_timeline(
    text: str, hints: Hints | None = None, progress: Progress | None = None
) -> ParsedTimeline:
    """All events of a text of any format. Never raises, except Cancelled when progress says so."""
    text, notes = clean(text)
    cut = len(text) > CAP
    source = Source(text[:CAP] if cut else text)
    session = Session(source, hints or Hints())
    if progress is not None:
        session.tick = _ticker(progress, source.count)
    session.notes.extend(Remark(0, note) for note in notes)
    if cut:
        session.note(
            source.count - 1, f"Only the first {CAP // 1_000_000} MB are read; split the rest."
        )
    if text.strip():
        _prepare(session)
        _Blocks(session).read()
    return _finished(session)


def _ticker(progress: Progress, count: int) -> Callable[[int], None]:
    def tick(line: int) -> None:
        if not progress(line, count):
            raise Cancelled

    return tick


def _prepare(session: Session) -> None:
    """Year and order of all-digit dates, where some line of the paste gives them away."""
    head = session.source.text[:60_000]
    years = Counter(re.findall(r"\b(20[0-3]\d|19[89]\d)-\d\d-\d\d\b", head))
    if len(years) == 1:
        session.clock.base_year = int(next(iter(years)))
    first = second = False
    for one, two, _ in _DIGITS.findall(head)[:5000]:
        first = first or 12 < int(one) < 32
        second = second or 12 < int(two) < 32
    if first != second:
        session.clock.day_first = first
    elif not first:
        session.clock.day_likely = _closer(head)


def _closer(head: str) -> bool | None:
    """Whether all-digit dates lie much closer together with the day first; None: no telling."""
    found = {(int(a), int(b), int(y)) for a, b, y in _DIGITS.findall(head)[:500]}
    if len(found) < 2 or not all(0 < a < 13 and 0 < b < 13 for a, b, _ in found):
        return None
    spans = []
    for month, number in ((0, 1), (1, 0)):
        days = [(y if y > 99 else y + 2000) * 372 + pair[month] * 31 + pair[number]
                for *pair, y in found]  # fmt: skip
        spans.append(max(days) - min(days))
    monthly, daily = spans
    return None if max(spans) < 3 * min(spans) + 3 else daily < monthly


@dataclass(slots=True)
class _Block:
    first: int
    stop: int
    format: Format | None


class _Blocks:
    """Paragraphs become blocks; blocks are read in order, each with its own clock."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.source = session.source

    def read(self) -> None:
        if self._document() and self._markdown(0, self.source.count):
            return
        self._forget()
        if read_apart(self.session, self.session.clock.copy()):
            return
        for block in self._blocks():
            self._read(block)

    def _forget(self) -> None:
        """Start over after a document without events."""
        session = self.session
        session.events.clear()
        session.undated.clear()
        session.skipped.clear()
        session.asking = type(session.asking)()
        session.clock = Clock(session.hints, session.asking, base_year=session.clock.base_year,
                              day_first=session.clock.day_first, day_likely=session.clock.day_likely)  # fmt: skip

    def _document(self) -> bool:
        """A written timeline: a heading that is a time, or one that says timeline."""
        for index in range(min(self.source.count, 5000)):
            line = self.source.line(index)
            if line[:1] == "#" and re.match(r"#{1,6}[ \t]", line):
                title = line.lstrip("#").strip()
                if TIMELINE.search(title):
                    return True
                found = lead(title)
                if found and found.stamp.timed and not re.search(r"\)$", found.text):
                    return True
        return False

    def _markdown(self, first: int, stop: int) -> int:
        return read_markdown(self.session, self.session.clock, first, stop, self._nested)

    def _nested(self, first: int, stop: int, clock: Clock) -> int:
        """A log or chat in a fence."""
        lines = [self.source.line(i) for i in range(first, min(stop, first + SAMPLE))]
        format = best([line for line in lines if line.strip()] or [""])
        return format.read(self.session, clock.copy(), first, stop) if format else 0

    def _read(self, block: _Block) -> None:
        self.session.tick(block.first)
        if block.format is None:
            self._markdown(block.first, block.stop)
            return
        before = len(self.session.events)
        clock = self.session.clock.copy()
        block.format.read(self.session, clock, block.first, block.stop)
        if (
            clock.day is not None
            and self.session.clock.day is None
            and len(self.session.events) > before
        ):
            self.session.clock.day, self.session.clock.day_assumed = clock.day, True

    def _blocks(self) -> list[_Block]:
        """Neighbouring paragraphs of one format make a block."""
        out: list[_Block] = []
        for first, stop, format, fenced in self._paragraphs():
            last = out[-1] if out else None
            if last is None or (format is None and last.format is not None
                                and self._ends(last.format, first, stop)):  # fmt: skip
                out.append(_Block(first, stop, format))
            elif format is last.format or (format is None and _takes(last.format, fenced)):
                last.stop = stop
            else:
                out.append(_Block(first, stop, format))
        return out

    def _paragraphs(self) -> Iterable[tuple[int, int, Format | None, bool]]:
        """(first, stop, format, fenced) of each run of lines without a blank one between."""
        source, index = self.source, 0
        current: Format | None = None
        while index < source.count:
            if source.blank(index):
                index += 1
                continue
            stop, format, fenced = self._paragraph(index, current)
            yield index, stop, format, fenced
            if format is None and current is not None and self._ends(current, index, stop):
                current = None
            elif format is not None or not _takes(current, fenced):
                current = format
            index = stop

    def _paragraph(self, first: int, current: Format | None) -> tuple[int, Format | None, bool]:
        source = self.source
        line = source.line(first)
        start = line.lstrip()[:1]
        if start in "{[":
            end = whole_end(source.text, source.starts[first] + len(line) - len(line.lstrip()))
            if end is not None:
                return source.line_at(max(end - 1, 0)) + 1, _JSON, False
            if re.match(r"\s*[{\[]\s*(?:$|[\"{\[])", line):
                return (
                    source.count if start == "{" and len(line) < 3 else self._stop(first),
                    _JSON,
                    False,
                )
        if line.lstrip().startswith(("```", "~~~")):
            return self._fence(first), None, True
        stop = self._stop(first)
        if current is not None and current.again is not None and current.again(line):
            return stop, current, False
        if current is not None and current.body and not _HINT.search(line):
            return stop, None, False
        lines = self._sample(first, stop)
        if start in ">|" or (current is None and line[:4] == "    " and first):
            return stop, None, False
        return stop, best(lines), False

    def _ends(self, format: Format, first: int, stop: int) -> bool:
        """Whether a paragraph that nothing claims is a written timeline below a log."""
        return format.name in _ENDED and is_written(self._sample(first, stop))

    def _stop(self, first: int) -> int:
        index = first + 1
        while index < self.source.count and not self.source.blank(index):
            index += 1
        return index

    def _fence(self, first: int) -> int:
        mark = self.source.line(first).lstrip()[:3]
        for index in range(first + 1, self.source.count):
            if self.source.line(index).strip().startswith(mark):
                return index + 1
        return self._stop(first)

    def _sample(self, first: int, stop: int) -> list[str]:
        """The first lines and some from further down."""
        line = self.source.line
        if stop - first <= SAMPLE:
            return [line(i) for i in range(first, stop)]
        step = max((stop - first) // 20, 1)
        return [line(i) for i in range(first, first + 20)] + [
            line(i) for i in range(first + 20, stop, step)
        ][:20]


_ENDED = ("log", "kubectl-events")
"""Formats of machines: a written timeline below them is nobody's continuation line."""
_JSON = next(format for format in FORMATS if format.name == "json")
_HINT = re.compile(r"\d|[{]|^[-=* ]{0,4}(?:commit|From|Date|Subject|WEBVTT|LAST SEEN|Events)\b")


def _without_time(skipped: list[Remark]) -> str:
    """Which lines of a log have no time that can be read, in a sentence; "" where none."""
    lost = [remark for remark in skipped if remark.reason == NO_TIME]
    if not lost:
        return ""
    count = sum(remark.last - remark.line + 1 for remark in lost)
    spans = [f"{r.line}" if r.last == r.line else f"{r.line}-{r.last}" for r in lost]
    where = ", ".join(spans[:_NAMED]) + (", …" if len(spans) > _NAMED else "")
    if count == 1:
        return f"1 line has no readable time and is no event: line {where}."
    return f"{count:,} lines have no readable time and are no events: lines {where}."


_NAMED = 8
"""Places in the source that one sentence names."""


def _takes(format: Format | None, fenced: bool) -> bool:
    """Whether a block keeps paragraphs that nothing claims."""
    return format is None or (format.body and not fenced) or (fenced and format.name == "chat")


def _finished(session: Session) -> ParsedTimeline:
    formats = Counter(event.format for event in session.events)
    questions = session.asking.questions()
    if not session.events and session.source.text.strip():
        text = "I see no times in this text; is it the right one? Its lines are listed as skipped."
        questions.insert(0, Question("format", text))
    name = formats.most_common(1)[0][0] if formats else "none"
    if session.events and (told := _without_time(session.skipped)):
        session.notes.append(Remark(0, told))
    return ParsedTimeline(
        name, session.events, session.undated, questions, session.skipped, session.notes
    )
