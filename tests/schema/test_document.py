import json
import sys
import time
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from tests.strategies import postmortems

from pmtui.demo import demo_library, demo_postmortem
from pmtui.errors import UsageError
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.exporters.document_json import document
from pmtui.schema.document import load_document, read_document
from pmtui.schema.limits import MAX_VALUES

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)


def exported(pm):
    return FLAVOURS["json"].render(pm, ExportOptions(now=NOW)).encode()


@pytest.fixture
def tree():
    return json.loads(exported(demo_postmortem(NOW)))


def refusal(tree):
    data = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
    with pytest.raises(UsageError) as caught:
        read_document(data)
    return str(caught.value)


def test_what_was_exported_comes_back_equal_and_goes_out_byte_identical():
    for pm in demo_library(NOW):
        data = exported(pm)
        back = read_document(data)
        assert back == pm
        assert exported(back) == data


def test_instants_come_back_in_plain_utc():
    event = read_document(exported(demo_postmortem(NOW))).events[0]
    assert event.at.at.tzinfo is UTC


def test_a_byte_order_mark_does_no_harm():
    pm = demo_postmortem(NOW)
    assert read_document(b"\xef\xbb\xbf" + exported(pm)) == pm


def test_the_status_at_the_top_may_be_left_out_and_may_not_differ(tree):
    tree["status"] = "complete"
    assert "status" in refusal(tree)
    del tree["status"]
    assert read_document(json.dumps(tree).encode()).review.status == "draft"


@pytest.mark.parametrize(
    ("change", "path", "says"),
    [
        ({"wish": 1}, "postmortem.events[3].wish", "does not know"),
        ({"text": 7}, "postmortem.events[3].text", "takes a text"),
        ({"text": "a\ud800"}, "postmortem.events[3].text", "surrogate"),
        ({"milestones": ["sunset"]}, "postmortem.events[3].milestones[0]", "'lead-up'"),
        ({"milestones": "detected"}, "postmortem.events[3].milestones", "takes a list"),
        ({"at": {"at": 1771}}, "postmortem.events[3].at.at", "2026-11-22T14:02:00Z"),
        ({"at": {"at": "2026-03-11T09:12:00"}}, "postmortem.events[3].at.at", "zone"),
        ({"at": {"local": "noon"}}, "postmortem.events[3].at.local", "wall clock"),
        ({"at": {"local": "2026-03-11T09:12:00Z"}}, "postmortem.events[3].at.local", "wall clock"),
        ({"at": {"margin": -1}}, "postmortem.events[3].at.margin", "minutes"),
        ({"at": {"day": "2026-03-11T00:00:00"}}, "postmortem.events[3].at.day", "a date"),
        (
            {"at": {"day": "2026-03-11", "local": "2026-03-11T09:12:00"}},
            "postmortem.events[3].at",
            "only one",
        ),
        ({"at": {"at": "0001-01-01T00:00:00+14:00"}}, "postmortem", "calendar"),
        ({"id": "e-start"}, "postmortem.events[3].id", "the same id"),
        ({"id": ""}, "postmortem.events[3].id", "1 to 64"),
        ({"rank": "Z!"}, "postmortem.events[3].rank", "rank"),
    ],
)
def test_a_fault_in_a_record_is_refused_by_its_path(tree, change, path, says):
    tree["postmortem"]["events"][3].update(change)
    message = refusal(tree)
    assert message.startswith(f"{path}: ")
    assert says in message
    assert message.endswith("again.")


def test_a_refusal_never_echoes_the_value(tree):
    tree["postmortem"]["overview"]["severity"] = "hunter2"
    tree["postmortem"]["overview"]["incident_date"] = "hunter2"
    message = refusal(tree)
    assert "hunter2" not in message
    assert "There is 1 more." in message


def test_a_strange_key_is_named_short_and_without_controls(tree):
    tree["postmortem"]["overview"]["\x1b]0;x\x07" * 50] = 1
    message = refusal(tree)
    assert "\x1b" not in message
    assert len(message) < 200


def test_an_unknown_zone_is_refused(tree):
    tree["postmortem"]["overview"]["zone"] = "Mars/Olympus"
    assert "postmortem.overview.zone" in refusal(tree)


def test_a_facet_whose_id_is_not_its_word_is_refused(tree):
    tree["postmortem"]["facets"][0]["id"] = "other"
    assert "postmortem.facets[0].id" in refusal(tree)


