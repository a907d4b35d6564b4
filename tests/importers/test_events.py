import datetime as dt
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pmtui.domain.bots import is_bot
from pmtui.domain.edits import set_fields
from pmtui.domain.facts import evidence_of
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Participant
from pmtui.domain.skew import corrected
from pmtui.domain.vocabulary import Certainty, Milestone, Precision, ZoneKnown
from pmtui.errors import AnswerIsNo, UsageError
from pmtui.importers import parse_timeline
from pmtui.importers.accept import answers_from, draft_from, events_from, piped, readable
from pmtui.importers.events import accept, plan
from pmtui.importers.noise import chatter, is_noise
from pmtui.importers.rows import merged, new_people, split, ticked, with_rows
from pmtui.importers.times import Answers

NOW = dt.datetime(2026, 11, 28, 13, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 22)
KNOWN = Answers(zone="Europe/Berlin", date=DAY)
BLANK = Postmortem(uid="p1")

CHAT = """mara  9:32 AM
deploy of the basket service is out
idris  9:40 AM
seeing 500s on the basket page
yuki  9:42 AM
thanks!
mara  9:44 AM
rolled back 4711
idris  9:50 AM
basket page recovered
"""

LOG = (
    "".join(
        f"2026-11-22 08:{minute:02}:07 INFO probe health check of basket ok in {minute} ms\n"
        for minute in range(20)
    )
    + "2026-11-22 08:21:07 ERROR probe health check of basket failed\n"
)


def planned(text, pm=BLANK, answers=KNOWN, label="channel"):
    return plan(parse_timeline(text, answers.hints(NOW)), pm, answers=answers, label=label)


def row_of(text, answers=KNOWN):
    (row,) = planned(text, answers=answers).rows
    return row


def test_a_chat_becomes_events_with_who_when_and_the_lines_it_was_read_from():
    pm = accept(BLANK, planned(CHAT))
    first = pm.events[0]
    assert (first.text, first.who) == ("deploy of the basket service is out", "mara")
    assert first.at.at == dt.datetime(2026, 11, 22, 8, 32, tzinfo=dt.UTC)
    assert (first.at.written, first.at.zone) == ("9:32 AM", "Europe/Berlin")
    assert (first.at.zone_known, first.at.precision) == (ZoneKnown.ASKED, Precision.MINUTE)
    (evidence,) = evidence_of(pm, first.id)
    assert evidence.text == "mara  9:32 AM\ndeploy of the basket service is out"
    assert (evidence.source, evidence.lines) == ("channel", "1-2")


def test_thanks_are_listed_but_not_ticked():
    found = planned(CHAT)
    (noise,) = [row for row in found.rows if row.noise]
    assert noise.text == "thanks!"
    assert noise.id not in found.picked
    assert len(found.picked) == 4


@pytest.mark.parametrize(
    ("text", "noise"),
    [
        ("systemd[1]: Started Daily apt download activities.", True),
        ("systemd[1]: Started Session 4711 of user root.", True),
        ("systemd[1]: Failed to start Daily apt download activities.", False),
        ("systemd[1]: Started PostgreSQL Cluster 15-main.", False),
        ("CRON[77]: (root) CMD (daily backup) FAILED", False),
        ("sudo: maya : PWD=/ ; USER=root ; COMMAND=/usr/bin/tail -f /var/log/restart.log", True),
        ("sudo: maya : PWD=/ ; USER=root ; COMMAND=/usr/bin/systemctl restart cart", False),
        ("GET /health 200", True),
    ],
)
def test_routine_of_a_machine_is_told_from_its_troubles_and_from_deeds(text, noise):
    (event,) = parse_timeline(f"2026-11-22T14:02:11Z db-1 {text}").events
    assert is_noise(replace(event, kind="log")) is noise


@pytest.mark.parametrize(
    ("text", "noise"),
    [
        ("ok thanks all :+1:", True),
        ("mara has joined the channel", True),
        ("Reacted to “pool is full” with 🔥", True),
        ("🔥🔥", True),
        ("incident commander joined the call", False),
        ("node 3 left the cluster", False),
        ("ok, rolling back now", False),
    ],
)
def test_chatter_is_told_from_what_happened(text, noise):
    assert chatter(text) is noise


def test_without_a_zone_the_rows_wait_in_quarantine():
    row = row_of("2026-11-22 09:32 basket page answers 500\n", Answers())
    assert row.at.quarantined
    assert (row.at.local, row.at.zone_known) == ("2026-11-22T09:32:00", ZoneKnown.UNKNOWN)


