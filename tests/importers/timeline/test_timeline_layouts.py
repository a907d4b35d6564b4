"""Layouts met in timelines of many teams, in texts written for these tests."""

import json
from datetime import date

import pytest

from pmtui.importers import Hints, parse_timeline

DAY = date(2026, 11, 22)


def read(text: str, **hints) -> list[tuple[str, str | None, str]]:
    parsed = parse_timeline(text, Hints(**{"date": DAY, **hints}))
    return [(e.at.removeprefix("2026-11-22T"), e.actor, e.text) for e in parsed.events]


CHAT = [("14:02", "maya", "cart is down"), ("14:05", "Ravi Das", "looking now")]


@pytest.mark.parametrize(
    "text",
    [
        "maya\n\n14:02\ncart is down\n\nRavi Das\n\n14:05\nlooking\nnow\n",
        "maya\n\n \u2014 14:02\ncart is down\n\nRavi Das\n\n \u2014 14:05\nlooking now\n",
        "maya\n\n \u2014 \nToday at 14:02\ncart is down\n\nRavi Das\n \u2014 \nToday at 14:05\nlooking now",
        "maya\ncart is down\n14:02\nRavi Das\nlooking now\n14:05\n",
        "maya\n\ncart is down\n\n14:02\nRavi Das\n\nlooking\n\nnow\n\n14:05\n",
    ],
    ids=["blank line", "dash", "dash and today", "time below", "time below, spaced"],
)
def test_names_times_and_words_of_a_chat_may_stand_apart(text):
    if "looking\n\nnow" in text or "Today" in text:
        assert [(a, w) for _, a, w in read(text)] == [(a, w) for _, a, w in CHAT]
    else:
        assert read(text) == CHAT


@pytest.mark.parametrize(
    "room", ["#inc-cart-1122", "# inc-cart", "Thread in #inc-cart", "#cart | Topic: SEV-2"]
)
def test_the_name_of_the_room_may_stand_above_a_chat(room):
    assert read(f"{room}\nmaya\n  14:02\ncart is down\nRavi Das\n  14:05\nlooking now\n") == CHAT
    assert read(f"{room}\nmaya  2:02 PM\ncart is down\nRavi Das  2:05 PM\nlooking now\n") == CHAT


def test_a_badge_may_stand_first():
    text = "APP 9:33 Deploybot\nv4711 is out\nMaya Ortiz  9:35\ncart is down\n"
    assert read(text) == [
        ("09:33", "Deploybot", "v4711 is out"),
        ("09:35", "Maya Ortiz", "cart is down"),
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "### 2026-11-22\n\n14:02 - alert from\nthe probe.<br> 14:10 - page\nsent.<br>\n14:20 -\nrolled back\n",
            ["14:02 alert from the probe.", "14:10 page sent.", "14:20 rolled back"],
        ),
        (
            "- **Key events**\n  - Fault occurs 2026-11-22 14:02\n  - Repaired: 2026-11-22 14:10\n"
            "  - Page last updated 2026-11-22 18:00\n",
            ["14:02 Fault occurs", "14:10 Repaired"],
        ),
        (
            "Unless noted otherwise all events happened on 2026-11-22, and all times are in UTC.\n\n"
            "- 2026-11-21 23:50: disk fills\n- 00:20: alert\n- 00:40: rolled back\n",
            ["2026-11-21T23:50Z disk fills", "00:20Z alert", "00:40Z rolled back"],
        ),
        (
            "- 14:02 \u2013 alert, and at 14:10 Maya took it\n- 14:20 All clear. At 14:50 page updated.\n"
            "- 14:55 closed (seen since 13:50)\n",
            [
                "14:02 alert,",
                "14:10 and at 14:10 Maya took it",
                "14:20 All clear.",
                "14:50 At 14:50 page updated.",
                "14:55 closed (seen since 13:50)",
            ],
        ),
        (
            "The deploy began at 14:02 on 22 November 2026.\n+3m \u2013 errors rise\n+1h12m \u2013 rolled back\n",
            [
                "14:02 The deploy began at 14:02 on 22 November 2026.",
                "+00:03:00 errors rise",
                "+01:12:00 rolled back",
            ],
        ),
        (
            "## Timeline (in UTC)\n\n- 2026-11-22 1402: alert\n- 2026-11-22[^2]:\n    kept 1930 lines\n",
            ["14:02Z alert", "2026-11-22 kept 1930 lines"],
        ),
        (
            "- 06/11/2026 14:02 - alert\n- 07/11/2026 14:10 - fixed\n- 09/11/2026 08:00 - closed\n",
            ["2026-11-06T14:02 alert", "2026-11-07T14:10 fixed", "2026-11-09T08:00 closed"],
        ),
        (
            "- 9:23 a first fix\n- 10: 08 AM looked\n- 10:21a paged\n",
            ["09:23 a first fix", "10:08 looked", "10:21 paged"],
        ),
        (
            "## Timeline (times in PST/PDT)\n\n- 14:02 alert\n- 14:10 fixed\n",
            ["14:02-08:00 alert", "14:10-08:00 fixed"],
        ),
    ],
    ids=["br", "label", "unless", "twice", "since", "compact", "digits", "halves", "pair"],
)
def test_rows_of_written_timelines(text, rows):
    assert [f"{at} {words}" for at, _, words in read(text)] == rows


