"""Promises and sources of themes to select and count, made without a store."""

from datetime import date

from pmtui.domain.vocabulary import ActionState, ActionType, Priority, Status
from pmtui.memory.promises import Promise
from pmtui.memory.themes import Source

TODAY = date(2026, 11, 28)


def promise(**changes):
    values = {
        "uid": "checkout", "number": 7, "title": "Checkout refused cards", "services": ("checkout",),
        "origin": "", "began": date(2026, 8, 26), "id": "a1", "place": 2,
        "text": "Add an admission check", "type": ActionType.PREVENT, "owner": "Noor Haddad",
        "priority": Priority.P1, "state": ActionState.COMMITTED, "due": date(2026, 11, 20),
        "review_on": None, "tracker": "OPS-12", "done_when": "a pool without limits is refused",
        "declined_because": "", "theme": "", "answers": ("trigger", "bug"),
    }  # fmt: skip
    return Promise(**(values | changes))


def source(number, day, status=Status.COMPLETE, origin=""):
    return Source(f"u{number}", number, f"Incident {number}", status, day, origin)
