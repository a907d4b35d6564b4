"""Jira: wiki markup for a description or comment in its text mode."""

from pmtui.domain.postmortem import Postmortem
from pmtui.exporters import wiki
from pmtui.exporters.document import build
from pmtui.exporters.options import ExportOptions


def render(pm: Postmortem, options: ExportOptions) -> str:
    """The postmortem as Jira wiki markup."""
    return wiki.render(build(pm, options))
