import datetime as dt

import pytest

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Milestone
from pmtui.importers.events import accept
from pmtui.importers.times import Answers
from pmtui.ui.preview.asking import QUESTIONS, Setting
from pmtui.ui.preview.draft import Draft
from pmtui.ui.preview.drawing import head_text, question_texts, row_of
from pmtui.ui.preview.order import let_go
from pmtui.ui.preview.reading import Stop, read_file, reporting
from pmtui.ui.preview.wanted import timed_lines_in

NOW = dt.datetime(2026, 11, 28, 13, tzinfo=dt.UTC)
SETTING = Setting("Europe/Berlin", dt.date(2026, 11, 22), NOW)
CHAT = """mara  9:32 AM
deploy of the basket service is out
idris  9:40 AM
seeing 500s [/] on the basket page
yuki  9:42 AM
thanks!
mara  9:44 AM
rolled back 4711
"""


def read(draft, answers=Answers(), text=CHAT):  # noqa: B008
    draft.take(text, answers, draft.read(text, answers, lambda done, of: True))
    return draft


@pytest.fixture
def draft():
    return read(Draft(Postmortem(uid="p1"), "channel", NOW))


def asked(kind):
    return next(a for a in QUESTIONS if a.kind == kind)


def test_noise_is_folded_at_the_start_and_one_key_turns_that_over(draft):
    assert (len(draft.ids), draft.hidden) == (3, 1)
    draft.fold()
    assert (len(draft.ids), draft.hidden) == (4, 0)


def test_a_row_that_is_unticked_stays_where_it_was(draft):
    draft.tick([draft.ids[0]], False)
    assert len(draft.ids) == 3
    assert draft.ids[0] not in draft.plan.picked


def test_what_a_person_changed_survives_the_answers_and_can_be_taken_back(draft):
    first, second, third = draft.ids
    draft.change(first, text="basket 4.1 is out")
    draft.change(third, milestones=(Milestone.MITIGATED,))
    draft.tick([second], False)
    read(draft, Answers(zone="Europe/Berlin", date=dt.date(2026, 11, 22)))
    assert draft.row(first).text == "basket 4.1 is out"
    assert draft.row(first).at.at == dt.datetime(2026, 11, 22, 8, 32, tzinfo=dt.UTC)
    assert draft.row(third).milestones == (Milestone.MITIGATED,)
    assert second not in draft.plan.picked
    assert [draft.undo() for _ in range(4)] == [True, True, True, False]
    assert draft.row(first).text == "deploy of the basket service is out"


def test_a_row_is_merged_into_the_one_shown_above_also_past_folded_ones(draft):
    above = draft.merge(draft.ids[2])
    assert above == draft.ids[1]
    assert "rolled back 4711" in draft.row(above).detail
    assert draft.merge(draft.ids[0]) == ""


def test_a_filter_finds_folded_rows_as_well(draft):
    draft.filter("THANKS")
    assert [draft.row(id).text for id in draft.ids] == ["thanks!"]


def test_answered_questions_stay_to_be_answered_anew(draft):
    assert [t[:3] for t in question_texts(draft, SETTING, 80)] == ["? z", "? d"]
    read(draft, Answers(zone="UTC"))
    zone, day = question_texts(draft, SETTING, 80)
    assert zone.strip().startswith("z  Zone: UTC; the rows below show it in Europe/Berlin")
    assert day.startswith("? d")


def test_the_head_says_what_was_recognised_and_what_would_land(draft):
    assert head_text(draft) == "A Slack chat · 3 of 4 rows ticked · 1 folded (f)"


def test_rows_show_the_workbooks_clock_and_what_is_doubtful(draft):
    assert row_of(draft, draft.ids[0], "", "UTC").cells[2] == "9:32 AM?"
    answers = Answers(zone="Europe/Berlin", date=dt.date(2026, 11, 22))
    read(draft, answers)
    first = row_of(draft, draft.ids[0], "", "UTC")
    assert first.cells[:3] == ("[x]", "11-22", "08:32")
    assert row_of(draft, draft.ids[1], draft.ids[0], "UTC").cells[1] == ""
    assert row_of(draft, draft.ids[2], draft.ids[1], "UTC").mark == "m mitigated?"


