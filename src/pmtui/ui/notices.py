"""What the library says of the past when it opens: one line, the worthiest first.

Each is asked after the first paint and may take a millisecond; it answers with a sentence that
ends with the next step, or with None. Trouble with the store itself goes before all of them
(`flows/rescue.py`).
"""

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from pmtui.memory.counting import days
from pmtui.memory.recall import years_ago
from pmtui.store.overdue import overdue
from pmtui.store.recalling import on_this_day
from pmtui.store.store import Store
from pmtui.ui.chrome import MessageLine
from pmtui.ui.session import Session
from pmtui.ui.text import fit

Notice: TypeAlias = Callable[[Store, date], str | None]


def overdue_promises(store: Store, today: date) -> str | None:
    """How many promises are overdue, and since when the oldest is."""
    found = overdue(store, today)
    if found is None:
        return None
    late = days((today - found.oldest).days)
    if found.more:
        return (
            f"More than {found.counted} promises are overdue, the oldest by {late}: p shows them."
        )
    if found.counted == 1:
        return f"A promise is overdue by {late}: p shows it."
    return f"{found.counted} promises are overdue, the oldest by {late}: p shows them."


LONGEST = 78
"""Cells of a line that a narrow terminal shows whole; a title gives way to the next step."""


def a_year_ago(store: Store, today: date) -> str | None:
    """What began on this day of an earlier year."""
    found = on_this_day(store, today)
    if not found or found[0].incident_date is None:
        return None
    first = found[0]
    when = years_ago(found[0].incident_date, today).capitalize()
    head = f"{when} today: {first.reference} "
    tail = f". pmtui drill {first.number} steps through it."
    if len(found) > 1:
        tail = f" and {len(found) - 1} more: pmtui list --on-this-day."
    return f"{head}{fit(first.title or 'Untitled', LONGEST - len(head) - len(tail))}{tail}"


NOTICES: tuple[Notice, ...] = (overdue_promises, a_year_ago)
"""The worthiest first; the first that has something to say is the one that is shown."""


def first_notice(store: Store, today: date) -> str | None:
    """The line for the start; None where nothing is worth one."""
    return next((line for notice in NOTICES if (line := notice(store, today))), None)


def say(line: MessageLine, session: Session, before: str) -> str:
    """Say the notice of today on a line, unless something else stands there; what was said.

    `before` is what was said the last time, which may be said anew or be gone.
    """
    if session.notice or line.line.plain.strip() not in ("", before):
        return before
    notice = first_notice(session.store, session.now().astimezone().date()) or ""
    line.show_message(notice)
    return notice
