from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import NOW as LAST
from tests.strategies import ZONES, whens

from pmtui.domain.moment import BLANK, When
from pmtui.domain.vocabulary import Certainty, Precision, ZoneKnown
from pmtui.domain.when import WhenError, echo, format_when, parse_when, show_when
from pmtui.domain.when_show import format_minutes
from pmtui.domain.zones import AMBIGUOUS, find_zone, instants_of

ZONE = "America/Los_Angeles"
NOW = datetime(2026, 11, 23, 17, 4, 33, 5000, tzinfo=UTC)  # Monday 09:04:33 PST
SUNDAY = date(2026, 11, 22)


def read(text, **more):
    return parse_when(text, now=NOW, zone=ZONE, **more)


ABOVE = read("2026-11-22 21:29")


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("now", "2026-11-23T09:04:33"),
        ("14:02", "2026-11-22T14:02:00"),
        ("08:02", "2026-11-23T08:02:00"),
        ("14:02:33", "2026-11-22T14:02:33"),
        ("2:02pm", "2026-11-22T14:02:00"),
        ("2 pm", "2026-11-22T14:00:00"),
        ("12am", "2026-11-23T00:00:00"),
        ("1402", "2026-11-22T14:02:00"),
        ("-15m", "2026-11-23T08:49:00"),
        ("-1h20m", "2026-11-23T07:44:00"),
        ("-2d", "2026-11-21T09:04:00"),
        ("-30s", "2026-11-23T09:04:03"),
        ("yesterday 22:10", "2026-11-22T22:10:00"),
        ("mon 22:10", "2026-11-16T22:10:00"),
        ("mon 08:00", "2026-11-23T08:00:00"),
        ("11-22 22:10", "2026-11-22T22:10:00"),
        ("12-01 22:10", "2025-12-01T22:10:00"),
        ("02-29 10:00", "2024-02-29T10:00:00"),
        ("22 Nov 22:10", "2026-11-22T22:10:00"),
        ("Nov 22, 2026 at 22:10", "2026-11-22T22:10:00"),
        ("Sun 2026-11-22 22:10 PST", "2026-11-22T22:10:00"),
        ("2026/11/22 22:10", "2026-11-22T22:10:00"),
        ("2026-11-22T22:10:03.5Z", "2026-11-22T14:10:03.500000"),
        ("2026-11-22T22:10:03,123456789+05:30", "2026-11-22T08:40:03.123456"),
        ("20261122T221003Z", "2026-11-22T14:10:03"),
        ("1700000000", "2023-11-14T14:13:20"),
        ("1700000000123", "2023-11-14T14:13:20.123000"),
        ("14:02 UTC", "2026-11-23T06:02:00"),
        ("14:02 utc", "2026-11-23T06:02:00"),
        ("14:02 Europe/Berlin", "2026-11-23T05:02:00"),
        ("14:02 europe/berlin", "2026-11-23T05:02:00"),
        ("14:02 +05:30", "2026-11-23T00:32:00"),
        ("14:02 UTC+2", "2026-11-23T04:02:00"),
        ("2026-06-01 14:02 PST", "2026-06-01T15:02:00"),
        ("2026-06-01 14:02 PT", "2026-06-01T14:02:00"),
    ],
)
def test_what_is_typed_means_one_instant(text, local):
    found = read(text)
    assert found.at.astimezone(find_zone(ZONE)).replace(tzinfo=None).isoformat() == local
    assert found.written == text
    assert found.certainty is Certainty.EXACT


def test_precision_is_what_was_written():
    assert read("14:02").precision is Precision.MINUTE
    assert read("14:02:00").precision is Precision.SECOND
    assert read("14:02:00.5").precision is Precision.FRACTION
    assert read("-15m").precision is Precision.MINUTE


def test_how_the_zone_is_known_is_kept():
    assert read("14:02").zone_known is ZoneKnown.ASSUMED
    assert read("14:02").zone == ZONE
    assert read("14:02 PT").zone_known is ZoneKnown.WRITTEN
    assert read("14:02 PT").zone == "PT"


