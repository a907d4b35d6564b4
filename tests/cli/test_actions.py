import csv
import io
import json
from datetime import UTC, datetime

import pytest
from pydantic import TypeAdapter

from pmtui.cli.actions import COLUMNS
from pmtui.schema.memory_shapes import ActionEntry

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)


@pytest.fixture
def promised(pmtui, monkeypatch):
    monkeypatch.setattr("pmtui.clock.SystemClock.now", lambda self: NOW)
    pmtui.ok("new", "Checkout refused cards", "--date", "2026-08-26", "--service", "checkout")
    pmtui.ok("new", "Search was slow", "--date", "2026-11-20", "--service", "search")
    for reference, line in (
        ("1", "committed prevent P1 @noor due 2026-11-20: add an admission check [OPS-12]"),
        ("1", "done detect P2 @ben due 2026-10-01: alert on free connections when: it fired"),
        ("2", "proposed P3 @wen: =HYPERLINK look into the index"),
        ("2", "committed mitigate P0 @wen due 2026-12-01: shed load"),
    ):
        pmtui.ok("add", reference, "action", line)
    pmtui.ok("add", "1", "factor", "trigger: no limit was set")
    pmtui.ok("set", "1", "A1.factors", "1")
    return pmtui


def names(text):
    return [" ".join(line.split()[:2]) for line in text.splitlines()]


def test_what_is_open_is_listed_the_nearest_day_first(promised):
    lines = promised.ok("actions").splitlines()
    assert lines[0] == (
        "PM-1   A1  2026-11-20  overdue    P1  noor: add an admission check [OPS-12]"
    )
    assert names("\n".join(lines)) == ["PM-1 A1", "PM-2 A2", "PM-2 A1"]


def test_filters_narrow(promised):
    for options, found in (
        (("--mine",), ["PM-1 A1"]),
        (("--service", "SEARCH"), ["PM-2 A2", "PM-2 A1"]),
        (("--state", "done"), ["PM-1 A2"]),
        (("--state", "all", "--owner", "ben"), ["PM-1 A2"]),
        (("--state", "prop"), ["PM-2 A1"]),
        (("--factor", "trigger"), ["PM-1 A1"]),
        (("--factor", "bug"), []),
        (("PM-1",), ["PM-1 A1"]),
        (("search", "--state", "committed"), ["PM-2 A2"]),
    ):
        assert names(promised.ok("actions", *options)) == found, options


def test_cron_can_tell_that_something_is_overdue(promised):
    late = promised("actions", "--overdue")
    assert (late.code, names(late.out), late.err) == (1, ["PM-1 A1"], "")
    promised.ok("set", "PM-1", "A1.due", "2026-12-24")
    for words, told in (
        (("actions", "--overdue"), True),
        (("actions", "--overdue", "--quiet"), False),
    ):
        done = promised(*words)
        assert (done.code, done.out, bool(done.err)) == (0, "", told)


def test_every_form_of_nothing_is_readable_and_quiet_where_asked(promised):
    for form in ("json", "csv", "ics", "ics-tasks"):
        words = ("actions", "--overdue", "PM-2", "--format", form)
        assert promised(*words).code == 0
        assert promised(*words).out
        done = promised(*words, "--quiet")
        assert (done.code, done.out, done.err) == (0, "", "")


def test_json_says_all_that_is_known(promised):
    text = promised.ok("actions", "--state", "all", "--json")
    TypeAdapter(list[ActionEntry]).validate_json(text)
    first = next(row for row in json.loads(text) if row["state"] == "committed")
    assert len(first.pop("uid")) == len(first.pop("id")) == 16
    assert first == {
        "reference": "PM-1", "action": "A1", "text": "add an admission check", "type": "prevent",
        "owner": "noor", "priority": "P1", "state": "committed", "due": "2026-11-20",
        "review_on": None, "days_late": 8, "tracker": "OPS-12", "done_when": "",
        "declined_because": "", "theme": "", "answers": ["trigger"], "services": ["checkout"],
        "title": "Checkout refused cards", "began": "2026-08-26", "origin": "",
    }  # fmt: skip


