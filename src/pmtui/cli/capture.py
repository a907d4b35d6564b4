"""`log`: capturing an event never fails for want of a name or a postmortem."""

import difflib
import re
from typing import TYPE_CHECKING, Any

import click

from pmtui.cli.common import CLOCK, commit, goes_into, load, store_open, under_way, zone_of
from pmtui.cli.create import begun
from pmtui.cli.reading import WORDS_WITH_DASHES, one_line, piped_text, reference, typed_text
from pmtui.cli.recording import adding, told, when_problem
from pmtui.cli.speaking import tell
from pmtui.domain import fields
from pmtui.domain.edits import Edit, remove
from pmtui.domain.entry import EntryContext, parse_entry
from pmtui.domain.ids import new_id
from pmtui.domain.moment import BLANK, When
from pmtui.domain.postmortem import Postmortem, find
from pmtui.domain.records import Event, Evidence
from pmtui.domain.text import LONGEST_FIELD
from pmtui.domain.vocabulary import EvidenceKind, Status
from pmtui.domain.when import echo, parse_when
from pmtui.domain.when_words import WhenError
from pmtui.errors import AnswerIsNo, UsageError
from pmtui.store.model import Loaded
from pmtui.store.refusing import refuse_of_somebody_else
from pmtui.store.store import Store

if TYPE_CHECKING:
    from pmtui.importers.accept import Landing

LONGEST_LINE = 300
"""Characters of a piped first line that become the event's text; the rest is in the evidence."""

_REFERENCE = re.compile(r"PM-\d{1,9}|\.", re.IGNORECASE)
_OPTION = re.compile(r"--[a-z][a-z-]{1,30}")


@click.command("log", context_settings=WORDS_WITH_DASHES)
@click.argument("words", metavar="[REF] TEXT...|-", nargs=-1)
@click.option("--at", metavar="WHEN", type=one_line, help="When: 14:02, -5m, yesterday 22:10.")
@click.option("--milestone", metavar="M", type=one_line, help="detected, mitigated, …")
@click.option("--kind", metavar="K", type=one_line, help="decision, diagnosis, repair, …")
@click.option("--who", metavar="ROLE", type=one_line, help="Who or what did it, by role.")
@click.option("--move", metavar="REF", type=reference, help="Move the event logged last there.")
def log_command(
    words: tuple[str, ...],
    at: str | None,
    milestone: str | None,
    kind: str | None,
    who: str | None,
    move: str | None,
) -> None:
    """Capture an event now: pmtui log [PM-7] TEXT…, or a pipe with - as its evidence.

    Without PM-7 it goes to the current incident, the one opened or logged to last. A pipe with
    times of its own becomes events; what looks like noise stays out, but for pmtui log - --all.

    \b
    Examples: pmtui log rolled back deploy 4711 @ic !mitigated
              pmtui log --at -5m "paged the storage team"
              kubectl get events | pmtui log - pods restarting
              pmtui log --move PM-8
    """
    reference = words[0] if words and _REFERENCE.fullmatch(words[0]) else ""
    rest = words[1:] if reference else words
    if move:
        if words:
            raise UsageError("--move moves what was logged last and takes no text. Leave it out.")
        with store_open() as store:
            _move_last(store, move)
        return
    # No option of click: “log kubectl delete pods --all” is a text, and stays whole.
    everything = sorted(rest) == ["-", "--all"]
    text, piped = _said(("-",) if everything else rest)
    with store_open() as store:
        loaded = load(store, reference) if reference else _current(store)
        pm = loaded.postmortem if loaded else begun("")
        if loaded and not reference:
            goes_into(loaded.reference)
        bare = not (text or at or milestone or kind or who)
        landing = _timeline_of(pm, piped, everything) if piped and bare else None
        if landing is not None:
            _land(store, loaded, pm, landing)
            return
        event, evidence, links = _event(
            pm, text, piped, at, {"milestone": milestone, "kind": kind, "who": who}
        )
        loaded = loaded or _begun(store, pm)
        commit(store, loaded, adding("events", event, links, evidence), "log event")
        _remember(store, loaded.postmortem.uid, event.id)
    title = one_line(pm.overview.title) or "Untitled"
    marks = "".join(f" · {mark}" for mark in (*event.milestones, event.marker) if mark)
    when = echo(event.at, zone=zone_of(pm)).removeprefix("→ ")
    tell(f"Logged to {loaded.reference} “{title}”: {when}{marks}.")
    if not reference:
        tell("pmtui log --move REF moves it to another postmortem.")


def _timeline_of(pm: Postmortem, piped: str, everything: bool) -> "Landing | None":
    """The events of a pipe that is a timeline of its own, None where it is evidence of one."""
    if "\n" not in piped:
        return None
    from pmtui.importers.accept import piped as events_of

    return events_of(pm, piped, now=CLOCK.now(), everything=everything)


def _begun(store: Store, pm: Postmortem) -> Loaded:
    loaded = store.create(pm, label="new postmortem")
    goes_into(loaded.reference)
    tell(f"No postmortem was under way, so {loaded.reference} was begun for it.")
    return loaded


