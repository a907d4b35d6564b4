import json

import pytest


def document(pmtui, reference="1"):
    return json.loads(pmtui.ok("show", reference, "--json"))["postmortem"]


@pytest.mark.parametrize(
    ("title", "options", "expected"),
    [
        ("Late", ("--severity", "4"), {"severity": "SEV-4"}),
        ("Late", ("--severity", "sev-1", "--date", "2026-11-22"), {"incident_date": "2026-11-22"}),
        ("Late", ("--zone", "Europe/Berlin", "--owner", "Ana"), {"zone": "Europe/Berlin"}),
        ("Late", ("--service", "a", "--service", "b"), {"services": ["a", "b"]}),
        ("  much \n space ", (), {"title": "much space"}),
    ],
)
def test_new_prints_the_reference_alone(pmtui, title, options, expected):
    assert pmtui.ok("new", title, *options) == "PM-1\n"
    overview = document(pmtui)["overview"]
    assert expected.items() <= overview.items()


def test_new_knows_yesterday_and_near_misses(pmtui):
    pmtui.ok("new", "Nearly", "--date", "yesterday", "--near-miss")
    assert document(pmtui)["impact"]["near_miss"] is True


@pytest.mark.parametrize(
    "options",
    [
        ("--severity", "9"),
        ("--date", "05/12/2026"),
        ("--date", "2026-02-31"),
        ("--zone", "Mars/Olympus"),
        ("--nonsense", "x"),
    ],
)
def test_new_refuses_what_it_cannot_read_and_makes_nothing(pmtui, options):
    done = pmtui("new", "Title", *options)
    assert (done.code, done.out) == (2, "")
    assert pmtui.ok("list") == ""


@pytest.mark.parametrize("title", ["", "  ", "\n"])
def test_new_wants_a_title(pmtui, title):
    assert pmtui("new", title).code == 2


@pytest.mark.parametrize(
    ("list_", "line", "table", "expected"),
    [
        ("event", "2026-11-22 14:02 errors rose @ic", "events", {"text": "errors rose"}),
        ("timeline", "2026-11-22 14:02 x", "events", {"text": "x"}),
        ("action", "prevent P1 @storage: add a check", "actions", {"type": "prevent"}),
        ("cause", "trigger: the pool was full", "factors", {"kind": "trigger"}),
        ("lesson", "+ the runbook was right", "lessons", {"kind": "went well"}),
        ("metric", "failed checkouts: 1,204 orders ~", "metrics", {"value": "1,204"}),
        ("participant", "Noor Haddad, scribe", "participants", {"roles": ["scribe"]}),
        ("question", "Why not? @storage", "questions", {"asked_by": "storage"}),
        ("publication", "https://wiki.example on 2026-12-01", "publications",
         {"on": "2026-12-01"}),
        ("related", "PM-3", "related", {"uid": "PM-3"}),
        ("source", "a pasted text", "sources", {"text": "a pasted text"}),
    ],
)  # fmt: skip
def test_add_reads_entry_lines_and_prints_the_id(begun, list_, line, table, expected):
    done = begun("add", "1", list_, line)
    assert done.code == 0
    [record] = document(begun)[table]
    assert done.out == record["id"] + "\n"
    assert expected.items() <= record.items()


def test_add_says_why_a_milestone_is_missing(begun):
    begun.ok("add", "1", "milestone", "detected unknown: the log was rotated")
    assert document(begun)["absences"][0]["id"] == "detected"


def test_add_takes_one_record_a_line_from_a_pipe_as_one_step(begun):
    lines = "2026-11-22 14:02 a\n\n14:05 b\n00:10 c\n"
    out = begun.ok("add", "1", "event", "-", pipe=lines)
    assert len(out.split()) == 3
    times = [e["at"]["at"] for e in document(begun)["events"]]
    assert times == ["2026-11-22T14:02:00Z", "2026-11-22T14:05:00Z", "2026-11-23T00:10:00Z"]
    begun.ok("undo", "1")
    assert "events" not in document(begun)


