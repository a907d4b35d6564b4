"""What the library says of the past when it opens, in one line.

It is asked after the first paint and may take a few milliseconds. What is overdue comes first; where
there is something to recall as well, both stand in the line, each with its next step. Trouble with
the store itself goes before (`flows/rescue.py`).
"""

from datetime import date

from pmtui.errors import StoreError
from pmtui.memory.counting import days
from pmtui.memory.recall import years_ago
from pmtui.store.overdue import overdue
from pmtui.store.recalling import on_this_day
from pmtui.store.store import Store
from pmtui.ui.chrome import MessageLine
from pmtui.ui.session import Session
from pmtui.ui.text import fit

LONGEST = 78
"""Cells of a line that a narrow terminal shows whole; a title gives way to the next step."""


def overdue_promises(store: Store, today: date) -> tuple[str, str]:
    """How many promises are overdue and since when the oldest is, in full and in short; or ""."""
    found = overdue(store, today)
    if found is None:
        return "", ""
    late = days((today - found.oldest).days)
    if found.counted == 1 and not found.more:
        return f"A promise is overdue by {late}: p shows it.", "1 promise is overdue: p."
    number = f"{'More than ' if found.more else ''}{found.counted} promises are overdue"
    return f"{number}, the oldest by {late}: p shows them.", f"{number}: p."


def a_year_ago(store: Store, today: date, longest: int = LONGEST) -> str:
    """What began on this day of an earlier year, in at most so many cells; "" for nothing."""
    found = on_this_day(store, today)
    if not found or found[0].incident_date is None:
        return ""
    first = found[0]
    when = years_ago(found[0].incident_date, today).capitalize()
    head = f"{when} today: {first.reference} "
    tail = f". pmtui drill {first.number} steps through it."
    if len(found) > 1:
        tail = f" and {len(found) - 1} more: pmtui list --on-this-day."
    elif longest < LONGEST:
        tail = f": pmtui drill {first.number}."
    room = max(longest - len(head) - len(tail), 0)
    return f"{head}{fit(first.title or 'Untitled', room)}{tail}"


def notice_of(store: Store, today: date, longest: int = LONGEST) -> str:
    """The line for the start; "" where nothing is worth one."""
    late, short = overdue_promises(store, today)
    if not late:
        return a_year_ago(store, today, longest)
    past = a_year_ago(store, today, longest - len(short) - 1)
    return f"{short} {past}" if past else late


def say(line: MessageLine, session: Session, before: str) -> str:
    """Say the notice of today on a line, unless something else stands there; what was said.

    `before` is what was said the last time, which may be said anew or be gone.
    """
    if session.notice or line.line.plain.strip() not in ("", before):
        return before
    today = session.now().astimezone().date()
    try:
        notice = notice_of(session.store, today, max(line.width, LONGEST + 2) - 2)
    except StoreError as error:
        line.show_message(str(error), warn=True)
        return before
    line.show_message(notice)
    return notice
