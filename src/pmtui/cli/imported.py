"""Which postmortem a text became when it was imported before, so that it does not become two."""

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmtui.store.store import Store

_REFERENCE = re.compile(r"^- \*\*Reference:\*\* (PM-\d{1,9})$", re.MULTILINE)
_MOST = 5
"""Postmortems of one title that an export is compared with."""


def imported_as(store: "Store", text: str) -> str:
    """The reference of the postmortem that this very text was imported as, or is an export of.

    "" where there is none, or where it was deleted since.
    """
    there = {summary.uid: summary for summary in store.summaries()}
    before = there.get(store.recall(_key(text), ""))
    if before is not None:
        return before.reference
    if "\n## Overview\n" not in text:
        return ""
    from pmtui.returned.comparison import is_copy

    head = text[:4000]
    named = _REFERENCE.search(head)
    likely = [
        summary
        for summary in there.values()
        if (named and named[1] == summary.reference)
        or (summary.title.strip() and summary.title.strip() in head)
    ]
    for summary in likely[:_MOST]:
        if is_copy(text, store.load(summary.uid).postmortem, summary.reference):
            return summary.reference
    return ""


def remember_imported(store: "Store", text: str, uid: str) -> None:
    """Keep the digest of a text that became a postmortem; nothing of its words."""
    store.remember(_key(text), uid)


def _key(text: str) -> str:
    body = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return f"imported:{hashlib.sha256(body.encode('utf-8', 'replace')).hexdigest()[:32]}"
