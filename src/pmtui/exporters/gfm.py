"""GitHub Flavored Markdown: the full document, for repositories, issues and pull requests."""

from pmtui.domain.postmortem import Postmortem
from pmtui.exporters.document import build, title_of
from pmtui.exporters.markdown import GITHUB, heading
from pmtui.exporters.markdown import render as render_markdown
from pmtui.exporters.options import ExportOptions


def render(pm: Postmortem, options: ExportOptions) -> str:
    """The postmortem as GitHub Flavored Markdown."""
    return render_markdown(build(pm, options), GITHUB)


def heading_of(pm: Postmortem) -> str:
    """The line that bears the title of a whole postmortem, escaped, to know a copy by."""
    return heading(title_of(pm), GITHUB)
