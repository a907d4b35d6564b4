"""The review that was held: one record that answers C37 to C39, and what became of it since.

It remembers a fingerprint of factors, actions and their links, which lapses when one of these is
added, removed or linked anew; other edits only show as “edited since” (gate rule 10).
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pmtui.domain.plain import encode_record
from pmtui.domain.postmortem import PANE_OF, Postmortem, with_part
from pmtui.domain.vocabulary import Pane
from pmtui.domain.zones import zone_or_utc
from pmtui.errors import UsageError
from pmtui.review.model import digest

AFTER_COMPLETION: dict[str, frozenset[str]] = {
    "actions": frozenset({"state", "due", "review_on", "tracker", "done_when", "declined_because"}),
    "publications": frozenset(),
    "transitions": frozenset(),
}
"""What stays editable in a complete postmortem, by table: these fields, or the whole table where
none is named. What shows that an action works is often known only once it is done."""

_REVIEWED = {"actions": frozenset({"done_when"})}
"""What was reviewed, though it stays editable: a change of it shows as “edited since”."""

_PROSE_PANES = tuple(p for p in Pane if p is not Pane.REVIEW)


def attest(
    pm: Postmortem,
    *,
    held_on: date,
    readers: tuple[str, ...],
    reviewer: str,
    approver: str,
    recorded_by: str,
    where: str,
    note: str,
) -> Postmortem:
    """Record that the review was held, against the factors and actions of this moment.

    Raises UsageError where nobody is named as recording it, since an attestation without a name
    confirms nothing. Whether the reviewer may be the reviewer is a finding, not an error.
    """
    if not recorded_by.strip():
        raise UsageError("A review held is recorded by somebody. Give the name of who records it.")
    review = replace(
        pm.review,
        held_on=held_on,
        readers=tuple(r for r in readers if r.strip()),
        reviewer=reviewer.strip(),
        approver=approver.strip(),
        recorded_by=recorded_by.strip(),
        held_where=where.strip(),
        note=note.strip(),
        held_fingerprint=_fingerprint(pm),
    )
    return with_part(pm, "review", review)


def not_yet(pm: Postmortem, held_on: date, now: datetime) -> str:
    """Why a review cannot have been held on a day, as a sentence; "" where it can.

    A day that has begun here or in the postmortem's zone has come.
    """
    today = max(now.astimezone().date(), now.astimezone(zone_or_utc(pm.overview.zone)).date())
    if held_on <= today:
        return ""
    return f"{held_on} is still to come. Record the review on the day it is held, or later."


def withdraw_attestation(pm: Postmortem) -> Postmortem:
    """Take the review held back; what was written about it stays in the fields."""
    return with_part(pm, "review", replace(pm.review, held_fingerprint=""))


def held(pm: Postmortem) -> bool:
    """Whether a review was held and still counts."""
    return pm.review.held_on is not None and _stored_structure(pm) == structure(pm)


def lapsed(pm: Postmortem) -> bool:
    """Whether a review was attested and no longer counts."""
    return bool(pm.review.held_fingerprint) and not held(pm)


def structure(pm: Postmortem) -> str:
    """The digest of which factors and actions there are and what they link to."""
    parts = [f"f {f.id} {' '.join(sorted(f.events))}" for f in pm.factors]
    parts += [
        f"a {a.id} {' '.join(sorted(a.factors))} / {' '.join(sorted(a.lessons))}"
        for a in pm.actions
    ]
    return digest("\n".join(sorted(parts)))


def edited_since(pm: Postmortem) -> tuple[Pane, ...]:
    """The panes whose content differs from what was reviewed; empty where nothing was attested."""
    _, *stored = pm.review.held_fingerprint.split(".")
    if len(stored) != len(_PROSE_PANES):
        return ()
    return tuple(
        pane for pane, was in zip(_PROSE_PANES, stored, strict=True) if _content(pm, pane) != was
    )


def _stored_structure(pm: Postmortem) -> str:
    return pm.review.held_fingerprint.partition(".")[0]


def _fingerprint(pm: Postmortem) -> str:
    return ".".join([structure(pm), *(_content(pm, pane) for pane in _PROSE_PANES)])


def _content(pm: Postmortem, pane: Pane) -> str:
    plain = [
        [table, *(_prose(table, r) for r in _records(getattr(pm, table)))]
        for table, home in PANE_OF.items()
        if home is pane
    ]
    return digest(json.dumps(plain, sort_keys=True))[:8]


def _records(part: Any) -> Iterable[Any]:
    return part if isinstance(part, tuple) else (part,)


def _prose(table: str, record: Any) -> dict[str, Any]:
    free = AFTER_COMPLETION.get(table, frozenset()) - _REVIEWED.get(table, frozenset())
    return {k: v for k, v in encode_record(table, record).items() if k not in free}