@pytest.mark.parametrize(
    ("text", "margin"), [("~14:02", 0), ("2026-11-22 ~14:02", 0), ("14:02~5m", 5),
                         ("14:02~1h UTC", 60), ("~-15m", 0), ("14:02±5min", 5)]
)  # fmt: skip
def test_a_tilde_makes_a_time_approximate(text, margin):
    found = read(text)
    assert found.certainty is Certainty.APPROXIMATE
    assert found.margin == margin


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("14:02..14:20", 18),
        ("14:02-14:20", 18),
        ("14:02–14:20 UTC", 18),
        ("14:02 to 14:20", 18),
        ("14:02 - 14:20 UTC", 18),
        ("23:50..00:20", 30),
        ("14:02..+18m", 18),
        ("2026-11-21 22:00..2026-11-22 01:00", 180),
        ("08:00..now", 64.55),
        ("02:00 UTC..04:30 CEST", 30),
        ("2026-11-22 23:00 CET..2026-11-22 23:30 UTC", 90),
    ],
)
def test_a_range_has_a_start_and_an_end_and_may_pass_midnight(text, minutes):
    found = read(text)
    assert found.certainty is Certainty.RANGE
    assert (found.until - found.at) / timedelta(minutes=1) == minutes


def test_the_first_row_is_dated_by_the_incident_date():
    assert read("14:02", day=date(2026, 11, 3)).at == datetime(2026, 11, 3, 22, 2, tzinfo=UTC)


def test_the_next_rows_are_dated_by_the_row_above_and_pass_midnight():
    assert echo(read("21:40", above=ABOVE), zone=ZONE, above=ABOVE).endswith(
        "· 11 min after previous"
    )
    later = read("00:10", above=ABOVE)
    assert later.at - ABOVE.at == timedelta(hours=2, minutes=41)
    assert "· +1 day · 2 h 41 min later" in echo(later, zone=ZONE, above=ABOVE)
    assert read("21:00", above=ABOVE).at < ABOVE.at, "a small step back is disorder"


def test_an_earlier_clock_behind_the_lead_up_is_of_the_incident_date():
    began, lead_up = date(2026, 11, 20), read("2026-11-19 16:40")
    assert read("09:05", day=began, above=lead_up).at == read("2026-11-20 09:05").at
    assert read("16:20", day=began, above=lead_up).at == read("2026-11-19 16:20").at, "disorder"
    assert read("17:10", day=began, above=lead_up).at == read("2026-11-19 17:10").at
    assert read("09:05", day=date(2026, 11, 19), above=lead_up).at == read("2026-11-19 09:05").at


def test_plus_counts_from_the_row_above():
    assert read("+5m", above=ABOVE).at - ABOVE.at == timedelta(minutes=5)
    with pytest.raises(WhenError, match="row above"):
        read("+5m")


def test_minus_on_another_day_than_the_incident_is_asked():
    with pytest.raises(WhenError) as found:
        read("-15m", day=SUNDAY, above=ABOVE)
    before_now, before_row = found.value.choices
    assert (before_now.label, before_row.label) == ("before now", "before the row above")
    assert read(before_now.text, day=SUNDAY, above=ABOVE) == replace(
        read("-15m"), written=before_now.text
    )
    assert ABOVE.at - read(before_row.text, day=SUNDAY, above=ABOVE).at == timedelta(minutes=15)


def test_minus_on_the_day_of_the_incident_counts_from_now():
    assert read("-15m", day=date(2026, 11, 23), above=ABOVE) == read("-15m")


@pytest.mark.parametrize(
    "text", ["2026-11-23 09:05", "tomorrow 10:00", "2026-11-24", "+5d", "12:00..now", "1900000000"]
)
def test_the_future_is_never_taken_without_a_question(text):
    above = ABOVE if text.startswith("+") else None
    with pytest.raises(WhenError):
        read(text, above=above, day=date(2026, 11, 23))


def test_a_future_clock_time_is_offered_as_the_last_one_and_can_be_insisted_on():
    with pytest.raises(WhenError, match="still to come") as found:
        read("23:50", day=date(2026, 11, 23))
    assert [c.text for c in found.value.choices] == ["2026-11-22 23:50"]
    insisted = read("23:50", day=date(2026, 11, 23), future_ok=True)
    assert insisted.at == datetime(2026, 11, 24, 7, 50, tzinfo=UTC)


