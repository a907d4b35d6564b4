"""Makes findings in one line each: to write, to look at, to be confirmed by people.

The pane follows from the table. `waives` is the text a waiver would waive: when it changes, the
waiver is void.
"""

from pmtui.domain.postmortem import PANE_OF
from pmtui.review.model import Finding, Group, Level, digest


def _found(
    group: Group,
    criterion: str,
    place: tuple[str, str, str],
    message: str,
    next: str,
    level: Level,
    waives: str,
) -> Finding:
    table, record, field = place
    return Finding(
        criterion=criterion,
        level=level,
        group=group,
        pane=PANE_OF[table],
        table=table,
        record=record,
        field=field,
        message=message,
        next=next,
        text_hash=digest(waives) if waives else "",
    )


def to_write(
    criterion: str,
    place: tuple[str, str, str],
    message: str,
    next: str,
    *,
    level: Level = Level.BLOCK,
    waives: str = "",
) -> Finding:
    """Nothing is there yet; the message is the next question. `place` is table, record, field."""
    return _found(Group.WRITE, criterion, place, message, next, level, waives)


def to_look(
    criterion: str,
    place: tuple[str, str, str],
    message: str,
    next: str,
    *,
    level: Level = Level.BLOCK,
    waives: str = "",
) -> Finding:
    """Something is written and needs a second look. `place` is table, record, field."""
    return _found(Group.LOOK, criterion, place, message, next, level, waives)


def to_confirm(
    criterion: str,
    place: tuple[str, str, str],
    message: str,
    next: str,
    *,
    level: Level = Level.ATTEST,
) -> Finding:
    """Only a person can confirm it. `place` is table, record, field."""
    return _found(Group.PEOPLE, criterion, place, message, next, level, "")


def short(text: str, limit: int = 40) -> str:
    """The beginning of a text on one line, for a message."""
    line = " ".join(text[: 4 * limit].split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
