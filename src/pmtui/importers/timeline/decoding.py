"""Bytes of any origin become clean text: one encoding, one line end, no live controls."""

import re
from collections import Counter
from collections.abc import Iterator

_OSC = re.compile("(?:\x1b[\\]PX^_]|\x9d|\x90)[^\x07\x1b\x9c\n]{0,4096}(?:\x07|\x1b\\\\|\x9c)?")
_CSI = re.compile("(?:\x1b\\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]")
_ESC = re.compile("\x1b[ -/]{0,4}[0-Z\\\\^-~]")
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\u2028\u2029\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def decode(data: bytes) -> tuple[str, list[str]]:
    """Decode and clean; the notes say, in sentences, what was replaced or removed."""
    encoding, body, notes = _encoding(data)
    text = body.decode(encoding, errors="replace")
    lost = text.count("\ufffd") - (body.count(b"\xef\xbf\xbd") if encoding == "utf-8" else 0)
    if lost > 0:
        name = f"invalid {encoding.upper()} byte"
        notes.append(_counted(lost, f"{name} is", f"{name}s are", " shown as \ufffd."))
    cleaned, more = clean(text)
    return cleaned, notes + more


PIECE = 64_000
"""Characters cleaned at once: an expression lets nobody else run before it is through."""


def clean(text: str) -> tuple[str, list[str]]:
    """One line end, no escape sequences, remaining controls as visible characters."""
    notes: list[str] = []
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            text = _bare_returns(text, notes)
    counts: Counter[str] = Counter()
    work = _cleaned if len(text) <= 2 * PIECE else _cleaned_in_pieces
    text = work(text, counts)
    notes += [_counted(count, *told) for told in _TOLD if (count := counts[told[0]])]
    return text, notes


_ESCAPES, _SHOWN, _HALVES = "terminal sequence was", "control character is", "half character is"
_TOLD = (
    (_ESCAPES, "terminal sequences were", " removed."),
    (_SHOWN, "control characters are", " shown as symbols."),
    (_HALVES, "half characters (lone surrogates) are", " shown as \ufffd."),
)
"""What is said of one, of many, and what became of them, in the order in which it is said."""


def _counted(count: int, one: str, many: str, rest: str) -> str:
    return f"{count:,} {one if count == 1 else many}{rest}"


def _pieces(text: str) -> Iterator[str]:
    """The text in parts that end behind a line, else before an escape sequence that may go on."""
    start = 0
    while start < len(text):
        end = min(start + PIECE, len(text))
        if end < len(text):
            line = text.rfind("\n", start, end) + 1
            if line:
                end = line
            else:
                open_one = max(text.rfind(mark, end - _LONGEST, end) for mark in _OPENING)
                end = open_one if open_one > start else end
        yield text[start:end]
        start = end


def _cleaned_in_pieces(text: str, counts: Counter[str]) -> str:
    """The very text where nothing had to be changed, so that it is not kept twice."""
    parts = [(piece, _cleaned(piece, counts)) for piece in _pieces(text)]
    if all(before is after for before, after in parts):
        return text
    return "".join(after for _, after in parts)


_LONGEST = 4200
"""Characters of the longest sequence that is removed as a whole."""
_OPENING = ("\x1b", "\x9b", "\x9d", "\x90")


def _cleaned(text: str, counts: Counter[str]) -> str:
    if any(mark in text for mark in _OPENING):
        for pattern in (_OSC, _CSI, _ESC):
            text, count = pattern.subn("", text)
            counts[_ESCAPES] += count
    if "\x0c" in text or "\x0b" in text:
        text = text.replace("\x0c", "\n").replace("\x0b", "\n")
    if not (text.isascii() and text.replace("\n", "").replace("\t", "").isprintable()):
        text, count = _CONTROLS.subn(lambda match: visible(match.group()), text)
        counts[_SHOWN] += count
    if not text.isascii() and _SURROGATE.search(text):
        text, count = _SURROGATE.subn("\ufffd", text)
        counts[_HALVES] += count
    return text


def visible(mark: str) -> str:
    """A control character as something a person can see: ␀ for C0, \\x9b for C1, <U+202E> else."""
    code = ord(mark)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code < 0xA0:
        return f"\\x{code:02x}"
    return f"<U+{code:04X}>"


def _encoding(data: bytes) -> tuple[str, bytes, list[str]]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            note = [] if name == "utf-8" else [f"Read as {name.upper()}, as its first bytes say."]
            return name, data[len(mark) :], note
    head = data[:4096]
    if len(head) >= 8 and b"\x00" in head:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        half = len(head) // 2
        if odd > 0.6 * half and even < 0.1 * half:
            return "utf-16-le", data, ["Read as UTF-16-LE: every second byte is zero."]
        if even > 0.6 * half and odd < 0.1 * half:
            return "utf-16-be", data, ["Read as UTF-16-BE: every second byte is zero."]
    return "utf-8", data, []


def _bare_returns(text: str, notes: list[str]) -> str:
    """CR alone: an old line end where no LF is near, else a progress bar that keeps its end."""
    if "\n" not in text:
        return text.replace("\r", "\n")
    count = 0
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if "\r" in line:
            lines[place] = line.rstrip("\r").rpartition("\r")[2]
            count += 1
    if count:
        notes.append(f"{count} overwritten progress lines kept their last state only.")
    return "\n".join(lines)
