"""The language rules applied to a postmortem: each hit becomes a finding at its field.

Fields that hold names, references or raw text are not read; a summary is read as impact and as
causes, since it speaks of both (reference: language rules, section 2).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from pmtui.domain.fields import Kind, form
from pmtui.domain.perrecord import PerRecord
from pmtui.domain.postmortem import LISTS, PANE_OF, SINGLES, Postmortem, find
from pmtui.domain.vocabulary import Pane
from pmtui.language import LanguageFinding, Roster, allowances, lint_text
from pmtui.language.findings import RANK
from pmtui.language.rulemodel import Rule
from pmtui.language.suppression import WANTED, ignored
from pmtui.language.tongue import seems_foreign
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
        "confirmations",
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


def language_findings(pm: Postmortem, extra: tuple[Rule, ...] = ()) -> Iterator[Finding]:
    """Every hit of the language rules in a postmortem, in the order of its fields.

    `extra` are rules beside the built-in ones. A field that is read in two ways gives each hit
    once, as strong as the stronger reading makes it.
    """
    roster = roster_of(pm)
    told = False
    for table, cls in {**SINGLES, **LISTS}.items():
        if table in UNREAD:
            continue
        part = getattr(pm, table)
        records = (part,) if table in SINGLES else part

        def look(record: Any, table: str = table, cls: type = cls) -> tuple[Finding, ...]:
            id = "" if table in SINGLES else record.id
            return tuple(
                finding
                for _, _, field, text in _texts(table, id, cls, record)
                for finding in (
                    *(
                        _finding(hit, table, id, field)
                        for hit in hits_in(table, field, text, roster, extra)
                    ),
                    *_notes(text, table, id, field),
                )
            )

        for finding in _heard.found(table, records, look, (roster, extra)):
            if finding.message == _FOREIGN:
                if told:
                    continue  # once is enough to know that the rules are silent
                told = True
            yield finding


_heard = PerRecord[Finding]()
_FOREIGN = "This seems not to be written in English, and the language rules read English only."


def _notes(text: str, table: str, record: str, field: str) -> Iterator[Finding]:
    """What the rules could not judge, as advice: another language, a comment that allows nothing."""
    asked = []
    if seems_foreign(text):
        asked.append((_FOREIGN, "Let a person read all of it for blame, or waive this."))
    if ignored(text):
        said = "A pmtui-allow comment in it is ignored: it names no rule, or no reason."
        asked.append((said, f"Write it like {WANTED}, with a reason of ten characters or more."))
    for message, step in asked:
        yield Finding(
            criterion="C22",
            level=Level.ADVISE,
            group=Group.LOOK,
            pane=PANE_OF[table],
            table=table,
            record=record,
            field=field,
            message=message,
            next=step,
            text_hash=digest(text),
        )


def hits_in(
    table: str, field: str, text: str, roster: Roster, extra: tuple[Rule, ...] = ()
) -> tuple[LanguageFinding, ...]:
    """The hits of the rules in a text, read as the text of this field."""
    panes = READ_AS.get((table, field), (PANE_OF[table],))
    if len(panes) == 1:
        return lint_text(text, panes[0].value, roster, extra_rules=extra)
    strongest: dict[tuple[str, int, int], LanguageFinding] = {}
    for pane in panes:
        for hit in lint_text(text, pane.value, roster, extra_rules=extra):
            place = (hit.rule, hit.start, hit.end)
            known = strongest.get(place)
            if known is None or RANK[hit.severity] > RANK[known.severity]:
                strongest[place] = hit
    return tuple(sorted(strongest.values(), key=lambda hit: hit.start))


def sentence_of(
    pm: Postmortem, finding: Finding, extra: tuple[Rule, ...] = ()
) -> tuple[int, int] | None:
    """Where the sentence of a language finding stands in its field now.

    None where the finding is not about words, or its words have changed since it was made.
    """
    if not finding.end:
        return None
    try:
        text: str = getattr(find(pm, finding.table, finding.record), finding.field)
    except KeyError:
        return None
    same = [
        hit
        for hit in hits_in(finding.table, finding.field, text, roster_of(pm), extra)
        if hit.rule == finding.criterion and digest(hit.sentence) == finding.text_hash
    ]
    if not same:
        return None
    hit = min(same, key=lambda h: abs(h.start - finding.start))
    start = text.rfind(hit.sentence, 0, hit.start + len(hit.sentence))
    return (start, start + len(hit.sentence)) if start >= 0 else None


def allowed_in_text(pm: Postmortem) -> Iterator[tuple[str, str, str]]:
    """What comments in the texts themselves allow: rules, table and field in words, reason."""
    for table, _, field, text in prose_of(pm):
        if "pmtui-allow" in text:
            for one in allowances(text):
                yield ", ".join(one.rules), f"{table}, {field.replace('_', ' ')}", one.reason


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
