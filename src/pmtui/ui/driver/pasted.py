"""Keeps a paste whole: an escape sequence inside it is text, never the end of it or a key.

Textual's parser reads sequences inside a paste too, so that the rest of the paste would arrive as
keys. Here controls inside brackets become characters that no decoded text holds, and become
themselves again in the paste that the parser delivers.
"""

START, END = "\x1b[200~", "\x1b[201~"
_HIDDEN = {"\x1b": "\udc1b", "\0": "\udc00"}
_HIDE = str.maketrans(_HIDDEN)
_SHOW = str.maketrans({hidden: char for char, hidden in _HIDDEN.items()})


class PasteGuard:
    """Between the decoder and the parser; text comes in pieces of any size."""

    def __init__(self) -> None:
        self._inside = False
        self._before = ""
        """The last characters outside a paste, which may begin its start."""
        self._kept = ""
        """The last characters inside a paste, which may begin its end."""

    def guard(self, text: str) -> str:
        """The text for the parser; what may begin the end of a paste waits for the next piece."""
        passed = []
        while text:
            part, text = self._paste(text) if self._inside else self._keys(text)
            passed.append(part)
        return "".join(passed)

    def _keys(self, text: str) -> tuple[str, str]:
        known = len(self._before)
        at = (self._before + text).find(START)
        if at < 0:
            self._before = (self._before + text)[-len(START) + 1 :]
            return text, ""
        self._before, self._inside = "", True
        end = at + len(START) - known
        return text[:end], text[end:]

    def _paste(self, text: str) -> tuple[str, str]:
        text = self._kept + text
        self._kept = ""
        at = text.find(END)
        if at >= 0:
            self._inside = False
            return text[:at].translate(_HIDE) + END, text[at + len(END) :]
        waits = next((n for n in range(len(END) - 1, 0, -1) if text.endswith(END[:n])), 0)
        if waits:
            text, self._kept = text[:-waits], text[-waits:]
        return text.translate(_HIDE), ""


def as_pasted(text: str) -> str:
    """A paste that the parser delivered, as it was."""
    return text.translate(_SHOW)