@pytest.mark.parametrize("name", sorted(AMBIGUOUS))
def test_an_ambiguous_abbreviation_is_refused_with_choices_that_work(name):
    with pytest.raises(WhenError, match="several zones") as found:
        read(f"2026-11-20 14:02 {name}")
    assert len(found.value.choices) > 1
    assert len({read(c.text).at for c in found.value.choices}) == len(found.value.choices)


@pytest.mark.parametrize(
    ("text", "why"), [("2026-11-01 01:30", "twice"), ("2026-03-08 02:30", "did not exist")]
)
def test_a_clock_time_that_changed_is_asked(text, why):
    with pytest.raises(WhenError, match=why) as found:
        read(text)
    one, other = found.value.choices
    assert read(other.text).at - read(one.text).at == timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("03/04/2026", ["2026-04-03", "2026-03-04"]),
        ("22/11/2026", ["2026-11-22"]),
        ("03/04/2026 14:02 UTC", ["2026-04-03 14:02 UTC", "2026-03-04 14:02 UTC"]),
        ("13:55 pm", ["13:55"]),
        ("14:02-05:30", ["14:02..05:30", "14:02 -05:30"]),
        ("25:00", []),
        ("14:60", []),
        ("2026-02-30", []),
        ("Mon 2026-11-22 10:00", []),
        ("Mon 11-22 10:00", []),
        ("Mon 22 Nov", []),
        ("14:20..2026-11-21 10:00", []),
        ("14:02..", []),
        ("~2026-11-22", []),
        ("rolled back", []),
        ("14:02 foo", []),
        ("9999-12-31 23:00 -12:00", []),
        ("0001-01-01 00:00 +14:00", []),
        ("14:02 Mars/Base", []),
    ],
)
def test_what_is_not_one_time_is_refused_with_the_next_step(text, choices):
    with pytest.raises(WhenError, match=r"\.$") as found:
        read(text)
    assert [c.text for c in found.value.choices] == choices


@pytest.mark.parametrize(
    "text", ["14:02 ist..14:20", "~14:02~5m IST", "~2025-11-02 01:30", "01:30~5m", "~23:59~2m"]
)
def test_a_choice_keeps_everything_else_that_was_typed(text):
    day = date(2025, 11, 2) if text.startswith("01") else NOW.date()
    with pytest.raises(WhenError) as found:
        read(text, day=day)
    chosen = read(found.value.choices[0].text, day=day)
    assert (chosen.until is not None) == (".." in text)
    assert (chosen.certainty is Certainty.APPROXIMATE) == ("~" in text)
    assert bool(chosen.margin) == ("m" in text)


def test_a_choice_never_makes_a_moment_of_a_range():
    with pytest.raises(WhenError, match="happened twice") as found:
        read("2025-11-02 00:10..01:30")
    assert not found.value.choices


def test_unknown_and_not_applicable_keep_their_reason():
    assert read("?") == When(written="?")
    assert read("? log rotated away").reason == "log rotated away"
    assert read("n/a near miss").certainty is Certainty.NOT_APPLICABLE
    assert read("") is BLANK


def test_a_date_alone_never_becomes_midnight():
    found = read("2026-11-22")
    assert (found.at, found.day, found.certainty) == (None, SUNDAY, Certainty.DATE_ONLY)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2026-11-22 22:10", "→ Sun 2026-11-22 22:10 PST = Mon 06:10 UTC · 41 min after previous"),
        (
            "2026-11-22 22:10 Europe/Berlin",
            "→ Sun 2026-11-22 22:10 CET = 13:10 PST · 8 h 19 min before previous",
        ),
        ("2026-06-01 14:02 PST", "→ Mon 2026-06-01 14:02 PST = 15:02 PDT"),
        ("~22:10~5m", "→ Sun 2026-11-22 ~22:10 PST = Mon ~06:10 UTC · ±5 min"),
        ("2026-11-22", "→ Sun 2026-11-22, no clock time"),
        ("? gone", "→ time unknown: gone"),
    ],
)
def test_the_echo_says_how_a_time_is_understood(text, shown):
    assert echo(read(text, above=ABOVE), zone=ZONE, above=ABOVE).startswith(shown)


