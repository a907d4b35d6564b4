"""How the export screen looks: the flavours on the left, the text or the hits on the right."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from pmtui.exporters.outgoing import Outgoing
from pmtui.privacy import Decisions, Found
from pmtui.ui.screens.export_choice import Choice
from pmtui.ui.text import fit, wrap

LEFT = 19
"""Columns of the list of flavours, its cursor included."""


def window(count: int, at: int, height: int) -> range:
    """Which of `count` lines are shown so that line `at` is among them."""
    first = max(0, min(at - height // 2, count - height))
    return range(first, min(count, first + height))


def body(
    names: Sequence[str], at: int, right: Sequence[Content], height: int, width: int
) -> Content:
    """Both columns, line by line."""
    shown = window(len(names), at, height)
    lines = []
    for row in range(height):
        place = shown.start + row
        left = Content("")
        if place in shown:
            marked = place == at
            left = Content(fit(f"{'› ' if marked else '  '}{names[place]}", LEFT - 1))
            left = left.stylize("bold") if marked else left
        beside = right[row] if row < len(right) else Content("")
        lines.append(Content.assemble(left, " " * (LEFT - left.cell_length), "│ ", beside))
    return Content("\n").join(lines)


def preview(text: str, top: int, height: int, width: int) -> tuple[list[Content], int]:
    """The text from a line on, long lines going on below; and how many of its lines are whole."""
    shown: list[str] = []
    whole = 0
    for line in text.split("\n")[top : top + height]:
        shown += wrap(line[: width * height], width)
        whole += len(shown) <= height
        if len(shown) >= height:
            break
    return [Content(line) for line in shown[:height]], whole


def hits(
    found: Sequence[Found],
    known: Decisions,
    masked: frozenset[str],
    at: int,
    height: int,
    width: int,
) -> list[Content]:
    """One line for each hit: what becomes of it, and what it is."""
    if not found:
        return [
            Content("Nothing was found."),
            Content(""),
            Content(fit("It is a net with holes: read what leaves.", width)),
        ]
    lines = []
    for place in window(len(found), at, height):
        hit = found[place].hit
        word = "mask" if hit.value_hash in masked else "keep"
        mark = "" if known.decided(hit.value_hash) else "?"
        times = f" ×{found[place].count}" if found[place].count > 1 else ""
        where = f"{found[place].table}.{found[place].field}{times}"
        head = f"{'› ' if place == at else '  '}{word + mark:<6}{hit.kind}: {hit.preview}"
        room = width - cell_len(where) - 1
        line = Content(f"{fit(head, room):<{room}} {where}")
        lines.append(line.stylize("bold") if place == at else line)
    return lines


def choices_line(choice: Choice, out: Outgoing | None, waiting: bool) -> str:
    """Shape, names, personal data and what was found, with their keys."""
    line = f" s Shape {choice.shape} · n Names {choice.names} · p Personal {choice.what_becomes}"
    if out is not None:
        return f"{line} · f {found_words(out)}"
    return f"{line} · looking …" if waiting else line


def found_words(out: Outgoing) -> str:
    """How much was found, in a few words."""
    waiting = f", {len(out.undecided)} undecided" if out.undecided else ""
    return f"Found {len(out.found)}{waiting}" if out.found else "nothing found"
