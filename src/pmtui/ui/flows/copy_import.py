"""An exported copy that comes back into the workbook: compare, choose, accept in one step."""

import asyncio
from typing import TYPE_CHECKING

from pmtui.ui.screens.preview_source import Given

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen

_MARK = "## Overview"
"""What every export holds; other texts cost one search."""


async def copy_given(screen: "WorkbookScreen", given: Given) -> bool:
    """Whether what was given is an exported copy of this postmortem, which is then dealt with."""
    text = given.text or await asyncio.to_thread(_head_or_whole, given.path)
    if _MARK not in text:
        return False
    from pmtui.importers.document.difference import accepted
    from pmtui.importers.timeline.decoding import clean
    from pmtui.returned.choice import label_of
    from pmtui.returned.comparison import compared, is_copy
    from pmtui.store.similar import called_of
    from pmtui.ui.screens.difference import DifferenceScreen

    text, _ = await asyncio.to_thread(clean, text)
    pm, reference = screen.postmortem, screen.reference
    if not await asyncio.to_thread(is_copy, text, pm, reference):
        return False
    store = screen.session.store
    operations = store.operations(pm.uid)
    pseudonyms = store.recall(f"pseudonyms:{pm.uid}", {})
    customers = tuple(store.recall("customers", []))
    others = called_of(store, pm)
    found = await asyncio.to_thread(
        lambda: compared(
            text,
            pm,
            reference,
            operations=operations,
            pseudonyms=pseudonyms,
            customers=customers,
            others=others,
        )
    )
    if not found.pieces:
        tail = f" {found.notes[0]}" if found.notes else ""
        screen.say(f"The document says what {reference} says; nothing was changed.{tail}")
        return True
    label = given.path.rpartition("/")[2] or "pasted copy"
    done = await screen.app.push_screen_wait(DifferenceScreen(found.pieces, found.notes, label))
    if done.as_timeline:
        return False
    if not done.pieces:
        screen.say("Nothing was taken over.")
        return True
    count = len(done.pieces)
    if screen.edit(accepted(done.pieces), label_of(count, label)):
        screen.say(f"Accepted {count} change{'s' * (count != 1)}. u takes it back.")
    else:
        screen.say("Everything that was ticked is so already; nothing changed.")
    return True


def _head_or_whole(path: str) -> str:
    """The text of a file, "" where it cannot be read, which the preview will say."""
    from pmtui.errors import UsageError
    from pmtui.ui.preview.reading import read_file

    try:
        return read_file(path)
    except UsageError:
        return ""
