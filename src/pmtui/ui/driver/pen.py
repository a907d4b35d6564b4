"""Colours and attributes of a cell, and the shortest way to change from one to another.

The codes are those of ECMA-48 "select graphic rendition" (SGR) with the usual colour extensions.
"""

from functools import lru_cache
from typing import NamedTuple

_ON = {
    "1": 1, "2": 2, "3": 4, "4": 8, "5": 16, "6": 32, "7": 64, "8": 128, "9": 256,
    "21": 512, "51": 1024, "52": 2048, "53": 4096,
}  # fmt: skip
_OFF = {
    "22": 1 | 2, "23": 4, "24": 8 | 512, "25": 16 | 32, "27": 64, "28": 128, "29": 256,
    "54": 1024 | 2048, "55": 4096,
}  # fmt: skip
_SEEN_ON_BLANK = 8 | 64 | 256 | 512 | 1024 | 2048 | 4096
"""Attributes that show on a space: lines, frames and reverse video."""


class Pen(NamedTuple):
    """How a cell looks: attribute bits, SGR codes of its colours, other codes, and a link."""

    bits: int = 0
    fg: str = ""
    bg: str = ""
    other: str = ""
    link: str = ""

    @property
    def erasable(self) -> bool:
        """Whether a terminal's erase gives a space of this look: nothing set at all.

        Some multiplexers erase with the default background whatever the current one is.
        """
        return self == PLAIN


PLAIN = Pen()


@lru_cache(maxsize=4096)
def apply_codes(pen: Pen, codes: str) -> Pen:
    """`pen` after the SGR sequence with the parameters `codes` (without `ESC [` and `m`)."""
    bits, fg, bg, other, link = pen
    todo = codes.split(";")
    todo.reverse()
    while todo:
        code = todo.pop()
        if code in ("", "0"):
            bits, fg, bg, other = 0, "", "", ""
        elif code in _ON:
            bits |= _ON[code]
        elif code in _OFF:
            bits &= ~_OFF[code]
        elif code in ("38", "48", "58"):
            count = {"5": 1, "2": 3}.get(todo[-1], 0) if todo else 0
            parts = [code, *(todo.pop() for _ in range(min(count + 1, len(todo))))]
            colour = ";".join(parts)
            if code == "38":
                fg = colour
            elif code == "48":
                bg = colour
            else:
                other = f"{other};{colour}" if other else colour
        elif code == "39":
            fg = ""
        elif code == "49":
            bg = ""
        elif len(code) == 2 and code[0] in "39":
            fg = code
        elif code[:1] == "4" and len(code) == 2 or code[:2] == "10":
            bg = code
        else:
            other = f"{other};{code}" if other else code
    return Pen(bits, fg, bg, other[:64], link)


@lru_cache(maxsize=4096)
def blank(pen: Pen) -> Pen:
    """The look of a space drawn with `pen`, without what cannot be seen on a space."""
    if pen.bits & _SEEN_ON_BLANK or pen.other:
        return pen
    return Pen(0, "", pen.bg, "", pen.link)


@lru_cache(maxsize=4096)
def serves(pen: Pen, wanted: Pen) -> bool:
    """Whether a space drawn with `pen` looks like `wanted`, so that no change is needed."""
    return blank(pen) == wanted


@lru_cache(maxsize=4096)
def change(pen: Pen, wanted: Pen) -> str:
    """The shortest bytes that turn `pen` into `wanted`."""
    link = ""
    if pen.link != wanted.link:
        link = f"\x1b]8;{wanted.link}\x1b\\" if wanted.link else "\x1b]8;;\x1b\\"
    if pen[:4] == wanted[:4]:
        return link
    full = [code for code, bit in _ON.items() if wanted.bits & bit]
    full += [part for part in (wanted.fg, wanted.bg, wanted.other) if part]
    # An empty parameter is 0, reset; at the start it needs no separator when it stands alone.
    best = ";".join(["", *full]) if full else ""
    if pen[:4] == PLAIN[:4]:
        best = ";".join(full)
    elif (step := _step(pen, wanted)) is not None and len(step) < len(best):
        best = step
    return f"{link}\x1b[{best}m"


def _step(pen: Pen, wanted: Pen) -> str | None:
    """The codes for the differences alone; None where only a reset is sure to work."""
    if pen.other != wanted.other:
        return None
    codes: list[str] = []
    gone = pen.bits & ~wanted.bits
    added = wanted.bits & ~pen.bits
    for code, bits in _OFF.items():
        if gone & bits:
            codes.append(code)
            gone &= ~bits
            added |= wanted.bits & bits  # switching bold off switches dim off as well
    codes += [code for code, bit in _ON.items() if added & bit]
    if pen.fg != wanted.fg:
        codes.append(wanted.fg or "39")
    if pen.bg != wanted.bg:
        codes.append(wanted.bg or "49")
    return ";".join(codes)
