"""B1 to B18: what a log, a paste or a file may hold, as it is kept, shown and told."""

import json
import sqlite3
from contextlib import closing

import pytest
from rich.cells import cell_len

from pmtui.domain.text import MAX_MARKS, sanitise
from pmtui.importers import decode
from pmtui.paths import store_path
from pmtui.ui import text as boundary
from pmtui.ui.driver.typed import TypedInput

LOG = "2026-11-22 14:02 \x1b[31mERROR\x1b[0m disk\n2026-11-22 14:03 \x1b[1;97mfull\x1b[0m\n"


def stored(pmtui, reference="1"):
    return json.loads(pmtui.ok("show", reference, "--json"))["postmortem"]


@pytest.mark.parametrize(
    "words",
    [("log", "1", "-"), ("import", "-", "1", "--zone", "UTC"), ("set", "1", "summary", "-")],
    ids=lambda words: words[0],
)
def test_b1_colours_in_a_log_are_removed_and_their_count_is_told_once(begun, words):
    done = begun(*words, pipe=LOG)
    assert done.code == 0
    assert done.err.count("4 terminal sequences") == 1, done.err
    kept = json.dumps(stored(begun), ensure_ascii=False)
    assert "ERROR disk" in kept
    assert "[31m" not in kept and "\x1b" not in kept


@pytest.mark.parametrize(
    "opening", ["\x1b]52;c;", "\x1b]0;", "\x1bP1$q", "\x1b_", "\x1b^", "\x1bX"]
)
def test_b3_what_is_opened_and_never_closed_swallows_at_most_its_own_line(opening):
    for read in (lambda text: sanitise(text).text, lambda text: decode(text.encode())[0]):
        kept = read(f"before\n{opening}open\nnext\nlast")
        assert kept.split("\n")[0] == "before"
        assert kept.split("\n")[-2:] == ["next", "last"]
        assert "\x1b" not in kept


def test_b4_controls_of_the_upper_half_are_shown_by_their_code(begun):
    begun.ok("set", "1", "summary", "a \x9b b \x85 c")
    assert stored(begun)["overview"]["summary"] == "a \\x9b b \\x85 c"
    assert decode(b"a \x9b b")[0] == "a \ufffd b"  # a raw byte is no character


def test_b5_lone_controls_are_shown_as_symbols(begun):
    begun.ok("set", "1", "summary", "\x1b|\x07|\x08|\x0e|\x7f|")
    assert stored(begun)["overview"]["summary"] == "␛|␇|␈|␎|␡|"


def test_b6_a_nul_is_a_symbol_and_the_text_behind_it_is_whole(begun):
    begun.ok("set", "1", "summary", "-", pipe="before\0after")
    with closing(sqlite3.connect(store_path())) as conn:
        row = conn.execute("SELECT summary, length(summary) FROM overview").fetchone()
        found = conn.execute("SELECT 1 FROM overview WHERE summary LIKE '%after'").fetchone()
    assert row == ("before␀after", 12)
    assert found


@pytest.mark.parametrize(
    ("data", "text", "told"),
    [
        (b"caf\xe9 \xff", "caf\ufffd \ufffd", "2 bytes that are no text"),
        ("Störung".encode("latin-1"), "St\ufffdrung", "1 byte that is no text"),
        ("Störung".encode("utf-16"), "Störung", ""),
        ("Störung".encode("utf-8-sig"), "Störung", ""),
        ("Störung \ufffd".encode(), "Störung \ufffd", ""),
    ],
)
def test_b7_bytes_that_are_no_text_are_counted_and_a_mark_of_order_is_followed(
    begun, data, text, told
):
    done = begun("set", "1", "summary", "-", pipe=data)
    assert stored(begun)["overview"]["summary"] == text
    assert (told in done.err) if told else ("no text" not in done.err)


def test_b7_an_imported_file_tells_how_many_bytes_are_no_text(begun, tmp_path):
    for name, data, told in (
        ("latin.log", b"2026-11-22 14:02 caf\xe9 down\n", "1 invalid UTF-8 byte is shown"),
        ("wide.log", "2026-11-22 15:02 café up\n".encode("utf-16"), "Read as UTF-16"),
    ):
        (tmp_path / name).write_bytes(data)
        assert told in begun("import", str(tmp_path / name), "1", "--zone", "UTC").err
    assert [e["text"] for e in stored(begun)["events"]] == ["caf\ufffd down", "café up"]