def test_without_a_day_the_written_clock_is_kept_and_nothing_is_invented():
    found = planned(CHAT, answers=Answers())
    assert found.rows[0].at.sortable is None
    assert found.rows[0].at.written == "9:32 AM"
    assert [q.kind for q in found.questions] == ["zone", "date"]


@pytest.mark.parametrize(
    ("line", "certainty"),
    [
        ("14:02..14:20 queue grows", Certainty.RANGE),
        ("~14:30 nearly well", Certainty.APPROXIMATE),
        ("2026-11-21: certificate renewed", Certainty.DATE_ONLY),
    ],
)
def test_ranges_approximate_times_and_days_stay_what_they_are(line, certainty):
    assert row_of(line + "\n").at.certainty is certainty


def test_elapsed_time_counts_only_from_a_start_that_somebody_named():
    line = "[   75.300001] eth0: link is down\n[   76.500001] eth0: link is up again\n"
    assert planned(line).rows[0].at.sortable is None
    assert planned(line).rows[0].at.written
    start = dt.datetime(2026, 11, 22, 8, 0, tzinfo=dt.UTC)
    asked = planned(line, answers=Answers(start=start))
    assert asked.rows[0].at.at == start + dt.timedelta(seconds=75)
    assert not asked.questions


def test_a_date_of_digits_is_turned_over_by_the_answer():
    text = "03/04/2026 10:00 pool resized\n03/04/2026 10:05 pool full\n"
    zone = Answers(zone="UTC")
    assert [q.kind for q in planned(text, answers=zone).questions] == ["order"]
    turned = planned(text, answers=Answers(zone="UTC", day_first=True))
    assert turned.rows[0].at.at == dt.datetime(2026, 4, 3, 10, 0, tzinfo=dt.UTC)
    assert not turned.questions


def test_a_clock_that_came_twice_is_settled_by_the_answer():
    text = "2026-10-25 02:30 failover begins\n"
    berlin = Answers(zone="Europe/Berlin")
    assert row_of(text, berlin).at.quarantined
    after = row_of(text, Answers(zone="Europe/Berlin", after_change=True))
    before = row_of(text, Answers(zone="Europe/Berlin", after_change=False))
    assert after.at.at - before.at.at == dt.timedelta(hours=1)


def test_equal_lines_of_a_machine_are_one_event_with_first_and_last_time_and_can_be_taken_apart():
    answers = Answers(zone="UTC")
    found = planned(LOG, answers=answers)
    assert len(found.rows) == 2
    group = found.rows[0]
    assert (group.count, group.lines) == (20, (1, 20))
    assert group.at.until - group.at.at == dt.timedelta(minutes=19)
    pm = accept(BLANK, ticked(found, [group.id], True))
    assert pm.events[0].text.endswith("(20 times)")
    assert len(pm.evidence[0].text.splitlines()) == 20
    assert len(split(found, group.id, answers).rows) == 21


def test_what_people_wrote_is_never_folded():
    text = "".join(f"- 14:0{n} UTC node {n} restarted\n" for n in range(6))
    assert len(planned(text).rows) == 6


def test_the_same_paste_twice_adds_nothing():
    pm = accept(BLANK, planned(CHAT))
    again = planned(CHAT, pm)
    assert sum(bool(row.known) for row in again.rows) == 4
    assert not again.picked
    assert accept(pm, again) == pm


def test_the_same_paste_is_known_before_its_questions_are_answered():
    pm = accept(BLANK, planned(CHAT))
    assert not planned(CHAT, pm, Answers()).picked


def test_another_source_of_the_same_moment_is_offered_as_more_evidence():
    pm = accept(BLANK, planned(CHAT))
    log = "2026-11-22T08:44:31Z rolled back 4711 by mara\n"
    found = planned(log, pm, Answers())
    (row,) = found.rows
    assert row.known == pm.events[2].id
    both = accept(pm, ticked(found, [row.id], True))
    assert len(both.events) == len(pm.events)
    assert len(evidence_of(both, row.known)) == 2
    apart = accept(pm, ticked(split(found, row.id), [row.id], True))
    assert len(apart.events) == len(pm.events) + 1


def test_milestones_are_suggested_once_each_and_never_set():
    found = planned(CHAT)
    hints = {row.text: row.hint for row in found.rows if row.hint}
    assert hints["rolled back 4711"] is Milestone.MITIGATED
    assert not any(event.milestones for event in accept(BLANK, found).events)


