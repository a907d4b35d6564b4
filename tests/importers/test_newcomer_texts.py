"""Texts as a person meets them first: what they say has to come in as it was said."""

import datetime as dt

import pytest

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Certainty
from pmtui.domain.when import WhenError, parse_when
from pmtui.errors import AnswerIsNo
from pmtui.exporters.clock import Clock
from pmtui.importers import Hints, parse_timeline
from pmtui.importers.accept import events_from
from pmtui.importers.document import read_document
from pmtui.importers.document.exported_times import read_time
from pmtui.importers.document.inline import plain, verbatim
from pmtui.importers.events import plan
from pmtui.importers.times import Answers, when_of

NOW = dt.datetime(2026, 11, 28, 13, tzinfo=dt.UTC)
EMPTY = Postmortem(uid="p1")


def parsed(text, **hints):
    return parse_timeline(text, Hints(now=NOW, **hints))


def told_of(text, kind):
    return next((q.text for q in parsed(text).questions if q.kind == kind), "")


@pytest.mark.parametrize(
    ("head", "clock"), [("Maria Lopez\n  10:07 AM\n", "10:07"), ("Maria Lopez  10:07\n", "10:07")]
)
@pytest.mark.parametrize(
    "said",
    [
        "that's around when 2.14 finished rolling (09:55)",
        "that started before the freeze (13:40)",
        "Deploy done (9:55)",
    ],
)
def test_a_sentence_that_ends_in_a_clock_time_stays_with_its_speaker(head, clock, said):
    text = (
        f"{head}{said}\nwant me to roll back?\nTom Berg{head[11:].replace('10:07', '10:09')}yes\n"
    )
    first, second = parsed(text).events
    assert (first.actor, first.at[1:6], first.text) == (
        "Maria Lopez",
        clock,
        f"{said} want me to roll back?",
    )
    assert (second.actor, second.text) == ("Tom Berg", "yes")


def test_words_below_a_head_that_end_in_another_style_of_clock_are_words():
    text = (
        "Maria Lopez  10:07 AM\nlooking\nlast deploy  09:41\nRestarted 10:00\n\nAfter lunch (2:10 PM)\n"
        "Maria Q. (SRE)\n  :house:\n  10:09 AM\nfine\n"
    )
    assert [(e.actor, e.text) for e in parsed(text).events] == [
        ("Maria Lopez", "looking last deploy 09:41 Restarted 10:00 After lunch (2:10 PM)"),
        ("Maria Q. (SRE)", "fine"),
    ]


def test_heads_in_brackets_still_begin_the_messages_of_a_paste_that_is_written_so():
    text = "Maria Lopez (10:07)\nis it us?\nTom Berg (10:09)\nyes since the freeze (09:40)\nsorry\n"
    assert [(e.actor, e.text) for e in parsed(text).events] == [
        ("Maria Lopez", "is it us?"),
        ("Tom Berg", "yes since the freeze (09:40) sorry"),
    ]


@pytest.mark.parametrize("name", ["Priya N.", "Priya Nair", "priya"])
def test_a_status_before_the_time_is_no_speaker(name):
    text = f"Tom Berg\n  10:30 AM\nlooking\n{name}\n:palm_tree:  10:31 AM\non it too, from here\n"
    assert [(e.actor, e.text) for e in parsed(text).events] == [
        ("Tom Berg", "looking"),
        (name, "on it too, from here"),
    ]


LOG = """Nov 27 02:09:01 db1 sshd[100]: Accepted publickey for ops
Nov 27 02:09:10 db1 sudo: ops : TTY=pts/0 ; USER=root ; COMMAND=/usr/bin/rm -rf /srv/tmp
Nov 27 02:09:12 db1 postgres[3]: FATAL: could not write
Nov 27 02:09:99 db1 postgres[3]: LOG: odd
no time here
Nov 27 02:10:12 db1 postgres[3]: database system is ready
"""


def test_an_import_tells_what_it_left_as_noise_and_which_lines_have_no_time():
    answers = Answers(zone="UTC")
    landing = events_from(EMPTY, LOG, name="sys.log", now=NOW, answers=answers)
    pm = landing.edit(EMPTY)
    assert ["rm -rf" in e.text or "FATAL" in e.text for e in pm.events] == [True, True]
    said = " ".join(landing.told)
    assert "2 rows that look like noise are not in it; --all takes them" in said
    assert "2 lines have no readable time and are no events: lines 4-5." in said
    with pytest.raises(AnswerIsNo, match="2 rows that look like noise are not.*--all"):
        events_from(pm, LOG, name="sys.log", now=NOW, answers=answers)
    rest = events_from(pm, LOG, name="sys.log", now=NOW, answers=answers, everything=True)
    pm = rest.edit(pm)
    assert len(pm.events) == 4
    with pytest.raises(AnswerIsNo, match="Every event of sys.log is in the timeline already"):
        events_from(pm, LOG, name="sys.log", now=NOW, answers=answers)


