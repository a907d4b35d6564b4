"""What a finding quotes of a text leaves masked as well, wherever the quotation is cut."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pmtui.domain.edits import add, set_fields
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Action, Event, Factor, Lesson, Participant
from pmtui.domain.vocabulary import LessonKind, Milestone, Role, Status
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.exporters.outgoing import outgoing
from pmtui.exporters.shapes import SHAPES
from pmtui.privacy import Protection
from pmtui.review import review
from pmtui.review.gate import admit
from pmtui.review.model import Context, SimilarPostmortem
from pmtui.review.quoting import requoting, swapped_findings

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)
KEY = "AKIA" + "QWERTZUIOPASDFGH"
MAIL = "long.person.name@corporation.example"
PERSON = "Marguerite Featherstonehaugh"


def context(**more):
    from pmtui.review.context import standard_context

    return standard_context(NOW, **more)


def quoting(said: str) -> Postmortem:
    """A postmortem in which every kind of record says it, so that many findings quote it."""
    pm = set_fields(
        Postmortem(uid="u1"),
        "overview",
        "",
        title="Orders failed",
        owner="Ana",
        external_summary=said,
    )
    pm = add(pm, "events", Event(id="e1", text=said, milestones=(Milestone.DETECTED,)))
    pm = add(pm, "factors", Factor(id="f1", text=said))
    pm = add(pm, "lessons", Lesson(id="l1", text=said, kind=LessonKind.WENT_POORLY))
    return add(pm, "actions", Action(id="a1", text=said))


def leaving(pm, findings, flavour="gfm", shape="full", **options):
    options = ExportOptions(now=NOW, findings=findings, reference="PM-1", shape=shape, **options)
    return outgoing(pm, FLAVOURS[flavour], options, Protection(vendor=False)).text


@pytest.mark.parametrize("value", [KEY, MAIL])
def test_no_part_of_a_masked_value_leaves_in_any_flavour_or_shape(value):
    pm = quoting(f"ask the vendor about it by {value} and then wait")
    findings = review(pm, context())
    assert sum(value[:8] in f.message for f in findings) >= 3
    for flavour in FLAVOURS:
        for shape in SHAPES:
            if flavour in ("json", "csv") and shape != "full":
                continue
            text = leaving(pm, findings, flavour, shape)
            assert value[:8] not in text, (flavour, shape)


@pytest.mark.parametrize("before", range(0, 44, 3))
def test_wherever_the_quotation_is_cut_the_whole_value_is_masked(before):
    pm = quoting(f"{('in this way ' * 4)[:before].strip()} {KEY} was in the log of it")
    text = leaving(pm, review(pm, context()))
    assert KEY[:6] not in text


def test_a_name_that_is_cut_is_shown_as_the_role_as_well():
    pm = quoting(f"the pages and tickets went to {PERSON} at once")
    pm = add(pm, "participants", Participant(id="p", name=PERSON, roles=(Role.INCIDENT_COMMANDER,)))
    findings = review(pm, context())
    assert any("Margue" in f.message for f in findings)
    assert "Margue" not in leaving(pm, findings, names="roles")


def test_words_of_a_rule_that_end_inside_a_value_take_its_stand_in():
    pm = quoting(f"x {MAIL} y")
    found = next(f for f in review(pm, context()) if (f.table, f.record) == ("actions", "a1"))
    part = replace(found, field="text", start=2, end=8, message="“long.p”: really?")
    [swapped] = swapped_findings(pm, (part,), lambda text: text.replace(MAIL, "(masked)"))
    assert swapped.message == "“(masked)”: really?"


def test_what_is_quoted_whole_is_not_replaced_inside_other_words():
    pm = set_fields(Postmortem(uid="u1"), "overview", "", owner="Ana")
    requote = requoting(pm, lambda text: "the lead" if text == "Ana" else text)
    assert requote("Analysis of it") == "Analysis of it"


def test_the_title_of_a_postmortem_that_resembles_it_is_quoted_masked():
    similar = SimilarPostmortem(
        uid=new_id(), reference="PM-2", title=f"A title that speaks of {KEY}", why="alike"
    )
    pm = quoting("a thing")
    found = review(pm, context(similar=(similar,)))
    [quoted] = [f for f in found if f.criterion == "C36"]
    assert "AKIA" not in quoted.message and "(masked AWS" in quoted.message


def test_the_reason_of_a_change_of_status_quotes_no_part_of_a_secret():
    pm = quoting(f"ask the vendor about it by {KEY} and wait")
    pm = set_fields(pm, "review", "", status=Status.COMPLETE)
    settled = admit(pm, Context(now=NOW)).postmortem
    assert settled.transitions and "AKIA" not in settled.transitions[-1].reason
