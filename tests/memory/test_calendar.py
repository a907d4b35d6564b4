"""The file is read back here by the rules of RFC 5545, not by what wrote it."""

import re
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from memory.promising import promise
from pmtui.domain.vocabulary import ActionState
from pmtui.memory.calendar import calendar

NOW = datetime(2026, 11, 28, 9, 30, 5, tzinfo=UTC)
_NAME = re.compile(r"[A-Z-]+(;[A-Z-]+=[A-Z-]+)*")


def read(text):
    """The components of a calendar as lists of (name, value)."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    for line in text.encode().split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut in two
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    pairs = [tuple(line.split(":", 1)) for line in lines]
    assert pairs[0] == ("BEGIN", "VCALENDAR")
    assert pairs[-1] == ("END", "VCALENDAR")
    components, inside = [], []
    for name, value in pairs[1:-1]:
        assert _NAME.fullmatch(name)
        if name == "BEGIN":
            inside.append(value)
            if len(inside) == 1:
                components.append((value, {}))
        elif name == "END":
            assert inside.pop() == value
        elif len(inside) == 1:
            assert name not in components[-1][1]
            components[-1][1][name] = value
    assert not inside
    return components


def unescaped(value):
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def test_a_promise_is_a_day_that_makes_nobody_busy():
    ((kind, event),) = read(calendar([promise()], NOW))
    assert kind == "VEVENT"
    assert event["DTSTAMP"] == "20261128T093005Z"
    assert event["DTSTART;VALUE=DATE"] == "20261120"
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["SUMMARY"] == "PM-7 P1: Add an admission check"
    assert "Owner: Noor Haddad" in unescaped(event["DESCRIPTION"])


def test_a_task_has_a_state_a_priority_and_a_day_by_which_it_is_due():
    done = promise(state=ActionState.DONE, due=None, id="a9", tracker="https://t.example/1")
    (kind, task), (_, other) = read(calendar([promise(), done], NOW, "task"))
    assert (kind, task["DUE;VALUE=DATE"], task["PRIORITY"]) == ("VTODO", "20261120", "3")
    assert (task["STATUS"], other["STATUS"]) == ("NEEDS-ACTION", "COMPLETED")
    assert "DUE;VALUE=DATE" not in other
    assert other["URL"] == "https://t.example/1"
    assert "URL" not in task


def test_the_identity_stays_while_all_else_changes():
    changed = promise(text="Refuse pools without limits", due=date(2027, 1, 4), owner="Ben")
    before, after = (read(calendar([p], NOW))[0][1]["UID"] for p in (promise(), changed))
    assert before == after
    others = (promise(id="a2"), promise(uid="search"))
    assert len({read(calendar([p], NOW))[0][1]["UID"] for p in (promise(), *others)}) == 3


def test_a_calendar_of_nothing_is_a_calendar_all_the_same():
    assert [kind for kind, _ in read(calendar([promise(due=None)], NOW))] == ["VTIMEZONE"]
    assert [kind for kind, _ in read(calendar([], NOW, "task"))] == ["VTIMEZONE"]


@settings(max_examples=150)
@given(st.text(max_size=300), st.text(max_size=60), st.sampled_from(["day", "task"]))
def test_any_text_survives_the_folding_and_the_escaping(text, title, form):
    made = read(calendar([promise(text=text, title=title)], NOW, form))
    assert len(made) == 1
    summary = unescaped(made[0][1]["SUMMARY"])
    kept = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text.replace("\r\n", "\n"))
    assert summary == f"PM-7 P1: {kept}"


def test_what_would_begin_another_line_stays_in_its_own():
    hostile = promise(text="x\r\nEND:VEVENT\r\nBEGIN:VALARM", tracker="https://a\r\nX:1")
    ((_, event),) = read(calendar([hostile], NOW))
    assert "URL" not in event
