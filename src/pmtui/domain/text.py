"""Text from outside, made safe to keep: the ingest layer of the text boundary.

Every paste, file, pipe and argument passes `sanitise` once, when it enters. What a terminal
would obey is removed or turned into something visible; what a person wrote stays as it is.
"""

import codecs
import re
import unicodedata
from dataclasses import field

from pmtui.value import Value

LONGEST_FIELD = 256 * 1024
"""Characters that one field takes; a longer text belongs to the source texts."""

MAX_MARKS = 8
"""Combining marks kept on one base character; more is a flood, not a language."""

_SEQUENCE = re.compile(
    "\x1b\\[[0-?]{0,64}+[ -/]{0,8}+[@-~]"  # CSI: colours, cursor moves, modes
    "|\x1b\\][^\x07\x1b\n\r]{0,65536}+(?:\x07|\x1b\\\\)"  # OSC: titles, links, the clipboard
    "|\x1b[PX^_][^\x1b\n\r]{0,65536}+\x1b\\\\"  # DCS, SOS, PM, APC
    "|\x1b[ -/]{1,4}+[0-~]"  # character sets, as `tput sgr0` writes them
)
_KINDS = {
    "control": re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]"),
    "bidi": re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"),
    "hidden": re.compile(
        "[\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
        "\U000e0000-\U000e007f]"
    ),
    "soft_hyphen": re.compile("\xad"),
    "surrogate": re.compile("[\ud800-\udfff]"),
}
_CLEAN_ASCII = re.compile("[^\t\n -~]")
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Combining marks are neither \w nor in the range of dashes, arrows, box drawing: a flood can
# only be inside such a run, which ordinary text does not have.
_MARKS = re.compile(r"[^\w\x00-\x7f\u2010-\u2022\u2190-\u2bff]{9,100000000}+")

_NAMES = {
    "sequence": "terminal sequence",
    "control": "control character",
    "bidi": "bidirectional mark",
    "hidden": "invisible character",
    "soft_hyphen": "soft hyphen",
    "surrogate": "invalid character",
    "progress": "overwritten line state",
    "marks": "stacked accent",
}
_SHOWN = frozenset({"control", "bidi", "hidden", "surrogate"})


class Sanitised(Value):
    """Safe text, and how often what kind of character was removed or made visible.

    `removed` maps a kind (`sequence`, `control`, `bidi`, `hidden`, `soft_hyphen`, `surrogate`,
    `progress`, `marks`) to a count. Line ends are normalised without being counted, so `changed`
    can be true while `removed` is empty.
    """

    text: str
    removed: dict[str, int] = field(default_factory=dict)
    changed: bool = False

    def notice(self) -> str:
        """One sentence for the user about what was altered, empty when nothing was."""
        gone = [_counted(k, n) for k, n in self.removed.items() if k not in _SHOWN]
        shown = [_counted(k, n) for k, n in self.removed.items() if k in _SHOWN]
        parts = []
        if gone:
            parts.append("removed " + ", ".join(gone))
        if shown:
            parts.append("made visible " + ", ".join(shown))
        if not parts:
            return ""
        sentence = "; ".join(parts)
        return f"{sentence[0].upper()}{sentence[1:]}; check the text before you go on."


def sanitise(text: str, *, multiline: bool = True) -> Sanitised:
    """Make text from outside safe to store and show; never raises, linear in its length.

    Well-formed escape sequences go; other controls, bidirectional and invisible characters are
    shown (`␛`, `\\x9b`, `<U+202E>`); CR and CRLF become LF, a progress bar keeps its last state,
    tabs stay. With `multiline=False` line breaks become single spaces.
    """
    if text.isascii():
        dirty = _CLEAN_ASCII.search(text) is not None
    else:
        dirty = _SUSPECT.search(text) is not None or _MARKS.search(text) is not None
    if not dirty and (multiline or "\n" not in text):
        return Sanitised(text)
    removed: dict[str, int] = {}
    clean = _replace_unsafe(text, removed) if dirty else text
    if not multiline:
        clean = " ".join(part for part in clean.split("\n") if part)
    return Sanitised(clean, removed, clean != text)


def decode(data: bytes) -> str:
    """Text of a file or pipe: UTF-8, or UTF-16/32 by their byte-order mark.

    Bytes that are not text become U+FFFD, so nothing is refused and nothing is guessed.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    return data.decode("utf-8", errors="replace")


def fold_name(title: str) -> str:
    """A file name stem from a title: `[a-z0-9-]{1,80}`, `postmortem` when nothing is left."""
    plain = (
        unicodedata.normalize("NFKD", title[:1000].casefold())
        .encode("ascii", "ignore")
        .decode("ascii")
    )
    slug = "-".join(re.findall("[a-z0-9]{1,1000}", plain))
    return slug[:80].strip("-") or "postmortem"


def _replace_unsafe(text: str, removed: dict[str, int]) -> str:
    """`text` without what a terminal would obey, counting in `removed` by kind."""

    text = text.removeprefix("\ufeff")
    if "\x1b" in text:
        text, count = _SEQUENCE.subn("", text)
        _add(removed, "sequence", count)
    for kind, pattern in _KINDS.items():
        _add(removed, kind, len(pattern.findall(text)))
    text = text.translate(_VISIBLE)
    if "\r" in text:
        text = _settle_returns(text, removed)
    return _MARKS.sub(lambda match: _thin_marks(match[0], removed), text)


class _Visible(dict[int, str | int]):
    """A translation table that fills itself: character code to what is shown for it."""

    def __missing__(self, code: int) -> str | int:
        char = chr(code)
        shown: str | int = code
        if char in "\x0c\u2028\u2029":
            shown = "\n"
        elif char == "\xad":
            shown = ""
        elif _KINDS["control"].match(char) and char != "\r":
            shown = _visible_control(code)
        elif _KINDS["bidi"].match(char) or _KINDS["hidden"].match(char):
            shown = f"<U+{code:04X}>"
        elif _KINDS["surrogate"].match(char):
            shown = "\ufffd"
        self[code] = shown
        return shown


_VISIBLE = _Visible()


def _add(removed: dict[str, int], kind: str, count: int) -> None:
    """Count `count` more of a kind; kinds that do not occur get no entry."""
    if count:
        removed[kind] = removed.get(kind, 0) + count


def _visible_control(code: int) -> str:
    """The picture of a control: `␀` to `␟`, `␡`, or `\\x9b` for the C1 range."""
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"\\x{code:02x}"


def _settle_returns(text: str, removed: dict[str, int]) -> str:
    """Line ends as LF; a carriage return inside a line keeps what was written last.

    Terminals send a pasted line end as a lone CR, so text without any LF takes every CR as one.
    """
    if "\n" not in text:
        return text.replace("\r", "\n")
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if "\r" not in line:
            continue
        states = [state for state in line.split("\r") if state.strip()]
        if len(states) > 1:
            _add(removed, "progress", len(states) - 1)
        lines[number] = states[-1] if states else ""
    return "\n".join(lines)


def _thin_marks(run: str, removed: dict[str, int]) -> str:
    """`run` with at most `MAX_MARKS` combining marks in a row."""
    kept: list[str] = []
    marks = 0
    for char in run:
        if unicodedata.category(char) not in ("Mn", "Me"):
            marks = 0
        elif marks == MAX_MARKS:
            _add(removed, "marks", 1)
            continue
        else:
            marks += 1
        kept.append(char)
    return "".join(kept)


def _counted(kind: str, count: int) -> str:
    name = _NAMES[kind]
    return f"{count} {name}" if count == 1 else f"{count} {name}s"
