from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.days import DayError, parse_due, parse_past, written_day
from pmtui.domain.fields import FieldError, parse, specs
from pmtui.domain.postmortem import Overview
from pmtui.domain.records import Absence, Action
from pmtui.domain.vocabulary import Certainty
from pmtui.domain.zones import ZoneError, named_zone

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("today", MONDAY),
        ("Yesterday", date(2026, 11, 22)),
        ("mon", MONDAY),
        ("fri", date(2026, 11, 20)),
        ("-3d", date(2026, 11, 20)),
        ("-1m", date(2026, 10, 23)),
        ("11-22", date(2026, 11, 22)),
        ("12-04", date(2025, 12, 4)),
        ("02-29", date(2024, 2, 29)),
        ("2026-11-02", date(2026, 11, 2)),
        ("18 Nov", date(2026, 11, 18)),
        ("24 nov", date(2025, 11, 24)),
        ("1st  November 2024", date(2024, 11, 1)),
    ],
)
def test_a_day_of_an_incident_lies_behind(word, day):
    assert parse_past(word, MONDAY) == day


@pytest.mark.parametrize(
    "typed",
    ["18 Dec", "Dec 18", "18. december", "18 December 2026", "December 18, 2026", "18-dec-2026"],
)
def test_a_month_may_be_named_in_a_promise(typed):
    assert parse_due(typed, MONDAY) == date(2026, 12, 18)


@pytest.mark.parametrize(
    "typed", ["18.12.2026", "18. 12. 26", "12/18/2026", "18/12/2026", "2026/12/18", "Dec 18, 2026"]
)
def test_a_day_in_full_is_read_as_teams_write_it(typed):
    assert parse_due(typed, MONDAY) == date(2026, 12, 18)
    assert written_day(typed) == date(2026, 12, 18)


def test_a_day_that_can_be_two_is_asked_about_with_both():
    for read in (parse_due, parse_past):
        with pytest.raises(DayError, match="Type 2026-12-05 or 2026-05-12") as found:
            read("05/12/2026", MONDAY)
        assert "“05/12/2026” can be 5 December or 12 May." in str(found.value)
    assert written_day("05/12/2026", day_first=True) == date(2026, 12, 5)
    assert written_day("5/5/2026") == date(2026, 5, 5)


@pytest.mark.parametrize(
    "typed", ["31.11.2026", "31/13/2026", "0.1.2026", "00/12/2026", "1.2", "fri"]
)
def test_no_day_in_full_is_made_up(typed):
    with pytest.raises(ValueError):
        written_day(typed)


@pytest.mark.parametrize("typed", ["31 Nov", "18 d", "18 dez", "dec 2026", "18 dec 0000"])
def test_a_named_month_must_have_the_day(typed):
    with pytest.raises(DayError):
        parse_due(typed, MONDAY)


@given(st.text(max_size=12))
def test_any_text_is_a_past_day_or_a_named_error(text):
    try:
        assert isinstance(parse_past(text, MONDAY), date)
    except DayError as error:
        assert "Type" in str(error)


def test_a_weekday_is_the_last_one_of_an_incident_and_the_next_one_of_a_promise():
    incident, due = specs(Overview)["incident_date"], specs(Action)["due"]
    assert parse(incident, "fri", today=MONDAY) == date(2026, 11, 20)
    assert parse(due, "fri", today=MONDAY) == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("europe/berlin", "Europe/Berlin"),
        ("utc", "UTC"),
        ("Asia/Tokyo", "Asia/Tokyo"),
        ("Dar es Salaam", "Africa/Dar_es_Salaam"),
        ("port au prince", "America/Port-au-Prince"),
        ("São Paulo", "America/Sao_Paulo"),
    ],
)
def test_a_city_alone_names_its_zone(typed, name):
    assert named_zone(typed) == name
    assert parse(specs(Overview)["zone"], typed) == name


@pytest.mark.parametrize(
    "typed",
    ["Nowhere", "../etc/passwd", "\x00", "x" * 400, "Europe/", "localtime", "東京", "UTC+5"],
)
def test_what_is_no_zone_is_told_what_to_type(typed):
    with pytest.raises(ZoneError, match="Type a city"):
        named_zone(typed)
    with pytest.raises(FieldError, match="Europe/Berlin"):
        parse(specs(Overview)["zone"], typed)


def test_a_moment_that_no_event_carries_is_unknown_or_does_not_apply():
    spec = specs(Absence)["why"]
    assert parse(spec, "not") is Certainty.NOT_APPLICABLE
    with pytest.raises(FieldError, match="one of: unknown, not applicable;"):
        parse(spec, "exact")


def test_next_and_last_before_a_weekday_are_the_week_after_and_the_day_before():
    monday = date(2026, 11, 23)
    assert parse_due("next fri", monday) == date(2026, 12, 4)
    assert parse_due("this fri", monday) == date(2026, 11, 27)
    assert parse_past("last mon", monday) == date(2026, 11, 16)
    for read, text in ((parse_due, "last fri"), (parse_past, "next fri")):
        with pytest.raises(DayError):
            read(text, monday)
