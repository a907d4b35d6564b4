"""`import` and `timeline parse`: what exists already becomes a postmortem or a timeline."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmtui.cli.common import (
    CLOCK,
    commit,
    judging,
    load,
    past_day,
    saved,
    settings,
    store_open,
    under_way,
)
from pmtui.cli.reading import complete_reference, one_line, read_input
from pmtui.cli.reading import reference as as_reference
from pmtui.cli.speaking import emit, emit_json, hanging, tell, width
from pmtui.domain.ids import new_id
from pmtui.domain.text import decode
from pmtui.errors import AnswerIsNo, UsageError

if TYPE_CHECKING:
    from pmtui.domain.postmortem import Postmortem
    from pmtui.importers.times import Answers
    from pmtui.store.store import Store


@click.command("import")
@click.argument("file", metavar="FILE|-")
@click.argument(
    "reference",
    metavar="[REF]",
    required=False,
    type=as_reference,
    shell_complete=complete_reference,
)
@click.option("--copy", is_flag=True, help="Import also what is in the store already, as a copy.")
@click.option("--zone", metavar="Z", type=one_line, help="The zone of times that name none.")
@click.option("--date", "day", metavar="D", type=past_day, help="The date of times that name none.")
@click.option("--year", metavar="Y", type=one_line, help="The year of dates that name none.")
@click.option("--skew", metavar="S", type=one_line,
              help="How far the source's clock was off: 90 s ahead.")  # fmt: skip
@click.option("--instead", metavar="[LABEL=]Z", type=one_line, multiple=True,
              help="What a zone label of the text means: CST=Asia/Shanghai.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Also rows that look like noise.")
@click.option("--unfold", is_flag=True, help="Lines that differ in numbers only as an event each.")
@click.option("--accept", metavar="all|N,M", type=one_line,
              help="Which differences of an edited export to take.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Tell the differences as JSON.")
def import_command(
    file: str,
    reference: str | None,
    copy: bool,
    zone: str | None,
    day: date | None,
    year: str | None,
    skew: str | None,
    instead: tuple[str, ...],
    everything: bool,
    unfold: bool,
    accept: str | None,
    as_json: bool,
) -> int:
    """Read in a document, a chat, a log or an old postmortem, and print its reference.

    A JSON document of pmtui and a Markdown postmortem become a postmortem of their own; with REF
    the events of any text go into its timeline, what is there already left out, as one step that
    undo takes back. A document that only claims to be complete comes in as in review. What was
    imported before, or is an export of what is there, is refused unless --copy is given.

    A Markdown export of REF that somebody edited is compared with it instead: each difference is
    listed with a number (exit 1), and --accept takes all or some of them. What Markdown does not
    carry is never a difference.

    \b
    Examples: ssh HOST pmtui export PM-7 --to json | pmtui import -
              pmtui import old-postmortem.md
              pmtui import channel.txt PM-7 --zone Europe/Berlin
              pmtui import reviewed.md PM-7 --accept 1,3
    """
    data = read_input(file)
    name = "a pipe" if file == "-" else one_line(Path(file).name)[:80]
    plain = _in_utf8(data)
    if plain.lstrip()[:1] == b"{" and b'"pmtui"' in plain[:4096]:
        if reference:
            raise UsageError("A JSON document is a postmortem of its own. Import it without REF.")
        _import_document(plain, name, copy)
        return 0
    from pmtui.importers import accept as accepting

    text = accepting.readable(data, name)
    if reference and "## Overview" in text:
        from pmtui.cli.returned import compare_command

        code = compare_command(text, reference, name, accept, as_json)
        if code is not None:
            return code
    if accept is not None or as_json:
        raise UsageError(
            f"--accept and --json are for a Markdown export of the postmortem itself, and {name} "
            "is none. Leave them out, or name the postmortem it was exported from."
        )
    answers = accepting.answers_from(zone, _iso(day), year, skew, instead)
    if reference:
        told = _import_events(text, name, reference, answers, everything, unfold)
    else:
        told = _import_text(text, name, answers, everything, unfold, copy)
    for sentence in (*told, *accepting.altered(data)):
        tell(sentence)
    return 0


def _import_events(
    text: str, name: str, reference: str, answers: "Answers", everything: bool, unfold: bool
) -> tuple[str, ...]:
    """The events of a text into the timeline of a postmortem; what is to be said of it."""
    from pmtui.importers.accept import events_from, naming

    with store_open() as store:
        loaded = load(store, reference)
        try:
            landing = events_from(
                loaded.postmortem,
                text,
                name=name,
                now=CLOCK.now(),
                answers=answers,
                everything=everything,
                unfold=unfold,
            )
        except AnswerIsNo as error:
            raise AnswerIsNo(*naming((str(error),), loaded.reference)) from error
        commit(store, loaded, landing.edit, landing.label)
    emit(loaded.reference)
    return naming(landing.told, loaded.reference)


def _import_text(
    text: str, name: str, answers: "Answers", everything: bool, unfold: bool, copy: bool
) -> tuple[str, ...]:
    """A text as a postmortem of its own; what is to be said of it."""
    from pmtui.cli.imported import imported_as, remember_imported
    from pmtui.importers.accept import draft_from, naming
    from pmtui.review.team import team

    zone = settings().zone or team().zone or "UTC"
    done = draft_from(
        text,
        name=name,
        now=CLOCK.now(),
        zone=zone,
        answers=answers,
        everything=everything,
        unfold=unfold,
    )
    with store_open() as store:
        if not copy and (there := imported_as(store, text)):
            raise UsageError(
                f"{name} is in the store already, as {there}. Write {there} behind it to compare "
                f"them or to add its events, add --copy to have a second one, or delete {there} "
                "first to read it anew."
            )
        pm = _compared_again(store, done.postmortem)
        made = store.create(pm, label=f"import {name}", kind="import")
        saved()
        _opened_first(store, made.postmortem.uid)
        remember_imported(store, text, made.postmortem.uid)
    emit(made.reference)
    return naming(done.notes, made.reference, fresh=True)


def _opened_first(store: "Store", uid: str) -> None:
    """What is read in is logged to only where nothing else is under way."""
    if not under_way(store):
        store.remember("last", uid)


def _compared_again(store: "Store", pm: "Postmortem") -> "Postmortem":
    """The postmortem with the others of this store that its words name."""
    if not pm.related:
        return pm
    from pmtui.store.similar import found_again

    return found_again(store, pm)


def _in_utf8(data: bytes) -> bytes:
    """The bytes without a byte-order mark, with which editors and shells of Windows write."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))
    return decode(data).encode() if marked else data


