"""Whole documents: an existing postmortem in Markdown becomes a new draft, nothing of it dropped."""

from datetime import datetime

from pmtui.importers.document.model import Imported
from pmtui.importers.times import Answers

__all__ = ["Imported", "is_document", "read_document"]


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


def is_document(text: str) -> bool:
    """Whether a text is a whole postmortem: two headings that name parts of one, or our own export."""
    from pmtui.importers.document.exported import is_exported
    from pmtui.importers.document.roles import role_of
    from pmtui.importers.document.sections import cut

    head = text[:2_000_000]
    if is_exported(head):
        return True
    roles = {role_of(section.title) for section in cut(head).sections if section.level} - {""}
    return len(roles) >= 2
