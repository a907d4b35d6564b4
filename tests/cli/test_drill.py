import json
from datetime import date

import pytest


@pytest.fixture
def timed(begun):
    for line in ("14:02 alert fires !detected", "14:10 rolled back !mitigated", "14:20 closed"):
        begun.ok("add", "1", "event", f"2026-11-22 {line}")
    begun.ok("add", "1", "factor", "the pool had no alarm")
    return begun


def document(pmtui):
    return json.loads(pmtui.ok("show", "1", "--json"))["postmortem"]


def test_it_is_told_line_by_line_and_stores_nothing_by_itself(timed):
    done = timed("drill", "1", pipe="the pool\n\n\n\n")
    told = done.out.split("\n\n")
    assert "the pool had no alarm" in done.out and "no alarm" not in told[1]
    assert "14:10 rolled back (8 min in)" in done.out
    assert "you: the pool" in done.out
    assert done.code == 0 and "Nothing was stored." in done.err
    assert "questions" not in document(timed)


def test_an_answer_that_is_no_text_is_taken_as_far_as_it_is_one(timed):
    done = timed("drill", "1", pipe=b"the \xff pool\n\n\n\n")
    assert done.code == 0
    assert "you: the \ufffd pool" in done.out


def test_what_was_said_becomes_open_questions_where_one_asks(timed):
    done = timed("drill", "1", pipe="the pool\nend\no\n")
    assert "Kept as open questions" in done.err
    (question,) = document(timed)["questions"]
    assert question["text"].endswith(": the pool")
    timed.ok("undo", "1")
    assert "questions" not in document(timed)


def test_a_complete_one_takes_nothing_and_a_file_does(timed, tmp_path, monkeypatch):
    from pmtui.errors import AnswerIsNo

    def refuses(*_):
        raise AnswerIsNo("This postmortem is complete.")

    monkeypatch.setattr("pmtui.store.amending.amend", refuses)
    monkeypatch.chdir(tmp_path)
    done = timed("drill", "1", pipe="the pool\nend\ns\nw\n")
    assert "is complete. w writes a file." in done.err
    (file,) = tmp_path.glob("drill-pm-1-*.txt")
    assert "> the pool" in file.read_text()


def test_an_empty_timeline_says_how_to_begin_one(begun):
    done = begun("drill", "1")
    assert done.code == 1 and "pmtui add PM-1 event" in done.err


def test_the_list_of_this_day_holds_earlier_years_only(pmtui, monkeypatch):
    monkeypatch.setattr("pmtui.cli.look.today", lambda: date(2026, 11, 22))
    for year in (2023, 2025, 2026):
        pmtui.ok("new", f"began {year}", "--date", f"{year}-11-22")
    lines = pmtui.ok("list", "--on-this-day").splitlines()
    assert [line.split()[-1] for line in lines] == ["2025", "2023"]
    done = pmtui("list", "--on-this-day", "--severity", "1")
    assert "No postmortem fits on this day of an earlier year" in done.err
