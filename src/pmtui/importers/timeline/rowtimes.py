"""Where the rows of a written timeline have their time: in front, at the end, in the headings."""

import re

from pmtui.importers.timeline.entries import Entry, entries_of, timeline_scope
from pmtui.importers.timeline.lead import either, lead, trailing
from pmtui.importers.timeline.markup import Item

_MARK = re.compile(r"^[ \t]{0,8}(?:[-*+\u2022]|\d{1,3}[.)])[ \t]{1,4}")


def timed_entries(items: list[Item]) -> list[Entry]:
    """All rows with their times, read the way most rows of the document are written."""
    entries = entries_of(items, loose=False)
    if not any(_timed(entry) for entry in entries):
        entries = _loosely(items, entries)
    return _titled(_lastly(items, entries))


def _timed(entry: Entry) -> bool:
    """A row with a clock time of its own."""
    return entry.lead is not None and entry.lead.stamp.timed


def _loosely(items: list[Item], strict: list[Entry]) -> list[Entry]:
    """15.26 and 0942 count as times when most rows begin so."""
    loose = entries_of(items, loose=True)
    rows = [entry for entry in loose if entry.kind in ("bullet", "line", "heading")]
    hits = [entry for entry in rows if entry.lead and entry.lead.stamp.timed]
    return loose if len(hits) >= 2 and len(hits) * 2 >= len(rows) else strict


def _lastly(items: list[Item], strict: list[Entry]) -> list[Entry]:
    """Alert fired (10:02 UTC): where few rows begin with a time, most may end with one."""
    if any(e.kind == "heading" and _timed(e) for e in strict):
        return strict
    entries = entries_of(items, loose=False, at=either)
    ranges, _ = timeline_scope(entries)
    inside = [entry for a, b in ranges for entry in entries[a:b]]
    rows = [entry for entry in inside if entry.kind in ("bullet", "line")]
    if any(entry.kind == "table" for entry in inside):
        return strict
    outer = min((entry.indent for entry in rows), default=0)
    hits = sum(_timed(entry) for entry in rows if entry.indent == outer)
    first = sum(_timed(entry) for entry in strict if entry.kind in ("bullet", "line"))
    if hits - first < 2 or hits <= 2 * first:
        return strict
    if hits * 2 < sum(entry.indent == outer for entry in rows):
        return strict
    for entry in rows:
        entry.lead = entry.lead if entry.indent == outer else None
    return entries


def _titled(entries: list[Entry]) -> list[Entry]:
    """### Rollback (10:02-10:20): where no row has a time, the headings may end with theirs."""
    ranges, _ = timeline_scope(entries)
    inside = [entry for a, b in ranges for entry in entries[a:b]]
    if any(_timed(entry) or entry.kind == "table" for entry in inside):
        return entries
    titles = [(e, found) for e in inside if e.kind == "heading" and (found := trailing(e.text))]
    level = max((entry.level for entry, _ in titles), default=0)
    titles = [(entry, found) for entry, found in titles if entry.level == level]
    peers = sum(entry.kind == "heading" and entry.level == level for entry in inside)
    if len(titles) >= 2 and len(titles) * 2 >= peers:
        for entry, found in titles:
            entry.lead = found
    return entries


def unwrapped(entries: list[Entry]) -> list[Entry]:
    """A fence or quote that holds all the rows is the timeline itself."""
    if any(entry.lead or entry.kind == "table" for entry in entries if entry.kind != "heading"):
        return entries
    if any(entry.lead and entry.lead.stamp.timed for entry in entries):
        return entries
    out: list[Entry] = []
    for entry in entries:
        item = entry.item
        if entry.kind not in ("fence", "quote") or item is None:
            out.append(entry)
            continue
        parts = [(index, _MARK.sub("", text)) for index, text in item.parts if text.strip()]
        para = Item("para", item.text, item.first, item.last, parts=parts)
        for at in (lead, trailing):
            if sum(1 for _, text in parts if at(text.strip())) * 2 >= max(len(parts), 1):
                out.extend(entries_of([para], loose=False, at=at))
                break
        else:
            out.append(entry)
    return out
