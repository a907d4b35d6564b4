"""What the board of promises asks: what shows that an action works, a day, a ticket, a choice."""

from collections.abc import Sequence
from datetime import date

from textual.app import App

from pmtui.domain.days import DUE_HELP, DayError, parse_due
from pmtui.domain.vocabulary import ActionState
from pmtui.memory.promises import FACTOR_WORDS, Promise, services_of
from pmtui.ui.screens.promises_drawing import STATES
from pmtui.ui.text import fit
from pmtui.ui.widgets.chooser import Chooser
from pmtui.ui.widgets.closing import ask_what_shows, what_shows
from pmtui.ui.widgets.dialogs import AskLine, ChooseLetter
from pmtui.ui.widgets.picker import Option
from pmtui.value import Value

NO_DAY = ("none", "-")
"""What is typed for no day at all."""


class Due(Value):
    """The answer to a question for a day; None is no day."""

    due: date | None


def _name(promise: Promise) -> str:
    return fit(f"{promise.reference} {promise.name}: {promise.text or 'Untitled'}", 72)


async def ask_works(app: App[None], promise: Promise) -> str:
    """What was to show that it works and what did, "" where the person left."""
    answer = await app.push_screen_wait(ask_what_shows(promise.done_when, _name(promise)))
    return what_shows(promise.done_when, answer) if answer else ""


async def ask_due(app: App[None], promise: Promise, today: date) -> Due | None:
    """Another due date; None where the person left without one."""

    def refuse(text: str) -> str:
        if text.lower() in NO_DAY:
            return ""
        try:
            parse_due(text, today)
        except DayError as error:
            return str(error)
        return ""

    text = await app.push_screen_wait(
        AskLine(
            f"By which date? Now {promise.due:%a %Y-%m-%d}." if promise.due else "By which date?",
            reason=f"{_name(promise)}\n{DUE_HELP} “none” takes it off.",
            refuse=refuse,
        )
    )
    if not text:
        return None
    return Due(None if text.lower() in NO_DAY else parse_due(text, today))


async def ask_tracker(app: App[None], promise: Promise) -> str:
    """The ticket, "" where the person left."""
    reason = f"{_name(promise)}\nFor example OPS-4711, a link, or to be filed."
    return await app.push_screen_wait(AskLine("In which ticket?", promise.tracker, reason=reason))


async def ask_reason(app: App[None], promise: Promise) -> str:
    """Why it will not be done, "" where the person left."""
    reason = f"{_name(promise)}\nA documented decision not to act is an answer."
    return await app.push_screen_wait(
        AskLine("Why will it not be done?", promise.declined_because, reason=reason)
    )


async def choose_state(app: App[None]) -> frozenset[ActionState] | None:
    """The states to show; None where the person left."""
    options = [(letter, f"{word} actions") for letter, word, _ in STATES]
    letter = await app.push_screen_wait(ChooseLetter("Which actions are to be shown?", options))
    return next((states for key, _, states in STATES if key == letter), None)


async def choose_service(app: App[None], rows: Sequence[Promise], now: str) -> str | None:
    """A service, "" for all of them; None where the person left."""
    return await _choose(app, "Of which service?", "every service", services_of(rows), now)


async def choose_factor(app: App[None], now: str) -> str | None:
    """A kind or category of factor, "" for all; None where the person left."""
    return await _choose(app, "Answering which factors?", "all factors", FACTOR_WORDS, now)


async def _choose(
    app: App[None], question: str, every: str, words: Sequence[str], now: str
) -> str | None:
    options = [Option("", every), *(Option(word, word) for word in words)]
    chosen = await app.push_screen_wait(Chooser(question, options, (now,), several=False))
    return chosen.ids[0] if chosen is not None and chosen.ids else None