def _land(store: Store, loaded: Loaded | None, pm: Postmortem, landing: "Landing") -> None:
    from pmtui.importers.accept import naming

    loaded = loaded or _begun(store, pm)
    commit(store, loaded, landing.edit, landing.label)
    if store.recall("last") != loaded.postmortem.uid:
        store.remember("last", loaded.postmortem.uid)
    title = one_line(loaded.postmortem.overview.title) or "Untitled"
    tell(f"Logged to {loaded.reference} “{title}”, as the pipe has times of its own.")
    for sentence in naming(landing.told, loaded.reference):
        tell(sentence)
    tell(f"pmtui undo {loaded.reference} takes it back; with words behind - it is one event.")


def _said(words: tuple[str, ...]) -> tuple[str, str]:
    """The typed text, and what was piped in."""
    piped = _piped() if "-" in words else ""
    typed = one_line(typed_text(" ".join(w for w in words if w != "-")))
    if not typed and not piped.strip():
        raise UsageError("There is nothing to log. Type what happened: pmtui log TEXT.")
    if words and (option := _OPTION.fullmatch(words[0])):
        known = ("--at", "--milestone", "--kind", "--who", "--move")
        near = difflib.get_close_matches(option[0], known, 1)
        hint = f"; did you mean {near[0]}?" if near else "."
        tell(f"“{option[0]}” is not an option of log, so it is part of the text{hint}")
    return typed, piped


def _piped() -> str:
    """The pipe, as much of it as a field takes: capturing never fails for its length."""
    piped = piped_text()
    if len(piped) <= LONGEST_FIELD:
        return piped
    tell(
        f"Only the first {LONGEST_FIELD // 1024} KB of the pipe are kept as evidence. Keep the rest "
        "in a file and name it: pmtui add REF evidence --of E1."
    )
    return piped[:LONGEST_FIELD]


def _current(store: Store) -> Loaded | None:
    """The postmortem opened or logged to last that still takes events; None where there is none."""
    uid = under_way(store)
    return store.load(uid) if uid else None


def _event(
    pm: Postmortem, text: str, piped: str, at: str | None, options: dict[str, str | None]
) -> tuple[Event, list[Evidence], tuple[str, ...]]:
    """The event, the pipe as its evidence, and the links in its text."""
    zone = zone_of(pm)
    values: dict[str, Any] = {}
    links: tuple[str, ...] = ()
    if text:
        context = EntryContext(now=CLOCK.now(), zone=zone, participants=pm.participants)
        entry = parse_entry("events", text, context)
        told(pm, entry)
        if entry.choices or (entry.problems and "at" not in entry.record_fields):
            tell("It is logged as it was typed, at the time it is now.")
        values, links = dict(entry.record_fields), entry.evidence
    else:  # a line of a log is no entry line: nothing in it is a sign
        first = next(line for line in piped.split("\n") if line.strip())
        values = {"text": one_line(first)[:LONGEST_LINE]}
    if at:
        values["at"] = _when(at, zone)
    elif values.get("at", BLANK).blank:
        values["at"] = _when("now", zone)
    values |= _chosen(options, values)
    event = Event(id=new_id(), **values)
    if not piped:
        return event, [], links
    count = piped.count("\n") + 1
    raw = Evidence(
        id=new_id(),
        of=event.id,
        kind=EvidenceKind.RAW,
        text=piped,
        source="pipe",
        lines=f"1-{count}" if count > 1 else "1",
    )
    return event, [raw], links


def _when(text: str, zone: str) -> When:
    try:
        return parse_when(text, now=CLOCK.now(), zone=zone)
    except WhenError as error:
        raise UsageError(when_problem(error)) from error


def _chosen(options: dict[str, str | None], values: dict[str, Any]) -> dict[str, Any]:
    """What the options say, over what the line says."""
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


def _remember(store: Store, uid: str, event: str) -> None:
    store.remember("logged", f"{uid} {event}")
    if store.recall("last") != uid:
        store.remember("last", uid)


def _move_last(store: Store, reference: str) -> None:
    """Move the event logged last, with its evidence, to another postmortem."""
    uid, _, event_id = (store.recall("logged") or "").partition(" ")
    if not event_id:
        raise UsageError("No event was logged yet, so there is nothing to move. Log one first.")
    source, target = store.load(uid), load(store, reference)
    if target.postmortem.uid == uid:
        raise AnswerIsNo(f"The event logged last is in {target.reference} already.")
    for one in (source, target):
        refuse_of_somebody_else(one)
        if one.postmortem.review.status is Status.COMPLETE:
            raise AnswerIsNo(f"{one.reference} is complete. Reopen it with a reason to change it.")
    try:
        event = find(source.postmortem, "events", event_id)
    except KeyError as error:
        raise UsageError("The event logged last was removed. Undo that first.") from error
    evidence = [e for e in source.postmortem.evidence if e.of == event_id]
    arrive: Edit = adding("events", event, raw=evidence)
    commit(store, target, arrive, "move event here")
    commit(store, source, lambda pm: remove(pm, "events", event_id), "move event away")
    _remember(store, target.postmortem.uid, event_id)
    tell(f"Moved to {target.reference}; what is logged next goes there too.")