def test_a_milestone_that_a_person_took_leaves_the_event_that_had_it():
    def mark(row):
        return replace(row, milestones=(Milestone.MITIGATED,))

    found = planned(CHAT)
    pm = accept(BLANK, with_rows(found, [found.rows[3].id], mark))
    assert pm.events[2].milestones == (Milestone.MITIGATED,)
    line = planned("10:05 moved traffic away\n", pm)
    pm = accept(pm, with_rows(line, [line.rows[0].id], mark))
    assert [e.text for e in pm.events if e.milestones] == ["moved traffic away"]


def test_merged_rows_land_as_one_event_with_both_texts_and_all_lines():
    found = planned(CHAT)
    pm = accept(BLANK, merged(found, found.rows[1].id))
    assert pm.events[0].detail == "idris: seeing 500s on the basket page"
    assert pm.evidence[0].lines == "1-4"
    assert len(pm.events) == 3


def test_who_speaks_is_suggested_unless_the_roster_has_them():
    person = Participant(id="a", name="Mara", handle="@mara")
    pm = Postmortem(uid="p1", participants=(person,))
    assert new_people(planned(CHAT, pm), pm) == ("idris",)


def test_a_program_that_speaks_is_no_participant():
    chat = (
        "AlertBot APP  9:31 AM\nchecks fail\nMara Talbot  9:32 AM\nrestarted the pool\n"
        "Deploys\nAPP  9:33 AM\nrolled out 4711\nPagerDuty  9:34 AM\nacknowledged\n"
    )
    assert new_people(planned(chat), BLANK) == ("Mara Talbot",)


@pytest.mark.parametrize(
    ("name", "program"),
    [
        *((name, True) for name in ("deploybot", "release-bot", "Ship Bot", "renovate[bot]")),
        *((name, True) for name in ("Grafana", "@pagerduty", "GitHub")),
        *((name, False) for name in ("Mara", "Ina Talbot", "abbot", "Jan Botha", "")),
    ],
)
def test_a_program_is_known_by_its_name(name, program):
    assert is_bot(name) is program


def test_lines_without_a_time_are_rows_to_look_at():
    found = planned("14:02 UTC alert fires\nsome words without any time\n\nmore of them\n")
    text = " ".join(row.raw for row in found.rows)
    assert "without any time" in text
    assert "more of them" in text


def test_a_long_log_is_not_ticked_for_the_person():
    text = "".join(
        f"2026-11-22 08:00:{n:02} ERROR unit-{chr(97 + n % 26)}{n} failed\n" * 1 for n in range(60)
    )
    assert not planned(text, answers=Answers(zone="UTC")).picked


def test_control_characters_never_reach_an_event():
    pm = accept(BLANK, planned("14:02 UTC alert \x1b[31mred\x1b[0m \u202e[/] fires\n"))
    assert "\x1b" not in pm.events[0].text + pm.evidence[0].text
    assert "\u202e" not in pm.events[0].text + pm.evidence[0].text


# -- without a screen


def test_an_import_without_a_screen_says_what_it_did_and_what_waits():
    landing = events_from(BLANK, CHAT, name="chat.txt", now=NOW)
    pm = landing.edit(BLANK)
    assert landing.count == len(pm.events) == 4
    assert any("--date" in sentence for sentence in landing.told)
    with pytest.raises(AnswerIsNo, match="already"):
        events_from(pm, CHAT, name="chat.txt", now=NOW)


def test_a_text_without_times_and_bytes_without_text_are_refused_in_a_sentence():
    with pytest.raises(UsageError, match="carries a time"):
        events_from(BLANK, "no times here\n", name="x", now=NOW)
    with pytest.raises(UsageError, match="binary"):
        readable(bytes(range(256)) * 40, "x")
    with pytest.raises(UsageError, match="empty"):
        readable(b" \n", "x")


def test_a_new_draft_is_a_document_or_a_timeline_with_a_working_title():
    draft = draft_from(CHAT, name="chat.txt", now=NOW, zone="Europe/Berlin", answers=KNOWN)
    assert draft.postmortem.overview.title == "Imported from chat.txt"
    assert draft.postmortem.overview.incident_date == DAY
    assert len(draft.postmortem.events) == 4
    document = (
        "# Baskets emptied\n\n## Summary\n\nThey were empty.\n\n## Timeline\n\n- 14:02 UTC alert\n"
    )
    draft = draft_from(document, name="doc.md", now=NOW)
    assert draft.postmortem.overview.summary == "They were empty."
    with pytest.raises(UsageError):
        draft_from("only words\n", name="words.txt", now=NOW)