def test_facets_that_were_left_out_are_there_unanswered(tree):
    del tree["postmortem"]["facets"][2]
    assert len(read_document(json.dumps(tree).encode()).facets) == 6


def test_records_without_ranks_keep_the_order_of_the_list(tree):
    events = tree["postmortem"]["events"]
    for event in events:
        del event["rank"]
    back = read_document(json.dumps(tree).encode()).events
    assert [e.id for e in back] == [e["id"] for e in events]
    assert [e.rank for e in back] == sorted({e.rank for e in back})


def test_records_out_of_order_are_ranked_as_they_stand(tree):
    events = tree["postmortem"]["events"]
    events.reverse()
    back = read_document(json.dumps(tree).encode()).events
    assert [e.id for e in back] == [e["id"] for e in events]
    assert [e.rank for e in back] == sorted(e.rank for e in back)


def test_a_link_to_a_record_that_is_gone_is_kept_without_loss():
    pm = demo_postmortem(NOW)
    factor = replace(pm.factors[0], events=("e-restart", "e-vanished"))
    pm = replace(pm, factors=(factor, *pm.factors[1:]))
    assert read_document(exported(pm)) == pm


def test_texts_are_made_safe_and_the_reader_is_told(tree):
    tree["postmortem"]["overview"]["title"] = "down \x1b[31mhard\x1b[0m \u202e"
    loaded = load_document(json.dumps(tree).encode())
    assert loaded.postmortem.overview.title == "down hard <U+202E>"
    assert "2 terminal sequences" in loaded.notice


def test_a_document_of_a_later_release_is_refused_by_one_sentence(tree):
    tree["pmtui"]["document"] = 2
    assert refusal(tree).startswith("The document has version 2; this pmtui reads up to 1.")


@pytest.mark.parametrize("data", [b"[]", b"{}", b'"x"', b'{"pmtui": {"document": true}}'])
def test_other_json_is_no_postmortem(data):
    assert "not a postmortem of pmtui" in refusal(data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "byte 0"),
        (b'{"a": 1, "a": 2}', "twice"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -Infinity}', "Infinity"),
        (b'{"a": 1e400}', "too large"),
        (b'{"a": ' + b"7" * 5000 + b"}", "too large"),
        (b"[" * 200_000, "nested"),
        (b'{"a":' * 100_000, "nested"),
        (b'"' + b'\\"' * 3_000_000, "unterminated"),
        (b"[" + b"[]," * 3_000_000 + b"1]", "600000 values"),
        (b" " * (20 * 1024 * 1024 + 1), "20 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "json",
)
def test_hostile_json_costs_a_sentence_within_a_second(data, says):
    started = time.process_time()
    message = refusal(data)
    assert time.process_time() - started < 1
    assert says in message
    assert len(message) < 300


def test_a_bomb_that_is_parsed_takes_little_memory_for_a_value():
    data = b"[" + b"{}," * 29_000 + b"1]"
    tracemalloc.start()
    refusal(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak * MAX_VALUES / (2 * 29_000) < 64 * 1024 * 1024


def test_a_text_too_long_for_a_field_is_refused_unless_it_is_a_source(tree):
    tree["postmortem"]["overview"]["summary"] = "x" * 1_000_001
    assert refusal(tree).startswith("postmortem.overview.summary: ")
    tree["postmortem"]["overview"]["summary"] = ""
    tree["postmortem"]["sources"] = [{"id": "s1", "text": "x" * 1_000_001}]
    assert len(read_document(json.dumps(tree).encode()).sources[0].text) == 1_000_001


def test_the_document_of_a_value_is_what_the_export_prints():
    pm = demo_postmortem(NOW)
    assert json.loads(exported(pm)) == document(pm)


def test_nothing_of_the_everyday_path_loads_pydantic():
    import subprocess

    code = (
        "import sys, pmtui.exporters, pmtui.schema, pmtui.demo, pmtui.files; "
        "print([m for m in ('pydantic', 'textual', 'rich', 'sqlite_utils') if m in sys.modules])"
    )
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(postmortems())
def test_any_postmortem_goes_out_comes_back_and_goes_out_byte_identical(pm):
    data = exported(pm)
    back = read_document(data)
    assert back == pm
    assert exported(back) == data