def test_a_year_that_is_told_is_the_year_of_most_rows():
    text = "- [12-05 16:21] bug\n- [03-20 16:46] release\n- [03-26 17:40] outage\n"
    found = parse_timeline(text, Hints(year=2026)).events
    assert [event.at[:10] for event in found] == ["2025-12-05", "2026-03-20", "2026-03-26"]


def test_a_subject_below_the_line_of_its_commit_is_its_text():
    text = (
        "* 1a2b3c4 (HEAD -> main) - Sun, 22 Nov 2026 14:02:11 +0000 (3 hours ago)\n"
        "|           retry the cart - Maya\n"
        "* 77aa88b - Sun, 22 Nov 2026 13:50:00 +0000 (3 hours ago)\n            start - Ravi\n"
    )
    assert [words for _, _, words in read(text)] == ["retry the cart - Maya", "start - Ravi"]


def test_updates_of_a_status_page_may_have_their_time_above():
    text = (
        "Resolved\nNov 22 at 09:19pm UTC\n\nIt holds.\n\nUpdated\nNov 22 at 03:42am UTC\n\n"
        "Two indexes were missing.\n\nThe queue drains.\n"
    )
    assert read(text, year=2026, date=None) == [
        ("21:19Z", None, "Resolved: It holds."),
        ("03:42Z", None, "Updated: Two indexes were missing. The queue drains."),
    ]


@pytest.mark.parametrize(
    ("record", "text"),
    [
        ({"timestamp": "2026-11-22T14:02:00Z", "fields": {"message": "slow"}, "target": "db"}, "slow"),
        ({"instant": {"epochSecond": 1795356120, "nanoOfSecond": 5}, "msg": "slow"}, "slow"),
        ({"EdgeStartTimestamp": "2026-11-22T14:02:00Z", "name": "edge"}, "edge"),
        (
            {
                "workflow_run": {
                    "run_number": 7,
                    "head_sha": "1a2b",
                    "created_at": "2026-11-22T14:02:00Z",
                    "name": "deploy",
                    "conclusion": "failure",
                },
                "repository": {"name": "cart", "created_at": "2020-01-01T00:00:00Z"},
            },
            "deploy: failure",
        ),
    ],
    ids=["nested", "instant", "any time", "surroundings"],
)  # fmt: skip
def test_records_say_their_matter_and_not_their_surroundings(record, text):
    found = parse_timeline(json.dumps(record)).events
    assert [(e.at[:16], e.text) for e in found] == [("2026-11-22T14:02", text)]


def test_people_who_come_and_go_are_no_events_of_a_log_without_brackets():
    text = (
        "2026-11-22T14:00:01 * maya joined the channel\n2026-11-22T14:02:01 <maya> cart is down\n"
        "2026-11-22T14:03:01 -spam-bot- [cart] build failed\n2026-11-22T14:09:01 * ravi has quit\n"
    )
    assert [(actor, words) for _, actor, words in read(text)] == [
        ("maya", "cart is down"),
        ("spam-bot", "[cart] build failed"),
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "## Timeline\n\n- Alert fired (14:02 UTC)\n- Cart repaired (14:20 UTC)\n",
            ["14:02Z Alert fired", "14:20Z Cart repaired"],
        ),
        (
            "## Chronology\n\n```text\nkey published   2026-11-22T14:02:09Z\n"
            "key withdrawn in haste 2026-11-22T14:20:10Z\n```\n",
            ["14:02:09Z key published", "14:20:10Z key withdrawn in haste"],
        ),
        (
            "11/22/2026 13:19:20 PM - Maya: cart is down\n11/23/2026 09:00:00 AM - Ravi: up\n",
            ["13:19:20 cart is down", "09:00:00 up"],
        ),
        (
            "2026-11-22, 8:04:08 PM: Maya: cart is down\n2026-11-22, 8:05:08 PM: Ravi: up\n",
            ["20:04:08 Maya: cart is down", "20:05:08 Ravi: up"],
        ),
        (
            "## Timeline\n\n1. **22 November 2026, 04:03 - Coordination**\n"
            "   - By 04:06, Maya says that the line is cut.\n2. **22 November 2026, 04:18 - Mail**\n",
            ["04:03 Coordination", "04:18 Mail"],
        ),
    ],
    ids=["last in brackets", "last in a fence", "24 hours and PM", "AM behind a log's clock", "detail"],
)  # fmt: skip
def test_times_at_the_end_of_rows_and_halves_of_the_day(text, rows):
    found = parse_timeline(text, Hints(date=DAY)).events
    assert [f"{e.at.partition('T')[2]} {e.text}" for e in found] == rows


