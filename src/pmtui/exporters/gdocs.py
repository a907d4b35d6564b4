"""Google Docs: Markdown for its command “Paste from Markdown”, tables as lists."""

from pmtui.domain.postmortem import Postmortem
from pmtui.exporters.document import build
from pmtui.exporters.markdown import PASTED
from pmtui.exporters.markdown import render as render_markdown
from pmtui.exporters.options import ExportOptions


def render(pm: Postmortem, options: ExportOptions) -> str:
    """The postmortem as Markdown to paste into Google Docs."""
    return render_markdown(build(pm, options), PASTED)
