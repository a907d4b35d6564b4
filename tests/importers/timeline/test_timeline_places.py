"""Places where teams write the day or the time of a row, in texts written for these tests."""

import json
from datetime import date

import pytest

from pmtui.importers import Hints, parse_timeline

HEAD = "| Time | Event |\n|---|---|\n"


def read(text: str, **hints) -> list[str]:
    events = parse_timeline(text, Hints(**hints)).events
    return [f"{e.at}{f'..{e.end}' if e.end else ''} {e.text}" for e in events]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "# Uploads fail\n\n*Posted 30 November 2026*\n\nBetween 09:12 and 11:48 UTC on 22 November 2026, "
            "uploads failed. The bug is from 3 May 2025.\n\n## Timeline (UTC)\n\n- **09:12** \u2014 Deployed\n",
            ["2026-11-22T09:12Z Deployed"],
        ),
        ("# Outage on 2026\u201111\u201122\n\n## Timeline\n\n- 09:12 Deployed\n", ["2026-11-22T09:12 Deployed"]),
        (
            "| | |\n|---|---|\n| Date | 2026-11-22 |\n| Status | Done on 2026-11-23 |\n\n"
            f"## Timeline\n\n{HEAD}| 09:12 | Deployed |\n",
            ["2026-11-22T09:12 Deployed"],
        ),
        (
            "### What happened\n\nOn **November 22nd** at **9:10 a.m.** a deploy went wrong.\n\n"
            f"{HEAD}| 9:12 a.m. | Page |\n",
            ["2026-11-22T09:12 Page"],
        ),
        (
            "### Timeline\n\n#### 1. Reported (2026-11-22 12:00)\n\nNo page.\n\n#### 2. Search (12:00-12:30)\n",
            ["2026-11-22T12:00 1. Reported", "2026-11-22T12:00..2026-11-22T12:30 2. Search"],
        ),
        (
            "* As follows:\n  * a. 22 November 2026 - Warned.\n  * b. 23 November 2026 - Attacked.\n",
            ["2026-11-22 Warned.", "2026-11-23 Attacked."],
        ),
        (
            "## Timeline\n\n**09:12** **Web** begins. **09:14** **Ops** looks.\n**09:20** Done.\n",
            ["T09:12 **Web** begins.", "T09:14 **Ops** looks.", "T09:20 Done."],
        ),
        (
            f"## Timeline\n\n{HEAD}| 11-21 21:29\u201322:02 | Work |\n| 11-22 **04:00** | Backup |\n",
            ["2026-11-21T21:29..2026-11-21T22:02 Work", "2026-11-22T04:00 Backup"],
        ),
        (
            f"## Timeline, 2026-11-22\n\n{HEAD}| 21:01 (prev. night) | Start |\n| 05:30 | Quiet |\n"
            "| 12:17 PM, 1:52 PM | Frozen |\n| 23:50 | Late |\n| 00:10 (+1) | Over |\n| 00:30 | Closed |\n",
            [
                "2026-11-21T21:01 Start",
                "2026-11-22T05:30 Quiet",
                "2026-11-22T12:17 Frozen",
                "2026-11-22T23:50 Late",
                "2026-11-23T00:10 Over",
                "2026-11-23T00:30 Closed",
            ],
        ),
        (
            "## Timeline\n\n2026-11-22/11:34: Told\\\n2026-11-22 11:50: Blocked\n",
            ["2026-11-22T11:34 Told\\", "2026-11-22T11:50 Blocked"],
        ),
    ],
    ids=["told", "hyphens", "field in a table", "told without a year", "headings", "letters",
         "one line", "month and day", "other day", "slash"],
)  # fmt: skip
def test_days_and_times_stand_where_a_team_put_them(text, rows):
    assert read(text, year=2026) == rows


