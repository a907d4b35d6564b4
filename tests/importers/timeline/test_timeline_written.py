"""Timelines as people write them: which lines are rows, whose details, and what is no event."""

from datetime import date

from pmtui.importers import Hints, parse_timeline


def rows(text: str, **hints) -> list[tuple[str, str]]:
    parsed = parse_timeline(text, Hints(**{"zone": "UTC", "date": date(2026, 11, 22), **hints}))
    return [(event.at[11:16], event.text) for event in parsed.events]


TWO = [("14:02", "alert"), ("14:10", "rollback")]


def test_bullets_numbers_bold_brackets_and_plain_lines_are_rows() -> None:
    for text in (
        "- 14:02 - alert\n- 14:10 - rollback",
        "1. 14:02 alert\n3. 14:10 rollback",
        "* **14:02**: alert\n* **14:10:** rollback",
        "- [14:02] alert\n- `14:10` rollback",
        "14:02 alert\n14:10 rollback",
        "**14:02** alert\n\n**14:10** rollback",
        "- [x] 14:02 alert\n- [ ] 14:10 rollback",
        "14:02 UTC\nalert\n\n14:10 UTC\nrollback",
        "> - 14:02 alert\n> - 14:10 rollback",
        "- 14.02 alert\n- 14.10 rollback",
        "- 1402 alert\n- 1410 rollback",
    ):
        assert rows(text) == TWO, text


def test_headings_take_their_title_or_the_first_words_below() -> None:
    assert rows("### 14:02 - alert\n\nmore\n\n### 14:10\n\nrollback\n\n- detail") == TWO
    assert rows("14:02\n-----\nalert\n\n14:10\n-----\n\n```\nrollback\n```") == TWO


def test_tables_are_read_by_what_is_in_their_columns() -> None:
    text = (
        "| # | Who | Day | Time (CET) | Time (UTC) | What happened |\n|---|---|---|---|---|---|\n"
        "| 1 | dana | 2026-11-22 | 15:02 | 14:02 | alert |\n"
        "| 2 | ravi |  | 15:10 | 14:10 | roll \\| back |\n| 3 | ravi | | --:-- | | later |"
    )
    parsed = parse_timeline(text)
    assert [(e.at, e.actor, e.text) for e in parsed.events] == [
        ("2026-11-22T15:02+01:00", "dana", "alert"),
        ("2026-11-22T15:10+01:00", "ravi", "roll | back"),
    ]
    assert [remark.text for remark in parsed.undated] == ["later"]


def test_a_phase_heading_is_no_event_but_moves_day_and_zone_on() -> None:
    text = "### 2026-11-23 14:00-15:00 CET: split\n- 14:02: alert\n- 14:10: rollback"
    parsed = parse_timeline(text)
    assert [event.at for event in parsed.events] == [
        "2026-11-23T14:02+01:00",
        "2026-11-23T14:10+01:00",
    ]


def test_details_belong_to_the_row_above() -> None:
    text = "- 14:02 alert\n  - web-3\n  ```\n  14:03:00 log line\n  ```\n- 14:10 rollback"
    parsed = parse_timeline(text, Hints(zone="UTC", date=date(2026, 11, 22)))
    assert [(e.text, e.lines) for e in parsed.events] == [("alert", (1, 5)), ("rollback", (6, 6))]


def test_quoted_logs_under_a_row_are_evidence_of_it() -> None:
    text = "### 14:02\nalert\n```\n2026-11-22 09:00:00 ERROR x\n```\n> at 14:05 she said\n\n### 14:10\nrollback"
    assert rows(text) == TWO


def test_a_fence_that_holds_the_whole_timeline_is_read() -> None:
    assert rows("## Timeline\n\n```\nTIME  EVENT\n14:02 alert\n14:10 rollback\n```") == TWO


def test_sentences_give_a_row_per_time() -> None:
    text = "At 14:02 the alert fired; by 14:10 it was acknowledged."
    assert [time for time, _ in rows(text)] == ["14:02", "14:10"]
    text = "On 2026-11-22 at 14:02 UTC it broke. Traffic was back at around 14:40 UTC."
    assert [time for time, _ in rows(text)] == ["14:02", "14:40"]


def test_only_the_timeline_section_of_a_document_is_read() -> None:
    text = (
        "# Postmortem 2026-11-22\n\n**Duration:** 14:02 to 15:00\n\nIt began at 14:02.\n\n"
        "## Timeline\n\n- 14:02 alert\n- 14:10 rollback\n\n## Actions\n\n- by 10:00 on Friday we will"
        " add an alert\n\n| Due | Task |\n|---|---|\n| 2026-12-01 | alert |"
    )
    assert rows(text) == TWO


def test_labels_suggest_milestones_and_durations_are_no_rows() -> None:
    text = "**Duration:** 14:02 to 15:00\nTime to resolve: 01:43\nDetected: 14:02\nResolved: 15:00"
    parsed = parse_timeline(text, Hints(zone="UTC", date=date(2026, 11, 22)))
    assert [event.milestone_hint for event in parsed.events] == ["detected", "resolved"]


def test_numbers_that_look_like_times_are_no_rows() -> None:
    for text in (
        "- 3:1 ratio of reads", "- 12.04 is the version", "- 99.95 % of requests", "- host:8080 is up",
        "- https://x.example/2026/11/22/14:02", "- app-2026-11-22.log grew", "- 1.22:33 released",
        "- fe80::14:02 answered",
    ):  # fmt: skip
        assert rows(text) == [], text


def test_two_timelines_in_one_text_offer_a_split() -> None:
    text = "## Timeline\n\n- 14:02 a\n\n## Timeline of the second incident\n\n- 16:02 b"
    parsed = parse_timeline(text, Hints(zone="UTC", date=date(2026, 11, 22)))
    assert len(parsed.events) == 2
    assert [question.kind for question in parsed.questions] == ["split"]


def test_a_date_in_the_title_dates_the_first_row() -> None:
    assert (
        parse_timeline("# Outage of 22 November 2026\n\n- 14:02 UTC a").events[0].at
        == "2026-11-22T14:02Z"
    )


def test_elapsed_marks_count_from_a_start_that_is_asked() -> None:
    parsed = parse_timeline("- T0: deploy\n- T+5m: alert\n- T+1:20: fixed")
    assert [event.at for event in parsed.events] == ["+00:00:00", "+00:05:00", "+01:20:00"]
    assert [question.kind for question in parsed.questions] == ["base"]


def test_an_alert_below_a_row_that_contradicts_its_zone_is_pointed_out_and_nothing_changed() -> (
    None
):
    text = "## Timeline (times in BST)\n\n### July 11, 2026, 12:42 PM\nalert\n> started July 11, 2026 at 4:42PM UTC"
    parsed = parse_timeline(text)
    assert parsed.events[0].at == "2026-07-11T12:42+01:00"
    assert "300 minutes" in parsed.events[0].reason
    assert [question.kind for question in parsed.questions] == ["label"]
    agreeing = text.replace("4:42PM", "11:42 AM")
    assert parse_timeline(agreeing).questions == []
