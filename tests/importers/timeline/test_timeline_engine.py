"""The engine as a whole: mixed pastes, bad input, the contract, streaming, cancelling, repeats."""

import json
from datetime import date

import pytest

from pmtui.importers import (
    Cancelled,
    Hints,
    collapse,
    decode,
    parse_timeline,
    to_json,
)

MIXED = """Dana Ortiz  9:32 AM
seeing 5xx on checkout

Nov 22 14:02:11 web-3 nginx[77]: bind() failed
  details of it
Nov 22 14:02:12 web-3 nginx[77]: exit

: 1795356131:0;kubectl get pods

{"level":"error","ts":1795356131.003,"msg":"boom"}

- 2026-11-22 14:10 UTC rolled back
- 14:12 UTC verified
"""


def test_blocks_of_a_mixed_paste_are_each_read_in_their_own_format() -> None:
    parsed = parse_timeline(MIXED, Hints(year=2026))
    assert [(event.format, event.text, event.lines) for event in parsed.events] == [
        ("slack", "seeing 5xx on checkout", (1, 2)),
        ("syslog", "web-3 nginx[77]: bind() failed", (4, 5)),
        ("syslog", "web-3 nginx[77]: exit", (6, 6)),
        ("zsh-history", "kubectl get pods", (8, 8)),
        ("json-records", "boom", (10, 10)),
        ("markdown", "rolled back", (12, 12)),
        ("markdown", "verified", (13, 13)),
    ]


def test_the_json_contract_has_exactly_its_fields() -> None:
    told = to_json(parse_timeline("- 2026-11-22 14:02 UTC rolled back"))
    assert json.loads(json.dumps(told)) == {
        "format": "markdown",
        "events": [
            {
                "at": "2026-11-22T14:02Z",
                "end": None,
                "approx": False,
                "text": "rolled back",
                "actor": None,
                "kind": None,
                "line": 1,
                "lines": [1, 1],
                "source_zone": "UTC",
                "raw": "- 2026-11-22 14:02 UTC rolled back",
            }
        ],
        "undated": [],
        "questions": [],
        "skipped": [],
    }


@pytest.mark.parametrize("empty", ["", "\n\n \t\n"])
def test_nothing_gives_nothing(empty: str) -> None:
    parsed = parse_timeline(empty)
    assert (parsed.format, parsed.events, parsed.questions) == ("none", [], [])


def test_a_text_without_times_is_asked_about_and_listed() -> None:
    parsed = parse_timeline("just words\nand more of them")
    assert [question.kind for question in parsed.questions] == ["format"]
    assert [remark.line for remark in parsed.skipped] == [1]


def test_binary_is_decoded_and_refused_in_a_sentence() -> None:
    text, notes = decode(bytes(range(256)) * 40)
    assert any("invalid UTF-8" in note for note in notes)
    assert "\x00" not in text
    assert parse_timeline(text).events == []


def test_json_cut_in_half_is_read_up_to_the_cut_and_the_line_is_named() -> None:
    text = '{"notes": [\n{"content": "a", "user": {"summary": "dana"}, "created_at": "2026-11-22T14:02:11Z"},\n{"content": "b", "us'
    parsed = parse_timeline(text)
    assert [(event.text, event.lines) for event in parsed.events] == [("a", (2, 2))]
    assert parsed.notes[0].line == 3


def test_json_of_another_shape_is_asked_about() -> None:
    parsed = parse_timeline('{"a": {"b": [1, 2, 3]}}')
    assert "format" in [question.kind for question in parsed.questions]
    assert parsed.skipped


@pytest.mark.parametrize("bomb", ["[" * 100_000, '{"a":' * 50_000, '{"ts": ' + "9" * 5000 + "}"])
def test_json_bombs_are_refused(bomb: str) -> None:
    assert parse_timeline(bomb).events == []


def test_zero_times_are_no_events() -> None:
    text = '[{"timestamp": "0001-01-01T00:00:00Z", "message": "a"}, {"time": "2026-11-22T14:02:11Z", "msg": "b"}]'
    assert [event.text for event in parse_timeline(text).events] == ["b"]


def test_a_giant_line_is_cut_for_matching_and_whole_in_the_evidence() -> None:
    text = "2026-11-22 14:02:11 ERROR " + "x" * 3_000_000
    [event] = parse_timeline(text).events
    assert len(event.text) < 5000
    assert event.raw == text


def test_decode_knows_marks_widths_line_ends_and_controls() -> None:
    assert decode("\ufeffa\r\nb\rc".encode("utf-8"))[0] == "a\nc"
    assert decode(b"one\rtwo")[0] == "one\ntwo"
    assert decode("14:02 ä".encode("utf-16"))[0] == "14:02 ä"
    assert decode("14:02 down".encode("utf-16-le"))[0] == "14:02 down"
    text, notes = decode(b"\x1b[31mred\x1b[0m \x1b]0;t\x07\x00 \xe2\x80\xae \xc2\x9b")
    assert text == "red ␀ <U+202E> \\x9b"
    assert len(notes) == 2
    assert decode(b"caf\xe9")[0] == "caf\ufffd"


def test_progress_is_told_and_can_cancel() -> None:
    text = "\n".join(f"Nov 22 14:{i // 60 % 60:02d}:{i % 60:02d} web-3 app: a" for i in range(9000))
    told: list[tuple[int, int]] = []
    parse_timeline(text, progress=lambda done, total: told.append((done, total)) or True)
    assert told[-1][0] > 7000 and told[-1][1] == 9000
    with pytest.raises(Cancelled):
        parse_timeline(text, progress=lambda done, _: done < 4000)


def test_repeats_fold_into_a_group_with_count_first_and_last() -> None:
    lines = [f"2026-11-22 14:02:{i:02d} INFO GET /health {i} ms" for i in range(20)]
    groups = collapse(parse_timeline("\n".join([*lines, "2026-11-22 14:03:00 ERROR boom"])).events)
    assert [group.count for group in groups] == [20, 1]
    assert (groups[0].first.at, groups[0].last.at) == ("2026-11-22T14:02:00", "2026-11-22T14:02:19")
    assert len(groups[0].events) == 20


def test_a_hinted_day_dates_the_first_row_and_words_like_today() -> None:
    text = "Dana Ortiz  Yesterday at 11:58 PM\na\nRavi  Today at 12:03 AM\nb"
    parsed = parse_timeline(text, Hints(date=date(2026, 11, 22)))
    assert [event.at for event in parsed.events] == ["2026-11-22T23:58", "2026-11-23T00:03"]


def test_every_line_of_a_skipped_kind_is_listed() -> None:
    text = "[14:02] <dana> down\n=== ravi is now known as r\n[14:03] <r> looking"
    parsed = parse_timeline(text, Hints(date=date(2026, 11, 22)))
    assert [event.actor for event in parsed.events] == ["dana", "r"]
    assert [remark.line for remark in parsed.skipped] == [2]


@pytest.mark.parametrize(
    "line",
    ["Fr\u0131, 20 Nov 2026 14:02:00 +0000 x", "FR\u0130DAY 20 November 2026 14:02 x",
     "\u017fep 22 14:02:01 host app: x",
     "2026-11-22 14:02 Berl\u0131n: x"],
)  # fmt: skip
def test_letters_that_count_as_others_in_whatever_case_are_read_as_those(line: str) -> None:
    (event,) = parse_timeline(line).events
    assert "14:02" in event.at
