"""A postmortem as a document: the eight sections in their fixed order, built once for every flavour.

Pure and deterministic: nothing depends on the moment of the export, so an unchanged postmortem
gives the same bytes and a small change a small difference.
"""

from collections.abc import Callable

from pmtui.domain.postmortem import Postmortem, depth_of
from pmtui.domain.vocabulary import Status
from pmtui.exporters.blocks import Block, Document, Section, clean, filled
from pmtui.exporters.clock import Clock
from pmtui.exporters.names import with_names
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.options import ExportOptions
from pmtui.exporters.sections import (
    actions,
    appendix,
    causes,
    impact,
    overview,
    response,
    review,
    timeline,
)

Build = Callable[[Postmortem, Numbers, ExportOptions], tuple[Block, ...]]

SECTIONS: dict[str, tuple[str, Build]] = {
    "overview": ("Overview", overview.blocks),
    "impact": ("Impact", impact.blocks),
    "timeline": ("Timeline", timeline.blocks),
    "causes": ("Contributing factors", causes.blocks),
    "response": ("Response", response.blocks),
    "actions": ("Actions", actions.blocks),
    "review": ("Review", review.blocks),
    "appendix": ("Appendix", appendix.blocks),
}
"""Key, title and builder of every section, in reading order; empty ones are left out."""


def build(pm: Postmortem, options: ExportOptions) -> Document:
    """The document of a postmortem, with names as the options ask for."""
    pm = with_names(pm, options.names)
    zone = options.zone or pm.overview.zone
    clock = Clock(zone, [e.at.at for e in pm.events if e.at.at])
    numbers = Numbers(pm, clock)
    sections = (
        Section(key, title, found)
        for key, (title, blocks) in SECTIONS.items()
        if (found := filled(blocks(pm, numbers, options)))
    )
    chosen = {"timeline": options.timeline, "actions": options.actions}
    return Document(
        banner=banner(pm, options),
        title=clean(pm.overview.title.replace("\n", " ")) or "Untitled postmortem",
        sections=tuple(sections),
        colophon=_colophon(pm, clock) if options.colophon else (),
        lists=frozenset(name for name, style in chosen.items() if style == "list"),
        tables=frozenset(name for name, style in chosen.items() if style == "table"),
    )


def banner(pm: Postmortem, options: ExportOptions) -> str:
    """What stands first while it is open; empty once it is complete."""
    from pmtui.review.model import Level

    if pm.review.status is Status.COMPLETE:
        return ""
    return f"DRAFT: {sum(f.level is not Level.ADVISE for f in options.findings)} open"


def _colophon(pm: Postmortem, clock: Clock) -> tuple[str, ...]:
    """By which criteria it was judged, by which program it was written, when its status changed."""
    from importlib.metadata import version

    criteria = pm.review.criteria_set or "not met yet"
    lines = [f"Criteria set: {criteria}; depth of review: {depth_of(pm)}."]
    if pm.transitions:
        last = pm.transitions[-1]
        by = f" by {last.by}" if last.by else ""
        at = f" on {clock.instant(last.at)} {clock.name}" if last.at else ""
        lines.append(f"Last change of status: to {last.to}{by}{at}.")
    lines.append(f"Written with pmtui {version('pmtui')}.")
    return tuple(clean(line) for line in lines)
