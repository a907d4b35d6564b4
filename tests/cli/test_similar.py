import json
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.clock import SystemClock
from pmtui.domain.called import called, read_called
from pmtui.domain.postmortem import Postmortem
from pmtui.exporters import FLAVOURS
from pmtui.exporters.blocks import clean
from pmtui.importers.document.exported_items import related
from pmtui.paths import store_path
from pmtui.schema.generated import json_schema
from pmtui.schema.memory_shapes import PromiseEntry, SimilarEntry
from pmtui.store.similar import found_again
from pmtui.store.store import Store


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
    assert done.err.startswith("No postmortem of this store resembles PM-2. pmtui search ")


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


def test_a_copy_that_leaves_calls_another_one_by_number_title_and_address(two, tmp_path):
    two.ok(*ALIKE)
    two.ok("publish", "PM-1", "https://wiki.example/pm/(1)", "--on", "2026-08-09")
    two.ok("similar", "PM-2", "--link", "PM-1")
    assert two.ok("show", "PM-2").count("Ledger refused bookings") == 1
    two.ok("set", "PM-2", "related.1.note", "the pool again")
    two.ok("set", "PM-2", "external_summary", "Bookings failed for an hour.")
    uid = json.loads(two.ok("list", "--json"))[1]["uid"]
    name = "PM-1 “Ledger refused bookings as its connection pool was exhausted”"
    whole = {}
    for flavour in set(FLAVOURS) - {"json", "csv", "slack"}:
        whole[flavour] = text = two.ok("export", "PM-2", "--to", flavour)
        flat = " ".join(text.split())
        assert name in flat and "https://wiki.example/pm/%281%29" in flat, flavour
        assert uid not in text
    seen = json.loads(two.ok("export", "PM-2", "--to", "context"))["related"][0]["name"]
    assert seen == f"{name} (https://wiki.example/pm/%281%29)"
    assert name in two.ok("show", "PM-2")
    outside = two.ok("export", "PM-2", "--shape", "external")
    assert "PM-1" not in outside and "Ledger refused" not in outside
    copy = tmp_path / "copy.md"
    copy.write_text(whole["gfm"].replace("the pool again", "the same pool"))
    done = two("import", str(copy), "PM-2", "--json")
    (piece,) = json.loads(done.out)["differences"]
    assert piece["what"] == f"Note of other postmortem “{name}”"
    assert piece["after"] == "the same pool"
    reference = two.ok("import", str(copy), "--copy").strip()
    (other,) = json.loads(two.ok("export", reference, "--to", "json"))["postmortem"]["related"]
    assert (other["uid"], other["note"]) == (uid, "the same pool")


def test_a_number_alone_finds_no_other_postmortem_again(two):
    item = "**related:** PM-1 “Quite another one”: the pool again"
    record = related(item, {})
    assert (record.uid, record.note) == ("PM-1 “Quite another one”", "the pool again")
    with Store.open(store_path(), clock=SystemClock(), author="Ana") as store:
        pm = Postmortem(uid="u" * 16, related=(record,))
        assert found_again(store, pm) == pm


WORDS = st.text("aé ”“()—:.\n|[]x1-", max_size=30)


@given(WORDS, WORDS, st.booleans(), WORDS)
@settings(max_examples=60)
def test_what_another_one_is_called_is_read_back(title, origin, shared, note):
    title, note = clean(" ".join(title.split())), clean(note)
    name = called("PM-12", title, origin=origin, address="https://x.example/a_(b)" * shared)
    read = read_called(f"{name}: {note}" if note else name)
    assert read is not None and read.reference == "PM-12"
    if "”" not in title + note:
        assert (read.title, read.note) == (title or "Untitled", note)
