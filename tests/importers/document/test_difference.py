"""A copy that a reviewer edited: exactly what was changed outside, and nothing else."""

import random
from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.filling import filled
from pmtui.demo import demo_library
from pmtui.domain.edits import add, set_fields
from pmtui.domain.fields import Kind, specs
from pmtui.domain.postmortem import LISTS, Postmortem
from pmtui.domain.records import Event, SourceText
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.importers.document.difference import accepted
from pmtui.privacy import Protection, protected
from pmtui.returned.choice import chosen
from pmtui.returned.comparison import compared, is_copy

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)


def exported(pm, **options):
    copy = protected(pm, Protection()).postmortem
    return FLAVOURS["gfm"].render(copy, ExportOptions(now=NOW, reference="PM-7", **options))


@pytest.fixture(scope="module")
def demo():
    return demo_library(NOW)[0]


@pytest.mark.parametrize("names", ["full", "initials", "roles"])
@pytest.mark.parametrize("appendix", [True, False])
def test_an_untouched_copy_differs_in_nothing_whatever_it_leaves_out(names, appendix):
    for pm in (filled().postmortem, *demo_library(NOW)[:2]):
        pm = add(pm, "sources", SourceText(id="s9", label="chat", text="14:02 hello"))
        pm = set_fields(pm, "events", pm.events[0].id, detail="from 203.0.113.9, mail a@b.example")
        text = exported(pm, names=names, appendix=appendix)
        assert is_copy(text, pm, "PM-7")
        assert compared(text, pm, "PM-7").pieces == ()


def test_each_change_is_a_piece_of_its_own_and_taking_it_makes_the_copy_say_the_same(demo):
    text = exported(demo)
    event, factor = demo.events[4], demo.factors[0]
    text = text.replace(event.text, f"{event.text} again")
    text = text.replace(f"### F1 {factor.text}", f"### F1 {factor.text}, as it came out")
    text = text.replace(
        "\n| A1 ", "\n| | Alert on the age of flags | prevent | @f | | | | | F1 |\n| A1 "
    )
    done = compared(text, demo, "PM-7")
    assert [(p.kind, p.table, p.field) for p in done.pieces] == [
        ("change", "events", "text"),
        ("change", "factors", "text"),
        ("add", "actions", ""),
    ]
    after = accepted(done.pieces)(demo)
    assert after.actions[-1].factors == (factor.id,)
    assert compared(text, after, "PM-7").pieces == ()
    some = accepted(chosen(done.pieces, "2"))(demo)
    assert some.events == demo.events and some.factors[0].text.endswith("as it came out")


def test_an_edited_event_keeps_its_links_details_and_evidence(demo):
    linked = next(e for e in demo.events if any(e.id in f.events for f in demo.factors))
    text = exported(demo)
    head = text.index("### Events")
    text = text[:head] + text[head:].replace(linked.text, "Seatmap was restarted", 1)
    pieces = compared(text, demo, "PM-7").pieces
    assert [(p.table, p.field) for p in pieces] == [("events", "text")]


def test_a_removed_row_is_one_piece_and_links_to_it_go_with_it(demo):
    gone = next(e for e in demo.events if any(e.id in f.events for f in demo.factors))
    text = exported(demo)
    row = next(line for line in text.split("\n") if line.startswith("| 2026") and gone.text in line
               and line.count("|") > 5)  # fmt: skip
    pieces = compared(text.replace(row + "\n", ""), demo, "PM-7").pieces
    assert [(p.kind, p.id) for p in pieces] == [("remove", gone.id)]
    after = accepted(pieces)(demo)
    assert gone.id not in {e.id for e in after.events}
    assert all(gone.id not in f.events for f in after.factors)


def test_a_section_that_was_cut_off_is_told_and_never_a_deletion(demo):
    text = exported(demo)
    cut = text.index("## Actions")
    done = compared(text[:cut] + text[text.index("## Appendix") :], demo, "PM-7")
    assert done.pieces == ()
    assert "no section “Actions”" in done.notes[0]


def test_a_table_with_other_columns_is_told_and_not_compared(demo):
    text = exported(demo).replace("| Ref | Action |", "| No | What |")
    done = compared(text, demo, "PM-7")
    assert done.pieces == ()
    assert "“Actions” has other columns" in done.notes[0]


class Operations:
    """A history as far as comparing reads it."""

    def __init__(self, start):
        from pmtui.domain.changes import diff
        from pmtui.domain.postmortem import Postmortem

        self.diff, self.value, self.log = diff, Postmortem(uid=start.uid, facets=()), []
        self.to(start)

    def to(self, value):
        class Operation:
            step = f"step {len(self.log)}"
            changes = self.diff(self.value, value)

        self.log.append(Operation)
        self.value = value


