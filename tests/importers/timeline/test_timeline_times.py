"""Times: zones, sticky days, midnight, ranges, doubt, and what becomes a question."""

from datetime import UTC, date, datetime

import pytest

from pmtui.importers import Hints, parse_timeline


def ats(text: str, **hints) -> list[str]:
    return [event.at for event in parse_timeline(text, Hints(**hints)).events]


def kinds(text: str, **hints) -> list[str]:
    return [question.kind for question in parse_timeline(text, Hints(**hints)).questions]


@pytest.mark.parametrize(
    ("written", "at", "end"),
    [
        ("2026-11-22 14:02 UTC", "2026-11-22T14:02Z", None),
        ("2026-11-22T14:02:11.120+01:00", "2026-11-22T14:02:11.120+01:00", None),
        ("2026-11-22T14:02:11,5Z", "2026-11-22T14:02:11.5Z", None),
        ("19. April 2026, 11:00", "2026-04-19T11:00", None),
        ("March 13th, 2026 at 08:51 (UTC)", "2026-03-13T08:51Z", None),
        ("Sunday, 22 November 2026", "2026-11-22", None),
        ("11:21a", "2026-11-22T11:21", None),
        ("5PM", "2026-11-22T17:00", None),
        ("9h30", "2026-11-22T09:30", None),
        ("13:55 PM", "2026-11-22T13:55", None),
        ("22:XX", "2026-11-22T22:00", None),
        ("~13:30-13:45", "2026-11-22T13:30", "2026-11-22T13:45"),
        ("09:12–09:40 UTC", "2026-11-22T09:12Z", "2026-11-22T09:40Z"),
        ("21:00 to 02:10", "2026-11-22T21:00", "2026-11-23T02:10"),
        ("10:45-11:37 AM", "2026-11-22T10:45", "2026-11-22T11:37"),
        ("16:37 Denver", "2026-11-22T16:37-07:00", None),
        ("16:37 PT", "2026-11-22T16:37-08:00", None),
        ("09:00 PST / 17:00 UTC", "2026-11-22T09:00-08:00", None),
        ("14:02 UTC+5:30", "2026-11-22T14:02+05:30", None),
        ("24:00", "2026-11-23T00:00", None),
    ],
)
def test_a_written_time_is_read_as_it_stands(written: str, at: str, end: str | None) -> None:
    [event] = parse_timeline(f"- {written} - it broke", Hints(date=date(2026, 11, 22))).events
    assert (event.at, event.end, event.text) == (at, end, "it broke")


@pytest.mark.parametrize(
    "approximate", ["~14:02", "around 14:02", "approx. 14:02", "ca. 14:02", "14:0x"]
)
def test_an_approximate_time_says_so(approximate: str) -> None:
    [event] = parse_timeline(f"- {approximate}: it broke", Hints(date=date(2026, 11, 22))).events
    assert event.approx


def test_a_zone_label_is_literal_and_flagged_when_the_season_does_not_fit() -> None:
    [event] = parse_timeline("- 2026-06-22 14:02 PST it broke").events
    assert event.at == "2026-06-22T14:02-08:00"
    assert "PDT" in event.reason


def test_a_shared_label_is_asked_with_choices_and_settled_by_the_zone_hint() -> None:
    text = "All times in IST\n\n- 2026-11-22 14:02 it broke"
    parsed = parse_timeline(text)
    assert parsed.events[0].at == "2026-11-22T14:02"
    assert "Asia/Kolkata" in parsed.questions[0].choices
    assert ats(text, zone="Asia/Kolkata") == ["2026-11-22T14:02+05:30"]


def test_a_missing_zone_is_asked_once_and_the_rows_stay_local() -> None:
    text = "- 2026-11-22 14:02 a\n- 2026-11-22 14:03 b"
    assert ats(text) == ["2026-11-22T14:02", "2026-11-22T14:03"]
    assert kinds(text) == ["zone"]
    assert ats(text, zone="Europe/Berlin") == ["2026-11-22T14:02+01:00", "2026-11-22T14:03+01:00"]


