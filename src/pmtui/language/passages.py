"""Two texts that both began as a third: sentence by sentence, never within one.

What one side wrote is taken; where both changed the same sentence or line, both stand there whole,
since words of two people mixed into one sentence say what neither of them meant.
"""

import re
from dataclasses import dataclass, field

from pmtui.language.pieces import CUTS, but_ends, comparable, costly, matcher, sentences
from pmtui.value import Value

BESIDE = " / "
"""Between two values of a field that has one line."""

_WORD = re.compile(r"\w+|[^\w\s]")


class Met(Value):
    """The text of both sides, and each pair (theirs, ours) of passages that both wrote anew."""

    text: str
    clashes: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Region:
    """Pieces `start` to `end` of the base, and what the two sides made of them."""

    start: int
    end: int
    theirs: list["_Hunk"] = field(default_factory=list)
    ours: list["_Hunk"] = field(default_factory=list)


class _Hunk(Value):
    start: int
    end: int
    new: list[str]


def lines_met(base: str, theirs: str, ours: str) -> Met:
    """The value of a field that has one line; both whole values where both changed it.

    Values that stand beside each other already go on by themselves.
    """
    old, new, other = (text.split(BESIDE) if text else [] for text in (base, theirs, ours))
    if costly(old, new) or costly(old, other):
        old, new, other = ([text] for text in (base, theirs, ours))
    parts: list[str] = []
    clashes: list[tuple[str, str]] = []
    position = 0
    for region in _regions(_hunks(old, new), _hunks(old, other)):
        parts += old[position : region.start]
        position = region.end
        a, b = (_side(old, region, hunks) for hunks in (region.theirs, region.ours))
        if not region.theirs or not region.ours:
            parts += b if region.ours else a
            continue
        was, t, o = (BESIDE.join(p) for p in (old[region.start : region.end], a, b))
        one = _one_of(was, t, o) if not _writing_on(was, t, o) else None
        parts += [*a, *b] if one is None else [one.text] if one.text else []
        clashes += one.clashes if one is not None else [(t, o)]
    return Met(BESIDE.join(parts + old[position:]), tuple(clashes))


def _writing_on(base: str, theirs: str, ours: str) -> bool:
    """Whether somebody has typed a space to write on behind what the other has changed."""
    pairs = ((theirs, ours), (ours, theirs))
    return any(
        base
        and one.startswith(base)
        and one[len(base) :].isspace()
        and other.strip() != base.strip()
        for one, other in pairs
        if other.strip()
    )


def passages_met(base: str, theirs: str, ours: str) -> Met:
    """A text of many lines; a sentence that both changed stands there twice, a line each."""
    for cut in CUTS:
        old, new, other = ([*cut(text)] for text in (base, theirs, ours))
        if costly(old, new) or costly(old, other):
            continue
        met = _put_together(old, new, other)
        if not _mixed(met.text, theirs, ours):
            return met
    return _put_together(*but_ends(base, theirs, ours))


def _mixed(text: str, theirs: str, ours: str) -> bool:
    """Whether a sentence is in neither of the two, as where one joined what the other changed."""
    known = {*sentences(theirs), *sentences(ours)}
    return any(piece not in known for piece in sentences(text) if not piece.isspace())


def _put_together(old: list[str], new: list[str], other: list[str]) -> Met:
    sheet = _Sheet()
    clashes: list[tuple[str, str]] = []
    position = 0
    for region in _regions(_hunks(old, new), _hunks(old, other)):
        sheet.add("".join(old[position : region.start]))
        position = region.end
        a, b = ("".join(_side(old, region, hunks)) for hunks in (region.theirs, region.ours))
        if not region.theirs or not region.ours:
            sheet.add(b if region.ours else a)
        elif (one := _one_of("".join(old[region.start : region.end]), a, b)) is not None:
            sheet.add(_with_lines_begun(one.text, a, b))
            clashes += one.clashes
        else:
            sheet.add_both(a, b)
            clashes.append((a.strip(), b.strip()))
    sheet.add("".join(old[position:]))
    return Met("".join(sheet.parts), tuple(clashes))


def _with_lines_begun(text: str, theirs: str, ours: str) -> str:
    """The text of one side, with the space or line after which the other is about to write."""
    for begun, other, after in ((theirs, ours, False), (ours, theirs, True)):
        if not begun.isspace() or not other:
            continue
        if "\n" not in begun and other.startswith("\n"):
            return begun + text
        if "\n" in begun and other.strip() and not other.endswith("\n"):
            return text.rstrip(" \t") + begun if after else begun + text.lstrip(" \t")
    return text