def test_add_links_actions_to_factors_by_number(begun):
    factor = begun.ok("add", "1", "factor", "trigger: the pool was full").strip()
    begun.ok("add", "1", "action", "prevent answers 1: add a check")
    assert document(begun)["actions"][0]["factors"] == [factor]


def test_evidence_supports_a_named_record(begun):
    event = begun.ok("add", "1", "event", "2026-11-22 14:02 x").strip()
    begun.ok("add", "1", "evidence", "--of", "E1", "https://a.example")
    begun.ok("add", "1", "evidence", "--of", "events.x", "> a quote")
    assert {e["of"] for e in document(begun)["evidence"]} == {event}
    assert begun("add", "1", "evidence", "https://a.example").code == 2
    assert begun("add", "1", "event", "--of", "E1", "x").code == 2


@pytest.mark.parametrize("list_", ["nonsense", "waivers", "facets", "transitions", "acton"])
def test_add_refuses_lists_that_take_no_line(begun, list_):
    assert begun("add", "1", list_, "text").code == 2


def test_add_keeps_the_words_that_it_cannot_read(begun):
    done = begun("add", "1", "action", "prevent due someday: add a check")
    assert done.code == 0
    assert "someday" in done.err
    assert "someday" in document(begun)["actions"][0]["text"]


@pytest.mark.parametrize(
    ("path", "value", "table", "expected"),
    [
        ("severity", "3", "overview", {"severity": "SEV-3"}),
        ("overview.services", "a, b", "overview", {"services": ["a", "b"]}),
        ("summary", "two\nlines", "overview", {"summary": "two\nlines"}),
        ("near-miss", "yes", "impact", {"near_miss": True}),
        ("impact.types", "data, security", "impact", {"types": ["data", "security"]}),
        ("detected_by", "alert", "response", {"detected_by": "alert"}),
    ],
)
def test_set_fills_single_fields(begun, path, value, table, expected):
    begun.ok("set", "1", path, value)
    assert expected.items() <= document(begun)[table].items()


@pytest.mark.parametrize(
    "path", ["facets.detection.worked", "detection.worked", "facets.1.worked", "Facet.det.worked"]
)
def test_set_finds_a_facet_by_its_word(begun, path):
    begun.ok("set", "1", path, "the alert fired")
    assert document(begun)["facets"][0]["worked"] == "the alert fired"


@pytest.mark.parametrize("name", ["actions.2", "A2", "action.zzz", "a2"])
def test_set_finds_a_record_by_number_reference_or_text(begun, name):
    begun.ok("add", "1", "action", "first")
    begun.ok("add", "1", "action", "zzz last")
    begun.ok("set", "1", f"{name}.owner", "Noor", "Haddad")
    assert [a.get("owner") for a in document(begun)["actions"]] == [None, "Noor Haddad"]


def test_set_finds_a_record_by_the_start_of_its_id(begun):
    id = begun.ok("add", "1", "action", "first").strip()
    begun.ok("set", "1", f"actions.{id[:6].upper()}.owner", "Ana")
    assert document(begun)["actions"][0]["owner"] == "Ana"


def test_events_are_numbered_as_the_timeline_shows_them(begun):
    begun.ok("add", "1", "event", "2026-11-22 15:00 later")
    begun.ok("add", "1", "event", "2026-11-22 14:00 earlier")
    begun.ok("set", "1", "events.1.who", "scribe")
    assert [e.get("who") for e in document(begun)["events"]] == [None, "scribe"]
    begun.ok("set", "1", "E1.at", "13:30")
    assert document(begun)["events"][1]["at"]["at"] == "2026-11-22T13:30:00Z"


def test_set_links_by_number_and_unlinks_by_nothing(begun):
    event = begun.ok("add", "1", "event", "2026-11-22 14:00 x").strip()
    begun.ok("add", "1", "factor", "trigger: y")
    begun.ok("set", "1", "F1.events", "1")
    assert document(begun)["factors"][0]["events"] == [event]
    begun.ok("set", "1", "F1.events", "")
    assert "events" not in document(begun)["factors"][0]