@pytest.mark.parametrize(
    ("kind", "text", "field", "value"),
    [
        ("zone", "europe/oslo", "zone", "Europe/Oslo"),
        ("date", "2026-11-20", "date", dt.date(2026, 11, 20)),
        ("date", "yesterday", "date", dt.date(2026, 11, 27)),
        ("date", "12-24", "date", dt.date(2025, 12, 24)),
        ("zone", "utc, CST=Asia/Shanghai", "labels", (("CST", "Asia/Shanghai"),)),
        ("year", "2025", "year", 2025),
        ("base", "2026-11-22 14:02", "start", dt.datetime(2026, 11, 22, 13, 2, tzinfo=dt.UTC)),
        ("order", "", "day_first", True),
        ("clock", "", "after_change", True),
    ],
)
def test_answers_are_read_as_people_type_them(kind, text, field, value):
    assert getattr(asked(kind).read(text, SETTING, Answers()), field) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [("zone", "IST"), ("zone", "Mars"), ("date", "soon"), ("year", "26"), ("base", "soon")],
)
def test_what_cannot_be_an_answer_is_refused_in_a_sentence(kind, text):
    with pytest.raises(ValueError, match=r"\.$"):
        asked(kind).read(text, SETTING, Answers())


def test_a_reading_that_nobody_waits_for_stops():
    stop, told = Stop(), []
    progress = reporting(stop, lambda done, of: told.append(done))
    assert progress(1, 10)
    stop()
    assert not progress(2, 10)
    assert told == [1]


def test_a_file_that_cannot_be_read_is_told_with_the_next_step(tmp_path):
    from pmtui.errors import UsageError

    empty = tmp_path / "empty.log"
    empty.write_bytes(b"")
    for path in (str(tmp_path / "none.log"), str(tmp_path), str(empty), "a\0b"):
        with pytest.raises(UsageError, match="Type another name"):
            read_file(path)


def test_only_a_text_with_rows_that_carry_times_is_worth_an_import():
    assert timed_lines_in(CHAT) >= 2
    assert timed_lines_in("no times at all\nnot here either\n") == 0
    assert timed_lines_in("x" * 500_000) == 0


def test_who_speaks_and_the_whole_text_are_taken_only_when_asked_for(draft):
    from pmtui.importers.events import accept

    blank = Postmortem(uid="p1")
    assert accept(blank, draft.plan).participants == accept(blank, draft.plan).sources == ()
    assert draft.take_people() == 2
    assert draft.keep_source()
    pm = accept(blank, draft.plan)
    assert [p.name for p in pm.participants] == ["mara", "idris"]
    assert pm.sources[0].text == CHAT
    assert draft.take_people() == 0
    assert not draft.keep_source()


def test_a_whole_postmortem_is_named_as_one():
    text = (
        "# Baskets\n\n## Summary\n\nEmpty.\n\n## Timeline\n\n- 14:02 UTC alert\n- 14:09 UTC gone\n"
    )
    found = read(Draft(Postmortem(uid="p1"), "doc.md", NOW), text=text)
    assert "pmtui import FILE" in found.plan.notes[0]


def test_code_among_words_stays_marked_and_a_message_of_code_alone_loses_its_marks():
    text = "mara  9:32 AM\n`kubectl get pods` says `OOM`\nidris  9:40 AM\n```kubectl top```\n"
    draft = read(Draft(Postmortem(uid="p1"), "channel", NOW), text=text)
    shown = [draft.row(id).text for id in draft.ids[:2]]
    assert shown == ["`kubectl get pods` says `OOM`", "kubectl top"]


def test_a_message_of_several_lines_can_be_taken_apart():
    text = "mara  9:32 AM\nlooking at it\nrolling back 4711\nidris  9:40 AM\nfine\n"
    draft = read(Draft(Postmortem(uid="p1"), "channel", NOW), text=text)
    draft.split(draft.ids[0])
    first, second = (draft.row(id) for id in draft.ids[:2])
    assert (first.text, second.text) == ("looking at it", "rolling back 4711")
    assert (first.lines, second.lines) == ((1, 2), (3, 3))
    assert first.at == second.at and second.who == "mara"


def test_suggestions_are_taken_only_when_somebody_says_so(draft):
    assert [row.hint for row in draft.hinted()] == [Milestone.MITIGATED]
    assert accept(Postmortem(uid="p2"), draft.plan).events[2].milestones == ()
    draft.mark_hinted([row.id for row in draft.hinted()])
    assert draft.hinted() == []
    assert accept(Postmortem(uid="p2"), draft.plan).events[2].milestones == ("mitigated",)


def test_the_rows_are_counted_while_they_are_read_and_let_go_bit_by_bit():
    draft = Draft(Postmortem(uid="p1"), "channel", NOW)
    answers = Answers()
    found = draft.read(CHAT, answers, lambda done, of: True)
    ready = draft._ready[3]
    draft.take(CHAT, answers, found)
    assert draft.order is ready
    assert draft.listing.places[draft.ids[1]] == 1
    held = draft.forget()
    assert held[0] is found.rows and draft.ids == []
    let_go(held[0])
    assert found.rows[0].text
