"""The rows of a written timeline: what is a day, a phase, an event, or only a detail."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from pmtui.importers.timeline.lead import Lead, lead
from pmtui.importers.timeline.markup import Item
from pmtui.importers.timeline.stampparts import Stamp

Role = Literal["day", "phase", "event", "none"]
Finder = Callable[[str, bool], Lead | None]
"""Where the time of a row is looked for: `lead.lead` or `lead.trailing`."""

TIMELINE = re.compile(
    r"(?i)\b(?:time[ -]?lines?|chronology|sequence of events|course of events|incident log"
    r"|event log|what happened|zeitachse|zeitleiste|chronologie)\b"
)
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_BOLD_TIME = re.compile(r"\*\*~?\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?(?: [A-Z]{2,5})?:?\*\*")
_RULE = frozenset("-=_*~ \u2500\u2501\u2550\u2013\u2014")
_LONGEST = 4000
"""Characters of a row's words; what follows is in its lines."""
_HALF = re.compile(r"(?i)\b(?P<am>am|morning)\b|\b(?P<pm>pm|afternoon|evening)\b")


_ROW = re.compile(r"[ \t]{0,8}(?:[-*+\u2022] |\d{1,3}[.)] |\|[ \t]{0,8}|#{1,6} |\*\*)")


def is_written(lines: list[str]) -> bool:
    """Whether a paragraph is rows of a written timeline, or the line that introduces one."""
    lines = [line for line in lines if line.strip() and not set(line) <= set("|-: \t")]
    if not lines:
        return False
    if len(lines) <= 2 and len(lines[0]) <= 80 and TIMELINE.search(lines[0]):
        return True
    rows = [line[mark.end() :] for line in lines if (mark := _ROW.match(line))]
    plain = not rows
    timed = [found for row in rows or lines if (found := lead(row.strip(" *|")))]
    clocks = sum(found.stamp.timed for found in timed)
    if plain:
        return clocks >= 2 and len(timed) * 10 >= len(lines) * 7
    return clocks >= 1 and clocks * 2 >= len(rows) - lines[0].lstrip().startswith("|")


@dataclass(slots=True)
class Entry:
    """One row or heading. A paragraph with several timed lines becomes several entries."""

    kind: Literal["heading", "bullet", "line", "table", "fence", "quote", "rule"]
    text: str
    first: int
    last: int
    level: int = 9
    indent: int = 0
    lead: Lead | None = None
    role: Role = "none"
    item: Item | None = None
    parts: list[tuple[int, str]] = field(default_factory=list)

    @property
    def clock_only(self) -> bool:
        """A row that needs a day from above."""
        return self.lead is not None and self.lead.stamp.timed and not self.lead.stamp.dated

    @property
    def day_only(self) -> bool:
        """A date without a clock time."""
        return self.lead is not None and self.lead.stamp.dated and not self.lead.stamp.timed


def entries_of(items: list[Item], loose: bool, at: Finder = lead) -> list[Entry]:
    """All rows in order, with the time each begins with (or ends with)."""
    out: list[Entry] = []
    for item in items:
        if item.kind == "para":
            out.extend(_lines(item, loose, at))
        elif item.kind == "bullet" and _splits(item, loose, at):
            out.extend(_lines(item, loose, at, "bullet"))
        elif item.kind in ("heading", "bullet"):
            found = (lead if item.kind == "heading" else at)(item.text, loose)
            entry = Entry(item.kind, item.text, item.first, item.last, item.level or 9, item.indent,
                          found, item=item)  # fmt: skip
            out.append(entry)
        else:
            out.append(Entry(item.kind, item.text, item.first, item.last, item=item))
    return out


def _splits(item: Item, loose: bool, at: Finder) -> bool:
    """A list item into which timed lines ran for want of a blank line."""
    if len(item.parts) == 1 and not _BREAK.search(item.text):
        return False
    later = [at(text, loose) for _, text in _broken(item.parts, loose)[1:]]
    return any(found and found.stamp.timed and not found.sentence for found in later)


def _lines(
    item: Item, loose: bool, at: Finder, kind: Literal["line", "bullet"] = "line"
) -> list[Entry]:
    """The lines of a paragraph: each line that begins with a time begins a row."""
    out: list[Entry] = []
    for index, text in _broken(item.parts, loose):
        found = at(text, loose)
        if found and out and found.sentence and not _ended(out[-1].text):
            found = None
        if found or not out:
            first = kind if not out else "line"
            out.append(Entry(first, text, index, index, indent=item.indent, lead=found, item=item))
        else:
            last = out[-1]
            last.last = index
            if len(last.text) > _LONGEST or (len(text) > 4 and set(text) <= _RULE):
                continue
            last.text = f"{last.text} {text}"
            if last.lead:
                last.lead.text = f"{last.lead.text} {text}".strip()
    return out


