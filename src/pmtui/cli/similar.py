"""`similar`: which incidents resemble one, why, and what was promised after them."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from pmtui.cli.common import commit, json_option, load, store_open, today
from pmtui.cli.reading import one_line, reference_argument
from pmtui.cli.speaking import emit, emit_json, hanging, tell, width
from pmtui.domain.vocabulary import Relation
from pmtui.errors import UsageError
from pmtui.memory.matches import (
    Match,
    best_of,
    met_before,
    note_of,
    promised,
    related_to,
    state_in_words,
)
from pmtui.store.similar import LIMIT, Found, catch_up, find_similar, services_named, touching

if TYPE_CHECKING:
    from pmtui.domain.postmortem import Postmortem
    from pmtui.store.model import Loaded
    from pmtui.store.store import Store

PATIENCE = 20.0
"""Seconds for which a command that asks something else waits for postmortems to be read once."""
SHOWN = 3
"""Promises that are shown of each match, those still open first; nobody reads on through all."""


@click.command("similar")
@reference_argument
@click.option(
    "--limit", "-n", type=click.IntRange(1, 1000), default=LIMIT, metavar="N",
    help=f"How many to show, {LIMIT} unless said.",
)  # fmt: skip
@click.option(
    "--link", multiple=True, metavar="REF", type=one_line,
    help="Decide that REF has something in common with it; repeatable.",
)  # fmt: skip
@click.option(
    "--dismiss", multiple=True, metavar="REF", type=one_line,
    help="Decide that REF has not; repeatable.",
)  # fmt: skip
@click.option(
    "--all", "every", is_flag=True,
    help=f"List every action of each, not only {SHOWN}.",
)  # fmt: skip
@json_option
def similar_command(
    reference: str,
    limit: int,
    link: tuple[str, ...],
    dismiss: tuple[str, ...],
    every: bool,
    as_json: bool,
    format_: str,
) -> int:
    """Show which postmortems resemble one, why, and what was promised after them.

    Services, tags, factors, error texts, log lines (without their numbers and names) and words
    are compared; every reason is true of both. Exit code 1 when none resembles it.

    \b
    Examples: pmtui similar PM-7
              pmtui similar PM-7 --link PM-3 --dismiss PM-5
              pmtui similar PM-7 --limit 10 --json
    """
    with store_open() as store:
        loaded = load(store, reference)
        if link or dismiss:
            _decide(store, loaded, link, dismiss)
            return 0
        found = looked_up(store, loaded.postmortem, limit=limit)
    day = today()
    decided = {r.uid: r.relation.value for r in loaded.postmortem.related if r.relation}
    if as_json or format_ == "json":
        emit_json([_plain(m, decided, day) for m in found.matches])
    elif found.matches:
        most = None if every else SHOWN
        shown = [line for m in found.matches for line in _lines(m, decided, day, most)]
        emit("\n".join(shown))
        if most and any(len(m.promises) > most for m in found.matches):
            tell(f"pmtui similar {loaded.reference} --all lists every action.")
    else:
        tell(
            f"No postmortem of this store resembles {loaded.reference}. "
            "pmtui search WORDS finds them by any word."
        )
    return 0 if found.matches else 1


def looked_up(
    store: "Store", pm: "Postmortem", *, limit: int = LIMIT, seconds: float | None = None
) -> Found:
    """What resembles a postmortem; says so where that has to wait, or is not the whole answer."""

    def wait() -> None:
        tell("Reading what was never compared before; this takes a while once.")

    whole = catch_up(store, seconds=seconds, told=wait)
    if not whole and not store.read_only_because:
        tell("Not every postmortem was compared yet; pmtui similar REF goes on with it.")
    return find_similar(store, pm, limit=limit, whole=whole)


def hints(store: "Store", pm: "Postmortem") -> list[str]:
    """What the past says to a postmortem that has just begun, a sentence each; often nothing."""
    if len(store.summaries(2)) < 2:
        return []
    services = pm.overview.services or services_named(store, pm.overview.title)
    touched = touching(store, services, pm.uid)
    last = touched[0] if touched else None
    named = ""
    if last is not None:
        day = f" of {last.incident_date.isoformat()}" if last.incident_date else ""
        named = f"{last.reference}{day}"
    told = [met_before(services, len(touched), named)]
    match = best_of(looked_up(store, pm, seconds=PATIENCE / 10).matches)
    if match is not None:
        what = promised(match, today())
        told.append(f"{match.name} “{match.title}” looks alike: {match.why}.")
        told.append(f"After it, {what}. Read it with pmtui show {match.reference}.")
    return [sentence for sentence in told if sentence]


def _decide(
    store: "Store", loaded: "Loaded", link: tuple[str, ...], dismiss: tuple[str, ...]
) -> None:
    """Remember what was decided about others, in one step."""
    decisions = [(ref, Relation.RELATED) for ref in link]
    decisions += [(ref, Relation.DISMISSED) for ref in dismiss]
    named = [(store.resolve(ref), relation) for ref, relation in decisions]
    if any(summary.uid == loaded.postmortem.uid for summary, _ in named):
        raise UsageError("A postmortem resembles itself; name another one.")

    def edit(pm: "Postmortem") -> "Postmortem":
        for s, relation in named:
            pm = related_to(pm, s.uid, relation, note_of(s.title, s.incident_date))
        return pm

    commit(store, loaded, edit, "decide about earlier postmortems")
    for summary, relation in named:
        tell(f"{summary.reference} is {relation.value}.")


def _lines(match: Match, decided: dict[str, str], today: date, most: int | None) -> list[str]:
    """A match with its reasons and at most so many promises, wrapped to the terminal."""
    columns = width()
    day = match.day.isoformat() if match.day else "no date"
    marks = [day, match.status.value]
    if match.origin:
        marks.append(f"from {match.origin}")
    if match.later:
        marks.append("happened later")
    if match.uid in decided:
        marks.append(decided[match.uid])
    lines = [hanging(f"{match.reference:<6} ", f"{match.title} ({', '.join(marks)})", columns)]
    lines += [hanging("       - ", reason, columns) for reason in match.reasons]
    lines.append(hanging("       ", f"Promised: {promised(match, today)}", columns))
    lines += [
        hanging(
            f"         {p.name}  ", f"{p.text or 'no text'}: {state_in_words(p, today)}", columns
        )
        for p in match.promises[:most]
    ]
    if rest := len(match.promises[most:]) if most else 0:
        lines.append(f"         and {rest} more")
    return lines


def _plain(match: Match, decided: dict[str, str], today: date) -> dict[str, Any]:
    """The shape of `pmtui.schema.memory_shapes.SimilarEntry`; no schema is imported for it."""
    return {
        "reference": match.reference,
        "uid": match.uid,
        "title": match.title,
        "origin": match.origin,
        "incident_date": match.day.isoformat() if match.day else None,
        "status": match.status.value,
        "likeness": match.strength,
        "asked": match.asked,
        "relation": decided.get(match.uid),
        "reasons": list(match.reasons),
        "promises": [
            {
                "name": p.name,
                "text": p.text,
                "owner": p.owner,
                "state": p.state.value,
                "due": p.due.isoformat() if p.due else None,
                "in_words": state_in_words(p, today),
            }
            for p in match.promises
        ],
    }