def test_lists_show_no_more_than_was_written():
    assert show_when(read("14:02"), ZONE, with_date=False) == "14:02"
    assert show_when(read("14:02"), "UTC", with_date=True) == "2026-11-22 22:02"
    assert show_when(read("~14:02~5m"), ZONE, with_date=False) == "~14:02"
    assert show_when(read("~14:02~5m"), ZONE, with_date=False, margin=True) == "~14:02 ±5 min"
    assert show_when(read("14:02..14:20"), ZONE, with_date=False) == "14:02–14:20"
    assert show_when(read("14:02..14:20"), ZONE, with_date=False, ascii=True) == "14:02-14:20"
    assert show_when(read("2026-11-22"), ZONE, with_date=False) == "--:--"
    assert show_when(read("2026-11-22"), ZONE, with_date=True) == "2026-11-22"
    assert show_when(read("?"), ZONE, with_date=True) == "?"
    assert show_when(read("2026-11-22 14:02 ?zone"), ZONE, with_date=True) == "2026-11-22 14:02?"


@settings(max_examples=120, deadline=None)
@given(whens(), st.sampled_from(ZONES))
def test_a_written_time_is_read_back_as_the_same_time(when, zone):
    text = format_when(when, zone=zone)
    again = parse_when(text, now=LAST, zone=zone)
    if when.blank and not when.written:
        assert again == BLANK
        return
    assert again.written == text
    expected = replace(when, written=text)
    if when.at is not None and _happened_twice(when):
        expected = replace(expected, zone=again.zone, zone_known=ZoneKnown.WRITTEN)
    elif when.zone != zone and when.at is not None:
        expected = replace(expected, zone_known=ZoneKnown.WRITTEN)
    assert again == expected
    assert format_when(again, zone=zone) == text


def _happened_twice(when):
    zone = find_zone(when.zone)
    ends = [when.at, when.until or when.at]
    return any(
        len(instants_of(e.astimezone(zone).replace(tzinfo=None, fold=0), zone)) > 1 for e in ends
    )


@settings(max_examples=120, deadline=None)
@given(whens(), st.sampled_from(ZONES), whens())
def test_every_time_can_be_shown_and_echoed_in_one_short_line(when, zone, above):
    line = echo(when, zone=zone, above=above)
    assert "\n" not in line
    assert len(line) <= 74 or when.reason
    assert show_when(when, zone, with_date=True)
    assert show_when(when, zone, with_date=False, ascii=True).isascii() or when.reason


PIECES = st.sampled_from(
    ["14:02", "1402", "..", "~", "-15m", "+5m", "2026-11-22", "T", "Z", "PT", "IST", "mon", " ",
     " ", "nov", "22", "?", "n/a", "now", "+05:30", "Europe/Berlin", "9999", "0000", "é", ":", "-",
     "02:30", "pm", "[UTC]", "?zone", "1700000000", "/", ","]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(st.lists(PIECES, max_size=6).map("".join), st.text(max_size=20)),
    st.none() | st.just(SUNDAY),
    st.none() | whens(),
    st.sampled_from([*ZONES, "Nowhere/Known"]),
)
def test_any_text_is_a_time_not_after_now_or_a_named_error(text, day, above, zone):
    try:
        found = parse_when(text, now=NOW, zone=zone, day=day, above=above)
    except WhenError as error:
        assert error.sentence.endswith(".")
        return
    assert found.at is None or found.at <= NOW
    assert found.until is None or found.at <= found.until <= NOW
    assert sum(x is not None for x in (found.at, found.local or None, found.day)) <= 1
    echo(found, zone=zone, above=above)
    format_when(found, zone=zone)


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0 min"), (0.3, "18 s"), (47, "47 min"), (185, "3 h 05 min"), (120, "2 h"),
     (3120, "2 d 4 h"), (2880, "2 d"), (-5, "-5 min"), (59.99, "59 min")],
)  # fmt: skip
def test_minutes_are_shown_for_people(minutes, text):
    assert format_minutes(minutes) == text
