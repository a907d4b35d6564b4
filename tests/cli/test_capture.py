import json

import pytest


def events(pmtui, reference="1"):
    return json.loads(pmtui.ok("show", reference, "--json"))["postmortem"].get("events", [])


def document(pmtui, reference="1"):
    return json.loads(pmtui.ok("show", reference, "--json"))["postmortem"]


def test_logging_before_there_is_a_postmortem_begins_an_untitled_one(pmtui):
    done = pmtui("log", "rolled", "back", "4711", "@ic", "!mitigated")
    assert (done.code, done.out) == (0, "")
    assert "PM-1" in done.err and "--move" in done.err
    [event] = events(pmtui)
    assert event["text"] == "rolled back 4711"
    assert event["who"] == "incident commander"
    assert event["milestones"] == ["mitigated"]


def test_it_goes_to_the_one_named_or_used_last(begun):
    begun.ok("new", "Another one")
    begun.ok("log", "PM-1", "first")
    begun.ok("log", "second")
    assert [e["text"] for e in events(begun)] == ["first", "second"]
    assert events(begun, "2") == []


def test_options_say_time_milestone_kind_and_who(begun):
    begun.ok("log", "--at", "2026-11-22 14:02", "--milestone", "detected", "--kind", "decision",
             "--who", "scribe", "errors rose")  # fmt: skip
    [event] = events(begun)
    assert event["at"]["at"] == "2026-11-22T14:02:00Z"
    assert (event["milestones"], event["marker"], event["who"]) == (
        ["detected"], "decision", "scribe",
    )  # fmt: skip


def test_an_empty_time_is_now(begun):
    assert "2" in begun("log", "--at", "", "errors rose").err.partition("failed”:")[2]
    assert events(begun)[0]["at"]["at"]


def test_a_time_that_begins_like_an_option_is_text(begun):
    begun.ok("log", "-5m", "paged the storage team")
    [event] = events(begun)
    assert event["text"] == "paged the storage team"
    assert event["at"]["written"] == "-5m"


def test_a_mistyped_option_is_captured_and_told(begun):
    done = begun("log", "--milstone", "detected", "errors rose")
    assert done.code == 0
    assert "did you mean --milestone?" in done.err
    assert events(begun)[0]["text"] == "--milstone detected errors rose"


def test_a_pipe_becomes_evidence_and_its_first_line_the_event(begun):
    begun.ok("log", "-", pipe=b"\n@pod-1 14:02 !mitigated oom\nline 3\xff\x1b[31m\n")
    [event] = events(begun)
    assert event["text"] == "@pod-1 14:02 !mitigated oom"
    assert "milestones" not in event
    [evidence] = document(begun)["evidence"]
    assert evidence["text"] == "\n@pod-1 14:02 !mitigated oom\nline 3\ufffd"
    assert (evidence["of"], evidence["kind"], evidence["lines"]) == (event["id"], "raw line", "1-3")


def test_a_pipe_may_have_a_text_beside_it(begun):
    begun.ok("log", "-", "pods", "restarting", pipe="one line\n")
    assert events(begun)[0]["text"] == "pods restarting"
    assert document(begun)["evidence"][0]["text"] == "one line"


def test_a_link_in_the_text_becomes_evidence(begun):
    begun.ok("log", "errors rose <https://grafana.example/d/1>")
    assert document(begun)["evidence"][0]["text"] == "https://grafana.example/d/1"


def test_a_milestone_moves_to_the_event_that_was_logged_with_it_last(begun):
    begun.ok("log", "first !mitigated")
    begun.ok("log", "second !mitigated")
    assert [e.get("milestones") for e in events(begun)] == [None, ["mitigated"]]


