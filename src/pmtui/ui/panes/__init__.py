"""The seven panes of a workbook; each is imported on its first use."""

from importlib import import_module
from typing import TYPE_CHECKING

from pmtui.domain.vocabulary import Pane as Name

if TYPE_CHECKING:
    from pmtui.ui.panes.base import Pane

PANES: dict[Name, tuple[str, str]] = {
    Name.OVERVIEW: ("pmtui.ui.panes.overview", "OverviewPane"),
    Name.TIMELINE: ("pmtui.ui.panes.timeline", "TimelinePane"),
    Name.IMPACT: ("pmtui.ui.panes.impact", "ImpactPane"),
    Name.CAUSES: ("pmtui.ui.panes.causes", "CausesPane"),
    Name.RESPONSE: ("pmtui.ui.panes.response", "ResponsePane"),
    Name.ACTIONS: ("pmtui.ui.panes.actions", "ActionsPane"),
    Name.REVIEW: ("pmtui.ui.panes.review", "ReviewPane"),
}
"""Module and class of each pane, in the order of the tabs."""


def pane_class(name: Name) -> "type[Pane]":
    """The class of a pane; imports its module on the first call."""
    module, cls = PANES[name]
    found: type[Pane] = getattr(import_module(module), cls)
    return found
