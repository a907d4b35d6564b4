"""The whole postmortem, and single sections of it as they stand there."""

from collections.abc import Callable

from pmtui.domain.postmortem import Postmortem
from pmtui.exporters.blocks import Block, Paragraph, Section, filled, plain
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.options import ExportOptions
from pmtui.exporters.sections import actions as actions_section
from pmtui.exporters.sections import appendix, causes, impact, overview, response, review
from pmtui.exporters.sections import timeline as timeline_section

Build = Callable[[Postmortem, Numbers, ExportOptions], tuple[Block, ...]]

SECTIONS: dict[str, tuple[str, Build]] = {
    "overview": ("Overview", overview.blocks),
    "impact": ("Impact", impact.blocks),
    "timeline": ("Timeline", timeline_section.blocks),
    "causes": ("Contributing factors", causes.blocks),
    "response": ("Response", response.blocks),
    "actions": ("Actions", actions_section.blocks),
    "review": ("Review", review.blocks),
    "appendix": ("Appendix", appendix.blocks),
}
"""Key, title and builder of every section, in reading order; empty ones are left out."""


def full(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Section, ...]:
    """All eight sections."""
    return _chosen(tuple(SECTIONS), pm, numbers, options)


def timeline(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Section, ...]:
    """Milestones, durations and events."""
    return _chosen(("timeline",), pm, numbers, options) or _nothing("timeline")


def actions(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Section, ...]:
    """The actions with everything about them."""
    return _chosen(("actions",), pm, numbers, options) or _nothing("actions")


def _nothing(key: str) -> tuple[Section, ...]:
    silent = Paragraph((plain("Nothing is recorded yet."),))
    return (Section(key, SECTIONS[key][0], (silent,)),)


def _chosen(
    keys: tuple[str, ...], pm: Postmortem, numbers: Numbers, options: ExportOptions
) -> tuple[Section, ...]:
    return tuple(
        Section(key, SECTIONS[key][0], found)
        for key in keys
        if (found := filled(SECTIONS[key][1](pm, numbers, options)))
    )
