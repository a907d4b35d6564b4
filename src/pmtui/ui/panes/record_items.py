"""What the form of one record shows: its fields, its evidence, and both ends of its links."""

from pmtui.domain.facts import evidence_of, linking_to, timeline
from pmtui.domain.postmortem import LISTS, Postmortem, find
from pmtui.domain.records import Event, FacetAnalysis
from pmtui.review.response_facts import facts_of
from pmtui.ui.panes.rows import row_of
from pmtui.ui.widgets.items import HeadItem, Item, NoteItem, RowItem, TeachItem, fields_of
from pmtui.ui.widgets.labels import NAMES, title_of

WITH_EVIDENCE = ("events", "factors", "metrics", "lessons")
"""Tables whose records can be backed by evidence."""
LINKED_FROM = {
    "events": ("factors", "Seen by these factors"),
    "factors": ("actions", "Answered by these actions"),
    "lessons": ("actions", "Followed up by these actions"),
}
"""For the target of links: the table that links to it, and the heading of that end."""


def record_items(pm: Postmortem, table: str, id: str) -> list[Item]:
    """The items of a record's form; empty where it is gone."""
    try:
        record = find(pm, table, id)
    except KeyError:
        return []
    items: list[Item] = [NoteItem(heading(pm, table, id))]
    if isinstance(record, FacetAnalysis):
        items += [NoteItem(fact.line) for fact in facts_of(pm, record.facet)]
    items += fields_of(table, id)
    if table in WITH_EVIDENCE:
        backing = evidence_of(pm, id)
        items.append(HeadItem(f"Evidence ({len(backing)})"))
        items += [
            RowItem("evidence", e.id, title_of(e), e.kind.value if e.kind else "") for e in backing
        ]
        if not backing:
            items.append(
                TeachItem(
                    "evidence", "None yet. v adds some: a link, a quote, or “recollection of”."
                )
            )
    if table in LINKED_FROM:
        other, title = LINKED_FROM[table]
        linking = [r for t, r in linking_to(pm, table, id) if t == other]
        items.append(HeadItem(f"{title} ({len(linking)})"))
        items += [row_of(pm, other, r) for r in linking]
        if not linking:
            key = "f" if isinstance(record, Event) else "A"
            one = NAMES[other]
            items.append(
                TeachItem(
                    other, f"None yet. {key} writes one, linked at once; L links a known {one}."
                )
            )
    return items


def heading(pm: Postmortem, table: str, id: str) -> str:
    """Which record this is, and which of how many."""
    name = NAMES[table].capitalize()
    if table == "evidence":
        owner = next((e.of for e in pm.evidence if e.id == id), "")
        for other in LISTS:
            for record in getattr(pm, other):
                if record.id == owner:
                    return f"{name} of the {NAMES[other]} “{title_of(record)}”"
        return name
    ids = [r.id for r in getattr(pm, table)]
    if table == "facets":
        return f"{id.capitalize()}: part {ids.index(id) + 1} of {len(ids)} of the response"
    if table == "events":
        ids = [event.id for event in timeline(pm)]
    return f"{name} {ids.index(id) + 1} of {len(ids)}" if id in ids else name
