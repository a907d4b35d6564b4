"""The rows of the pane Causes about earlier postmortems: decided ones, and those that look alike."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import RelatedPostmortem
from pmtui.ui.panes.rows import section
from pmtui.ui.resembling import Past
from pmtui.ui.widgets.items import HeadItem, Item, NoteItem, RowItem, TeachItem

if TYPE_CHECKING:
    from pmtui.memory.matches import Match

TEACH = "Which earlier incidents resemble it? r names one."
_PROMISES = 3
"""Promises that are told below a match; the others are read beside it."""


def earlier(pm: Postmortem, past: Past, today: date) -> list[Item]:
    """What was decided, then what looks alike and waits for a decision."""
    waiting = undecided(pm, past)
    rows = section(pm, "related", "Earlier postmortems", TEACH)
    items = [_decided(item, pm, past) for item in rows]
    if not waiting:
        return items
    items = [item for item in items if not isinstance(item, TeachItem)]
    sure = any(match.asked for match in waiting)
    head = "They look alike" if sure else "They may be alike"
    items.append(HeadItem(f"{head}: r links, D dismisses, s shows it beside"))
    for match in waiting:
        items += _match(match, today)
    return items


def match_of(past: Past, uid: str) -> "Match | None":
    """The match of a postmortem, None where it does not resemble this one."""
    return next((match for match in past.matches if match.uid == uid), None)


def undecided(pm: Postmortem, past: Past) -> "Sequence[Match]":
    """The matches about which nobody has decided, without the faintest."""
    from pmtui.memory.matches import TOLD

    decided = {record.uid for record in pm.related if record.relation is not None}
    return [
        m
        for m in past.matches
        if m.strength >= TOLD and m.uid not in decided and m.reference not in decided
    ]


def _match(match: "Match", today: date) -> list[Item]:
    from pmtui.memory.matches import promised, state_in_words

    tail = "happened later" if match.later else match.day.isoformat() if match.day else ""
    told = [match.why, f"Promised then: {promised(match, today)}."]
    told += [
        f"{p.name} {p.text or 'no text'}: {state_in_words(p, today)}"
        for p in match.promises[:_PROMISES]
    ]
    row = RowItem("related", match.uid, f"{match.name} {match.title}", tail)
    return [row, *(NoteItem(text) for text in told)]


def _decided(item: Item, pm: Postmortem, past: Past) -> Item:
    """A decided row with the name of the postmortem, or in words that it is not here."""
    record = next((r for r in pm.related if item.key == ("related", r.id, "")), None)
    if record is None or not isinstance(item, RowItem):
        return item
    relation = record.relation.value if record.relation else "not decided"
    return RowItem("related", record.id, _name(record, pm, past), relation)


def name_in_store(pm: Postmortem, id: str, past: Past) -> str:
    """What the postmortem of a record is called in this store; "" where it is not in it."""
    record = next((r for r in pm.related if r.id == id), None)
    if record is None or "://" in record.uid:
        return ""
    if match := match_of(past, record.uid):
        return f"{match.name} {match.title}"
    return past.names.get(record.uid, "")


def _name(record: RelatedPostmortem, pm: Postmortem, past: Past) -> str:
    """What a postmortem is called: as in the store, else by its note; an address is its own name."""
    note = " ".join(record.note.split())
    if "://" in record.uid:
        return f"{record.uid} {note}".strip()
    if known := name_in_store(pm, record.id, past):
        return known
    shown = note or record.uid or "(empty)"
    return f"Not in this store: {shown}" if record.uid in past.names else shown