def test_hints_of_the_command_line_are_checked():
    assert answers_from("utc", "2026-11-22", "2026") == Answers(zone="UTC", date=DAY, year=2026)
    for wrong in (("Nowhere/Land", None, None), (None, "22.11.", None), (None, None, "26")):
        with pytest.raises(UsageError):
            answers_from(*wrong)
    assert answers_from(None, None, None, "90 s ahead", ["Europe/Berlin"]).skew == 90
    said = answers_from(None, None, None, None, ["CST=Asia/Shanghai", "IST=+01:00"])
    assert said.labels == (("CST", "Asia/Shanghai"), ("IST", "+01:00"))
    for wrong in ("=UTC", "CST=Nowhere", "CST="):
        with pytest.raises(UsageError, match="--instead"):
            answers_from(None, None, None, None, [wrong])
    with pytest.raises(UsageError, match="--skew"):
        answers_from(None, None, None, "much")


def test_a_zone_named_instead_settles_the_shared_label_that_it_can_be():
    text = "2026-11-22 14:02 CST errors seen\n2026-11-22 14:10 PST rolled back\n"
    answers = Answers(instead="Asia/Shanghai")
    landing = events_from(BLANK, text, name="x.txt", now=NOW, answers=answers)
    assert [e.at.zone for e in landing.edit(BLANK).events] == ["Asia/Shanghai", "PST"]
    waiting = events_from(BLANK, text, name="x.txt", now=NOW, answers=Answers(zone="Europe/Berlin"))
    assert [e.at.quarantined for e in waiting.edit(BLANK).events] == [True, False]
    assert any("--instead CST=America/Chicago or" in said for said in waiting.told)


def test_lines_folded_into_one_event_are_said_and_can_be_unfolded():
    text = "".join(f"2026-11-22T14:02:{n:02}Z worker {n} restarted\n" for n in range(40))
    landing = events_from(BLANK, text, name="x.log", now=NOW, answers=Answers(), everything=True)
    assert landing.count == 1
    assert any("1 event stands for 40 lines" in t and "--unfold" in t for t in landing.told)
    apart = events_from(BLANK, text, name="x.log", now=NOW, everything=True, unfold=True)
    assert apart.count == 40
    assert not any("--unfold" in said for said in apart.told)


def test_the_json_of_one_incident_gives_title_severity_service_and_notes():
    note = {"type": "annotate_log_entry", "summary": "Note added by Dana Kim.",
            "agent": {"summary": "Dana Kim"}}  # fmt: skip
    told = [{"content": "rolling back 4711"}, {"summary": "rollback done"}, {"summary": "Note"}]
    entries = [
        note | {"created_at": f"2026-11-22T14:1{n}:00Z", "channel": {"type": "note"} | channel}
        for n, channel in enumerate(told)
    ]
    incident = {"type": "incident", "id": "PT4", "incident_number": 1234, "title": "Checkout 5xx",
                "created_at": "2026-11-22T14:02:00Z", "urgency": "high",
                "priority": {"summary": "P2"}, "service": {"summary": "checkout-api"}}  # fmt: skip
    text = json.dumps({"incident": incident, "log_entries": entries})
    pm = draft_from(text, name="pd.json", now=NOW).postmortem
    head = pm.overview
    assert (head.title, head.severity, head.incident_id) == ("Checkout 5xx", "SEV-2", "1234")
    assert (head.services, head.tags) == (("checkout-api",), ("P2", "high urgency"))
    assert [event.text for event in pm.events][1:] == [
        "Note added by Dana Kim: rolling back 4711",
        "Note added by Dana Kim: rollback done",
        "Note added by Dana Kim.",
    ]
    two = json.dumps({"incidents": [incident, incident | {"id": "PT5"}]})
    assert draft_from(two, name="pd.json", now=NOW).postmortem.overview.title.endswith("pd.json")


ALERTS = """2026-11-22 14:02:00 UTC errors on holds of shard 3
2026-11-22 14:10:00 UTC worker pool of seatmap is full
2026-11-22 14:40:00 UTC seatmap rolled back to 4711
"""


def landed(text, pm=BLANK, **answers):
    parsed = parse_timeline(text)
    return accept(pm, plan(parsed, pm, answers=Answers(**answers), label="lb-3", now=NOW))


