"""GitLab Flavored Markdown: as GitHub's, with GitLab's own references kept from linking."""

from pmtui.domain.postmortem import Postmortem
from pmtui.exporters.document import build
from pmtui.exporters.markdown import GITLAB
from pmtui.exporters.markdown import render as render_markdown
from pmtui.exporters.options import ExportOptions


def render(pm: Postmortem, options: ExportOptions) -> str:
    """The postmortem as GitLab Flavored Markdown."""
    return render_markdown(build(pm, options), GITLAB)
