import json
from dataclasses import fields

import pytest

from pmtui.cli.run import run
from pmtui.schema.generated import json_schema
from pmtui.schema.shapes import SearchEntry


@pytest.fixture
def library(begun):
    begun.ok("add", "1", "event", "2026-11-22 14:02 the connection pool of the ledger ran out")
    begun.ok("new", "Connection refused by the ledger", "--service", "ledger")
    return begun


def test_hits_are_printed_best_first_with_their_place(library):
    assert library.ok("search", "connection", "ledger").splitlines() == [
        "PM-2   " + library.ok("list").splitlines()[0][7:],
        "PM-1   2026-11-22  SEV-2  draft      Card payments failed",
        "       Timeline, event: the connection pool of the ledger ran out",
    ]


TYPED = (
    (("pool", "-refused"), ["PM-1"]),
    (("connection", "-pool", "--limit", "5"), ["PM-2"]),
    (("-hub", "-pool"), ["PM-2"]),
    (("conn*", "sev:2"), ["PM-1"]),
    (('"connection pool"',), ["PM-1"]),
    (("service:ledger",), ["PM-2"]),
    (("--", "connection", "-refused", "after:2026"), ["PM-1"]),
)


def test_a_query_is_typed_as_words_in_any_quoting(library):
    for words, found in TYPED:
        hits = json.loads(library.ok("search", "--json", *words))
        assert (words, [hit["reference"] for hit in hits]) == (words, found)


def test_nothing_found_is_exit_1_and_a_sentence(library):
    done = library("search", "zebra")
    assert (done.code, done.out) == (1, "")
    assert "fewer words" in done.err
    assert library("search", "zebra", "--json").out == "[]\n"
    done = library("search", '"%')
    assert (done.code, done.out) == (1, "")
    assert "no word to look for" in done.err
    assert library("search").code == 2
    assert library("search", "x", "--limt", "3").code == 2


def test_a_near_miss_of_a_filter_is_told(library):
    done = library("search", "sevrity:2")
    assert done.code == 1
    assert "Did you mean severity:?" in done.err


def test_more_than_the_limit_is_counted(library):
    done = library("search", "ledger", "-n", "1")
    assert len(done.out.splitlines()) == 1
    assert "1 of 2 are shown; --limit 2 shows all." in done.err


def test_as_json_every_hit_has_its_place_and_marks(library):
    first, second = json.loads(library.ok("search", "connection", "ledger", "--json"))
    assert set(first) == {f.name for f in fields(SearchEntry)}
    assert second["pane"] == "timeline"
    assert (second["table"], second["field"]) == ("events", "text")
    assert [second["snippet"][a:b] for a, b in second["marks"]] == ["connection", "ledger"]
    described = json_schema("search")["$defs"]["SearchEntry"]["properties"]
    assert set(described) == set(first)


def test_on_a_terminal_the_words_are_bold_and_the_lines_fit(library, as_terminal, capsys):
    library.ok("set", "1", "summary", "filler " * 60 + "the zebra connection")
    as_terminal()
    capsys.readouterr()
    assert run(["search", "zebra"]) == 0
    out = capsys.readouterr().out
    assert "\x1b[1mzebra\x1b[0m" in out
    plain = out.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert "\x1b" not in plain
    assert max(map(len, plain.splitlines())) <= 80


def test_doctor_builds_a_damaged_index_anew(library):
    import sqlite3
    from contextlib import closing

    from pmtui.paths import store_path

    with closing(sqlite3.connect(store_path())) as conn, conn:
        conn.execute("UPDATE search_data SET block=x'0102030405' WHERE id>9")
    library.ok("set", "1", "summary", "saved all the same")
    done = library("search", "connection")
    assert done.code == 3
    assert "pmtui doctor --repair" in done.err
    assert library("doctor").code == 1
    assert "the search index was built anew" in library("doctor", "--repair").out
    assert library("search", "connection").code == 0
