from datetime import date

import pytest

from memory.promising import source
from pmtui.domain.vocabulary import Status
from pmtui.memory.questions import asks
from pmtui.memory.spans import SPANS, Span, SpanError, parse_day, parse_span
from pmtui.memory.themes import Kind, bar, label, references, themes, within

TODAY = date(2026, 11, 28)
ALL = (
    source(1, date(2026, 1, 5)),
    source(2, date(2026, 10, 1), Status.DRAFT),
    source(3, date(2026, 11, 1), Status.IN_REVIEW),
)


def test_each_number_has_its_postmortems_behind_it_the_latest_first():
    seen = [
        ("u1", Kind.FACET, "tooling"),
        ("u3", Kind.FACET, "tooling"),
        ("u2", Kind.WAIVER, "C10"),
    ]
    found = themes(within(ALL, Span()), seen)
    assert [(t.key, [s.number for s in t.sources]) for t in found] == [
        ("tooling", [3, 1]),
        ("C10", [2]),
    ]


def test_a_postmortem_counts_once_however_often_it_says_so():
    seen = [("u1", Kind.FACTOR, "trigger")] * 5
    assert [t.count for t in themes(ALL, seen)] == [1]


def test_kinds_keep_their_order_and_in_each_the_most_frequent_comes_first():
    seen = [
        ("u1", Kind.OPEN, "C08"), ("u1", Kind.OPEN, "C03"), ("u3", Kind.OPEN, "C08"),
        ("u1", Kind.FACET, "recovery"), ("u1", Kind.FACET, "detection"), ("u2", Kind.FACTOR, "enabler"),
    ]  # fmt: skip
    assert [(t.kind.name, t.key) for t in themes(ALL, seen)] == [
        ("FACET", "detection"), ("FACET", "recovery"), ("FACTOR", "enabler"), ("OPEN", "C08"), ("OPEN", "C03"),
    ]  # fmt: skip


def test_what_lies_outside_the_span_counts_nowhere():
    some = within(ALL, parse_span("6m", "", TODAY))
    assert [s.number for s in some] == [3, 2]
    assert themes(some, [("u1", Kind.FACET, "tooling")]) == ()


@pytest.mark.parametrize(
    ("typed", "day"),
    [("6m", date(2026, 5, 28)), ("-6m", date(2026, 5, 28)), ("2w", date(2026, 11, 14)),
     ("1y", date(2025, 11, 28)), ("2026-01-01", date(2026, 1, 1)), ("fri", date(2026, 11, 27)),
     ("11-22", date(2026, 11, 22)), ("", None)],
)  # fmt: skip
def test_a_span_begins_where_a_person_says(typed, day):
    assert parse_day(typed, TODAY) == day


def test_what_is_no_day_is_refused_with_examples():
    for typed in ("soon", "6", "2026-13-01", "99999y"):
        with pytest.raises(SpanError, match="6m"):
            parse_day(typed, TODAY)
    with pytest.raises(SpanError, match="earlier day first"):
        parse_span("2026-06-01", "2026-05-01", TODAY)


@pytest.mark.parametrize(
    ("typed", "last"),
    [("2026-02", date(2026, 2, 28)), ("2025", date(2025, 12, 31)), ("2026-12", date(2026, 12, 31)),
     ("2026-02-03", date(2026, 2, 3)), ("", None)],
)  # fmt: skip
def test_a_span_ends_with_the_month_or_year_that_is_named(typed, last):
    assert parse_span("2025", typed, TODAY) == Span(date(2025, 1, 1), last)


def test_every_span_that_is_picked_by_a_letter_can_be_read():
    assert len({letter for letter, _, _ in SPANS}) == len(SPANS)
    for _, typed, _ in SPANS:
        parse_day(typed, TODAY)


def test_a_span_says_of_which_time_it_is():
    assert str(Span()) == "of all time"
    assert str(Span(TODAY)) == "since 2026-11-28"
    assert str(Span(date(2026, 1, 1), TODAY)) == "2026-01-01 to 2026-11-28"
    assert str(Span(None, TODAY)) == "until 2026-11-28"
    assert Span(TODAY, TODAY).holds(TODAY)


def test_bars_are_of_one_measure_and_never_empty_for_a_count():
    assert bar(1, 1, 16) == "█" and bar(16, 16, 16) == "█" * 16
    assert bar(10, 10, 16) == "█" * 10
    assert bar(1, 1000, 16) == "█"
    assert bar(50, 100, 16) == "█" * 8
    assert bar(0, 10, 16) == bar(0, 0, 16) == ""


def test_a_criterion_is_called_by_its_question_and_a_rule_by_its_name():
    (left,) = themes(ALL, [("u1", Kind.OPEN, "C08")])
    assert label(left, asks).startswith("C08 Is each key event")
    (rule,) = themes(ALL, [("u1", Kind.WAIVER, "BL101")])
    assert label(rule, asks) != "BL101"
    (unknown,) = themes(ALL, [("u1", Kind.WAIVER, "TEAM7")])
    assert label(unknown, asks) == "TEAM7"


def test_references_say_how_many_are_not_named():
    (theme,) = themes(within(ALL, Span()), [(s.uid, Kind.FACET, "tooling") for s in ALL])
    assert references(theme, 2) == "PM-3, PM-2, +1"
    assert references(theme, 3) == "PM-3, PM-2, PM-1"
