"""`drill`: a past timeline line by line, with its outcome hidden; reads well to a screen reader."""

import sys
from typing import TYPE_CHECKING

import click

from pmtui.cli.common import load, settings, store_open, today
from pmtui.cli.reading import one_line, reference_argument
from pmtui.cli.speaking import emit, hanging, tell, width
from pmtui.domain.text import decode
from pmtui.errors import AnswerIsNo, PmtuiError

if TYPE_CHECKING:
    from pmtui.domain.drill import Drill
    from pmtui.store.model import Loaded
    from pmtui.store.store import Store

LONGEST = 2000
"""Characters of one answer that are taken."""
_END = ("end", "e", "q", "quit")


@click.command("drill")
@reference_argument
def drill_command(reference: str) -> None:
    """Step through a past timeline with its outcome hidden, for practice.

    Each event is told as it was met then. Say what you would look at next, or press Enter alone to
    go on; “end” shows what happened. What you say is stored only if you ask for it at the end.

    Example: pmtui drill PM-7
    """
    from pmtui.domain.drill import drill_of

    with store_open() as store:
        loaded = load(store, reference)
        drill = drill_of(loaded.postmortem)
        if not drill.moments:
            raise AnswerIsNo(
                f"The timeline of {loaded.reference} is empty, so there is nothing to step "
                f"through. pmtui add {loaded.reference} event LINE begins it."
            )
        answers = _step_through(loaded, drill)
        _tell_outcome(drill, answers)
        if answers:
            _offer(store, loaded, drill, answers)


def _step_through(loaded: "Loaded", drill: "Drill") -> dict[int, str]:
    from pmtui.domain.drill import ASKED

    named = one_line(", ".join(drill.services))
    services = f" ({named})" if named else ""
    count = len(drill.moments)
    columns = width()
    head = f"A drill of {loaded.reference}{services}: "
    told = f"{count} events, times in {drill.zone}. Enter alone goes on, “end” shows what happened."
    emit(f"{hanging(head, told, columns, 0)}\n")
    answers: dict[int, str] = {}
    for place, moment in enumerate(drill.moments):
        elapsed = f" ({moment.elapsed})" if moment.elapsed else ""
        emit(hanging(f"{place + 1} of {count}: ", f"{moment.line}{elapsed}", columns, 2))
        if moment.known_then:
            emit(hanging("  Known then: ", moment.known_then, columns, 4))
        said = _read(ASKED if place == 0 else "What next?")
        if said is None or said.lower() in _END:
            break
        if said:
            answers[place] = said
    return answers


def _read(question: str) -> str | None:
    """One line of the person; None at the end of the input."""
    tell(question)
    if sys.stdin is None:
        return None
    line = sys.stdin.buffer.readline()
    return one_line(decode(line)[:LONGEST]) if line else None


def _tell_outcome(drill: "Drill", answers: dict[int, str]) -> None:
    from pmtui.domain.drill import beside

    columns = width()
    sections = [(s.title, s.lines) for s in drill.outcome]
    if said := beside(drill, answers):
        sections.insert(0, ("What you would have looked at, and what came next", said))
    for title, lines in sections:
        emit(f"\n{title}")
        for line in lines:
            indent = "    " if line.startswith(" ") else "  "
            emit(hanging(indent, line, columns, len(indent) + 2))


def _offer(store: "Store", loaded: "Loaded", drill: "Drill", answers: dict[int, str]) -> None:
    """Keep what was said where the person wants it, and nowhere else."""
    from pmtui.config import author_name
    from pmtui.domain.drill import keep_as_questions, keep_as_source
    from pmtui.store.amending import amend

    reference = loaded.reference
    by = author_name(settings())
    day = today().isoformat()
    while True:
        answer = _read(
            f"\nKeep what you said? o as open questions of {reference}, s as a source text of it, "
            "w as a file here, Enter alone: nowhere."
        )
        if not answer or answer.lower() not in ("o", "s", "w"):
            tell("Nothing was stored.")
            return
        if answer.lower() == "w":
            _write(drill, answers, reference, day)
            return
        if answer.lower() == "o":
            edit, what = keep_as_questions(drill, answers, by), "open questions"
        else:
            label = f"drill of {day} by {by}"
            edit, what = keep_as_source(drill, answers, label), "a source text"
        try:
            amend(store, loaded.postmortem.uid, edit, f"keep a drill as {what}")
        except PmtuiError as error:
            tell(f"{error} w writes a file.")
            continue
        tell(f"Kept as {what} of {reference}; pmtui undo {reference} takes it back.")
        return


def _write(drill: "Drill", answers: dict[int, str], reference: str, day: str) -> None:
    from pathlib import Path

    from pmtui.domain.drill import as_text
    from pmtui.domain.text import fold_name
    from pmtui.files import free_path, write_file

    name = f"drill-{fold_name(reference)}-{day}.txt"
    written = write_file(free_path(Path.cwd() / name), f"{as_text(drill, answers)}\n")
    tell(f"Written to {written.path}.")
