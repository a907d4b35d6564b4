"""Our own export comes back with the same facts."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from exporters.filling import filled
from pmtui.demo import demo_library
from pmtui.domain.edits import add_all, set_fields
from pmtui.domain.fields import Kind, specs
from pmtui.domain.moment import When
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem
from pmtui.domain.records import Evidence, Factor
from pmtui.domain.vocabulary import EvidenceKind
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.importers.document import is_document, read_document

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)
OF_THE_COPY = {"transitions", "waivers", "false_alarms", "confirmations"}
"""What belongs to the copy that was exported."""


def exported(pm):
    return FLAVOURS["gfm"].render(pm, ExportOptions(now=NOW, reference="PM-7", sources=True))


def facts(pm):
    """All facts without ids, ranks and machine fields; links by what they lead to."""
    names = {}
    for table in LISTS:
        for record in getattr(pm, table):
            names[record.id] = (table, getattr(record, "text", "") or getattr(record, "name", ""))
    found = {}
    for table, cls in SINGLES.items():
        found[table] = _record(getattr(pm, table), cls, names)
    for table, cls in LISTS.items():
        if table not in OF_THE_COPY:
            records = [_record(r, cls, names) for r in getattr(pm, table)]
            if table == "evidence":
                for record, fact in zip(pm.evidence, records, strict=True):
                    fact["of"] = names.get(record.of)
            if table == "events":
                records.sort(key=lambda r: str(r["at"]))
            found[table] = records
    return found


def _record(record, cls, names):
    known = specs(cls)
    found = {}
    for field in fields(record):
        spec = known.get(field.name)
        value = getattr(record, field.name)
        if spec is None or spec.kind is Kind.MACHINE:
            continue
        if isinstance(value, When):
            value = (value.at, value.until, value.local, value.day, value.certainty, value.margin)
        elif spec.kind is Kind.LINKS:
            value = sorted(names[id] for id in value)
        elif isinstance(value, str):
            value = " ".join(value.replace("```", "").split())
        found[field.name] = value
    return found


@pytest.mark.parametrize("number", [0, 1])
def test_an_exported_demo_comes_back_with_the_same_facts(number):
    pm = demo_library(NOW)[number]
    again = read_document(exported(pm), now=NOW).postmortem
    before, after = facts(pm), facts(again)
    of_the_copy = after["overview"]["background"].partition("### Changes of status")
    after["overview"]["background"] = of_the_copy[0].strip()
    for table in before:
        assert after[table] == before[table], table


def test_an_export_is_known_as_a_document_and_told_as_a_draft():
    pm = demo_library(NOW)[1]
    assert is_document(exported(pm))
    again = read_document(exported(pm), now=NOW)
    assert again.postmortem.review.status == "draft"
    assert "to complete" in again.postmortem.overview.background


def test_text_full_of_markup_comes_back_as_it_was():
    hostile = "a | b [/] <b>*c*</b> `d` #12 @mara \\| $x$ ~~y~~ https://x.example/a_b"
    pm = demo_library(NOW)[0]
    event = replace(pm.events[0], text=hostile, who="x|y")
    action = replace(pm.actions[0], text=hostile)
    factor = replace(pm.factors[0], text=hostile, detail=hostile)
    line = Evidence(id="e9", of=event.id, kind=EvidenceKind.RAW, text="a — b | `c`", source="lb 3")
    pm = replace(
        pm,
        events=(event, *pm.events[1:]),
        actions=(action, *pm.actions[1:]),
        factors=(factor, *pm.factors[1:]),
        evidence=(*pm.evidence, replace(line, rank="z")),
    )
    again = read_document(exported(pm), now=NOW).postmortem
    assert facts(again) == facts(pm)


def test_every_field_that_a_person_can_fill_comes_back():
    pm = filled().postmortem
    before, after = facts(pm), facts(read_document(exported(pm), now=NOW).postmortem)
    assert after["overview"].pop("background").startswith(before["overview"].pop("background"))
    assert after == before


MARKED = """The **checkout** service was *down* for `42 minutes`, see [the board](https://g.example/d?a=1).

1. First
2. Second, **really**

### Later

- it came back: `kubectl get pods -o wide`, from [`core-1`](https://h.example/core_1)

```sql
select 1
```"""


def test_what_a_person_marked_stays_marked_and_comes_back():
    pm = Postmortem(uid="m" * 16)
    pm = set_fields(pm, "overview", "", title="Down", summary=MARKED)
    pm = set_fields(pm, "impact", "", description="**Affected:** all of **them**")
    pm = add_all(pm, "factors", [Factor(id="f", text="Nobody owned `config.yml` *yet*")])
    text = exported(pm)
    for line in MARKED.splitlines():
        assert line.replace("### Later", "**Later**") in text.splitlines()
    assert "### F1 Nobody owned `config.yml` *yet*" in text
    again = read_document(text, now=NOW).postmortem
    assert again.overview.summary == MARKED.replace("### Later", "**Later**")
    assert again.factors[0].text == "Nobody owned `config.yml` *yet*"
    # A colon stands outside, or the words would begin a field of the document.
    assert again.impact.description == "**Affected**: all of **them**"
    assert read_document(exported(again), now=NOW).postmortem.overview == again.overview