def _import_document(data: bytes, name: str, copy: bool) -> None:
    from pmtui.review.gate import admit
    from pmtui.schema.document import load_document

    document = load_document(data)
    context = judging()
    admitted = admit(document.postmortem, context)
    pm = admitted.postmortem
    with store_open() as store:
        known = {s.uid: s.reference for s in store.summaries()}
        if pm.uid in known:
            if not copy:
                raise UsageError(
                    f"This postmortem is in the store already, as {known[pm.uid]}. "
                    "Import it with --copy to have a second one."
                )
            pm = replace(pm, uid=new_id())
        loaded = store.create(pm, label=f"import {name}", kind="import", context=context)
        saved()
        _opened_first(store, pm.uid)
    emit(loaded.reference)
    for notice in (document.notice, *admitted.notices):
        if notice:
            tell(notice)
    tell(f"Imported; pmtui open {loaded.reference} opens it.")


@click.group("timeline")
def timeline_command() -> None:
    """Read a timeline out of any text.

    Example: pmtui timeline parse incident.log
    """


@timeline_command.command("parse")
@click.argument("file", metavar="FILE|-")
@click.option("--zone", metavar="Z", type=one_line, help="The zone of times that name none.")
@click.option("--date", "day", metavar="D", type=past_day, help="The date of times that name none.")
@click.option("--year", type=click.IntRange(1970, 9999), metavar="Y", help="The year likewise.")
@click.option("--skew", metavar="S", type=one_line,
              help="How far the source's clock was off: 90 s ahead.")  # fmt: skip
@click.option("--instead", metavar="LABEL=Z", type=one_line, multiple=True,
              help="What a zone label of the text means: CST=Asia/Shanghai.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text",
              help="How.")  # fmt: skip
def parse_command(
    file: str,
    zone: str | None,
    day: date | None,
    year: int | None,
    skew: str | None,
    instead: tuple[str, ...],
    as_json: bool,
    format_: str,
) -> None:
    """Text to events; touches no store. --json gives every event with its lines.

    With --skew the times are corrected and each event tells by how many seconds; the raw lines
    keep what was written.

    \b
    Examples: pmtui timeline parse incident.log --zone Europe/Berlin
              journalctl -u checkout | pmtui timeline parse - --json
    """
    from pmtui.importers import Hints, corrected_at, parse_timeline, to_json
    from pmtui.importers import decode as decode_timeline
    from pmtui.importers.accept import answers_from

    if any("=" not in text for text in instead):
        raise UsageError("--instead needs the label here. Type for example CST=Asia/Shanghai.")
    answers = answers_from(zone, _iso(day), None, skew, instead)
    off = answers.skew or 0
    text, notes = decode_timeline(read_input(file))
    hints = Hints(zone=answers.zone, date=day, year=year, now=CLOCK.now(), labels=answers.labels)
    parsed = parse_timeline(text, hints)
    if as_json or format_ == "json":
        emit_json(to_json(parsed, off))
    else:
        columns = width()
        for event in parsed.events:
            when = f"{'~' if event.approx else ''}{corrected_at(event.at, off)}"
            emit(hanging(f"{when:<25}  ", _said(event), columns))
        for remark in parsed.undated:
            emit(hanging(f"{'no time':<25}  ", remark.text, columns))
    for note in notes:
        tell(str(note))
    for remark in parsed.notes:
        tell(f"Line {remark.line}: {remark.text}" if remark.line else remark.text)
    for question in parsed.questions:
        tell(question.text)


def _said(event: Any) -> str:
    return f"{event.actor}: {event.text}" if event.actor else str(event.text)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
