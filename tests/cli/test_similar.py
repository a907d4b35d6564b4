import json
from dataclasses import fields

import pytest

from pmtui.schema.generated import json_schema
from pmtui.schema.memory_shapes import PromiseEntry, SimilarEntry


@pytest.fixture
def two(pmtui):
    pmtui.ok(
        "new", "Ledger refused bookings as its connection pool was exhausted",
        "--service", "ledger", "--date", "2026-08-01", "--severity", "2",
    )  # fmt: skip
    pmtui.ok(
        "add", "PM-1", "actions", "detect P1 @storage due 2026-09-01: Alert on free connections"
    )
    pmtui.ok("set", "PM-1", "actions.1.state", "committed")
    return pmtui


ALIKE = ("new", "Bookings fail: the connection pool of the ledger is exhausted", "--severity", "2")


def test_a_new_postmortem_is_told_of_the_past_on_stderr_alone(two):
    done = two(*ALIKE)
    assert (done.code, done.out) == (0, "PM-2\n")
    assert "PM-1 of 2026-08-01 names the service ledger too." in done.err
    assert "PM-1 “Ledger refused bookings as its connection pool was exhausted” looks" in done.err
    assert "its one action is overdue" in done.err
    assert two("new", "Pictures looked blurred").err.count("\n") == 1


def test_what_resembles_it_is_printed_with_reasons_and_promises(two):
    two.ok(*ALIKE)
    out = two.ok("similar", "PM-2")
    assert out.splitlines()[0] == (
        "PM-1   Ledger refused bookings as its connection pool was exhausted (2026-08-01, draft)"
    )
    assert "- both speak of “connection pool”, “Bookings” / “bookings”" not in out
    assert "Promised: its one action is overdue" in out
    assert "A1  Alert on free connections: " in out and "days late, open for" in out
    for text in ("Size the pool", "Page earlier", "Write it down", "Ask the owners"):
        two.ok("add", "PM-1", "actions", f"prevent P2: {text}")
    done = two("similar", "PM-2")
    assert "A3  Page earlier" in done.out and "A4  " not in done.out
    assert done.out.endswith("\n         and 2 more\n") and "similar PM-2 --all" in done.err
    assert "A5  Ask the owners" in two("similar", "PM-2", "--all").out


def test_nothing_alike_is_the_answer_no(two):
    two.ok("new", "Pictures looked blurred")
    done = two("similar", "PM-2")
    assert (done.code, done.out) == (1, "")
    assert done.err == "No postmortem of this store resembles PM-2.\n"


def test_the_json_is_as_its_schema_describes_it(two):
    two.ok(*ALIKE)
    (entry,) = json.loads(two.ok("similar", "PM-2", "--json", "--limit", "1"))
    assert set(entry) == {f.name for f in fields(SimilarEntry)}
    assert set(entry["promises"][0]) == {f.name for f in fields(PromiseEntry)}
    assert (entry["reference"], entry["asked"], entry["relation"]) == ("PM-1", True, None)
    described = json_schema("similar")["$defs"]["SimilarEntry"]["properties"]
    assert set(described) == set(entry)
    assert json.loads(two("similar", "PM-1", "--json").out)[0]["asked"] is False


def test_check_asks_until_it_is_decided_and_undo_asks_again(two):
    two.ok(*ALIKE)
    asked = "block  C36   causes   PM-1 “Ledger refused bookings"
    assert asked in two("check", "PM-2").out
    assert two("similar", "PM-2", "--link", "PM-1").err == "PM-1 is related.\n"
    assert asked not in two("check", "PM-2").out
    assert "(2026-08-01, draft, related)" in two.ok("similar", "PM-2")
    assert "Postmortem: PM-1 Ledger refused" in two.ok("show", "PM-2", "related")
    two.ok("undo", "PM-2")
    assert asked in two("check", "PM-2").out
    two.ok("similar", "PM-2", "--dismiss", "1")
    assert asked not in two("check", "PM-2").out


def test_a_postmortem_is_not_linked_to_itself_nor_to_nothing(two):
    assert two("similar", "PM-1", "--link", "PM-1").code == 2
    assert two("similar", "PM-1", "--link", "PM-9").code == 2


def test_what_is_not_in_the_store_is_said_so(two):
    two.ok("add", "PM-1", "related", "abcdefghijklmnop")
    assert "abcdefghijklmnop, not in this store" in two.ok("show", "PM-1", "related")