@pytest.mark.parametrize(
    "heading",
    ["## Timeline (UTC)", "## Timeline (all times in UTC)", "## Timeline\n\n_All times are UTC_",
     "## Timeline\n\nTime zone: UTC"],
)  # fmt: skip
def test_a_heading_or_sentence_names_the_zone_of_all_rows(heading: str) -> None:
    assert ats(f"{heading}\n\n- 2026-11-22 14:02 a") == ["2026-11-22T14:02Z"]


def test_the_zone_of_the_first_row_holds_for_the_rows_below() -> None:
    parsed = parse_timeline("- 2026-11-22 14:02 UTC: a\n- 14:05: b")
    assert [event.at for event in parsed.events] == ["2026-11-22T14:02Z", "2026-11-22T14:05Z"]
    assert parsed.events[1].zone_known == "assumed"


def test_a_clock_that_runs_far_back_has_crossed_midnight() -> None:
    text = "## 2026-11-22\n\n- 23:50 a\n- 00:10 b\n- 00:05 c"
    parsed = parse_timeline(text)
    assert [e.at[:10] for e in parsed.events] == ["2026-11-22", "2026-11-23", "2026-11-23"]
    assert "+1 day" in parsed.events[1].reason
    assert "out of order" in parsed.events[2].reason


def test_a_new_date_ends_the_old_one() -> None:
    text = "## Timeline\n\n### May 12\n\n- 20:15 a\n- 00:40 b\n\n### 13 May\n\n- 09:00 c"
    assert ats(text, year=2026) == ["2026-05-12T20:15", "2026-05-13T00:40", "2026-05-13T09:00"]


def test_the_half_of_the_day_follows_from_headings_and_order() -> None:
    text = "### 10:45-11:59 AM: fix\n- 10:45: a\n- 11:57-12:08: b\n- 1:17: c\n### 1:42-5:00 PM\n- 1:44: d"
    assert ats(text, date=date(2026, 11, 22)) == [
        "2026-11-22T10:45", "2026-11-22T11:57", "2026-11-22T13:17", "2026-11-22T13:44",
    ]  # fmt: skip


def test_a_weekday_that_does_not_fit_is_kept_and_flagged() -> None:
    [event] = parse_timeline("- Monday, 22 November 2026: a").events
    assert event.at == "2026-11-22"
    assert event.confidence == "doubtful"


def test_two_readings_that_disagree_keep_the_first_and_are_flagged() -> None:
    [event] = parse_timeline("- 2026-11-22 09:00 PST / 16:00 UTC: a").events
    assert event.at == "2026-11-22T09:00-08:00"
    assert "do not agree" in event.reason


def test_an_all_digit_date_is_asked_unless_another_gives_the_order_away() -> None:
    assert kinds("- 03/04/2026 14:02 UTC a") == ["order"]
    assert ats("- 03/04/2026 14:02 UTC a\n- 13/04/2026 14:02 UTC b") == [
        "2026-04-03T14:02Z", "2026-04-13T14:02Z",
    ]  # fmt: skip


@pytest.mark.parametrize("clock", ["2026-03-29 02:30", "2026-10-25 02:30"])
def test_a_wall_clock_in_a_clock_change_is_asked(clock: str) -> None:
    text = f"- {clock} a"
    assert ats(text, zone="Europe/Berlin") == [clock.replace(" ", "T")]
    assert kinds(text, zone="Europe/Berlin") == ["clock"]


def test_a_missing_year_is_told_or_near_the_other_rows_or_asked() -> None:
    line = "Nov 22 14:02:11 web-3 app: a"
    assert ats(line, year=2024) == ["2024-11-22T14:02:11"]
    assert ats(line, now=datetime(2026, 3, 1, tzinfo=UTC)) == ["2025-11-22T14:02:11"]
    assert kinds(line) == ["zone", "year"]
    turn = "Dec 31 23:59:59 web-3 app: a\nJan  1 00:00:01 web-3 app: b"
    assert ats(turn, year=2025) == ["2025-12-31T23:59:59", "2026-01-01T00:00:01"]


