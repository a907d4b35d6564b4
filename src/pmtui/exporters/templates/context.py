"""What a template sees: plain texts, lists and mappings, with names and masks already applied.

* `title`, `reference`, `status`, `banner` (empty once complete), `zone` (a sentence), `colophon`
  (a list of lines);
* `overview`, `impact`, `causes`, `response`, `plan`, `review`: a mapping of each field's name to
  its text, `""` where nothing was written;
* `participants`, `questions`, `events` (in order of time), `factors`, `lessons`, `actions`,
  `metrics`, `evidence`, `sources`, `facets`, `waivers`, `publications`, …: a list of such
  mappings, each with its `ref` (`F1`, `A2`); fields that link hold the references;
* `related`: likewise, but for those dismissed, each with the `name` of the other postmortem: its number, title and address;
* `milestones`: a mapping of each marked milestone to its time; `durations`: a list of mappings
  with `label`, `length` and `formula`;
* `findings`: a list of mappings with `criterion`, `pane`, `level`, `message` and `next`.

`pmtui export REF --to context` prints all of it for one postmortem.
"""

from typing import Any

from pmtui.domain.facts import durations, milestone_events, timeline
from pmtui.domain.fields import Kind, show, specs
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem
from pmtui.exporters.blocks import clean, flat
from pmtui.exporters.clock import Clock
from pmtui.exporters.document import banner, colophon, named
from pmtui.exporters.filled import related_told
from pmtui.exporters.numbers import GONE, Numbers
from pmtui.exporters.options import ExportOptions

_HIDDEN = frozenset({"false_alarms"})
_TOLD = {"events": timeline, "related": related_told}


def context_of(pm: Postmortem, options: ExportOptions) -> dict[str, Any]:
    """The mapping that a template is given."""
    pm, options = named(pm, options)
    clock = Clock(
        options.zone or pm.overview.zone,
        [e.at.at for e in pm.events if e.at.at],
        waiting=any(e.at.quarantined for e in pm.events),
    )
    numbers = Numbers(pm, clock)
    found: dict[str, Any] = {
        "title": clean(pm.overview.title),
        "reference": options.reference,
        "status": str(pm.review.status),
        "banner": banner(pm, options),
        "zone": clock.sentence,
        "colophon": list(colophon(pm, clock)) if options.colophon else [],
    }
    found |= {table: _record(getattr(pm, table), numbers) for table in SINGLES}
    for table in LISTS:
        if table not in _HIDDEN:
            told = _TOLD.get(table)
            records = told(pm) if told else getattr(pm, table)
            found[table] = [_listed(table, record, numbers) for record in records]
    for other, record in zip(found["related"], related_told(pm), strict=True):
        other["name"] = clean(options.others.get(record.uid) or record.uid)
    found["milestones"] = {
        str(milestone): clock.when(event.at) for milestone, event in milestone_events(pm).items()
    }
    found["durations"] = [
        {"label": d.label, "length": d.text, "formula": d.formula} for d in durations(pm) if d.known
    ]
    found["findings"] = [
        {
            "criterion": f.criterion,
            "pane": str(f.pane),
            "level": str(f.level),
            "message": f.message,
            "next": f.next,
        }
        for f in options.findings
    ]
    return found


def _listed(table: str, record: Any, numbers: Numbers) -> dict[str, Any]:
    ref = "" if table == "events" else numbers.ref(table, record.id)
    return {"ref": ref if ref != GONE else "", **_record(record, numbers)}


def _record(record: Any, numbers: Numbers) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for spec in specs(type(record)).values():
        value = getattr(record, spec.name)
        match spec.kind:
            case Kind.LINKS:
                found[spec.name] = [flat(numbers.refs(spec.table, (id,))) for id in value]
            case Kind.NAMES | Kind.CHOICES:
                found[spec.name] = [clean(str(part)) for part in value]
            case Kind.WHEN:
                found[spec.name] = numbers.clock.when(value)
            case Kind.FLAG:
                found[spec.name] = bool(value)
            case Kind.MACHINE:
                found[spec.name] = clean(str(value if value is not None else ""))
            case _:
                found[spec.name] = clean(show(spec, value))
    return found
