"""Lines in which words are marked: bold on a terminal, plain in a pipe."""

from collections.abc import Sequence

import click

from pmtui.cli.speaking import ReaderGone, emit, hanging, harmless, on_terminal

_ON, _OFF = "\x1b[1m", "\x1b[0m"


def emit_marked(
    head: str,
    text: str,
    marks: Sequence[tuple[int, int]],
    columns: int | None,
    indent: int | None = None,
) -> None:
    """A head and a text behind it as `hanging` wraps them, with some parts of the text bold.

    `marks` are starts and ends in characters of the text. Raises ReaderGone.
    """
    line = hanging(head, text, columns, indent)
    if not (marks and on_terminal()) or harmless(f"{head}{text}") != f"{head}{text}":
        emit(line)
        return
    try:
        click.echo(_bold(line, len(head), text, marks))
    except BrokenPipeError as error:
        raise ReaderGone from error


def _bold(line: str, start: int, text: str, marks: Sequence[tuple[int, int]]) -> str:
    """Wrapping changes nothing but spaces, so that the other characters are counted off."""
    inside = {place for begin, end in marks for place in range(begin, end)}
    wanted = [place in inside for place, char in enumerate(text) if not char.isspace()]
    shown = [line[:start]]
    count, bold = 0, False
    for char in line[start:]:
        now = False
        if not char.isspace():
            now = count < len(wanted) and wanted[count]
            count += 1
        if now != bold:
            shown.append(_ON if now else _OFF)
            bold = now
        shown.append(char)
    return "".join([*shown, _OFF if bold else ""])