HEAD = "| Time | Event |\n|---|---|\n"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "# 2026-11-22 - Silent deploys\n\n## Timeline (UTC+7)\n- **~03:30** - Deployed\n",
            ["2026-11-22T03:30+07:00 Deployed"],
        ),
        (
            "# Report\n\n- **Ng\u00e0y:** 2026-11-22\n- **Published:** 2026-11-30\n\n## Timeline\n"
            "- 14:02 - Alert\n",
            ["2026-11-22T14:02 Alert"],
        ),
        (
            "### Sequence of events\n\n1. **Run #19** (2026-11-22 21:58:42Z)\n   - lint fails (22:01:00Z)\n\n"
            "2. **Run #20** (2026-11-22 22:33:06Z) - merged\n   - tagged\n",
            ["2026-11-22T21:58:42Z Run #19", "2026-11-22T22:33:06Z Run #20 - merged"],
        ),
        (
            f"## Timeline, 2026-11-22\n\n{HEAD}| 13:30:32 / 13:31:33 / 13:33:03 | Three fills |\n",
            ["2026-11-22T13:30:32 Three fills"],
        ),
        (
            "### Timeline\n\n**November 22, 2026 - the key leaks**\n\n1. **`19:18 UTC`** - Probe\n",
            ["2026-11-22T19:18Z Probe"],
        ),
        (
            "**Date:** 2026-11-22\n\n## Timeline (PST; times of the log are Z = PST+8)\n\n"
            f"{HEAD}| 22:20:11 | Probe |\n",
            ["2026-11-22T22:20:11-08:00 Probe"],
        ),
        (
            f"## Chronologie\n\n{HEAD}| 2026-11-22 ~22h | wipe |\n| 2026-11-22 22h06 | repaired |\n"
            "| 2026-11-23 (all day) | watched |\n",
            ["2026-11-22T22:00 wipe", "2026-11-22T22:06 repaired", "2026-11-23 watched"],
        ),
        (
            "### Timeline\n\n```\n2026-11-22 Timeline (UTC)\n\u2500\u2500\u2500\u2500\u2500\u2500\n"
            "02:15  \u2503 Reports\n02:45  \u2503 Fix\n\u2500\u2500\u2500\u2500\u2500\u2500\n```\n",
            ["2026-11-22T02:15Z Reports", "2026-11-22T02:45Z Fix"],
        ),
        (
            "### Timeline\n\n1. **Commit 1a2b** (22 November 2026, ~12:00 UTC): all is well\n   - 20 files\n"
            "2. **Commit 3c4d** (22 November 2026, ~13:00-14:00 UTC): rebuilt\n"
            "3. **22 November 2026, ~15:00 UTC**: pushed\n",
            [
                "2026-11-22T12:00Z Commit 1a2b all is well",
                "2026-11-22T13:00Z Commit 3c4d rebuilt",
                "2026-11-22T15:00Z pushed",
            ],
        ),
        (
            "#### Timeline\n\n* 2026 Nov 22: Release\n* 2026 Nov 06: Notice\n",
            ["2026-11-22 Release", "2026-11-06 Notice"],
        ),
    ],
    ids=[
        "title",
        "field",
        "behind",
        "several",
        "bold day",
        "two zones",
        "French",
        "rules",
        "mixed",
        "year first",
    ],
)
def test_days_zones_and_cells_of_other_teams(text, rows):
    assert [f"{event.at} {event.text}" for event in parse_timeline(text).events] == rows


def test_a_chat_whose_lines_are_like_those_of_a_log_keeps_its_names():
    text = "[22/11/2026, 3:34:09 PM] Ops Desk: cart is down\n[22/11/2026, 3:36:44 PM] Lee: on it\nnow\n"
    assert read(text) == [
        ("15:34:09", "Ops Desk", "cart is down"),
        ("15:36:44", "Lee", "on it now"),
    ]
    log = "[22/11/2026, 3:34:09 PM] ERROR: cart is down\n[22/11/2026, 3:36:44 PM] WARN: slow\n"
    assert [event.format for event in parse_timeline(log).events] == ["numeric-day"] * 2