def _broken(parts: list[tuple[int, str]], loose: bool) -> list[tuple[int, str]]:
    """Lines cut where a <br> ends a row and the next one begins with a time."""
    parts = [piece for part in parts for piece in _told_twice(part)]
    if not any(_BREAK.search(text) for _, text in parts):
        return parts
    out: list[tuple[int, str]] = []
    for index, text in parts:
        held = ""
        for piece in _BREAK.split(text[:_LONGEST]):
            found = lead(piece, loose) if held else None
            if found and found.stamp.timed and not found.sentence:
                out.append((index, held))
                held = piece.strip()
            else:
                held = f"{held} {piece.strip()}".strip()
        out.append((index, held))
    return out


def _told_twice(part: tuple[int, str]) -> list[tuple[int, str]]:
    """**14:02** alert. **14:10** page.: a line that holds several rows, each with a bold time."""
    index, text = part
    if not _BOLD_TIME.match(text):
        return [part]
    cuts = [0, *(m.start() for m in _BOLD_TIME.finditer(text, 1) if _ended(text[: m.start()]))]
    return [(index, text[a:b].strip()) for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _ended(text: str) -> bool:
    return text.rstrip()[-1:] in ".!?:;)*"


def timeline_scope(entries: list[Entry]) -> tuple[list[tuple[int, int]], bool]:
    """The parts of a document that are its timelines, as index ranges; whether any is named."""
    found: list[tuple[int, int]] = []
    for number, entry in enumerate(entries):
        if entry.kind != "heading" or not TIMELINE.search(entry.text):
            continue
        if found and number < found[-1][1]:
            continue
        found.append((number, _section_end(entries, number)))
    found = [(a, b) for a, b in found if any(_holds_time(entry) for entry in entries[a:b])]
    return (found, True) if found else ([(0, len(entries))], False)


def _holds_time(entry: Entry) -> bool:
    return (
        entry.lead is not None
        or entry.kind in ("table", "fence")
        or bool(re.search(r"\d\d?:\d\d", entry.text))
    )


def _section_end(entries: list[Entry], number: int) -> int:
    """Where the section of a heading ends; day headings of the same rank still belong to it."""
    level = entries[number].level
    for place in range(number + 1, len(entries)):
        entry = entries[place]
        if entry.kind == "heading" and entry.level <= level and entry.lead is None:
            return place
    return len(entries)


def assign_roles(entries: list[Entry]) -> None:
    """Decide which timed headings and bare times head a phase or a day and which are events."""
    for number, entry in enumerate(entries):
        if entry.lead is None:
            continue
        entry.role = "event"
        if entry.day_only and _dates_later_rows(entries, number):
            entry.role = "day"
        elif entry.kind == "heading":
            rows = any(_row(entries[i]) for i in range(number + 1, _body_end(entries, number)))
            if entry.day_only and (rows or (entry.level == 1 and entry.lead.text)):
                entry.role = "day"
            elif rows and not entry.day_only:
                entry.role = "phase"


def _row(entry: Entry) -> bool:
    """A row that carries its own time (a sentence that mentions one does not count)."""
    if entry.kind == "table":
        return bool(
            entry.item and re.search(r"\d\d?:\d\d", "".join(t for _, t in entry.item.parts))
        )
    return entry.lead is not None and not entry.lead.sentence


def _body_end(entries: list[Entry], number: int) -> int:
    """Where the body of a heading ends: at the next one of its rank."""
    for place in range(number + 1, len(entries)):
        if entries[place].kind == "heading" and entries[place].level <= entries[number].level:
            return place
    return len(entries)


def _dates_later_rows(entries: list[Entry], number: int) -> bool:
    """Whether a clock-only row inherits the date, before another date replaces it."""
    indent = entries[number].indent
    for other in islice(entries, number + 1, None):
        if other.kind == "table" and _row(other):
            return True
        if other.lead is None:
            continue
        if other.lead.stamp.dated:
            return False
        if other.clock_only:
            bare = (
                entries[number].kind == "heading"
                or _bold(entries[number])
                or not (
                    entries[number].lead and entries[number].lead.text  # type: ignore[union-attr]
                )
            )
            return bare or other.indent > indent
    return False


def _bold(entry: Entry) -> bool:
    """A line all in bold stands for a heading."""
    text = entry.text.strip(" :")
    return entry.kind == "line" and text[:2] == text[-2:] == "**" and text.count("**") == 2


def halves(entries: list[Entry]) -> tuple[list[Stamp], dict[int, str]]:
    """All stamps in order, and where headings set the half of the day ("Morning (AM)")."""
    stamps: list[Stamp] = []
    forced: dict[int, str] = {}
    for entry in entries:
        if entry.lead is not None:
            stamps.append(entry.lead.stamp)
        elif entry.kind == "heading" or (entry.kind == "line" and len(entry.text) < 40):
            match = _HALF.search(entry.text)
            if match and (entry.kind == "heading" or entry.text.strip("*_:# ").count(" ") < 3):
                forced[len(stamps)] = "a" if match["am"] else "p"
    return stamps, forced
