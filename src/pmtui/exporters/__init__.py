"""How a postmortem leaves the program: a registry of flavours, each a pure function to text."""

from collections.abc import Callable
from dataclasses import dataclass

from pmtui.domain.postmortem import Postmortem
from pmtui.exporters import document_json, gfm
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


_ALL = (
    Flavour(
        name="gfm",
        suffix=".md",
        purpose="the whole document as Markdown for GitHub and most other places",
        paste_instruction="Paste it into the editor of an issue or pull request, or commit the file.",
        render=gfm.render,
    ),
    Flavour(
        name="json",
        suffix=".json",
        purpose="the whole postmortem without loss, for import and for scripts",
        paste_instruction="Keep the file; “pmtui import FILE” reads it back.",
        render=document_json.render,
    ),
)

FLAVOURS: dict[str, Flavour] = {flavour.name: flavour for flavour in _ALL}
"""Every flavour by its name, in the order in which help lists them."""

__all__ = ["FLAVOURS", "ExportOptions", "Flavour", "Render"]
