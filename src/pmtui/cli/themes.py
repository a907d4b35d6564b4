"""`themes`: what recurs across all postmortems, with those behind each number."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from pmtui.cli.common import CLOCK, json_option, store_open, today
from pmtui.cli.reading import one_line
from pmtui.cli.speaking import emit, emit_json, hanging, padded, tell, width
from pmtui.errors import UsageError
from pmtui.memory.spans import Span, SpanError, parse_span
from pmtui.memory.themes import (
    Kind,
    Sighting,
    Source,
    Theme,
    bar,
    label,
    references,
    themes,
    within,
)

if TYPE_CHECKING:
    from pmtui.store.store import Store

BAR_CELLS = 16
MOST_NAMED = 12
"""Postmortems that a line names; --json names all of them."""

BATCH = 200
"""Postmortems that are judged between two saves of what was found."""

MANY = 1000
"""Postmortems that take long enough to judge for a word beforehand."""


@click.command("themes")
@click.option(
    "--since", default="", metavar="WHEN", type=one_line, help="From a day on: 6m, 1y, 2026-01-01."
)
@click.option("--until", default="", metavar="DATE", type=one_line, help="Up to a day.")
@json_option
@click.pass_context
def themes_command(ctx: click.Context, since: str, until: str, as_json: bool, format_: str) -> None:
    """Say what recurs: response to improve, factors, criteria left open, waivers.

    Postmortems are counted, by the day of their incident. Criteria count as left open once a
    postmortem is in review or complete; wording is left out, pmtui check tells of it.

    \b
    Examples: pmtui themes
              pmtui themes --since 6m
              pmtui themes --since 2026-01-01 --until 2026-03-31 --json
    """
    try:
        span = parse_span(since, until, today())
    except SpanError as error:
        raise UsageError(str(error)) from error
    with store_open() as store:
        sources, seen = _read(store, span)
    found = themes(sources, seen)
    if as_json or format_ == "json":
        emit_json(_plain(span, sources, found))
    elif found:
        emit("\n".join(_lines(span, sources, found, width(), plain=_wants_plain(ctx))))
    elif sources:
        tell("Nothing recurs yet: no facet, factor or waiver is recorded in these postmortems.")
    else:
        tell("There is no postmortem in this span of time; pmtui themes takes all of them.")


def _wants_plain(ctx: click.Context) -> bool:
    from pmtui.cli.common import settings
    from pmtui.config import wants_ascii

    return bool(ctx.find_root().obj["ascii"]) or wants_ascii(settings())


def _read(store: "Store", span: Span) -> tuple[tuple[Source, ...], list[Sighting]]:
    from pmtui.store.themes import read_sightings, read_sources

    sources = within(read_sources(store), span)
    seen = list(read_sightings(store))
    seen += _left_open(store, [s.uid for s in sources if s.judged])
    return sources, seen


def _left_open(store: "Store", uids: Sequence[str]) -> Iterable[Sighting]:
    from pmtui.store.themes import context_of, judge, read_judged, rules_of

    context = context_of(CLOCK.now())
    known = read_judged(store, rules_of(context))
    new = [uid for uid in uids if uid not in known]
    if len(new) > MANY:
        tell(f"Judging {len(new):,} postmortems that changed; next time only what changes again.")
    damaged = 0
    for start in range(0, len(new), BATCH):
        found = judge(store, new[start : start + BATCH], context)
        known |= found.left_open
        damaged += len(found.unreadable)
    if damaged:
        tell(f"{damaged} cannot be read and are left out; pmtui doctor says which.")
    return [(uid, Kind.OPEN, id) for uid in uids for id in known.get(uid, ())]


def _lines(
    span: Span,
    sources: Sequence[Source],
    found: Sequence[Theme],
    columns: int | None,
    *,
    plain: bool,
) -> list[str]:
    from pmtui.memory.questions import asks

    most = max(theme.count for theme in found)
    lines = [f"{_counted(len(sources))} {span}"]
    kind = None
    for theme in found:
        if theme.kind is not kind:
            kind = theme.kind
            lines += ["", _heading(kind, sources)]
        drawn = bar(theme.count, most, BAR_CELLS)
        drawn = drawn.replace("█", "#") if plain else drawn
        head = f"  {padded(drawn, BAR_CELLS)} {theme.count:>4}  "
        called = label(theme, asks)
        colon = "" if called.endswith("?") else ":"
        named = f"{called}{colon} {references(theme, MOST_NAMED)}"
        lines.append(hanging(head, named, columns))
    return lines


def _heading(kind: Kind, sources: Sequence[Source]) -> str:
    words = kind.value.capitalize()
    if kind is Kind.OPEN:
        return f"{words}, of {sum(s.judged for s in sources)} in review or complete"
    return words


def _counted(count: int) -> str:
    return f"{count:,} postmortem{'s' * (count != 1)}"


def _plain(span: Span, sources: Sequence[Source], found: Sequence[Theme]) -> dict[str, Any]:
    from pmtui.memory.questions import asks

    return {
        "since": span.since.isoformat() if span.since else None,
        "until": span.until.isoformat() if span.until else None,
        "postmortems": len(sources),
        "judged": sum(s.judged for s in sources),
        "themes": [
            {
                "kind": theme.kind.name.lower(),
                "key": theme.key,
                "label": label(theme, asks),
                "count": theme.count,
                "postmortems": [
                    {
                        "reference": s.reference,
                        "uid": s.uid,
                        "title": s.title,
                        "day": s.day.isoformat(),
                        "origin": s.origin,
                    }
                    for s in theme.sources
                ],
            }
            for theme in found
        ],
    }