def shared_passages(theirs: str, ours: str) -> str:
    """What both texts have, sentence by sentence."""
    old, new, _ = comparable(theirs, ours, "")
    blocks = matcher(old, new).get_matching_blocks()
    return "".join("".join(old[m.a : m.a + m.size]) for m in blocks)


def _one_of(base: str, theirs: str, ours: str) -> Met | None:
    """The text that does for both; None where both must stand.

    One that only went on where the other stopped, or that holds the other whole, as after a merge
    that broke off, does. What one side took out and the other rewrote stays.
    """
    b, t, o = base.strip(), theirs.strip(), ours.strip()
    if t == o or b in (t, o):
        return Met(ours if b == t != o else theirs)
    if not t or not o:
        lost = ((t, o),) if b else ()
        return Met(theirs if t else ours, lost)
    for less, more, text in ((o, t, theirs), (t, o, ours)):
        if _holds(more, less) or (_grew(b, less) and _grew(less, more)):
            return Met(text)
    return None


def _holds(more: str, less: str) -> bool:
    return any(f"{end}{less}{end}" in f"{end}{more}{end}" for end in ("\n", BESIDE))


def _grew(less: str, more: str) -> bool:
    """Whether one text is the other with words before or after it."""
    return f" {' '.join(_WORD.findall(less))} " in f"  {' '.join(_WORD.findall(more))}  "


class _Sheet:
    """The text as it is put together; what both sides wrote gets lines of its own."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.after_both = False

    def add(self, text: str) -> None:
        """What stands once."""
        if self.after_both and (more := text.lstrip(" \t")):
            self.parts[-1] = self.parts[-1].rstrip(" \t")
            text = more if more.startswith("\n") else f"\n{more}"
        if text:
            self.after_both = self.after_both and text.isspace() and "\n" not in text
            self.parts.append(text)

    def add_both(self, theirs: str, ours: str) -> None:
        """Two passages, with as many empty lines around them as they came with.

        A space behind one stays: somebody may just be writing on.
        """
        lead, between = (t[: len(t) - len(t.lstrip())] for t in (theirs, ours))
        tail = ours[len(ours.rstrip()) :]
        before = "".join(self.parts).rstrip(" \t")
        self.parts = [before] if before else []
        if "\n" not in lead:
            lead = "\n" if self.parts and not self.parts[-1].endswith("\n") else ""
        between = between if "\n" in between else "\n"
        space = theirs[len(theirs.rstrip(" \t")) :]
        self.parts.append(f"{lead}{theirs.strip()}{space}{between}{ours.strip()}{tail}")
        self.after_both = "\n" not in tail


def _hunks(old: list[str], new: list[str]) -> list[_Hunk]:
    found: list[_Hunk] = []
    for tag, a0, a1, b0, b1 in matcher(old, new).get_opcodes():
        if tag == "equal":
            continue
        before, after = old[a0:a1], new[b0:b1]
        if [p.isspace() and p for p in before] == [p.isspace() and p for p in after]:
            # as many sentences as before: each took the place of one
            pairs = enumerate(zip(before, after, strict=True), a0)
            found += [_Hunk(at, at + 1, [b]) for at, (a, b) in pairs if a != b]
        else:
            found.append(_Hunk(a0, a1, after))
    return found


def _regions(theirs: list[_Hunk], ours: list[_Hunk]) -> list[_Region]:
    """What was changed, in order; changes of the two sides that touch the same piece together."""
    found: list[_Region] = []
    every = [(h, False) for h in theirs] + [(h, True) for h in ours]
    for hunk, own in sorted(every, key=lambda one: (one[0].start, one[0].end, one[1])):
        last = found[-1] if found else None
        if last is None or not _meet(last, hunk):
            last = _Region(hunk.start, hunk.end)
            found.append(last)
        last.end = max(last.end, hunk.end)
        (last.ours if own else last.theirs).append(hunk)
    return found


def _meet(region: _Region, hunk: _Hunk) -> bool:
    """Whether they change the same piece, or both put something in at the same place."""
    return hunk.start < region.end or hunk.start == hunk.end == region.start == region.end


def _side(old: list[str], region: _Region, hunks: list[_Hunk]) -> list[str]:
    parts: list[str] = []
    position = region.start
    for hunk in hunks:
        parts += old[position : hunk.start] + hunk.new
        position = hunk.end
    return parts + old[position : region.end]
