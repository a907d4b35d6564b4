"""`actions`: what was promised over all postmortems, for people, cron, motd and calendars."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from pmtui.cli.common import CLOCK, settings, store_open
from pmtui.cli.reading import complete_reference, one_line, reference
from pmtui.cli.speaking import emit, emit_json, hanging, tell, width
from pmtui.config import author_name
from pmtui.domain.vocabulary import ActionState
from pmtui.errors import UsageError
from pmtui.memory.promises import (
    FACTOR_WORDS,
    OPEN,
    Promise,
    Wanted,
    days_late,
    own_names,
    select,
)

if TYPE_CHECKING:
    from pmtui.privacy import Copy, Decisions
    from pmtui.privacy.texts import Swap
    from pmtui.store.store import Store

FORMATS = ("text", "json", "csv", "ics", "ics-tasks")

LEAVING = frozenset({"csv", "ics", "ics-tasks"})
"""Formats for other programs; the rest is read here, as everything else is."""

COLUMNS = (
    "Postmortem", "Action", "Text", "Type", "Owner", "Priority", "State", "Due", "Review on",
    "Days late", "Tracker", "Done when", "Declined because", "Theme", "Answers", "Services",
    "Title", "Origin",
)  # fmt: skip
"""The head of the CSV."""


@click.command("actions")
@click.argument("reference", metavar="[REF]", required=False, shell_complete=complete_reference)
@click.option("--overdue", is_flag=True, help="Promises whose day has passed; exit code 1 if any.")
@click.option("--mine", is_flag=True, help="Only those that you own.")
@click.option("--service", default="", metavar="S", type=one_line, help="Only of this service.")
@click.option(
    "--state",
    metavar="S",
    type=one_line,
    help="proposed, committed, done, declined, open (usual) or all.",
)
@click.option("--owner", default="", metavar="O", type=one_line, help="A part of the owner's name.")
@click.option(
    "--factor",
    metavar="KIND",
    type=one_line,
    help="A kind or category of a factor, like trigger or bug.",
)
@click.option("--quiet", is_flag=True, help="Say nothing where there is nothing.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", help="How.")
@click.option("--as-is", is_flag=True, help="Mask nothing in csv, ics and ics-tasks.")
def actions_command(
    reference: str | None,
    overdue: bool,
    mine: bool,
    service: str,
    state: str | None,
    owner: str,
    factor: str | None,
    quiet: bool,
    as_json: bool,
    format_: str,
    as_is: bool,
) -> int:
    """List the actions of all postmortems, or of one: the nearest day first.

    With --overdue the exit code is 1 where something is overdue, so that cron can tell. What
    colleagues promised each other, in postmortems that came from them, is never overdue here.
    ics gives days for a calendar, ics-tasks to-dos for a task list. These and csv go to other
    programs: what looks secret or personal is masked in them, as in an export.

    \b
    Examples: pmtui actions --mine
              pmtui actions --overdue --quiet
              pmtui actions PM-7 --state all
              pmtui set PM-7 A2.state done
              pmtui set PM-7 A2.due +2w
    """
    wanted = Wanted(
        states=frozenset({ActionState.COMMITTED}) if overdue and not state else _states(state),
        overdue=overdue,
        mine=mine,
        service=service,
        owner=owner,
        factor=_factor(factor),
    )
    form = "json" if as_json else format_
    with store_open() as store:
        rows = _select(store, wanted, reference, answers=form in ("json", "csv"))
        if mine and not rows:
            _tell_nobody(store)
        if form in LEAVING and rows and not as_is:
            rows = _masked(store, rows, quiet)
    if rows or not quiet:
        _print(rows, form)
    if not rows and not quiet:
        tell(_nothing(overdue))
    return 1 if overdue and rows else 0


def _states(typed: str | None) -> frozenset[ActionState]:
    known = {"open": OPEN, "all": frozenset(ActionState)}
    known |= {s.value: frozenset({s}) for s in ActionState}
    if typed is None:
        return OPEN
    found = [states for word, states in known.items() if word.startswith(typed.lower())]
    if len(found) != 1:
        raise UsageError(f"“{typed}” is not a state. Type {', '.join(known)}.")
    return found[0]


def _factor(typed: str | None) -> str:
    if typed is None:
        return ""
    wanted = typed.lower().replace("-", " ")
    found = [w for w in FACTOR_WORDS if w == wanted]
    found = found or [w for w in FACTOR_WORDS if wanted and w.startswith(wanted)]
    if len(found) != 1:
        raise UsageError(f"“{typed}” is no kind of factor. Type {', '.join(FACTOR_WORDS)}.")
    return found[0]


def _select(
    store: "Store", wanted: Wanted, ref: str | None, *, answers: bool
) -> tuple[Promise, ...]:
    from pmtui.store.promises import names_of, read_promises

    uid = store.resolve(reference(ref)).uid if ref is not None else ""
    rows = read_promises(
        store, states=wanted.states, uid=uid, answers=answers or bool(wanted.factor)
    )
    author = author_name(settings())
    asks = wanted.mine or (wanted.overdue and any(p.origin for p in rows))
    me = names_of(store, author) if asks else own_names(author)
    return select(rows, wanted, _today(), me)


def _tell_nobody(store: "Store") -> None:
    """Say that “mine” is nobody's where no owner at all is called as the person is."""
    from pmtui.memory.promises import is_called
    from pmtui.store.promises import names_of, owners

    author = author_name(settings())
    known, me = owners(store), names_of(store, author)
    if not known or any(is_called(name, me) for name in known):
        return
    shown = ", ".join(one_line(name)[:40] for name in known[:5])
    more = f" and {len(known) - 5} more" if len(known) > 5 else ""
    tell(
        f"No action here is owned by “{author}”, but by {shown}{more}. Say who you are: "
        "pmtui --author NAME actions --mine, or author in the configuration."
    )


