"""Single items of an export: a person, an absence, another postmortem, a publication."""

import re
from collections.abc import Iterable, Mapping

from pmtui.domain.called import read_called
from pmtui.domain.ids import new_id
from pmtui.domain.records import Absence, Participant, Publication, RelatedPostmortem
from pmtui.domain.vocabulary import Certainty, Milestone, Relation
from pmtui.importers.document.exported_blocks import Block, facts_of, labelled_item
from pmtui.importers.document.inline import plain

_PUBLISHED = re.compile(r"(.*?)(?:, on (\d{4}-\d\d-\d\d))?(?:, by ([^,]{1,200}))?$", re.DOTALL)


def refs(text: str) -> list[str]:
    """The references that a cell names, in their order."""
    return re.findall(r"\b[A-Z]\d{1,6}\b", text)


def guarded(value: str) -> str:
    """A value unescaped before, so that reading it again changes nothing."""
    return re.sub(r"([\\`<])", r"\\\1", value)


def person(item: str) -> Participant:
    """One participant of the list."""
    name, _, rest = item.partition("; **")
    facts = [f"**{part}" for part in rest.split("; **")] if rest else []
    values, _ = facts_of(Participant, [Block("list", items=facts)] if facts else [])
    shown = plain(name.strip("*"))
    return Participant(id=new_id(), name="" if shown == "unnamed" else shown, **values)


def absence(row: list[str]) -> Absence | None:
    """A milestone without an event; None for a row that tells an event."""
    milestone = next((m for m in Milestone if m.value == row[0]), None)
    why, _, reason = row[1].partition(", because ")
    known = next((c for c in Certainty if c.value == why), None)
    if milestone is None or row[2] or known is None:
        return None
    return Absence(id=milestone.value, milestone=milestone, why=known, reason=reason)


def related(item: str, known: Mapping[str, str]) -> RelatedPostmortem:
    """One other postmortem; `known` are the ids of some by their references."""
    label, text = labelled_item(item)
    if (other := read_called(text)) is not None:
        uid, note = known.get(other.reference, other.name), other.note
    else:
        uid, _, note = text.partition(" ")
    relation = next((r for r in Relation if r.value == label), None)
    return RelatedPostmortem(id=new_id(), uid=uid, relation=relation, note=note)


def publication(text: str) -> Publication:
    """One place where it was shared."""
    from datetime import date

    found = _PUBLISHED.match(text)
    assert found is not None
    on = date.fromisoformat(found[2]) if found[2] else None
    return Publication(id=new_id(), where=found[1], on=on, by=found[3] or "")


def flat(block: Block) -> str:
    """A block as lines of plain text."""
    lines: Iterable[str]
    if block.kind == "table":
        lines = (" · ".join(cell for cell in row if cell) for row in block.rows[1:])
    elif block.kind == "list":
        lines = (plain(item) for item in block.items)
    else:
        return plain(block.text)
    return "\n".join(f"- {line}" for line in lines)
