"""A postmortem as a document in one of its shapes, built once for every flavour.

Pure and deterministic: nothing depends on the moment of the export, so an unchanged postmortem
gives the same bytes and a small change a small difference.
"""

from dataclasses import replace

from pmtui import __version__
from pmtui.domain.postmortem import Postmortem, depth_of
from pmtui.domain.vocabulary import Status
from pmtui.exporters.blocks import Document, clean
from pmtui.exporters.clock import Clock
from pmtui.exporters.names import naming, with_names
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.options import ExportOptions
from pmtui.exporters.shapes import SHAPES
from pmtui.exporters.words import TeamWords, linked


def build(pm: Postmortem, options: ExportOptions) -> Document:
    """The document of a postmortem, with names as the options ask for."""
    pm, options = named(pm, options)
    zone = options.zone or pm.overview.zone
    clock = Clock(
        zone,
        [e.at.at for e in pm.events if e.at.at],
        waiting=any(e.at.quarantined for e in pm.events),
    )
    numbers = Numbers(pm, clock)
    shape = SHAPES[options.shape]
    chosen = {"timeline": options.timeline, "actions": options.actions}
    sections = shape.sections(pm, numbers, options)
    return Document(
        banner=banner(pm, options) if shape.inside else _draft(pm),
        title=shape.title.format(title=title_of(pm)) if shape.inside else _outside(pm, options),
        sections=linked(sections, options.team) if options.team is not None else sections,
        colophon=colophon(pm, clock, options.team) if options.colophon and shape.inside else (),
        lists=frozenset(name for name, style in chosen.items() if style == "list"),
        tables=frozenset(name for name, style in chosen.items() if style == "table"),
    )


def _outside(pm: Postmortem, options: ExportOptions) -> str:
    """The title that customers read."""
    from pmtui.exporters.shapes import external

    return clean(external.title(pm, options).replace("\n", " ")) or "Incident"


def title_of(pm: Postmortem) -> str:
    """The title on one line, or a stand-in for it."""
    return clean(pm.overview.title.replace("\n", " ")) or "Untitled postmortem"


def banner(pm: Postmortem, options: ExportOptions) -> str:
    """What stands first while it is open; empty once it is complete."""
    from pmtui.review.model import Level

    if pm.review.status is Status.COMPLETE:
        return ""
    return f"DRAFT: {sum(f.level is not Level.ADVISE for f in options.findings)} open"


def named(pm: Postmortem, options: ExportOptions) -> tuple[Postmortem, ExportOptions]:
    """People named as the options ask, in the findings too; never in full to the outside.

    The options come back saying so, since naming twice would name the roles.
    """
    if options.named:
        return pm, options
    names = options.names if SHAPES[options.shape].inside else "roles"
    swap = naming(pm, names)
    if swap is None:
        return pm, replace(options, named=True)
    from pmtui.review.quoting import swapped_findings

    findings = swapped_findings(pm, options.findings, swap)
    others = {written: swap(name) for written, name in options.others.items()}
    return with_names(pm, names), replace(options, named=True, findings=findings, others=others)


def _draft(pm: Postmortem) -> str:
    return "" if pm.review.status is Status.COMPLETE else "DRAFT"


def colophon(pm: Postmortem, clock: Clock, team: TeamWords | None = None) -> tuple[str, ...]:
    """By which criteria it was judged, by which program it was written, when its status changed."""
    criteria = pm.review.criteria_set or "not met yet"
    lines = [f"Criteria set: {criteria}; depth of review: {depth_of(pm)}."]
    severity = pm.overview.severity
    if team is not None and severity is not None and (words := team.severities.get(severity)):
        lines.append(f"{severity} in this team: {words.rstrip('.')}.")
    if pm.transitions:
        last = pm.transitions[-1]
        by = f" by {last.by}" if last.by else ""
        at = f" on {clock.instant(last.at)} {clock.name}" if last.at else ""
        lines.append(f"Last change of status: to {last.to}{by}{at}.")
    lines.append(f"Written with pmtui {__version__}.")
    return tuple(clean(line) for line in lines)
