"""How a postmortem leaves the program: a registry of flavours, each a pure function to text."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from pmtui.domain.postmortem import Postmortem
from pmtui.exporters.options import ExportOptions

Render = Callable[[Postmortem, ExportOptions], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flavour:
    """One way out: its name on the command line, its file suffix, what it is for."""

    name: str
    suffix: str
    purpose: str
    paste_instruction: str
    """Where and how to paste it; for the error stream, never part of the document."""
    render: Render


def _by(module: str) -> Render:
    """The renderer of a module, which is imported once something is rendered by it."""

    def render(pm: Postmortem, options: ExportOptions) -> str:
        found: Render = import_module(f"pmtui.exporters.{module}").render
        return found(pm, options)

    return render


_ALL = (
    Flavour(
        name="gfm",
        suffix=".md",
        purpose="the whole document as Markdown for GitHub and most other places",
        paste_instruction="Paste it into the editor of an issue or pull request, or commit the file.",
        render=_by("gfm"),
    ),
    Flavour(
        name="gitlab",
        suffix=".md",
        purpose="the whole document as Markdown for GitLab",
        paste_instruction="Paste it into the plain text editor of an issue or wiki page.",
        render=_by("gitlab"),
    ),
    Flavour(
        name="confluence",
        suffix=".md",
        purpose="the whole document as Markdown for Confluence Cloud",
        paste_instruction=(
            "Paste it into an empty page; the editor converts it. Where it does not, open the "
            "html flavour in a browser and copy from there."
        ),
        render=_by("confluence"),
    ),
    Flavour(
        name="confluence-wiki",
        suffix=".wiki",
        purpose="the whole document as wiki markup for Confluence Data Center",
        paste_instruction="In the editor choose Insert, then Markup, then Confluence wiki.",
        render=_by("confluence_wiki"),
    ),
    Flavour(
        name="jira",
        suffix=".wiki",
        purpose="the whole document as wiki markup for Jira",
        paste_instruction="Switch the description or comment to its Text tab, then paste.",
        render=_by("jira"),
    ),
    Flavour(
        name="slack",
        suffix=".txt",
        purpose="a summary that fits into one Slack message",
        paste_instruction="Send it through the API as mrkdwn, or paste it into the message field.",
        render=_by("slack"),
    ),
    Flavour(
        name="notion",
        suffix=".md",
        purpose="the whole document as Markdown for Notion",
        paste_instruction="Paste it into an empty page; Notion converts it.",
        render=_by("notion"),
    ),
    Flavour(
        name="gdocs",
        suffix=".md",
        purpose="the whole document as Markdown for Google Docs",
        paste_instruction=(
            "Turn on Tools, Preferences, Enable Markdown once; then right-click and choose Paste "
            "from Markdown."
        ),
        render=_by("gdocs"),
    ),
    Flavour(
        name="html",
        suffix=".html",
        purpose="one page to open, print, or copy as rich text into any editor",
        paste_instruction="Open the file in a browser, select all, copy, and paste.",
        render=_by("html_page"),
    ),
    Flavour(
        name="text",
        suffix=".txt",
        purpose="plain text of 78 columns for mail",
        paste_instruction="Paste it into a mail written as plain text.",
        render=_by("mail_text"),
    ),
    Flavour(
        name="json",
        suffix=".json",
        purpose="the whole postmortem, for import and for scripts; secrets masked unless --as-is",
        paste_instruction="Keep the file; “pmtui import FILE” reads it back.",
        render=_by("document_json"),
    ),
    Flavour(
        name="csv",
        suffix=".csv",
        purpose="actions or timeline for a spreadsheet",
        paste_instruction=(
            "Open it as UTF-8 with commas. A cell that begins with an apostrophe was prefixed so "
            "that no formula runs."
        ),
        render=_by("csv_table"),
    ),
)

FLAVOURS: dict[str, Flavour] = {flavour.name: flavour for flavour in _ALL}
"""Every flavour by its name, in the order in which help lists them."""

__all__ = ["FLAVOURS", "ExportOptions", "Flavour", "Render"]
