"""The lines of the preview as text: head, questions, rows, and how the row at hand was read."""

import re
from dataclasses import replace
from datetime import datetime

from rich.cells import cell_len

from pmtui.domain import zones
from pmtui.domain.moment import When
from pmtui.domain.skew import show_skew
from pmtui.domain.text import sanitise
from pmtui.domain.vocabulary import Precision
from pmtui.domain.when_show import show_when
from pmtui.importers.rows import ImportRow
from pmtui.ui.preview.asking import QUESTIONS, Asked, Setting, given
from pmtui.ui.preview.draft import Draft
from pmtui.ui.text import fit
from pmtui.ui.widgets.line_list import DETAIL
from pmtui.ui.widgets.record_list import Column, Row

COLUMNS = (Column(3), Column(5), Column(9, bold=True), Column())
"""Tick, day where it changes, time, words."""

_ASKED_ABOVE = re.compile(r"the (?:date|year) is not written|the year \d{1,4} is assumed")
"""Doubts that a question above the rows speaks of; a row need not repeat them."""
_NAMES = {
    "markdown": "a written timeline",
    "slack": "a Slack chat",
    "irc": "an IRC log",
    "none": "no times",
    "csv": "a table",
    "git-log": "a git log",
    "mail": "mail",
    "kubectl-events": "Kubernetes events",
    "webvtt": "a transcript",
    "zoom-chat": "a Zoom chat",
    "syslog": "a system log",
    "dmesg": "a kernel log",
    "iso": "a log",
    "history": "a shell history",
}
"""Formats as people call them; others go by the engine's name."""


def head_text(draft: Draft) -> str:
    """What was recognised, how much of it, and what would land."""
    plan = draft.plan
    name = _NAMES.get(plan.format, plan.format)
    parts = [
        f"{name[:1].upper()}{name[1:]}",
        f"{len(plan.picked):,} of {len(plan.rows):,} rows ticked",
    ]
    untimed, known = draft.order.untimed, draft.order.known
    if untimed:
        parts.append(f"{untimed:,} without a time")
    if known:
        parts.append(f"{known:,} known already")
    if draft.hidden and not draft.wanted:
        parts.append(f"{draft.hidden:,} folded (f)")
    if draft.wanted:
        parts.append(f"filter “{fit(draft.wanted, 12)}”")
    return DETAIL.join(parts)


def question_texts(draft: Draft, setting: Setting, room: int) -> list[str]:
    """One line for each question, open or answered, with its key."""
    lines = []
    for asked in QUESTIONS:
        question = next((q for q in draft.questions if q.kind == asked.kind), None)
        answer = given(asked, draft.answers, draft.plan.questions)
        if question is None and not answer:
            continue
        if answer:
            lines.append(
                f"  {asked.key}  {asked.name}: {answer}{_elsewhere(asked, answer, setting)}"
            )
            continue
        offer = _offer(asked, setting, draft)
        tail = f"  [{asked.key} {offer}]"
        assert question is not None
        text = fit(f"? {asked.key}  {question.text}", room - cell_len(tail))
        lines.append(text + tail)
    return lines


def _elsewhere(asked: Asked, answer: str, setting: Setting) -> str:
    """That rows stand on the workbook's clock, where the answer names another zone."""
    if asked.kind != "zone" or answer == setting.zone:
        return ""
    return f"; the rows below show it in {setting.zone}, as the timeline will"


def _offer(asked: Asked, setting: Setting, draft: Draft) -> str:
    if asked.toggles:
        return "turns it over"
    question = next((q for q in draft.questions if q.kind == asked.kind), None)
    return f"{asked.offer(setting, question)}?"


def row_of(draft: Draft, id: str, above: str, zone: str) -> Row:
    """One row of the list."""
    row = draft.row(id)
    if row is None:
        return Row(id, ("", "", "", ""))
    before = draft.row(above)
    day = _day(row.at, zone)
    shown = "" if before is not None and _day(before.at, zone) == day else day
    tick = "[x]" if id in draft.plan.picked else "[ ]"
    words = f"{row.who}: {row.text}" if row.who else row.text
    return Row(id, (tick, shown, clock_text(row, zone), words or "(empty)"), _tail(row), _mark(row))


def clock_text(row: ImportRow, zone: str) -> str:
    """The clock time of a row in the zone of the workbook, as far as it is known."""
    at = row.at
    if at.at is None and not at.local and at.day is None:
        return fit(f"{at.written}?", 9) if at.written and len(row.parts) else "?"
    seconds = Precision.SECOND if at.precision is Precision.FRACTION else at.precision
    text = show_when(replace(at, until=None, precision=seconds), zone, with_date=False)
    return f"{text}.." if at.until is not None else text


def _day(at: When, zone: str) -> str:
    if at.at is not None:
        return f"{zones.to_zone(at.at, zones.zone_or_utc(zone)):%m-%d}"
    if at.local:
        return f"{datetime.fromisoformat(at.local):%m-%d}"
    return f"{at.day:%m-%d}" if at.day is not None else ""


def _tail(row: ImportRow) -> str:
    parts = [f"{row.count} rows in one"] if row.count > 1 else []
    if row.confidence != "sure":
        parts += [
            part for part in row.reason.split("; ") if part and not _ASKED_ABOVE.fullmatch(part)
        ]
    return DETAIL.join(parts)


def _mark(row: ImportRow) -> str:
    if row.milestones:
        return "! " + ", ".join(m.value for m in row.milestones)
    if row.known:
        return "= known"
    if row.hint is not None:
        return f"m {row.hint.value}?"
    if not row.at.sortable:
        return "- no day" if row.at.written else "- no time"
    return {"doubtful": "? doubtful", "likely": "~ likely"}.get(row.confidence, "")


def reason_text(row: ImportRow) -> str:
    """How a row was read, in words."""
    first, last = row.lines
    where = f"line {first}" if first == last else f"lines {first} to {last}"
    parts = [f"{where}, {row.confidence}"]
    if row.reason:
        parts.append(row.reason)
    if row.at.reason and row.at.reason not in row.reason:
        parts.append(row.at.reason)
    if row.at.written:
        parts.append(f"written “{row.at.written}”")
    if row.at.skew:
        parts.append(f"clock of the source {show_skew(row.at.skew)}, corrected")
    if row.at.zone and row.at.at is not None:
        parts.append(f"zone {row.at.zone} ({row.at.zone_known.value})")
    elif row.at.quarantined and row.at.reason:
        parts.append("it waits for an answer about the clock change")
    elif row.at.quarantined:
        parts.append("zone unknown, so it waits for one")
    return DETAIL.join(parts)


def raw_text(row: ImportRow) -> str:
    """The lines a row was read from, as one line."""
    return sanitise(row.raw[:1000]).text.replace("\n", " ⏎ ")
