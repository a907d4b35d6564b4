"""Actions or timeline as CSV, safe to open in a spreadsheet (OWASP ASVS 1.2.10, CWE-1236).

A cell that a spreadsheet would compute is prefixed by an apostrophe, and so is one that begins
with an apostrophe: taking the first apostrophe off gives every cell back. `raw` leaves it out.
"""

import csv
import io
from typing import Any

from pmtui.domain.facts import timeline
from pmtui.domain.fields import form
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Action, Event
from pmtui.exporters.blocks import clean, flat
from pmtui.exporters.clock import Clock
from pmtui.exporters.filled import value_named, value_of
from pmtui.exporters.names import with_names
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.options import ExportOptions

_COMPUTED = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'", "\t", "\r", "\x00")


def render(pm: Postmortem, options: ExportOptions) -> str:
    """The chosen sheet with a head; lines end as RFC 4180 says."""
    pm = with_names(pm, options.names)
    zone = options.zone or pm.overview.zone
    numbers = Numbers(pm, Clock(zone, [e.at.at for e in pm.events if e.at.at]))
    wanted = options.shape if options.shape in ("actions", "timeline") else options.sheet
    head, rows = _timeline(pm, numbers) if wanted == "timeline" else _actions(pm, numbers)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (head, *rows):
        writer.writerow([cell if options.raw else guarded(cell) for cell in row])
    return text.getvalue()


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_COMPUTED) else cell


def _timeline(pm: Postmortem, numbers: Numbers) -> tuple[list[str], list[list[str]]]:
    head = [*(spec.label for spec in form(Event)), "Zone", "Evidence", "Factors"]
    rows = [
        [
            *_cells(event, numbers),
            numbers.clock.name,
            flat(numbers.evidence(event.id)),
            flat(numbers.back("events", event.id, "factors")),
        ]
        for event in timeline(pm)
    ]
    return head, rows


def _actions(pm: Postmortem, numbers: Numbers) -> tuple[list[str], list[list[str]]]:
    head = ["Ref", *(spec.label for spec in form(Action))]
    rows = [[numbers.ref("actions", a.id), *_cells(a, numbers)] for a in pm.actions]
    return head, rows


def _cells(record: Any, numbers: Numbers) -> list[str]:
    """Every field a person can fill, in the order of the form."""
    return [
        clean(flat(value_of(record, spec, numbers) or _default(record, spec.name)))
        for spec in form(type(record))
    ]


def _default(record: Any, name: str) -> Any:
    return value_named(record, name) if name == "state" else ()