def test_two_days_told_above_a_timeline_are_no_day():
    text = "# Carts\n\nIt began on 20 November 2026. On 22 November 2026 it came back.\n\n## Timeline\n\n- 09:12 Page\n"
    assert read(text) == ["T09:12 Page"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "=INFO REPORT==== 22-Nov-2026::14:02:10 ===\naccepting\n\n"
            "=ERROR REPORT==== 22-Nov-2026::14:03:10 ===\nclosing:\nlost\n",
            ["2026-11-22T14:02:10 accepting", "2026-11-22T14:03:10 closing: lost"],
        ),
        (
            "11\u6708 22 14:02:10 host app[1]: up\n11\u6708 22 14:03:10 host app[1]: down\n",
            ["2026-11-22T14:02:10 host app[1]: up", "2026-11-22T14:03:10 host app[1]: down"],
        ),
        (
            "INFO  [main] 2026-11-22 14:02:10,000 A.java:1 - up\n"
            "ERROR [Read-2] 2026-11-22 14:03:10,000 B.java:2 - down\n",
            [
                "2026-11-22T14:02:10.000 INFO  [main] A.java:1 - up",
                "2026-11-22T14:03:10.000 ERROR [Read-2] B.java:2 - down",
            ],
        ),
        (
            "2026-11-22T14:02:10Z [INFO] up\n    2026-11-22T14:03:10Z [WARN] slow\n",
            ["2026-11-22T14:02:10Z [INFO] up", "2026-11-22T14:03:10Z [WARN] slow"],
        ),
    ],
    ids=["report", "Chinese", "level first", "moved right"],
)
def test_log_lines_of_other_programs(text, rows):
    assert [" ".join(row.split()) for row in read(text, year=2026)] == [
        " ".join(row.split()) for row in rows
    ]


def test_an_envelope_and_its_page_are_no_events_beside_their_matter():
    posted = {
        "event": {"type": "incident.acknowledged", "timestamp": "2026-11-22T14:05:00Z"},
        "data": {"incident": {"message": "cart is down", "created_at": "2026-11-22T14:02:00Z"}},
    }
    assert read(json.dumps(posted)) == ["2026-11-22T14:05:00Z incident.acknowledged: cart is down"]
    status = {
        "page": {"name": "Cart", "updated_at": "2026-11-22T15:00:00Z"},
        "incidents": [{"incident_updates": [{"body": "We look.", "created_at": "2026-11-22T14:02:00Z"}]}],
    }  # fmt: skip
    assert read(json.dumps(status)) == ["2026-11-22T14:02:00Z We look."]


@pytest.mark.parametrize(
    "odd",
    [
        '{"involvedObject": {}, "metadata": "x", "reason": "r"}',
        '{"tag_name": "v1", "published_at": null}',
        '{"startsAt": 1e999, "labels": {}}',
        '{"startsAt": NaN, "labels": {}}',
        '{"startsAt": "\u00b2\u00b2\u00b2\u00b2\u00b2\u00b2\u00b2\u00b2\u00b2\u00b2", "labels": {}}',
    ],
)
def test_a_record_whose_time_is_none_leaves_the_others(odd):
    assert read(f'[{odd}, {{"time": "2026-11-22T14:02:00Z", "msg": "up"}}]') == [
        "2026-11-22T14:02:00Z up"
    ]


