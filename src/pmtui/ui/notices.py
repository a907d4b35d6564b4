"""What the library says of the past when it opens: one line, the worthiest first.

Each is asked after the first paint and may take a millisecond; it answers with a sentence that
ends with the next step, or with None. Trouble with the store itself goes before all of them
(`flows/rescue.py`).
"""

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from pmtui.memory.ageing import days
from pmtui.store.promises import overdue
from pmtui.store.store import Store

Notice: TypeAlias = Callable[[Store, date], str | None]


def overdue_promises(store: Store, today: date) -> str | None:
    """How many promises are overdue, and since when the oldest is."""
    found = overdue(store, today)
    if found is None:
        return None
    late = days((today - found.oldest).days)
    if found.more:
        return f"More than {found.count} promises are overdue, the oldest by {late}: p shows them."
    if found.count == 1:
        return f"A promise is overdue by {late}: p shows it."
    return f"{found.count} promises are overdue, the oldest by {late}: p shows them."


NOTICES: tuple[Notice, ...] = (overdue_promises,)
"""The worthiest first; the first that has something to say is the one that is shown."""


def first_notice(store: Store, today: date) -> str | None:
    """The line for the start; None where nothing is worth one."""
    return next((line for notice in NOTICES if (line := notice(store, today))), None)