def test_a_line_that_looks_like_a_record_is_no_part_of_the_one_above():
    access = '10.0.0.5 - - [27/Nov/2026:10:00:{:02} +0000] "GET / HTTP/1.1" 502 12\n'
    found = parsed(access.format(1) + "11/12/2026 10:00 ambiguous\n" + access.format(9))
    assert [e.lines for e in found.events] == [(1, 1), (3, 3)]
    assert [(r.line, r.reason) for r in found.skipped] == [(2, "no readable time")]
    assert [n.text for n in found.notes] == ["1 line has no readable time and is no event: line 2."]


def test_a_trace_below_a_record_stays_its_part():
    text = (
        "2026-11-27 10:00:01 ERROR boom\nTraceback (most recent call last):\n  File x\n"
        "ValueError: no\n2026-11-27 10:00:02 INFO on\n"
    )
    found = parsed(text)
    assert [e.lines for e in found.events] == [(1, 4), (5, 5)]
    assert found.notes == []


def test_a_record_of_a_day_that_does_not_exist_is_undated():
    found = parsed("2026-02-28 10:00:01 ERROR one\n2026-02-31 10:00:01 ERROR two\n")
    assert [e.text for e in found.events] == ["ERROR one"]
    assert [r.line for r in found.undated] == [2]


def test_a_row_of_a_list_without_a_time_is_an_event_of_its_own():
    text = (
        "# Baskets\n\n## Summary\n\nEmpty.\n\n## Timeline\n\n- 2026-11-27 02:10 UTC alert\n"
        "  seen twice\n- 03:05 UTC restored\n- next morning: review\n"
    )
    events = read_document(text, now=NOW).postmortem.events
    assert [e.text for e in events] == ["alert seen twice", "restored", "next morning: review"]
    assert events[1].detail == "" and events[2].at.reason == "no time is written"


def test_an_approximate_time_stays_so_where_its_zone_is_not_known():
    (event,) = parsed("- ~02:10 alert\n", date=dt.date(2026, 11, 27)).events
    when = when_of(event, Answers())
    shown = Clock("UTC").when(when)
    assert shown == "~2026-11-27 02:10:00 (zone unknown)"
    assert read_time(shown, "UTC").certainty is Certainty.APPROXIMATE


def test_an_open_side_of_a_clock_change_is_no_unknown_zone():
    text = "Timeline (Europe/Berlin)\n- 2026-10-25 02:30 alert\n- 2026-10-25 03:30 gone\n"
    when = when_of(parsed(text).events[0], Answers())
    shown = Clock("Europe/Berlin").when(when)
    assert shown.endswith("(not placed: before or after the clock change in Europe/Berlin)")
    assert read_time(shown, "Europe/Berlin").local == when.local
    told = events_from(EMPTY, text, name="t.md", now=NOW).told
    assert any("where c answers" in sentence for sentence in told)


def test_a_weekday_fixes_the_year_and_then_nobody_asks():
    chat = "{}\nMaria Lopez  10:07 AM\nrolling back\n"
    assert told_of(chat.format("Friday, November 27th"), "year") == ""
    (event,) = parsed(chat.format("Friday, November 28th")).events
    assert event.at == "2025-11-28T10:07"
    asked = told_of(chat.format("November 27th"), "year")
    assert asked == "Is 2026 the year? The date in line 1 names none."


def test_a_question_about_one_row_is_in_the_singular():
    assert told_of("- 10:07 alert\n", "date") == (
        "Which day does it begin? One row has a clock time only."
    )
    assert "2 rows have a clock" in told_of("- 10:07 alert\n- 10:08 gone\n", "date")


def test_code_keeps_its_marks_in_markdown_and_in_an_export_edited_by_hand():
    row = plan(parsed("- 10:07 `POST /pay` fails\n"), EMPTY).rows[0]
    assert row.text == "`POST /pay` fails"
    assert plain("5xx at 15% `code` by `@mara` in `#12`") == "5xx at 15% `code` by @mara in #12"
    assert verbatim("`one raw line`") == "one raw line"


def test_a_typed_day_that_lies_ahead_is_not_asked_for_its_date():
    for typed in ("2026-12-24 10:00", "2026-12-24", "tomorrow 10:00"):
        with pytest.raises(WhenError, match="lies ahead.*Type a day up to today, 2026-11-28"):
            parse_when(typed, now=NOW, zone="UTC")
    with pytest.raises(WhenError, match="Type a time that has passed"):
        parse_when("2026-11-28 23:00", now=NOW, zone="UTC")
