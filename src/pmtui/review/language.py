"""The language rules applied to a postmortem: each hit becomes a finding at its field.

Fields that hold names, references or raw text are not read; a summary is read as impact and as
causes, since it speaks of both (reference: language rules, section 2).
"""

from collections.abc import Iterable, Iterator

from pmtui.domain.fields import Kind, form
from pmtui.domain.postmortem import LISTS, PANE_OF, SINGLES, Postmortem
from pmtui.domain.vocabulary import Pane
from pmtui.language import LanguageFinding, Roster, lint_text
from pmtui.review.model import Finding, Group, Level, digest

NOT_PROSE = frozenset(
    {
        ("overview", "owner"),
        ("overview", "incident_id"),
        ("overview", "team"),
        ("overview", "audience"),
        ("events", "who"),
        ("events", "source"),
        ("impact", "who"),
        ("impact", "regions"),
        ("impact", "support_links"),
        ("metrics", "unit"),
        ("actions", "owner"),
        ("actions", "tracker"),
        ("actions", "effort"),
        ("questions", "asked_by"),
    }
)
"""Texts that name people or things rather than say something about them."""

UNREAD = frozenset(
    {
        "participants",
        "sources",
        "evidence",
        "absences",
        "related",
        "waivers",
        "publications",
        "review",
    }
)
"""Records whose texts are quotes, raw lines or names."""

READ_AS: dict[tuple[str, str], tuple[Pane, ...]] = {
    ("overview", "summary"): (Pane.IMPACT, Pane.CAUSES),
    ("overview", "background"): (Pane.CAUSES,),
    ("overview", "resolution"): (Pane.RESPONSE,),
    ("lessons", "text"): (Pane.RESPONSE,),
}
"""Fields that are read by other rules than those of the pane on which they stand."""


def language_findings(pm: Postmortem) -> Iterator[Finding]:
    """Every hit of the language rules in a postmortem, in the order of its fields."""
    roster = roster_of(pm)
    for table, record, field, text in prose_of(pm):
        for pane in READ_AS.get((table, field), (PANE_OF[table],)):
            for hit in lint_text(text, pane.value, roster):
                yield _finding(hit, table, record, field)


def roster_of(pm: Postmortem) -> Roster:
    """Who the people of a postmortem are, and which words are services and not people."""
    people = [word for p in pm.participants for word in (p.name, p.handle) if word]
    if pm.overview.owner:
        people.append(pm.overview.owner)
    return Roster(tuple(dict.fromkeys(people)), pm.overview.services)


def prose_of(pm: Postmortem) -> Iterator[tuple[str, str, str, str]]:
    """Table, record, field and text of everything that is written in sentences."""
    for table, cls in SINGLES.items():
        if table not in UNREAD:
            yield from _texts(table, "", cls, getattr(pm, table))
    for table, record_class in LISTS.items():
        if table not in UNREAD:
            for record in getattr(pm, table):
                yield from _texts(table, record.id, record_class, record)


def _texts(table: str, id: str, cls: type, record: object) -> Iterable[tuple[str, str, str, str]]:
    for spec in form(cls):
        if spec.kind in (Kind.LINE, Kind.PROSE) and (table, spec.name) not in NOT_PROSE:
            text = getattr(record, spec.name)
            if text:
                yield table, id, spec.name, text


def _finding(hit: LanguageFinding, table: str, record: str, field: str) -> Finding:
    return Finding(
        criterion=hit.rule,
        level=Level(hit.severity),
        group=Group.LOOK,
        pane=PANE_OF[table],
        table=table,
        record=record,
        field=field,
        message=f"“{hit.match}”: {hit.question}",
        next="Reword it, or waive it with a reason.",
        start=hit.start,
        end=hit.end,
        text_hash=digest(hit.sentence),
    )
