"""`search`: any word of any postmortem, ranked, with the place where it stands."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from pmtui.cli.common import json_option, store_open, today
from pmtui.cli.marking import emit_marked
from pmtui.cli.reading import one_line
from pmtui.cli.speaking import emit_json, tell, width
from pmtui.errors import UsageError

if TYPE_CHECKING:
    from pmtui.memory.query import Query
    from pmtui.memory.snippets import Snippet
    from pmtui.store.model import Summary
    from pmtui.store.searching import Sight
    from pmtui.store.store import Store

SHOWN = 20
"""Postmortems that are shown unless --limit says otherwise."""

_WITH_VALUE = ("--format", "--limit", "-n")
_OPTIONS = ("--json", "--help", "-h", *_WITH_VALUE)

_Row = tuple["Summary", "Sight | None"]


class _QueryCommand(click.Command):
    """Takes “-word” as a part of the query, not as options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The options first, then all else behind “--”."""
        options: list[str] = []
        words: list[str] = []
        rest = iter(args)
        for arg in rest:
            name = arg.partition("=")[0]
            if arg == "--":
                words += rest
            elif name in _OPTIONS or (arg.startswith("--") and arg.strip("-")):
                options.append(arg)
                if arg in _WITH_VALUE:
                    options += [value for value in [next(rest, None)] if value is not None]
            else:
                words.append(arg)
        return super().parse_args(ctx, [*options, "--", *words])


@click.command("search", cls=_QueryCommand)
@click.argument("query", metavar="QUERY...", nargs=-1)
@click.option(
    "--limit", "-n", type=click.IntRange(1, 100_000), default=SHOWN, metavar="N",
    help=f"How many to show, {SHOWN} unless said.",
)  # fmt: skip
@json_option
def search_command(query: tuple[str, ...], limit: int, as_json: bool, format_: str) -> int:
    """Find postmortems by any word in them, the best first; exit 1 when nothing is found.

    Every word must stand somewhere in the postmortem. "two words" is a phrase, conn* all words
    that begin so, -word what must not be there, a OR b one of two.

    \b
    service:checkout  sev:1,2  status:draft  owner:noor  tag:tls  origin:payments
    after:2026-01     from that day on; before:30d means before that day
    \b
    Examples: pmtui search connection pool
              pmtui search '"out of memory"' service:checkout after:2026
              pmtui search cert* -staging sev:1,2
    """
    from pmtui.memory.query import read_query

    text = " ".join(one_line(word) for word in query)
    if not text.strip():
        raise UsageError("Type what to look for, for example: pmtui search connection pool.")
    understood = read_query(text, today())
    for notice in understood.notices:
        tell(notice)
    json = as_json or format_ == "json"
    if understood.blank:
        if json:
            emit_json([])
        tell(f"“{text[:60]}” holds no word to look for; pmtui list shows every postmortem.")
        return 1
    with store_open() as store:
        rows, total = _found(store, understood, limit)
    if json:
        emit_json([_plain(summary, sight) for summary, sight in rows])
    else:
        _print(rows, understood)
    if not total:
        tell("No postmortem fits; try fewer words, or the beginning of one with *.")
        return 1
    if total > len(rows):
        tell(f"{len(rows)} of {total} are shown; --limit {total} shows all.")
    return 0


def _found(store: "Store", query: "Query", limit: int) -> tuple[list[_Row], int]:
    from pmtui.store.find import find, look_at, numbered

    found = find(store, query, limit)
    summaries = numbered(store, [hit.number for hit in found.hits])
    rows = [
        (summaries[hit.number], look_at(store, summaries[hit.number].uid, hit, query))
        for hit in found.hits
        if hit.number in summaries
    ]
    return rows, found.total


def _print(rows: Sequence[_Row], query: "Query") -> None:
    from pmtui.cli.look import head_of
    from pmtui.memory.snippets import marks_in
    from pmtui.memory.whereabouts import where

    columns = width()
    bold = os.environ.get("TERM") != "dumb"
    for summary, sight in rows:
        head, title = head_of(summary)
        marks = marks_in(title, query.wanted) if bold else ()
        emit_marked(head, title, marks, columns)
        if sight is None or sight.snippet.field == "title":
            continue
        place = f"       {where(sight.table, sight.snippet.field)}: "
        emit_marked(place, sight.snippet.text, sight.snippet.marks if bold else (), columns, 9)


def _plain(summary: "Summary", sight: "Sight | None") -> dict[str, Any]:
    """The shape of `pmtui.schema.shapes.SearchEntry`, built here so that no schema is imported."""
    from pmtui.cli.look import plain_summary

    return plain_summary(summary) | _placed(sight)


def _placed(sight: "Sight | None") -> dict[str, Any]:
    if sight is None:
        return {"pane": None, "table": "", "record": "", "field": "", "snippet": "", "marks": []}
    from pmtui.memory.whereabouts import pane_of

    found: Snippet = sight.snippet
    return {
        "pane": pane_of(sight.table).value,
        "table": sight.table,
        "record": sight.record,
        "field": found.field,
        "snippet": found.text,
        "marks": [list(mark) for mark in found.marks],
    }
