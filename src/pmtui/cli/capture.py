"""`log`: capturing an event never fails for want of a name or a postmortem."""

import re
from dataclasses import replace
from typing import Any

import click

from pmtui.cli.common import CLOCK, commit, load, settings, store_open, tell, typed_text
from pmtui.domain import fields
from pmtui.domain.edits import add, remove
from pmtui.domain.entry import EntryContext, parse_entry
from pmtui.domain.ids import new_id
from pmtui.domain.moment import BLANK, When
from pmtui.domain.postmortem import Overview, Postmortem, find
from pmtui.domain.records import Event, Evidence
from pmtui.domain.vocabulary import EvidenceKind
from pmtui.domain.when import parse_when
from pmtui.domain.when_words import WhenError
from pmtui.errors import UsageError
from pmtui.store.model import Loaded
from pmtui.store.store import Store

REFERENCE = re.compile(r"PM-\d{1,9}", re.IGNORECASE)
LONGEST_LINE = 300
"""Characters of a piped first line that become the event's text; the rest is in the evidence."""


@click.command("log")
@click.argument("words", nargs=-1)
@click.option("--at", metavar="WHEN", help="When it happened: 14:02, -5m, yesterday 22:10.")
@click.option("--milestone", metavar="M", help="detected, mitigated, …")
@click.option("--kind", metavar="K", help="decision, diagnosis, repair, communication, …")
@click.option("--who", metavar="ROLE", help="Who or what did it, by role.")
@click.option("--move", metavar="REF", help="Move the event logged last to another postmortem.")
def log_command(
    words: tuple[str, ...],
    at: str | None,
    milestone: str | None,
    kind: str | None,
    who: str | None,
    move: str | None,
) -> None:
    """Capture an event now: pmtui log [PM-7] TEXT…, or a pipe with -.

    \b
    Examples: pmtui log rolled back deploy 4711 @ic !mitigated
              pmtui log --at -5m "paged the storage team"
              kubectl get events | pmtui log - pods restarting
    """
    with store_open() as store:
        if move:
            _move_last(store, move)
            return
        reference = words[0] if words and REFERENCE.fullmatch(words[0]) else ""
        rest = words[1:] if reference else words
        if not rest:
            raise UsageError("There is nothing to log; type what happened: pmtui log TEXT.")
        loaded = load(store, reference) if reference else _current(store)
        options = {"milestone": milestone, "kind": kind, "who": who}
        event, evidence = _event(loaded.postmortem, rest, at, options)

        def capture(pm: Postmortem) -> Postmortem:
            pm = add(pm, "events", event)
            for item in evidence:
                pm = add(pm, "evidence", item)
            return pm

        commit(store, loaded, capture, "log event")
        store.remember("current", loaded.postmortem.uid)
        store.remember("last", loaded.postmortem.uid)
        store.remember("logged", f"{loaded.postmortem.uid} {event.id}")
        title = loaded.postmortem.overview.title or "Untitled"
        tell(f"Logged to {loaded.reference} “{title}”; pmtui log --move REF moves it elsewhere.")


def _current(store: Store) -> Loaded:
    for key in ("current", "last"):
        if (uid := store.recall(key)) and any(s.uid == uid for s in store.summaries()):
            return store.load(uid)
    today = CLOCK.now().astimezone().date()
    overview = Overview(incident_date=today, zone=settings().zone or "UTC")
    loaded = store.create(Postmortem(uid=new_id(), overview=overview), label="new postmortem")
    tell(f"There was no postmortem yet; {loaded.reference} was begun for it.")
    return loaded


def _event(
    pm: Postmortem, words: tuple[str, ...], at: str | None, options: dict[str, str | None]
) -> tuple[Event, list[Evidence]]:
    now = CLOCK.now()
    piped = ""
    if "-" in words:
        piped = typed_text("-")
        words = tuple(w for w in words if w != "-")
    first = next((line for line in piped.splitlines() if line.strip()), "")
    text = typed_text(words) if words else first[:LONGEST_LINE]
    zone = pm.overview.zone or "UTC"
    context = EntryContext(now=now, zone=zone, participants=pm.participants)
    entry = parse_entry("events", " ".join(text.split()), context)
    for problem in entry.problems:
        tell(problem)
    values = dict(entry.record_fields)
    if at is not None:
        values["at"] = _when(at, zone)
    elif values.get("at", BLANK).blank:
        values["at"] = _when("now", zone)
    values |= _chosen(options, values)
    links = [Evidence(id=new_id(), kind=EvidenceKind.LINK, text=url) for url in entry.evidence]
    event = Event(id=new_id(), **values)
    items = [replace(e, of=event.id) for e in links]
    if piped:
        items.append(
            Evidence(
                id=new_id(),
                of=event.id,
                kind=EvidenceKind.RAW,
                text=piped,
                source="pipe",
                lines=f"1-{len(piped.splitlines())}",
            )
        )
    return event, items


def _when(text: str, zone: str) -> When:
    try:
        return parse_when(text, now=CLOCK.now(), zone=zone)
    except WhenError as error:
        raise UsageError(str(error)) from error


def _chosen(options: dict[str, str | None], values: dict[str, Any]) -> dict[str, Any]:
    specs = fields.specs(Event)
    chosen: dict[str, Any] = {}
    try:
        if text := options["milestone"]:
            marked = fields.parse(specs["milestones"], text)
            chosen["milestones"] = tuple(dict.fromkeys((*values.get("milestones", ()), *marked)))
        if text := options["kind"]:
            chosen["marker"] = fields.parse(specs["marker"], text)
    except fields.FieldError as error:
        raise UsageError(str(error)) from error
    if text := options["who"]:
        chosen["who"] = text
    return chosen


def _move_last(store: Store, reference: str) -> None:
    uid, _, event_id = (store.recall("logged") or "").partition(" ")
    if not event_id:
        raise UsageError("No event was logged yet, so that there is nothing to move.")
    source, target = store.load(uid), load(store, reference)
    try:
        event = find(source.postmortem, "events", event_id)
    except KeyError as error:
        raise UsageError("The event logged last was deleted; undo that first.") from error
    evidence = [e for e in source.postmortem.evidence if e.of == event_id]

    def arrive(pm: Postmortem) -> Postmortem:
        pm = add(pm, "events", event)
        for item in evidence:
            pm = add(pm, "evidence", item)
        return pm

    commit(store, target, arrive, "move event here")
    commit(store, source, lambda pm: remove(pm, "events", event_id), "move event away")
    store.remember("current", target.postmortem.uid)
    store.remember("logged", f"{target.postmortem.uid} {event_id}")
    tell(f"Moved to {target.reference}; what is logged next goes there too.")
