"""What the user sees: an emulated screen, and the answers an ordinary terminal gives."""

import re

import pyte

_SEQUENCE = re.compile(
    rb"\x1b\[(?P<csi>[0-?]{0,64}[ -/]{0,4}[@-~])"
    rb"|\x1b[\]P_^X][^\x07\x1b]{0,4096}(?:\x07|\x1b\\)"
    rb"|\x1b[ -/]{0,4}[0-OQ-WYZ`-~\\]"
)
_ANSWERS = {
    b"c": b"\x1b[?62;22c",
    b"0c": b"\x1b[?62;22c",
    b">c": b"\x1b[>0;379;0c",
    b">0c": b"\x1b[>0;379;0c",
    b"5n": b"\x1b[0n",
}
_SHOWN = re.compile(rb"[0-9;]{0,32}[@A-HJ-MPXa-hlmr]|\?[0-9;]{1,16}[hl]")
"""Sequences that draw or set a mode the emulator knows; it would print others as text."""


class Emulator:
    """A screen that is fed bytes and answers queries, or is deaf to them."""

    def __init__(self, columns: int, rows: int, *, answers: bool = True) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._rest = b""
        self._answers = answers

    def feed(self, data: bytes) -> bytes:
        """Show data; what the terminal answers."""
        data = self._rest + data
        answers: list[bytes] = []
        place = 0
        for match in _SEQUENCE.finditer(data):
            self._stream.feed(data[place : match.start()])
            place = match.end()
            csi = match["csi"]
            if csi is None:
                continue
            if _SHOWN.fullmatch(csi):
                self._stream.feed(match[0])
            elif self._answers:
                answers.append(self._answer(csi))
        tail = data[place:]
        cut = tail.find(b"\x1b")
        self._rest = tail[cut:] if cut >= 0 else b""
        self._stream.feed(tail[:cut] if cut >= 0 else tail)
        return b"".join(answers)

    def _answer(self, csi: bytes) -> bytes:
        if csi == b"6n":
            cursor = self.screen.cursor
            return b"\x1b[%d;%dR" % (cursor.y + 1, cursor.x + 1)
        if mode := re.fullmatch(rb"\?(\d{1,5})\$p", csi):
            return b"\x1b[?%s;0$y" % mode[1]
        return _ANSWERS.get(csi, b"")

    @property
    def text(self) -> str:
        """The screen as lines."""
        return "\n".join(line.rstrip() for line in self.screen.display)