def test_csv_holds_nothing_that_a_spreadsheet_computes(promised):
    promised.ok("set", "PM-2", "A2.text", "@SUM(1)\tshed load")
    rows = list(csv.reader(io.StringIO(promised.ok("actions", "--format", "csv"))))
    assert tuple(rows[0]) == COLUMNS
    assert [row[2] for row in rows[1:]] == [
        "add an admission check", "'@SUM(1) shed load", "'=HYPERLINK look into the index",
    ]  # fmt: skip


def test_a_calendar_holds_days_and_says_what_has_none(promised):
    done = promised("actions", "--format", "ics")
    assert done.out.count("BEGIN:VEVENT") == 2
    assert "DTSTAMP:20261128T090000Z" in done.out
    assert "One action has no date" in done.err
    assert promised.ok("actions", "--format", "ics-tasks").count("BEGIN:VTODO") == 3


def test_an_action_is_closed_and_put_off_with_set(promised):
    closed = promised("set", "PM-1", "A1.state", "done")
    assert "What shows that it works? pmtui set PM-1 actions.1.done_when TEXT" in closed.err
    assert "What shows" not in promised("set", "PM-1", "A2.state", "done").err
    assert names(promised.ok("actions", "PM-1", "--state", "done")) == ["PM-1 A2", "PM-1 A1"]
    promised.ok("set", "PM-2", "A2.due", "+2w")
    assert "2026-12-12" in promised.ok("actions", "PM-2")


@pytest.mark.parametrize(
    "options", [("--state", "x"), ("--state", ""), ("--factor", "x"), ("--format", "xml"), ("",)]
)
def test_what_means_nothing_is_refused(pmtui, options):
    assert pmtui("actions", *options).code == 2


def test_a_colleagues_actions_are_shown_with_their_origin_and_raise_no_alarm(promised, monkeypatch):
    from pmtui.clock import SystemClock
    from pmtui.domain.edits import add, set_fields
    from pmtui.domain.postmortem import Postmortem
    from pmtui.domain.records import Action
    from pmtui.domain.vocabulary import ActionState
    from pmtui.paths import store_path
    from pmtui.store.store import Store

    pm = set_fields(Postmortem(uid="theirs"), "overview", "", title="A node was lost")
    act = {"due": NOW.date().replace(day=1), "state": ActionState.COMMITTED}
    pm = add(pm, "actions", Action(id="a", text="move the quorum", owner="Ben Osei", **act))
    with Store.open(store_path(), clock=SystemClock(), author="x") as store:
        store.create(pm, label="x", origin="platform")
    assert promised("actions", "PM-3", "--overdue").code == 0
    assert promised.ok("actions", "PM-3").endswith("move the quorum (from platform)\n")
    assert json.loads(promised.ok("actions", "PM-3", "--json"))[0]["origin"] == "platform"
    monkeypatch.setenv("PMTUI_AUTHOR", "Ben Osei")
    assert promised("actions", "PM-3", "--overdue").code == 1


def test_what_goes_to_other_programs_is_masked_unless_it_is_to_stay(promised):
    key = "AKIA" + "QWERTZUIOPASDFGH"
    promised.ok(
        "add", "1", "action", f"committed due 2026-12-04: rotate {key} and tell o@corp.example"
    )
    for form in ("csv", "ics", "ics-tasks"):
        done = promised("actions", "--format", form)
        assert done.code == 0 and "BEGIN" in done.out or form == "csv"
        assert key not in done.out and "o@corp" not in done.out
        assert "Masked: 2 values; --as-is masks nothing." in done.err
        assert key in promised("actions", "--format", form, "--as-is").out
        assert "Masked" not in promised("actions", "--format", form, "--quiet").err
    assert key in promised.ok("actions", "--json")
    digest = next(
        x for x in promised.ok("export", "1", "--scan").splitlines() if "AWS" in x
    ).split()[0]
    promised.ok("export", "1", "--keep", digest)
    done = promised("actions", "--format", "csv")
    assert key in done.out and "o@corp" not in done.out and "Masked: 1 value;" in done.err
    promised.ok("add", "2", "action", f"committed: rotate {key}")
    assert promised.ok("actions", "--format", "csv").count(key) == 1  # only where it was decided
    promised.ok("export", "1", "--mask", digest)
    assert key not in promised.ok("actions", "--format", "ics-tasks")