def test_what_the_workbook_changed_since_the_copy_left_stays(demo):
    history = Operations(demo)
    text = exported(demo)
    later = add(demo, "events", Event(id="e-late", text="looked at the pool"))
    history.to(later)
    summary = later.overview.summary.replace("96 minutes", "97 minutes")
    later = set_fields(later, "overview", "", summary=summary)
    history.to(later)
    assert compared(text, later, "PM-7", operations=history.log).pieces == ()
    edited = text.replace("the client to 3.1 ended", "the flag client to 3.1 ended")
    done = compared(edited, later, "PM-7", operations=history.log)
    assert [(p.table, p.field) for p in done.pieces] == [("overview", "summary")]
    after = accepted(done.pieces)(later)
    assert "the flag client to 3.1 ended" in after.overview.summary
    assert "97 minutes" in after.overview.summary
    assert done.since == 2 and "2 changes" in done.notes[0]


def test_a_masked_secret_survives_an_edit_beside_it(demo):
    token = "gh" + "p_" + "Zk3" * 12
    pm = set_fields(demo, "events", demo.events[0].id, detail=f"with token {token} in the log")
    text = exported(pm)
    assert token not in text
    edited = text.replace("in the log", "in the proxy's log")
    pieces = compared(edited, pm, "PM-7").pieces
    assert [p.field for p in pieces] == ["detail"]
    detail = accepted(pieces)(pm).events[0].detail
    assert detail == f"with token {token} in the proxy's log"


def test_a_copy_of_another_postmortem_is_not_taken_for_one_of_this():
    one, other = demo_library(NOW)[:2]
    assert not is_copy(exported(other), one, "PM-1")
    assert not is_copy("# Seats\n\n## Overview\n\nnothing", one, "PM-1")


@pytest.mark.parametrize(
    "wanted", ["x", "0", "1-", "999", "1,,2", "2-1", pytest.param("1-" + "9" * 5000, id="1-9…")]
)
def test_numbers_that_name_no_piece_are_refused_in_a_sentence(demo, wanted):
    pieces = compared(exported(demo).replace("Yuki", "Yuko"), demo, "PM-7").pieces
    with pytest.raises(ValueError, match=r"Type all|numbered 1 to"):
        chosen(pieces, wanted)


def test_every_short_field_that_a_reviewer_edits_is_found(demo):
    """One letter more in any text cell is one change of that very field."""
    pm = filled().postmortem
    for table in ("events", "factors", "actions", "metrics", "lessons", "questions"):
        record = getattr(pm, table)[0]
        for field in fields(record):
            spec = specs(LISTS[table]).get(field.name)
            value = getattr(record, field.name)
            if spec is None or spec.kind is not Kind.LINE or not value:
                continue
            other = set_fields(pm, table, record.id, **{field.name: value + "x"})
            pieces = compared(exported(other), pm, "PM-7").pieces
            assert [(p.table, p.id, p.field) for p in pieces] == [(table, record.id, field.name)]


def test_a_mangled_copy_never_raises(demo):
    lines = exported(demo).split("\n")
    chance = random.Random(7)
    for _ in range(10):
        mangled = [line for line in lines if chance.random() > 0.15]
        chance.shuffle(mangled[len(mangled) // 2 :])
        mangled = [
            line[: chance.randrange(1, 60)] if chance.random() < 0.1 else line for line in mangled
        ]
        done = compared("\n".join(mangled), demo, "PM-7")
        accepted(done.pieces)(replace(demo, actions=demo.actions[:2]))


TITLES = st.one_of(
    st.lists(
        st.sampled_from(
            ["#5", "GH-7", "`", "``", "<b>", "*", "[eu]", "\\", "_a_", "@x", "$", "&amp;", "|", "~",
             "https://a.example/x?", "a@b.example", "&#35;", " ", "\n", "é", "job"]
        ),
        min_size=1,
        max_size=6,
    ).map("".join),
    st.text(min_size=1, max_size=12),
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(TITLES)
def test_a_copy_is_known_whatever_stands_in_the_title(title):
    pm = set_fields(Postmortem(uid="u1"), "overview", "", title=title)
    pm = add(pm, "events", Event(id="e1", text="ev one"))
    text = exported(pm)
    edited = text.replace("ev one", "ev two")
    assert is_copy(edited, pm, "PM-7")
    assert compared(text, pm, "PM-7").pieces == ()
    assert [(p.table, p.field) for p in compared(edited, pm, "PM-7").pieces] == [("events", "text")]
