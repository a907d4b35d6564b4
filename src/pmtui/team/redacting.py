"""The copy of a postmortem that may lie in a team's folder, and its two files.

Likely secrets are always masked, but for those that a person decided to keep; personal data and
names as the team's rules say. The same postmortem gives the same bytes.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from types import MappingProxyType

from pmtui.domain.postmortem import Postmortem
from pmtui.errors import UsageError
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.exporters.document_json import render as render_document
from pmtui.exporters.names import naming, with_names
from pmtui.exporters.options import Names
from pmtui.exporters.words import team_words
from pmtui.privacy.masking import Personal, Protection, protected
from pmtui.review import review, waived
from pmtui.review.model import Context
from pmtui.schema.document import read_document
from pmtui.value import Value

NOBODY: Mapping[str, str] = MappingProxyType({})
"""No other postmortem has a name here."""


class Redaction(Value, kw_only=True):
    """What a team wants of its copies."""

    names: Names = "full"
    personal: Personal = "mask"
    customers: tuple[str, ...] = ()
    pseudonyms: Mapping[str, str] = field(default_factory=dict)
    """Digest of a value to its pseudonym, as the store remembers them for one postmortem."""


class Redacted(Value):
    """One copy: the value as colleagues will read it, its document, and how much was masked."""

    postmortem: Postmortem
    document: bytes
    readable: str
    masked: int
    pseudonyms: dict[str, str]
    """To remember for the next time, never to share."""


def redacted(
    pm: Postmortem,
    wanted: Redaction,
    context: Context,
    now: datetime,
    others: Mapping[str, str] = NOBODY,
) -> Redacted:
    """The copy of a postmortem; raises UsageError where it could not be read back.

    `others` is what the postmortems that it was compared with are called, by their uids.
    """
    protection = Protection(
        personal=wanted.personal, customers=wanted.customers, pseudonyms=wanted.pseudonyms
    )
    copy = protected(pm, protection)
    named = with_names(copy.postmortem, wanted.names)
    document = render_document(named, ExportOptions(now=now)).encode()
    try:
        value = read_document(document)
    except UsageError as error:
        raise UsageError(
            f"It cannot be shared, since nobody could read it back ({error}) "
            "Mend that field and share again."
        ) from error
    name = naming(copy.postmortem, wanted.names) or str
    told = {copy.swap(uid): name(copy.swap(called)) for uid, called in others.items()}
    text = readable(value, context, now, told)
    return Redacted(value, document, text, len(copy.masked), copy.pseudonyms)


def readable(
    pm: Postmortem, context: Context, now: datetime, others: Mapping[str, str] = NOBODY
) -> str:
    """The Markdown beside a document: of the copy, so that both say the same."""
    void = waived(pm, context).void if pm.waivers else ()
    options = ExportOptions(
        now=now,
        findings=review(pm, context),
        void_waivers=frozenset(w.id for w in void),
        team=team_words(),
        others=others,
    )
    return FLAVOURS["gfm"].render(pm, options)


def title_of(copy: Postmortem) -> str:
    """The title of a copy, on one line."""
    return " ".join(copy.overview.title.split()) or "Untitled"