def test_b8_an_invalid_byte_that_is_typed_is_a_key_like_others():
    got = []
    reader = TypedInput(0, got.append, lambda: None, hold=False)
    for data in (b"caf", b"\xe9", b"x", b"\xff\xfe", b"y"):
        reader.feed(data)
    assert "".join(key.character for key in got).replace("\ufffd\ufffd", "\ufffd") == (
        "caf\ufffdx\ufffdy"
    )


def test_b9_half_a_character_in_json_is_refused_by_its_field(begun, tmp_path):
    document = json.loads(begun.ok("show", "1", "--json"))
    document["postmortem"] |= {"uid": "a" * 16}
    document["postmortem"]["overview"]["title"] = "a\ud800"
    (tmp_path / "half.json").write_text(json.dumps(document))
    done = begun("import", str(tmp_path / "half.json"))
    assert done.code == 2
    assert done.err.startswith("postmortem.overview.title: ")


@pytest.mark.parametrize("mark", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_b10_marks_of_direction_are_shown_stripped_on_the_wire_and_asked_about(
    begun, tmp_path, mark
):
    (tmp_path / "a.md").write_text(f"Only {mark}detrevni restarted.\n")
    begun.ok("set", "1", "summary", "-", pipe=f"Only {mark}detrevni restarted.")
    shown = f"<U+{ord(mark):04X}>"
    assert stored(begun)["overview"]["summary"] == f"Only {shown}detrevni restarted."
    assert boundary.BAD.sub("", f"a{mark}b") == "ab"
    assert "BL1401" in begun("lint", str(tmp_path / "a.md")).out
    assert "direction" in begun("check", "1").out


@pytest.mark.parametrize("char", "\u200b\u2060\ufeff\u180e\u3164\U000e0041\U000e007f")
def test_b11_what_has_no_width_is_shown_by_its_code(begun, char):
    begun.ok("set", "1", "summary", f"a{char}b")
    assert stored(begun)["overview"]["summary"] == f"a<U+{ord(char):04X}>b"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a" + "\u0301" * 500, 1),
        ("e" + "\u0302\u20dd" * 300 + "x", 2),
        ("👩‍👩‍👧‍👦", 2),
        ("🏳️‍🌈", 2),
        ("日本語", 6),
    ],
)
def test_b12_floods_of_marks_are_thinned_and_wide_characters_keep_their_width(text, cells):
    kept = sanitise(text).text
    assert len(kept) <= len(text) and len(kept) <= 2 + MAX_MARKS or "\u200d" in text
    for width in (cells, cells + 3):
        assert sum(cell_len(s.text) for s in boundary.segments(kept, width)) == width
    assert boundary.fit(kept, cells) == kept


def test_b13_line_ends_are_made_one_and_a_progress_bar_keeps_its_last_state(begun):
    begun.ok("set", "1", "summary", "-", pipe="a\r\nb\x0cc\n10 %\r50 %\r100 %\nd")
    assert stored(begun)["overview"]["summary"] == "a\nb\nc\n100 %\nd"
    begun.ok("set", "1", "summary", "-", pipe="a\rb\rc")
    assert stored(begun)["overview"]["summary"] == "a\nb\nc"


def test_b14_tabs_stay_in_the_text_and_are_columns_on_the_screen(begun):
    begun.ok("set", "1", "summary", "-", pipe="pod\tstate\nweb-3\tdown")
    assert stored(begun)["overview"]["summary"] == "pod\tstate\nweb-3\tdown"
    assert boundary.wrap("pod\tstate\nweb-3\tdown", 40) == ["pod state", "web-3   down"]
    assert boundary.fit("日\tx", 20) == "日  x"


def test_b18_nothing_in_a_text_is_ever_formatted_or_expanded(begun, monkeypatch):
    text = "{name} {0} %s %(x)d $HOME ${HOME} `id` ~ {{ 7*7 }} #{7*7}"
    monkeypatch.setenv("HOME", "/expanded")
    for place in ("title", "owner", "summary"):
        begun.ok("set", "1", place, text)
    begun.ok("log", "PM-1", f"14:02 {text}")
    for words in (("list",), ("show", "1", "overview"), ("show", "1", "events"), ("history", "1")):
        done = begun(*words)
        printed = " ".join((done.out + done.err).split())
        assert "49" not in printed.replace("2026", "") and "/expanded" not in printed
        assert text in printed or words[0] == "history"
    kept = stored(begun)
    assert kept["overview"]["title"] == kept["overview"]["summary"] == text
    for flavour in ("gfm", "html", "jira", "text", "slack", "csv"):
        done = begun("export", "1", "--to", flavour)
        assert done.code == 0
        assert "/expanded" not in done.out
