"""One page for people who decide: what happened, to whom, why, and what will change."""

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Factor
from pmtui.domain.vocabulary import ActionState
from pmtui.exporters.blocks import (
    Block,
    Bullets,
    Inline,
    Paragraph,
    Section,
    Table,
    filled,
    flat,
    labelled,
    plain,
    told,
)
from pmtui.exporters.filled import bullets, value_named
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.options import ExportOptions
from pmtui.exporters.prose import labelled_prose, prose
from pmtui.exporters.sections import impact, timeline

_FACTS = ("incident_date", "severity", "owner", "services")
_COLUMNS = {"text": "Action", "owner": "Owner", "due": "Due", "state": "State"}
_MOMENTS = ("impact start", "detected", "responding", "mitigated", "impact end", "resolved")
_LENGTHS = ("time undetected", "time to mitigate", "time to resolve", "impact duration")


def sections(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Section, ...]:
    """Summary, impact, milestones with durations, factors, actions."""
    parts = (
        ("overview", "Summary", _summary(pm, numbers, options)),
        ("impact", "Impact", tuple(map(_short, impact.blocks(pm, numbers, options)))),
        ("timeline", "Timeline", _moments(pm, numbers, options)),
        ("causes", "Contributing factors", (Bullets(tuple(_factor(f) for f in pm.factors)),)),
        ("actions", "Actions", _actions(pm)),
    )
    return tuple(Section(k, title, found) for k, title, b in parts if (found := filled(b)))


def _summary(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Block, ...]:
    reference = labelled("Reference", plain(options.reference)) if options.reference else ()
    status = labelled("Status", plain(pm.review.status))
    short = tuple(
        labelled(label, value)
        for name in _FACTS
        for label, value in ((name.replace("_", " ").capitalize(), value_named(pm.overview, name)),)
        if value
    )
    return (
        *bullets((status, reference), short),
        *prose(pm.overview.summary),
        *labelled_prose("Resolution", pm.overview.resolution),
    )


def _short(block: Block) -> Block:
    """A table without the references to what does not stand on this page."""
    if not isinstance(block, Table):
        return block
    kept = [i for i, name in enumerate(block.head) if name not in ("Ref", "Evidence")]
    rows = tuple(tuple(row[i] for i in kept) for row in block.rows)
    return Table(block.name, tuple(block.head[i] for i in kept), rows, block.lead)


def _moments(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Block, ...]:
    """The milestones and durations that people ask for first."""
    found: list[Block] = []
    for block in timeline.blocks(pm, numbers, options):
        if isinstance(block, Table) and block.name in ("milestones", "durations"):
            rows = tuple(r for r in block.rows if flat(r[0]).startswith((*_MOMENTS, *_LENGTHS)))
            if rows:
                found.append(Table(block.name, block.head, rows, block.lead))
    zone = Paragraph((plain(numbers.clock.sentence),))
    return (zone, *found) if found else ()


def _factor(factor: Factor) -> Inline:
    about = ", ".join(word for word in (factor.kind, factor.standing) if word)
    return told(f"{factor.text} ({about})" if about and factor.text.strip() else factor.text)


def _actions(pm: Postmortem) -> tuple[Block, ...]:
    wanted = [a for a in pm.actions if a.state is not ActionState.DECLINED and a.text.strip()]
    if not wanted:
        return labelled_prose("No action", pm.plan.no_action_because)
    rows = tuple(tuple(value_named(a, name) for name in _COLUMNS) for a in wanted)
    return (Table("actions", tuple(_COLUMNS.values()), rows, lead=1),)
