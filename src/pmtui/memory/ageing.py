"""How long something has waited, in days and in words. Never a mean, and never of a person."""

from datetime import date

from pmtui.memory.counting import days
from pmtui.memory.promises import OPEN, Promise, days_late


def open_for(promise: Promise, today: date) -> int:
    """Days since the incident that an action has been open for; 0 for one that is not open."""
    return max(0, (today - promise.began).days) if promise.state in OPEN else 0


def waiting(promise: Promise, today: date) -> str:
    """How long an action waits, in words: “12 days late, open for 94 days”; "" for a closed one."""
    if promise.state not in OPEN:
        return ""
    parts = []
    if late := days_late(promise, today):
        parts.append(f"{days(late)} late")
    elif promise.day is not None and (promise.day - today).days >= 0:
        left = (promise.day - today).days
        what = "due" if promise.due else "looked at again"
        parts.append(f"{what} today" if not left else f"{what} in {days(left)}")
    if age := open_for(promise, today):
        parts.append(f"open for {days(age)}")
    return ", ".join(parts)