def test_a_clock_without_a_day_stays_a_clock_and_is_asked() -> None:
    text = "- 14:02 UTC a"
    assert ats(text) == ["T14:02Z"]
    assert kinds(text) == ["date"]


def test_a_day_without_a_clock_stays_a_day() -> None:
    text = "- 2026-11-22: a\n- 2026-11-23 --:--: b\n- Early morning July 12th, 2026: c"
    assert ats(text) == ["2026-11-22", "2026-11-23", "2026-07-12"]


@pytest.mark.parametrize("absurd", ["2026-02-31 10:00", "0000-01-01 10:00"])
def test_an_impossible_date_is_undated_and_named_with_its_line(absurd: str) -> None:
    parsed = parse_timeline(f"- 2026-11-22 14:02 UTC a\n- {absurd} UTC b")
    assert [event.text for event in parsed.events] == ["a"]
    assert parsed.undated[0].line == 2
    assert any("Line 2" in question.text for question in parsed.questions)


def test_an_unlikely_year_is_kept_and_doubtful() -> None:
    [event] = parse_timeline("- 9999-12-31 23:59 UTC a").events
    assert event.at == "9999-12-31T23:59Z"
    assert event.confidence == "doubtful"


def test_the_inner_clock_of_a_collected_line_wins_when_the_days_agree() -> None:
    line = 'Nov 22 14:02:11 web-3 docker[7]: time="2026-11-22T14:02:11.790Z" level=error msg="a"'
    assert ats(line, year=2026) == ["2026-11-22T14:02:11.790Z"]


SHARED = "- 2026-11-22 09:05 CST deploy\n- 2026-11-22 09:10 IST alert\n- 2026-11-22 09:12 rollback"


def test_a_zone_for_rows_without_one_leaves_a_label_of_several_zones_alone() -> None:
    parsed = parse_timeline(SHARED, Hints(zone="Europe/Berlin"))
    assert [event.at[16:] for event in parsed.events] == ["", "", "+01:00"]
    assert [event.source_zone for event in parsed.events[:2]] == ["CST", "IST"]
    assert [question.about for question in parsed.questions] == ["CST", "IST"]
    assert "(US Central, China or Cuba)" in parsed.questions[0].text


def test_a_zone_that_goes_by_a_label_settles_that_label_only() -> None:
    found = ats(SHARED, zone="Asia/Shanghai")
    assert [at[16:] for at in found] == ["+08:00", "", "+08:00"]
    assert [at[16:] for at in ats(SHARED, zone="+05:30")] == ["", "+05:30", "+05:30"]


def test_what_a_label_means_can_be_said_for_each_label() -> None:
    labels = (("CST", "Asia/Shanghai"), ("ist", "Europe/Dublin"))
    parsed = parse_timeline(SHARED, Hints(zone="UTC", labels=labels))
    assert [event.at[16:] for event in parsed.events] == ["+08:00", "Z", "Z"]
    assert not parsed.questions


@pytest.mark.parametrize(
    ("sentence", "offset"),
    [
        ("All times US/Pacific", "-08:00"),
        ("Times are US/Eastern.", "-05:00"),
        ("(all times in Asia/Calcutta)", "+05:30"),
        ("All times are in the US/Pacific time zone", "-08:00"),
        ("All times in America/Los_Angeles", "-08:00"),
        ("All times Pacific", "-08:00"),
    ],
)
def test_a_sentence_names_the_zone_by_any_name_of_the_database(sentence: str, offset: str) -> None:
    text = f"# It broke\n\n## Timeline\n\n{sentence}\n\n* 2026-11-22 09:05 deploy\n* 09:10 alert"
    assert [at[16:] for at in ats(text)] == [offset, offset]