def test_mails_quoted_below_an_answer_are_messages_of_their_own():
    text = (
        "From: Ann <ann@x.example>\nTo: ops@x.example\nDate: Sun, 22 Nov 2026 10:02:11 +0000\n"
        "Subject: Re: cart\n\nRolled back.\n\nOn Sun, Nov 22, 2026 at 9:41 AM Bob Ray <bob@x.example> wrote:\n"
        "> Paged.\n>\n> Am So., 22. November 2026 um 09:30 Uhr schrieb Monitor <m@x.example>:\n>> cart 5xx\n"
    )
    found = [(e.at, e.actor, e.text) for e in parse_timeline(text).events]
    assert found == [
        ("2026-11-22T10:02:11Z", "Ann", "Re: cart"),
        ("2026-11-22T09:41", "Bob Ray", "Paged."),
        ("2026-11-22T09:30", "Monitor", "cart 5xx"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "maya\n\nYesterday at 14:02\ncart is down\n\nRavi Das\n\nToday at 08:05\nup\n",
        "maya\n\ncart is down\n\nYesterday at 14:02\nRavi Das\n\nup\n\nToday at 08:05\n",
    ],
    ids=["between", "last"],
)
def test_today_and_yesterday_date_a_chat_whose_parts_stand_apart(text):
    assert read(text, date=date(2026, 11, 22)) == [
        "2026-11-22T14:02 cart is down",
        "2026-11-23T08:05 up",
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "# Timeline\n\nLast Review: 2026-11-30\nNext Review: 2027-02-28\n\n"
            f"{HEAD}| 09:04 | Down |\n| 09:10 | Up |\n",
            ["2026-11-22T09:04 Down", "2026-11-22T09:10 Up"],
        ),
        (
            "- **Detection & Alerting:** 2026-11-22 07:47 UTC: Aborted.\n",
            ["2026-11-22T07:47Z Detection & Alerting: Aborted."],
        ),
        (
            f"## Timeline\n\n{HEAD}| ~10:31\u201310:40 | Starved |\n| Same time | Log |\n| Shape | Pins |\n",
            ["2026-11-22T10:31..2026-11-22T10:40 Starved"],
        ),
        ("- 2026-11-21/22 each hour \u2014 Doubled\n", ["2026-11-21 each hour \u2014 Doubled"]),
    ],
    ids=["review", "ampersand", "few times", "two days"],
)
def test_fields_labels_and_half_empty_columns(text, rows):
    assert read(text, date=date(2026, 11, 22)) == rows


def test_a_time_at_the_end_of_its_row_may_be_hedged() -> None:
    text = "issued     2026-08-03T19:59:11Z\nin force   2026-08-03T19:59:12Z\nrenewed    2026-08-04T08:00:00Z or later\n"
    assert [(event.text, event.at) for event in parse_timeline(text).events] == [
        ("issued", "2026-08-03T19:59:11Z"),
        ("in force", "2026-08-03T19:59:12Z"),
        ("renewed", "2026-08-04T08:00:00Z"),
    ]


def test_times_behind_prepositions_of_other_languages() -> None:
    text = (
        "## Ablauf 2026-05-01\n\n- 19:20: Beginn\n- ab 19:27: WLAN weg\n- Um 20:10 Neustart\n"
        "- hacia las 21:30: cita\n- vers 22:10 : retour\n- 22:20 fertig\n"
    )
    assert [(event.text, event.at) for event in parse_timeline(text).events] == [
        ("Beginn", "2026-05-01T19:20"),
        ("WLAN weg", "2026-05-01T19:27"),
        ("Um 20:10 Neustart", "2026-05-01T20:10"),
        ("cita", "2026-05-01T21:30"),
        ("retour", "2026-05-01T22:10"),
        ("fertig", "2026-05-01T22:20"),
    ]


def test_a_chat_keeps_lines_that_begin_with_a_preposition_and_a_time() -> None:
    text = "[01.05.26, 18:00:12] Ana: Plan\num 19:00 gehts los\nab 20:00 Feier\n[01.05.26, 18:01:40] Ben: Gut\n"
    assert [event.text for event in parse_timeline(text).events] == [
        "Plan um 19:00 gehts los ab 20:00 Feier",
        "Gut",
    ]


def test_clocks_written_in_part() -> None:
    text = (
        "## Timeline (UTC, 2026-07-21)\n\n| Time | Event |\n|---|---|\n| 05:58:12.006\u2013.120 | Trigger |\n"
        "| ~05:59:2x | Kill |\n| 7/21 ~06:10 | Back |\n| 7/21 06:20 | Done |\n"
    )
    assert [(event.text, event.at) for event in parse_timeline(text).events] == [
        ("Trigger", "2026-07-21T05:58:12.006Z"),
        ("Kill", "2026-07-21T05:59Z"),
        ("Back", "2026-07-21T06:10Z"),
        ("Done", "2026-07-21T06:20Z"),
    ]
