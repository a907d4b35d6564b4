"""Carrying unsaved changes over onto a value that somebody else has changed meanwhile.

No text is lost: replacements that do not touch each other both land; where they overlap, both
texts stay in the field and a conflict names them, so that a person can settle it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from os.path import commonprefix
from typing import Any

from pmtui.domain.changes import Change, ChangeKind, apply, diff, splice
from pmtui.domain.fields import Kind, remembered, specs
from pmtui.domain.postmortem import Postmortem, find, record_class
from pmtui.value import Value

_Key = tuple[str, str, str]


class Conflict(Value):
    """Two windows changed one field: what each wrote. Both are kept, in the field or the log."""

    table: str
    id: str
    field: str
    ours: Any
    theirs: Any
    who: str = ""
    """Who wrote what is not ours, where that is known."""


Meet = Callable[[Kind, str, str, str], tuple[str, Sequence[tuple[str, str]]]]
"""From the base, their and our text of a field that both changed: the text with both, and each
pair (theirs, ours) of passages of which both stand in it."""


class Rebased(Value):
    """Our changes as they apply after the foreign ones, and what a person should look at."""

    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]


def rebase(changes: Iterable[Change], foreign: Iterable[Change]) -> Rebased:
    """Move changes made on a common base so that they apply after the foreign ones.

    Both sequences start from the same value. Texts merge by position; links merge as sets; of two
    values that exclude each other ours is set and theirs stays in the history; a record that one
    side edited survives its removal by the other.
    """
    return _Rebase(tuple(foreign)).run(tuple(changes))


def merge(
    base: Postmortem, theirs: Postmortem, ours: Postmortem, meet: Meet | None = None
) -> tuple[Postmortem, tuple[Conflict, ...]]:
    """Their value with what we changed since the common base, and what a person should look at.

    `meet` settles texts that both changed. Without it they merge by position, for two values of
    one hand; where both replaced parts of the same words, both words stay whole.
    """
    if ours is base or ours == theirs:
        return theirs, ()
    if theirs is base:
        return ours, ()
    mine, foreign = list(diff(base, ours)), list(diff(base, theirs))
    there = {
        (c.table, c.id, c.field): place
        for place, c in enumerate(foreign)
        if c.kind is ChangeKind.SPLICE
    }
    met: list[Conflict] = []
    for number, change in enumerate(mine):
        key = (change.table, change.id, change.field)
        if key not in there or change.kind is not ChangeKind.SPLICE:
            continue
        other = foreign[there[key]]
        text: str = getattr(find(base, change.table, change.id), change.field)
        if meet is None:
            mine[number], foreign[there[key]] = _in_whole_words(text, change, other)
            continue
        t, o = _spliced(text, other), _spliced(text, change)
        both, pairs = meet(specs(record_class(change.table))[change.field].kind, text, t, o)
        mine[number] = splice(*key, t, both)
        foreign[there[key]] = replace(other, before="", after="", offset=0)
        met += [Conflict(*key, ours=b, theirs=a) for a, b in pairs]
    rebased = rebase(mine, [c for c in foreign if c.before != c.after])
    return apply(theirs, rebased.changes), (*met, *rebased.conflicts)


def _spliced(text: str, change: Change) -> str:
    after: str = change.after
    return text[: change.offset] + after + text[change.offset + len(change.before) :]


def _in_whole_words(text: str, ours: Change, theirs: Change) -> tuple[Change, Change]:
    """The replacements; where both change the same word, each replaces it as a whole."""
    if not ours.before and not theirs.before and ours.offset == theirs.offset:
        return ours, theirs
    one, two = _widened(ours, text), _widened(theirs, text)
    return (one, two) if cross(one, two)[2] else (ours, theirs)


def _widened(change: Change, text: str) -> Change:
    """The same replacement of whole words of the text."""
    start = change.offset
    end = start + len(change.before)
    before, after = start, end
    if _in_word(change.before[:1]) or _in_word(change.after[:1]):
        while start and _in_word(text[start - 1]):
            start -= 1
    if _in_word(change.before[-1:]) or _in_word(change.after[-1:]):
        while end < len(text) and _in_word(text[end]):
            end += 1
    new = text[start:before] + change.after + text[after:end]
    return replace(change, offset=start, before=text[start:end], after=new)


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter in ("_", "'", "’")


class _Rebase:
    def __init__(self, foreign: tuple[Change, ...]) -> None:
        self.texts: dict[_Key, list[Change]] = {}
        self.values: dict[_Key, Any] = {}
        self.removed: dict[tuple[str, str], Change] = {}
        self.added: dict[tuple[str, str], dict[str, Any]] = {}
        self.touched: set[tuple[str, str]] = set()
        self.referred: set[str] = set()
        self.restored: set[tuple[str, str]] = set()
        self.conflicts: list[Conflict] = []
        for change in foreign:
            self._note(change)

    def _note(self, change: Change) -> None:
        record = (change.table, change.id)
        self.referred |= _new_references(change)
        match change.kind:
            case ChangeKind.REMOVE:
                self.removed[record] = change
                self.added.pop(record, None)
            case ChangeKind.ADD:
                self.added[record] = change.after
                self.removed.pop(record, None)
            case _:
                self.touched.add(record)
                key = (change.table, change.id, change.field)
                if is_text(change):
                    self.texts.setdefault(key, []).append(as_splice(change))
                else:
                    self.values[key] = change.after

    def run(self, changes: tuple[Change, ...]) -> Rebased:
        out: list[Change] = []
        self._keep_what_kept_ones_need(changes)
        for change in changes:
            for id in sorted(_new_references(change)):
                out += self._restore_by_id(id)
            match change.kind:
                case ChangeKind.ADD:
                    out += self._add(change)
                case ChangeKind.REMOVE:
                    out += self._remove(change)
                case _:
                    out += self._restore((change.table, change.id), change.after)
                    out += self._edit(change)
        return Rebased(tuple(out), tuple(self.conflicts))

    def _keep_what_kept_ones_need(self, changes: tuple[Change, ...]) -> None:
        removals = [c for c in changes if c.kind is ChangeKind.REMOVE]
        while kept := [c for c in removals if self._stays(c)]:
            removals = [c for c in removals if not self._stays(c)]
            for change in kept:
                self.referred |= _new_references(
                    replace(change, kind=ChangeKind.ADD, after=change.before)
                )

    def _stays(self, change: Change) -> bool:
        return (change.table, change.id) in self.touched or change.id in self.referred

    def _restore_by_id(self, id: str) -> list[Change]:
        found = [record for record in self.removed if record[1] == id]
        return [change for record in found for change in self._restore(record, None)]

    def _restore(self, record: tuple[str, str], ours: Any) -> list[Change]:
        """Bring back a record that they removed and we build on, and what it refers to."""
        if record not in self.removed or record in self.restored:
            return []
        self.restored.add(record)
        self.conflicts.append(Conflict(*record, "", ours, None))
        lost = self.removed[record]
        back = replace(lost, kind=ChangeKind.ADD, before=None, after=lost.before)
        more = [c for id in sorted(_new_references(back)) for c in self._restore_by_id(id)]
        return [*more, back]

    def _add(self, change: Change) -> list[Change]:
        theirs = self.added.get((change.table, change.id))
        if theirs is None:
            return [change]
        out = []
        for name in sorted({*theirs, *change.after} - {"id", "rank"}):
            a, b = theirs.get(name), change.after.get(name)
            if a != b and b is not None:
                kind = ChangeKind.SET
                out.append(Change(kind, change.table, change.id, name, a, b))
                self.conflicts.append(Conflict(change.table, change.id, name, b, a))
        return out

    def _remove(self, change: Change) -> list[Change]:
        record = (change.table, change.id)
        if record in self.removed:
            return []
        if self._stays(change):
            self.conflicts.append(Conflict(change.table, change.id, "", None, change.before))
            return []
        return [change]

    def _edit(self, change: Change) -> list[Change]:
        key = (change.table, change.id, change.field)
        if is_text(change):
            return self._edit_text(key, as_splice(change))
        if key not in self.values:
            return [change]
        theirs = self.values[key]
        if theirs == change.after:
            return []
        if _is_links(change):
            merged = _merge_sets(change.before or [], change.after or [], theirs or [])
            self.values[key] = merged
            return [replace(change, before=theirs, after=merged)] if merged != theirs else []
        self.values[key] = change.after
        if change.field != "rank":
            self.conflicts.append(
                Conflict(change.table, change.id, change.field, change.after, theirs)
            )
        return [replace(change, before=theirs)]

    def _edit_text(self, key: _Key, ours: Change) -> list[Change]:
        moved = []
        for theirs in self.texts.get(key, ()):
            before = ours
            ours, theirs_after, overlapped = cross(ours, theirs)
            moved.append(theirs_after)
            if overlapped:
                self.conflicts.append(Conflict(*key, before.after, theirs.after))
        if moved:
            self.texts[key] = moved
        return [ours] if ours.before != ours.after else []


def _new_references(change: Change) -> set[str]:
    """The ids of other records that a change begins to refer to."""
    match change.kind:
        case ChangeKind.ADD:
            links = {id for name in _link_fields(change.table) for id in change.after.get(name, ())}
            return links | ({change.after["of"]} if change.after.get("of") else set())
        case ChangeKind.SET if change.field in _link_fields(change.table):
            return set(change.after or ()) - set(change.before or ())
    return set()


@remembered
def _link_fields(table: str) -> frozenset[str]:
    described = specs(record_class(table)).values()
    return frozenset(s.name for s in described if s.kind is Kind.LINKS)


def is_text(change: Change) -> bool:
    """Whether a change replaces text in a line or prose field, so that it can merge by position."""
    if change.kind is ChangeKind.SPLICE:
        return True
    spec = specs(record_class(change.table)).get(change.field)
    return spec is not None and spec.kind in (Kind.LINE, Kind.PROSE)


def as_splice(change: Change) -> Change:
    """A whole text set anew, as the replacement of all of it."""
    if change.kind is ChangeKind.SPLICE:
        return change
    before, after = change.before or "", change.after or ""
    return replace(change, kind=ChangeKind.SPLICE, before=before, after=after, offset=0)


def cross(ours: Change, theirs: Change) -> tuple[Change, Change, bool]:
    """Two replacements on one text, each as it applies after the other, and whether they overlap.

    Either order gives the same text. Where they overlap, both inserted texts stay, theirs first.
    """
    a0, a1 = ours.offset, ours.offset + len(ours.before)
    b0, b1 = theirs.offset, theirs.offset + len(theirs.before)
    if ours.before == theirs.before and ours.after == theirs.after and a0 == b0 and ours.before:
        nothing = replace(ours, before="", after="", offset=b0)
        return nothing, replace(theirs, before="", after="", offset=a0), False
    if b1 <= a0 and not (a0 == b0 and a1 == b1):
        grown = len(theirs.after) - len(theirs.before)
        return replace(ours, offset=a0 + grown), theirs, False
    if a1 <= b0 and not (a0 == b0 and a1 == b1):
        grown = len(ours.after) - len(ours.before)
        return ours, replace(theirs, offset=b0 + grown), False
    start, end = min(a0, b0), max(a1, b1)
    base = _union(start, end, ours, theirs)
    gap = " / " if _needs_gap(ours, theirs) else ""
    both = theirs.after + gap + ours.after
    after_theirs = base[: b0 - start] + theirs.after + base[b1 - start :]
    after_ours = base[: a0 - start] + ours.after + base[a1 - start :]
    new_ours = _trimmed(replace(ours, offset=start, before=after_theirs, after=both))
    new_theirs = _trimmed(replace(theirs, offset=start, before=after_ours, after=both))
    return new_ours, new_theirs, True


def _needs_gap(ours: Change, theirs: Change) -> bool:
    """Whether two new texts must be told apart: replacements, and words that would grow together."""
    if not ours.after or not theirs.after:
        return False
    return bool(ours.before and theirs.before) or (
        _in_word(theirs.after[-1]) and _in_word(ours.after[0])
    )


def _trimmed(change: Change) -> Change:
    """The same replacement without what it leaves as it is, so that later ones cross it less."""
    old, new = change.before, change.after
    start = len(commonprefix([old, new]))
    end = len(commonprefix([old[start:][::-1], new[start:][::-1]]))
    return replace(
        change,
        offset=change.offset + start,
        before=old[start : len(old) - end],
        after=new[start : len(new) - end],
    )


def _union(start: int, end: int, one: Change, other: Change) -> str:
    text = [""] * (end - start)
    for change in (one, other):
        at = change.offset - start
        text[at : at + len(change.before)] = list(change.before)
    return "".join(text)


def _is_links(change: Change) -> bool:
    spec = specs(record_class(change.table)).get(change.field)
    return spec is not None and spec.kind in (Kind.LINKS, Kind.NAMES, Kind.CHOICES)


def _merge_sets(base: list[str], ours: list[str], theirs: list[str]) -> list[str]:
    gone = set(base) - set(ours)
    merged = [x for x in theirs if x not in gone]
    return merged + [x for x in ours if x not in set(base) and x not in set(merged)]
