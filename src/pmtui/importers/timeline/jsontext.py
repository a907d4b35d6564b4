"""JSON with the place of every value, so that a record keeps its own lines as evidence.

The values come from the fast decoder; places are found by stepping over siblings only where they
are asked for. A text cut in half is closed at its last whole value.
"""

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

Path = tuple[str | int, ...]
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},]', re.S)
_SPACE = re.compile(r"[ \t\r\n]*+")
_DEEPEST = 200
"""Nesting beyond this is no incident data; it is refused before the decoder recurses."""


def _number(digits: str) -> int | float:
    return int(digits) if len(digits) < 400 else float("inf")


_DECODER = json.JSONDecoder(strict=False, parse_int=_number)


class Broken(ValueError):
    """No JSON value at a position; `position` says where the decoder gave up."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class _Cut(Broken):
    """What was read in pieces breaks off in the last one; decoding all of it says nothing more."""


def decode_at(text: str, position: int) -> tuple[Any, int]:
    """The value that begins at `position` and where it ends. Raises Broken."""
    try:
        return _DECODER.raw_decode(text, position)
    except json.JSONDecodeError as error:
        raise Broken(error.msg, error.pos) from error
    except RecursionError as error:
        raise Broken("nested too deeply", position) from error


PIECE = 100_000
"""Characters that are decoded at once: the decoder lets nobody else run while it works."""
_BETWEEN = re.compile(r"\}[ \t\r\n]{0,40},[ \t\r\n]{0,40}(?=\{)")
_TRIES = 50
"""Places where a list may be cut that are tried before it is decoded whole."""


def decode_whole(text: str, position: int) -> tuple[Any, int]:
    """As `decode_at`, in pieces where the value may be large, so that others can run between."""
    if len(text) - position < 2 * PIECE:
        return decode_at(text, position)
    try:
        if text[position] == "[":
            return _in_pieces(text, position)
        if text[position] == "{":
            return _key_by_key(text, position)
    except _Cut:
        raise
    except (IndexError, ValueError):
        pass  # not so simple after all; the decoder says what is wrong, if anything is
    return decode_at(text, position)


def _key_by_key(text: str, position: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    position = _space(text, position + 1)
    while text[position] != "}":
        key, position = scanstring(text, position + 1, False)
        position = _space(text, _space(text, position) + 1)
        large = text[position] == "["
        found[key], position = (decode_whole if large else decode_at)(text, position)
        position = _space(text, position)
        if text[position] == ",":
            position = _space(text, position + 1)
    return found, position + 1


def _in_pieces(text: str, position: int) -> tuple[list[Any], int]:
    """The items of a list of objects, cut between two objects where each half is whole."""
    found: list[Any] = []
    start = position + 1
    while (piece := _cut(text, start)) is not None:
        found += piece[0]
        start = piece[1]
    try:
        rest, last = _DECODER.raw_decode(f"[{text[start : start + 4 * PIECE]}")
    except json.JSONDecodeError as error:
        if start + 4 * PIECE >= len(text):
            raise _Cut(error.msg, start + error.pos - 1) from error
        raise
    return found + rest, start + last - 1


def _cut(text: str, start: int) -> tuple[list[Any], int] | None:
    """The items of a piece and where the next one begins; None for the last piece."""
    position = start + PIECE
    for _ in range(_TRIES):
        match = _BETWEEN.search(text, position)
        if match is None or match.start() > start + 3 * PIECE:
            return None
        try:
            return _DECODER.decode(f"[{text[start : match.start() + 1]}]"), match.end()
        except (ValueError, RecursionError):
            position = match.end()
    return None


def let_go(value: Any) -> None:
    """Empty a large value bit by bit; dropped at once, it would hold everybody up."""
    lists = [value] if isinstance(value, list) else []
    if isinstance(value, dict):
        lists = [part for part in value.values() if isinstance(part, list)]
    for large in lists:
        while len(large) > _FEW:
            del large[-_FEW:]


_FEW = 2000


def _space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def repaired(text: str) -> tuple[str, int] | None:
    """The text closed behind its last whole value, and where that is; None when hopeless."""
    stack: list[str] = []
    best: tuple[int, str] | None = None
    for match in _TOKEN.finditer(text):
        mark = match.group()
        if mark in "{[":
            stack.append("}" if mark == "{" else "]")
            if len(stack) > _DEEPEST:
                return None
        elif mark in "}]":
            if not stack or stack.pop() != mark:
                break
            best = (match.end(), "".join(reversed(stack)))
        elif mark == ",":
            best = (match.start(), "".join(reversed(stack)))
    if best is None:
        return None
    return text[: best[0]] + best[1], best[0]


class Places:
    """Finds the span of a value by its path, stepping over siblings once per container."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self._children: dict[Path, dict[str | int, tuple[int, int]]] = {}

    def span(self, path: Path) -> tuple[int, int] | None:
        """Where the value at `path` stands in the text; None when it cannot be found."""
        if not path:
            return None
        parent = path[:-1]
        if parent not in self._children:
            outer = self.span(parent) if parent else (self.start, 0)
            if outer is None:
                return None
            try:
                self._children[parent] = self._step(outer[0])
            except (Broken, IndexError, ValueError):
                self._children[parent] = {}
        return self._children[parent].get(path[-1])

    def _skip(self, position: int) -> int:
        match = _SPACE.match(self.text, position)
        return match.end() if match else position

    def _step(self, position: int) -> dict[str | int, tuple[int, int]]:
        text = self.text
        position = self._skip(position)
        opening = text[position]
        position = self._skip(position + 1)
        out: dict[str | int, tuple[int, int]] = {}
        number = 0
        while text[position] not in "]}":
            key: str | int = number
            if opening == "{":
                key, position = scanstring(text, position + 1, False)
                position = self._skip(self._skip(position) + 1)
            large = opening == "{" and text[position] == "["
            _, end = (decode_whole if large else decode_at)(text, position)
            out[key] = (position, end)
            number += 1
            position = self._skip(end)
            if text[position] == ",":
                position = self._skip(position + 1)
        return out
