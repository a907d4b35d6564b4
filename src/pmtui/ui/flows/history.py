"""The latest changes of the postmortem, also those that another window has written over."""

import re
from typing import TYPE_CHECKING

from pmtui.store.recent import Step, recent
from pmtui.ui.answers import answer
from pmtui.ui.panes.base import Place
from pmtui.ui.screens.message import MessageScreen
from pmtui.ui.text import fit

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen

ROOM = 9
"""Rows of the terminal that are not for lines of the history."""
AROUND = 8
"""Characters of a text that are shown before a change of it."""

_CHANGED = re.compile(r"\[-|\{\+")


async def show_history(screen: "WorkbookScreen", place: Place) -> None:
    """Show who changed what, the latest first; a text of the past comes back by a command."""
    screen.saver.flush_soon()
    rows, width = max(3, screen.app.size.height - ROOM), screen.app.size.width - 8
    uid = screen.postmortem.uid
    steps = await answer(screen.saver, lambda store: recent(store, uid, rows))
    reference = screen.reference
    await screen.app.push_screen_wait(
        MessageScreen(
            f"The latest changes of {reference}",
            (
                *(fit(line_of(step), width) for step in steps),
                "",
                f"pmtui history {reference} shows all of them;",
                "with --restore summary@12 the summary is again what it was after change 12.",
            ),
        )
    )


def line_of(step: Step) -> str:
    """A step as one line: number, time, who, and the change itself with a little before it."""
    told = [" ".join(line.split()).removeprefix("overview, ") for line in step.told]
    told = told or [step.label or step.kind]
    more = f" (and {len(told) - 1} more)" if len(told) > 1 else ""
    head = f"{step.seq:>4} {step.at.astimezone():%d %b %H:%M} {fit(step.author or '?', 10)} "
    return f"{head}{_nearer(told[0])}{more}"


def _nearer(told: str) -> str:
    """The same with less of the text before a change, so that the change itself is seen."""
    changed = _CHANGED.search(told)
    place, colon, before = told[: changed.start() if changed else 0].partition(": ")
    if changed is None or len(before) <= AROUND:
        return told
    return f"{place}{colon}…{before[-AROUND:]}{told[changed.start() :]}"
