"""What the commands print: data on stdout, talk on stderr, both harmless to a terminal.

On a terminal lines are wrapped to its width with an indent; in a pipe they are plain and uncut.
"""

import os
import sys
from typing import Any

READER_GONE = 141
"""The exit code where the reader of a pipe went away, as shells give it."""

_NARROWEST = 40
_USUAL = 80
_LEAST, _LITTLE = 20, 4
"""The columns that a text needs beside its head, and the indent where it goes on below instead."""


class ReaderGone(Exception):
    """The reader of stdout closed it: there is nobody left to print for."""


def tell(text: str) -> None:
    """Talk goes to stderr, so that stdout holds data only."""
    import click

    try:
        click.echo(harmless(text), err=True)
    except OSError:
        return  # nobody listens; the exit code still speaks


def emit(text: str) -> None:
    """Data on stdout. On a terminal, controls in it are made harmless. Raises ReaderGone."""
    import click

    if on_terminal():
        text = harmless(text)
    try:
        click.echo(text, nl=not text.endswith("\n"))
    except BrokenPipeError as error:
        raise ReaderGone from error


def emit_json(value: Any) -> None:
    """Data as JSON on stdout."""
    import json

    emit(json.dumps(value, ensure_ascii=False, indent=2))


def harmless(text: str) -> str:
    """A text without anything that a terminal would obey."""
    if text.replace("\n", "").isprintable():
        return text  # the usual case, without loading the patterns
    from pmtui.domain.text import sanitise

    return sanitise(text).text


def on_terminal() -> bool:
    """Whether people read stdout, rather than a pipe or a file."""
    return sys.stdout is not None and sys.stdout.isatty()


def width() -> int | None:
    """The columns of the terminal on stdout; None for a pipe, whose lines are never cut."""
    return _columns(sys.stdout) if on_terminal() else None


def _columns(stream: Any) -> int:
    try:
        found = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        found = 0
    return max(_NARROWEST, found or _USUAL)


def hanging(head: str, text: str, columns: int | None, indent: int | None = None) -> str:
    """A head and a text behind it, wrapped to `columns` cells with an indent.

    Without `columns` it is one line. Words that are wider than a line are broken. Without `indent`
    the text stands behind the head, unless that leaves too few columns.
    """
    text = " ".join(text.split())
    if columns is None:
        return f"{head}{text}"
    indent = cells(head) if indent is None else indent
    margin = " " * (indent if columns - indent >= _LEAST else min(indent, _LITTLE))
    lines: list[str] = []
    line, room = head, columns - cells(head)
    fresh = True
    for word in text.split(" "):
        gap = 0 if fresh else 1
        if cells(word) + gap <= room:
            line += " " * gap + word
            room -= cells(word) + gap
            fresh = False
            continue
        if not fresh:
            lines.append(line)
            line, room = margin, columns - len(margin)
        for piece in _pieces(word, room, columns - len(margin)):
            if room < cells(piece):
                lines.append(line)
                line, room = margin, columns - len(margin)
            line += piece
            room -= cells(piece)
        fresh = False
    return "\n".join([*lines, line])


def _pieces(word: str, first: int, rest: int) -> list[str]:
    """A word cut so that its pieces fit: the first into what is left, the others into a line."""
    if cells(word) <= max(first, rest):
        return [word]
    pieces, piece, room = [], "", first
    for char in word:
        if cells(char) > room:
            pieces.append(piece)
            piece, room = "", rest
        piece += char
        room -= cells(char)
    return [*pieces, piece]


def cells(text: str) -> int:
    """How many columns a text takes."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def padded(text: str, columns: int) -> str:
    """A text filled up with spaces to so many columns."""
    return text + " " * max(0, columns - cells(text))


def quoted(words: str) -> str:
    """The first words of a record, as replies quote them."""
    return f"“{words[:40].rstrip()}{'…' * (len(words) > 40)}”"


def complain(sentence: str) -> None:
    """An error on stderr: wrapped on a terminal, and long input quoted in it shortened."""
    columns = None
    if sys.stderr is not None and sys.stderr.isatty():
        columns = _columns(sys.stderr)
    for line in harmless(sentence).split("\n"):
        body = line.lstrip()
        head = line[: len(line) - len(body)]
        tell(hanging(head, _shortened(body), columns, indent=2 * len(head)))


def _shortened(line: str) -> str:
    """A line without the middle of what is far too long to read; the next step stands at its end."""
    if len(line) <= 1000:
        return line
    head, tail = line[:400].rpartition(" ")[0] or line[:400], line[-400:]
    return f"{head} … {tail.partition(' ')[2] or tail}"
