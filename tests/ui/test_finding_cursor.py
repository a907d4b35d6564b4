from pmtui.domain.vocabulary import Pane
from pmtui.review.model import Finding, Group, Level
from pmtui.ui.finding_cursor import FindingCursor, position
from pmtui.ui.panes.base import Place
from pmtui.ui.panes.finding_text import next_with
from pmtui.ui.places import place_of


def finding(criterion, group, pane, field, level=Level.WARN):
    return Finding(
        criterion=criterion, level=level, group=group, pane=pane, table=pane.value, field=field,
        message="Something is missing.", next="Write it.",
    )  # fmt: skip


LOOK = finding("A", Group.LOOK, Pane.OVERVIEW, "title")
HINT = finding("B", Group.LOOK, Pane.OVERVIEW, "team", Level.ADVISE)
WRITE = finding("C", Group.WRITE, Pane.IMPACT, "who")
MORE = finding("D", Group.WRITE, Pane.RESPONSE, "surprise")
FINDINGS = (LOOK, HINT, WRITE, MORE)  # by pane, as a review gives them


def test_going_on_follows_the_order_in_which_the_review_lists_them():
    cursor, here, seen = FindingCursor(), Place(Pane.OVERVIEW), []
    for _ in range(4):
        found = cursor.step(FINDINGS, here, 1)
        here = place_of(found)
        cursor.arrived(found, here)
        seen.append(found.criterion)
    assert seen == ["C", "D", "A", "C"]
    assert position(FINDINGS, LOOK) == "3 of 3"


def test_going_on_in_the_review_begins_at_the_row_under_the_cursor():
    here = Place(Pane.REVIEW, "impact", "", "who")
    assert FindingCursor().step(FINDINGS, here, 1) is MORE


def test_new_words_are_looked_for_from_the_line_at_hand_and_the_same_again_behind_it():
    lines = [
        (("t", id, ""), text) for id, text in zip("abc", ("apt", "apt two", "dig"), strict=True)
    ]
    here = lines[0][0]
    assert next_with(lines, here, "apt", from_here=True) == here
    assert next_with(lines, here, "apt") == lines[1][0]
    assert next_with(lines, lines[2][0], "apt", from_here=True) == here


def test_going_on_inside_a_record_goes_on_from_the_finding_that_is_shown_there():
    whole = Finding(
        criterion="E", level=Level.WARN, group=Group.WRITE, pane=Pane.RESPONSE, table="lessons",
        record="l1", field="", message="What follows?", next="Say it.",
    )  # fmt: skip
    here = Place(Pane.RESPONSE, "lessons", "l1", "kind")
    assert FindingCursor().step((WRITE, whole, MORE), here, 1) is MORE
