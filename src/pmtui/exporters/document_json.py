"""The lossless JSON document: `{"pmtui": {"document": 1}, "status": …, "postmortem": {…}}`.

`postmortem` holds the uid, the single records as objects and the lists as arrays of records with
their ids; values equal to a field's default are left out. No number of a store and no time of a
save is in it. `pmtui.schema.document` reads it back; a later release reads every earlier version.
"""

import json

from pmtui.domain.plain import Plain, encode_postmortem
from pmtui.domain.postmortem import Postmortem
from pmtui.exporters.options import ExportOptions

DOCUMENT_VERSION = 1
"""Raised when an older release could no longer read the document without loss."""


def document(pm: Postmortem) -> Plain:
    """The document as plain JSON values."""
    plain = encode_postmortem(pm)
    if not pm.facets:
        plain["facets"] = []
    return {
        "pmtui": {"document": DOCUMENT_VERSION},
        "status": pm.review.status.value,
        "postmortem": plain,
    }


def render(pm: Postmortem, options: ExportOptions) -> str:
    """The document as text; names and zone stay as they are, since it is for coming back."""
    return json.dumps(document(pm), ensure_ascii=False, indent=2) + "\n"
