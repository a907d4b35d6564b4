import json
from datetime import UTC, datetime

import pytest
from pydantic import TypeAdapter

from pmtui.schema.memory_shapes import ThemesReport

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)


@pytest.fixture
def recurring(pmtui, monkeypatch):
    monkeypatch.setattr("pmtui.clock.SystemClock.now", lambda self: NOW)
    for number, day in enumerate(("2026-01-05", "2026-10-01", "2026-11-20"), 1):
        pmtui.ok("new", f"Incident {number}", "--date", day, "--severity", "3")
        pmtui.ok("add", str(number), "factor", "trigger: a deploy without a canary")
        pmtui.ok("set", str(number), "tooling.to_improve", "two consoles had to be compared")
    pmtui.ok("set", "3", "detection.to_improve", "support called first")
    pmtui.ok("review", "3", "--anyway")
    return pmtui


def test_what_recurs_is_counted_with_the_postmortems_behind_it(recurring):
    text = recurring.ok("themes")
    assert text.startswith("3 postmortems of all time\n")
    assert "  ███                 3  tooling: PM-3, PM-2, PM-1\n" in text
    assert "  █                   1  detection: PM-3\n" in text
    assert "Criteria left open, of 1 in review or complete\n" in text
    assert "  C01 " in text


def test_drafts_leave_nothing_open_and_a_span_leaves_out_what_was_before(recurring):
    text = recurring.ok("themes", "--since", "6m", "--until", "2026-10-31")
    assert text.startswith("1 postmortem 2026-05-28 to 2026-10-31\n")
    assert "tooling: PM-2\n" in text
    assert "Criteria left open" not in text


def test_json_names_every_postmortem(recurring):
    text = recurring.ok("themes", "--since", "2026-01-01", "--json")
    TypeAdapter(ThemesReport).validate_json(text)
    found = json.loads(text)
    assert (found["since"], found["until"], found["postmortems"]) == ("2026-01-01", None, 3)
    assert found["judged"] == 1
    first = found["themes"][0]
    assert (first["kind"], first["key"], first["count"]) == ("facet", "tooling", 3)
    assert [p["reference"] for p in first["postmortems"]] == ["PM-3", "PM-2", "PM-1"]
    assert {t["kind"] for t in found["themes"]} == {"facet", "factor", "open"}


def test_bars_can_be_plain(recurring):
    text = recurring.ok("--ascii", "themes")
    assert text.isascii()
    assert "  ###                 3  tooling" in text


def test_nothing_says_what_to_do_next(pmtui):
    assert "no postmortem in this span" in pmtui("themes").err
    pmtui.ok("new", "x")
    assert "Nothing recurs yet" in pmtui("themes").err
    assert json.loads(pmtui.ok("themes", "--json"))["themes"] == []


@pytest.mark.parametrize(
    "options", [("--since", "soon"), ("--since", "2026-05-01", "--until", "2026-01-01")]
)
def test_a_span_that_means_nothing_is_refused(pmtui, options):
    assert pmtui("themes", *options).code == 2