def test_a_milestone_that_is_set_leaves_the_event_that_had_it(begun):
    begun.ok("add", "1", "event", "2026-11-22 14:00 a !detected")
    begun.ok("add", "1", "event", "2026-11-22 15:00 b")
    begun.ok("set", "1", "E2.milestones", "detected, responding")
    assert [e.get("milestones") for e in document(begun)["events"]] == [
        None, ["detected", "responding"],
    ]  # fmt: skip


def test_set_reads_a_value_from_the_pipe(begun):
    begun.ok("set", "1", "summary", "-", pipe=b"two\r\nlines \xff\n\n")
    assert document(begun)["overview"]["summary"] == "two\nlines \ufffd"


def test_set_takes_texts_that_begin_like_options(begun):
    begun.ok("set", "1", "summary", "--force was needed")
    assert document(begun)["overview"]["summary"] == "--force was needed"


def test_an_empty_value_gives_the_default_back(begun):
    begun.ok("add", "1", "action", "committed: x")
    begun.ok("set", "1", "A1.state", "")
    assert "state" not in document(begun)["actions"][0]
    begun.ok("set", "1", "severity", "")
    assert "severity" not in document(begun)["overview"]


def test_setting_what_is_so_already_writes_nothing(begun):
    before = begun.ok("history", "1")
    assert "nothing was changed" in begun("set", "1", "severity", "2").err
    assert begun.ok("history", "1") == before


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("sevrity", "2", "severity"),
        ("nonsense", "2", "actions.2.owner"),
        ("overview.nonsense", "2", "not a field"),
        ("actions.9.owner", "x", "no record fits"),
        ("actions.owner", "x", "names no record"),
        ("nonsense.1.owner", "x", "not a list"),
        ("E1.nonsense", "x", "no record fits"),
        ("status", "complete", "pmtui review, pmtui complete or pmtui reopen"),
        ("review.status", "complete", "pmtui review, pmtui complete or pmtui reopen"),
        ("...", "x", "not"),
        ("", "x", "not a field"),
        ("severity", "9", "Severity takes one of"),
        ("zone", "Mars/Olympus", "time zone"),
        ("incident_date", "soon", "not a date"),
        ("near_miss", "perhaps", "yes or no"),
        ("reviewer", "Ana", "pmtui attest"),
        ("detail", "x", "not a field"),
    ],
)
def test_set_refuses_what_it_cannot_read_and_changes_nothing(begun, path, value, told):
    before = begun.ok("history", "1")
    done = begun("set", "1", path, value)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert begun.ok("history", "1") == before


def test_removing_and_moving_can_be_undone(begun):
    for text in ("a", "b", "c"):
        begun.ok("add", "1", "factor", f"trigger: {text}")
    begun.ok("move", "1", "F3", "-2")
    assert [f["text"] for f in document(begun)["factors"]] == ["c", "a", "b"]
    begun.ok("remove", "1", "factors.2")
    assert [f["text"] for f in document(begun)["factors"]] == ["c", "b"]
    begun.ok("undo", "1")
    begun.ok("undo", "1")
    assert [f["text"] for f in document(begun)["factors"]] == ["a", "b", "c"]


@pytest.mark.parametrize("record", ["facets.1", "detection", "actions", "actions.1", "x", ""])
def test_what_cannot_be_removed_is_said(begun, record):
    assert begun("remove", "1", record).code == 2


def test_an_empty_pipe_empties_no_field(pmtui):
    pmtui.ok("new", "T")
    pmtui.ok("set", "1", "summary", "It was down.")
    refused = pmtui("set", "1", "summary", "-", pipe="\n")
    assert (refused.code, "The pipe is empty" in refused.err) == (2, True)
    assert "It was down." in pmtui.ok("show", "1")
    pmtui.ok("set", "1", "summary", "")
    assert "It was down." not in pmtui.ok("show", "1")


@pytest.mark.parametrize("name", ["A99", "actions.99", "actions.0"])
def test_a_number_that_no_record_has_never_means_another_record(begun, name):
    begun.ok("add", "1", "action", "alert when the 99th percentile is above 2 s for 0 requests")
    done = begun("remove", "1", name)
    assert done.code == 2
    assert "pmtui show REF actions" in done.err
    assert len(document(begun)["actions"]) == 1