def _masked(store: "Store", rows: Sequence[Promise], quiet: bool) -> tuple[Promise, ...]:
    """The same as they may leave: what looks secret or personal masked, unless it was kept."""
    from pmtui.cli.leave import CUSTOMERS
    from pmtui.privacy import Decisions
    from pmtui.store.decided import decided_in

    customers = tuple(store.recall(CUSTOMERS, []))
    decided = decided_in(store, {p.uid for p in rows})
    # Where nothing was decided, one copy does for the actions of all.
    apart = {uid: [p for p in rows if p.uid == uid] for uid in decided}
    rest = [p for p in rows if p.uid not in decided]
    copies = {uid: _protected(own, customers, decided[uid]) for uid, own in apart.items()}
    usual = _protected(rest, customers, Decisions())
    count = sum(len(copy.masked) for copy in (usual, *copies.values()))
    if count and not quiet:
        tell(
            f"Masked: {count} {'value' if count == 1 else 'values'}; --as-is masks nothing. "
            f"pmtui export {rows[0].reference} --scan lists those of one postmortem, and --keep "
            "HASH keeps one for good."
        )
    return tuple(_swapped(p, copies.get(p.uid, usual).swap) for p in rows)


def _protected(rows: Sequence[Promise], customers: tuple[str, ...], decided: "Decisions") -> "Copy":
    """What protects the texts of some actions."""
    from pmtui.domain.postmortem import Postmortem
    from pmtui.domain.records import Lesson
    from pmtui.privacy import Protection, protected

    texts = dict.fromkeys(text for p in rows for text in (*_texts(p), *p.services) if text)
    # One value that holds every text, since what protects is made for a postmortem.
    every = tuple(Lesson(id=str(number), text=text) for number, text in enumerate(texts))
    pm = Postmortem(uid="", lessons=every)
    return protected(pm, Protection(customers=customers, decided=decided))


def _swapped(p: Promise, swap: "Swap") -> Promise:
    return replace(
        p,
        services=tuple(map(swap, p.services)),
        title=swap(p.title),
        text=swap(p.text),
        owner=swap(p.owner),
        tracker=swap(p.tracker),
        done_when=swap(p.done_when),
        declined_because=swap(p.declined_because),
        theme=swap(p.theme),
        origin=swap(p.origin),
    )


def _texts(p: Promise) -> tuple[str, ...]:
    """What people wrote of a promise."""
    return (
        p.title, p.text, p.owner, p.tracker, p.done_when, p.declined_because, p.theme, p.origin
    )  # fmt: skip


def _today() -> date:
    return CLOCK.now().astimezone().date()


def _nothing(overdue: bool) -> str:
    if overdue:
        return "Nothing is overdue; pmtui actions lists what is still open."
    return "No action fits; pmtui actions --state all lists every one."


def _print(rows: Sequence[Promise], form: str) -> None:
    if form == "json":
        emit_json([_plain(p) for p in rows])
    elif form == "csv":
        emit(_csv(rows))
    elif form in ("ics", "ics-tasks"):
        _print_calendar(rows, form)
    elif rows:
        columns = width()
        emit("\n".join(_line(p, columns) for p in rows))


def _print_calendar(rows: Sequence[Promise], form: str) -> None:
    from pmtui.memory.calendar import calendar

    emit(calendar(rows, CLOCK.now(), "day" if form == "ics" else "task"))
    left = sum(p.day is None for p in rows)
    if left and form == "ics":
        count = f"{left} actions have" if left > 1 else "One action has"
        tell(f"{count} no date and no place in a calendar; pmtui set REF A1.due fri gives one.")


def _line(p: Promise, columns: int | None) -> str:
    late = days_late(p, _today())
    day = p.day.isoformat() if p.day else "no date"
    state = "overdue" if late else p.state.value
    head = f"{p.reference:<6} {p.name:<3} {day:<10}  {state:<9}  {p.priority or '-':<2}  "
    owner = f"{p.owner}: " if p.owner else ""
    tracker = f" [{p.tracker}]" if p.tracker else ""
    return hanging(head, f"{owner}{p.text or 'Untitled'}{tracker}{_from(p)}", columns)


def _from(p: Promise) -> str:
    return f" (from {p.origin})" if p.origin else ""


def _plain(p: Promise) -> dict[str, Any]:
    return {
        "reference": p.reference,
        "uid": p.uid,
        "action": p.name,
        "id": p.id,
        "text": p.text,
        "type": p.type,
        "owner": p.owner,
        "priority": p.priority,
        "state": p.state,
        "due": p.due.isoformat() if p.due else None,
        "review_on": p.review_on.isoformat() if p.review_on else None,
        "days_late": days_late(p, _today()),
        "tracker": p.tracker,
        "done_when": p.done_when,
        "declined_because": p.declined_because,
        "theme": p.theme,
        "answers": list(p.answers),
        "services": list(p.services),
        "title": p.title,
        "began": p.began.isoformat(),
        "origin": p.origin,
    }


def _csv(rows: Sequence[Promise]) -> str:
    import csv
    import io

    from pmtui.exporters.csv_table import guarded

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for p in rows:
        cells = (
            p.reference, p.name, p.text, p.type or "", p.owner, p.priority or "", p.state,
            p.due or "", p.review_on or "", days_late(p, _today()), p.tracker, p.done_when,
            p.declined_because, p.theme, ", ".join(p.answers), ", ".join(p.services), p.title,
            p.origin,
        )  # fmt: skip
        writer.writerow([guarded(one_line(str(cell))) for cell in cells])
    return text.getvalue()
