"""Whole documents: an existing postmortem in Markdown becomes a new draft, nothing of it dropped."""

from datetime import datetime

from pmtui.importers.document.model import Imported
from pmtui.importers.times import Answers

__all__ = ["Imported", "is_document", "read_document"]

MARKDOWN = (".md", ".markdown", ".mdown")
"""How names of Markdown files end."""


def read_document(
    text: str,
    *,
    now: datetime,
    zone: str = "UTC",
    label: str = "",
    answers: Answers | None = None,
) -> Imported:
    """The draft that a document becomes, with what should be said about it. Never raises.

    `zone` is the workbook's where the document names none; `answers` say what its timeline does
    not; `label` is what the document is called, a file name. Pure.
    """
    from pmtui.importers.document.exported import is_exported, read_exported
    from pmtui.importers.document.foreign import read_foreign
    from pmtui.importers.timeline.decoding import clean

    text, _ = clean(text)
    answers = answers or Answers()
    if is_exported(text):
        return read_exported(text)
    return read_foreign(text, now=now, zone=zone, label=label, answers=answers)


def is_document(text: str, name: str = "") -> bool:
    """Whether a text is a whole postmortem.

    Two headings name parts of one, or it is our own export; of a file whose name says Markdown one
    heading or a front matter is enough, since prose without times is an account as well.
    """
    from pmtui.importers.document.exported import is_exported
    from pmtui.importers.document.roles import role_of
    from pmtui.importers.document.sections import cut

    head = text[:2_000_000]
    if is_exported(head):
        return True
    titles = [section.title for section in cut(head).sections if section.level]
    if name.lower().endswith(MARKDOWN) and (titles or head.startswith("---\n")):
        return True
    return len({role_of(title) for title in titles} - {""}) >= 2