def test_the_last_event_moves_to_another_postmortem_with_its_evidence(begun):
    begun.ok("log", "PM-1", "-", "text", pipe="raw\n")
    begun.ok("new", "Another one")
    done = begun("log", "--move", "Another")
    assert "PM-2" in done.err
    assert (events(begun), document(begun).get("evidence")) == ([], None)
    assert events(begun, "2")[0]["text"] == "text"
    assert document(begun, "2")["evidence"][0]["text"] == "raw"
    assert begun("log", "--move", "2").code == 1
    begun.ok("log", "more")
    assert len(events(begun, "2")) == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("log",), 2),
        (("log", ""), 2),
        (("log", "-"), 2),
        (("log", "PM-1"), 2),
        (("log", "PM-99", "text"), 2),
        (("log", "--at", "25:99", "text"), 2),
        (("log", "--at", "2999-01-01 10:00", "text"), 2),
        (("log", "--milestone", "nonsense", "text"), 2),
        (("log", "--kind", "nonsense", "text"), 2),
        (("log", "--move", "1"), 2),
        (("log", "--move", "1", "text"), 2),
    ],
)
def test_what_cannot_be_captured_says_the_next_step_and_changes_nothing(begun, words, code):
    before = begun.ok("history", "1")
    done = begun(*words, pipe="")
    assert (done.code, done.out) == (code, "")
    assert done.err.strip().endswith((".", "?"))
    assert begun.ok("history", "1") == before
    assert len(begun.ok("list").splitlines()) == 1


def test_a_bad_time_begins_no_draft(pmtui):
    assert pmtui("log", "--at", "25:99", "text").code == 2
    assert pmtui.ok("list") == ""


def test_an_ambiguous_zone_offers_its_readings(begun):
    done = begun("log", "--at", "2026-11-22 14:02 CST", "text")
    assert done.code == 2
    assert "Type" in done.err


@pytest.mark.parametrize("words", [("-5m the host died",), ("- @mention of the shop",)])
def test_a_text_with_a_dash_in_front_is_text_even_with_an_h_in_it(pmtui, words):
    pmtui.ok("new", "T", "--date", "today")
    pmtui.ok("log", "PM-1", *words)
    pmtui.ok("add", "PM-1", "factor", *words)
    shown = pmtui.ok("show", "PM-1")
    assert shown.count(words[0].split(" ", 1)[1].split()[-1]) >= 2


def test_a_dot_in_front_is_the_postmortem_used_last(pmtui):
    pmtui.ok("new", "T", "--date", "today")
    pmtui.ok("new", "Other", "--date", "today")
    pmtui.ok("log", "PM-1", "first")
    pmtui.ok("log", ".", "second")
    assert "second" in pmtui.ok("show", "PM-1")


def test_an_import_does_not_take_over_the_incident_under_way(begun, tmp_path):
    begun.ok("log", "PM-1", "first")
    old = tmp_path / "old.txt"
    old.write_text("2026-11-20 10:00 Errors rose\n2026-11-20 10:05 Rolled back\n")
    assert begun.ok("import", str(old)).strip() == "PM-2"
    begun.ok("log", "second")
    assert [e["text"] for e in events(begun)] == ["first", "second"]


def test_an_import_into_an_empty_store_is_what_is_logged_to(pmtui, tmp_path):
    old = tmp_path / "old.txt"
    old.write_text("2026-11-20 10:00 Errors rose\n2026-11-20 10:05 Rolled back\n")
    pmtui.ok("import", str(old))
    pmtui.ok("log", "third")
    assert len(events(pmtui)) == 3


def test_a_pipe_that_is_a_timeline_tells_what_it_left_out_and_takes_it_with_all(begun):
    words = ("ERROR pool of connections is full", "WARN queue grows", "ERROR payment refused")
    lines = [f"2026-11-22T14:0{n}:00Z {text}" for n, text in enumerate(words)]
    lines += ["2026-11-22T14:05:00Z DEBUG heartbeat ok", "2026-11-22T14:06:00Z DEBUG heartbeat ok"]
    done = begun("log", "PM-1", "-", pipe="\n".join(lines))
    assert "--all takes them too" in done.err
    assert len(events(begun)) == 3
    begun.ok("log", "PM-1", "-", "--all", pipe="\n".join(lines))
    assert len(events(begun)) == 5


def test_all_among_other_words_is_text(begun):
    begun.ok("log", "PM-1", "kubectl", "delete", "pods", "--all")
    assert events(begun)[0]["text"] == "kubectl delete pods --all"