def test_the_skew_of_a_source_moves_its_instants_and_nothing_that_is_written():
    first = landed(ALERTS, skew=90).events[0]
    assert first.at.at == datetime(2026, 11, 22, 14, 0, 30, tzinfo=UTC)
    assert first.at.skew == 90 and first.at.written == "2026-11-22 14:02:00 UTC"
    back = corrected(first.at, -first.at.skew)
    assert back.at == datetime(2026, 11, 22, 14, 2, tzinfo=UTC) and back.skew == 0


def shifted(text, seconds):
    def later(match):
        moment = datetime.fromisoformat(match[0]) + timedelta(seconds=seconds)
        return moment.isoformat(sep=" ")

    return re.sub(r"2026-11-22 \d\d:\d\d:\d\d", later, text)


def test_two_sources_that_differ_by_seconds_ask_about_the_clock_and_by_an_hour_about_the_zone():
    pm = landed(ALERTS)
    found = plan(parse_timeline(shifted(ALERTS, 41)), pm, now=NOW)
    (asked,) = found.questions
    assert (asked.kind, asked.choices) == ("skew", ("41 s ahead",))
    assert "3 rows stand in the timeline already, each 41 s earlier" in asked.text
    right = plan(parse_timeline(shifted(ALERTS, 41)), pm, answers=Answers(skew=41), now=NOW)
    assert not right.picked and not right.questions

    found = plan(parse_timeline(shifted(ALERTS, 3600)), pm, now=NOW)
    (asked,) = found.questions
    assert (asked.kind, asked.about) == ("label", "UTC")
    assert "1 h earlier: were they written in +01:00?" in asked.text
    assert all(row.at.zone == "UTC" for row in found.rows), "nothing is repaired in silence"
    answers = Answers(label="UTC", instead="Europe/Berlin")
    right = plan(parse_timeline(shifted(ALERTS, 3600)), pm, answers=answers, now=NOW)
    assert not right.picked and not right.questions


def test_a_label_by_which_rows_lie_in_the_future_is_asked_about():
    pm = set_fields(BLANK, "overview", "", zone="Europe/Berlin")
    now = datetime(2026, 11, 22, 13, 45, tzinfo=UTC)
    (asked,) = plan(parse_timeline(ALERTS), pm, now=now).questions
    assert (asked.kind, asked.choices[0]) == ("label", "Europe/Berlin")
    event = landed(ALERTS, pm, label="UTC", instead="Europe/Berlin").events[0]
    assert event.at.at == datetime(2026, 11, 22, 13, 2, tzinfo=UTC)
    assert (event.at.zone, event.at.zone_known) == ("Europe/Berlin", "asked")
    assert event.at.written == "2026-11-22 14:02:00 UTC"


def test_a_pipe_with_times_is_a_timeline_and_any_other_is_evidence_of_one_event():
    alerts = "2026-11-22T14:02Z alert fired\n2026-11-22T14:40Z rolled back\n"
    landing = piped(BLANK, alerts, now=NOW)
    assert [e.text for e in landing.edit(BLANK).events] == ["alert fired", "rolled back"]
    assert piped(BLANK, "pool 3 is full\nand more\n", now=NOW) is None
    assert piped(BLANK, alerts.replace("Z", ""), now=NOW) is None
    with pytest.raises(AnswerIsNo):
        piped(landing.edit(BLANK), alerts, now=NOW)


def test_every_real_timeline_is_taken_once_whatever_it_is(corpus):
    twice = {}
    for file in sorted((corpus / "timelines").glob("*.gold.json")):
        source = next(
            p for p in file.parent.glob(f"{file.name.removesuffix('.gold.json')}.*") if p != file
        )
        parsed = parse_timeline(source.read_text(encoding="utf-8", errors="replace"))
        found = plan(parsed, BLANK)
        everything = ticked(found, [row.id for row in found.rows], True)
        pm = accept(BLANK, everything)
        if new := plan(parsed, pm).picked:
            twice[source.name] = sorted(new)
    assert twice == {}


def test_a_clock_below_the_name_is_what_was_written():
    text = "Thursday, November 26th 2026\nGrafana\nAPP  9:33 AM\n[FIRING:2] Holds\nMara Quist\n  9:41 AM\nack\n"
    found = plan(parse_timeline(text), BLANK, answers=Answers(zone="UTC"))
    assert [row.at.written for row in found.rows] == ["9:33 AM", "9:41 AM"]
