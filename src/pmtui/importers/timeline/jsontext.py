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


def decode_at(text: str, position: int) -> tuple[Any, int]:
    """The value that begins at `position` and where it ends. Raises Broken."""
    try:
        return _DECODER.raw_decode(text, position)
    except json.JSONDecodeError as error:
        raise Broken(error.msg, error.pos) from error
    except RecursionError as error:
        raise Broken("nested too deeply", position) from error


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
            _, end = decode_at(text, position)
            out[key] = (position, end)
            number += 1
            position = self._skip(end)
            if text[position] == ",":
                position = self._skip(position + 1)
        return out
