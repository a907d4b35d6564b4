"""How the board of promises looks: its rows, its head, and what is said of one action."""

from collections.abc import Sequence
from datetime import date

from pmtui.domain.vocabulary import ActionState
from pmtui.memory.ageing import waiting
from pmtui.memory.promises import OPEN, Promise, Wanted, days_late
from pmtui.ui.text import fit, wrap
from pmtui.ui.widgets.record_list import Column, Row

STATES: tuple[tuple[str, str, frozenset[ActionState]], ...] = (
    ("o", "open", OPEN),
    ("p", "proposed", frozenset({ActionState.PROPOSED})),
    ("c", "committed", frozenset({ActionState.COMMITTED})),
    ("d", "done", frozenset({ActionState.DONE})),
    ("x", "declined", frozenset({ActionState.DECLINED})),
    ("a", "all", frozenset(ActionState)),
)
"""What can be chosen of states: a letter, the word, and which states it means."""

ROOMY = 100
"""Columns of a terminal from which names are shown longer."""
DETAIL_LINES = 3
"""Lines below the list, about the action under the cursor."""
TEXT_LINES = 2
"""How many of them its text may take."""


def columns(reference: int, width: int) -> tuple[Column, ...]:
    """Date, state, owner, priority, reference, text; a reference takes so many cells."""
    owner = 11 if width < ROOMY else 18
    return Column(10), Column(9), Column(owner), Column(2), Column(max(5, reference)), Column()


def row(promise: Promise, today: date) -> Row:
    """One action in a line; that it is overdue is a word, never only a colour."""
    state = "overdue" if days_late(promise, today) else promise.state.value
    day = promise.day.isoformat() if promise.day else "no date"
    mark = f"from {fit(promise.origin, 12)}" if promise.origin else ""
    cells = (
        day,
        state,
        promise.owner or "nobody",
        promise.priority or "-",
        promise.reference,
        promise.text or "Untitled",
    )
    return Row(promise.key, cells, mark=mark)


def heading(shown: int, known: int, wanted: Wanted, width: int) -> str:
    """How many are shown, and by what they were chosen."""
    state = next(word for _, word, states in STATES if states == wanted.states)
    state = "" if state == "all" else f" {state}"
    count = f"{shown:,}" if shown == known else f"{shown:,} of {known:,}"
    parts = [word for word, on in (("overdue", wanted.overdue), ("yours", wanted.mine)) if on]
    parts += [
        f"{word} {value}"
        for word, value in (("of", wanted.service), ("answering", wanted.factor))
        if value
    ]
    if wanted.words:
        parts.append(f"with “{wanted.words}”")
    chosen = f" · {', '.join(parts)}" if parts else ""
    return fit(f" Promises · {count}{state}{chosen}", width)


def details(promise: Promise | None, today: date, width: int) -> list[str]:
    """The text whole, as far as two lines hold it, and what else is known."""
    if promise is None:
        return [""] * DETAIL_LINES
    name = f"{promise.reference} {promise.name}"
    text = _lines(f"{name} {promise.text or 'Untitled'}", width - 2, TEXT_LINES)
    facts = _lines(" · ".join(_facts(promise, today)), width - 2, DETAIL_LINES - len(text))
    lines = [*text, *facts]
    return [f" {line}" for line in [*lines, *[""] * (DETAIL_LINES - len(lines))]]


def _lines(text: str, width: int, most: int) -> list[str]:
    """A text in at most so many lines, the last one cut."""
    lines = wrap(text, width)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], fit(" ".join(lines[most - 1 :]), width)]


def _facts(promise: Promise, today: date) -> Sequence[str]:
    parts = [
        f"from {promise.origin}" if promise.origin else "",
        waiting(promise, today),
        promise.title,
        promise.tracker,
        f"done when: {promise.done_when}" if promise.done_when else "",
        f"declined: {promise.declined_because}" if promise.declined_because else "",
    ]
    return [part for part in parts if part]
