"""The search index: what it finds, and that it always is what the rows say."""

import random
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from memory.test_query import TODAY, hostile, random_query
from pmtui.domain import edits
from pmtui.domain.changes import diff
from pmtui.domain.fields import Kind, specs
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem, record_class
from pmtui.domain.records import Action, Event, Evidence
from pmtui.domain.vocabulary import Severity
from pmtui.errors import StoreError
from pmtui.memory.query import read_query
from pmtui.store import Store, migrations
from pmtui.store.connection import without_index
from pmtui.store.find import find, find_in, look_at, numbered, rebuild_index
from pmtui.store.purging import Wanted, purge_file
from pmtui.store.search_check import is_sound
from pmtui.store.search_index import CREATE, Rewriting, is_stale
from pmtui.store.search_texts import FIELDS, MANY
from pmtui.store.search_texts import SINGLES as SINGLE_TABLES
from pmtui.store.searching import NoIndex
from store.making import Scribe, context, small


def query(text):
    return read_query(text, TODAY)


def numbers(store, text, limit=50):
    return [hit.number for hit in find(store, query(text), limit).hits]


def save(store, before, after, **more):
    seq = store.load(after.uid).seq
    return store.commit(after.uid, new_id(), diff(before, after), seq, context=context(), **more)


def postmortem(title, table="events", text="", **overview):
    pm = edits.set_fields(Postmortem(uid=new_id()), "overview", "", title=title, **overview)
    if text:
        pm = edits.add(pm, table, record_class(table)(id=new_id(), text=text))
    return pm


@pytest.fixture
def library(store, quick):
    for pm in (
        postmortem("Checkout failed", text="the connection pool ran out", services=("checkout",),
                   severity=Severity.SEV_1, incident_date=date(2026, 3, 10), tags=("pools",)),
        postmortem("Ledger slow", "actions", "raise the connection limit of the pool",
                   services=("ledger", "card payments"), owner="Noor Haddad",
                   incident_date=date(2026, 5, 1), severity=Severity.SEV_2),
        postmortem("Connection pool exhausted", "sources", "résumé 日本語の行 of db-01",
                   services=("checkout",)),
        postmortem("Quota reached", "lessons", "nobody watched the limit", tags=("expiry", "tls")),
    ):  # fmt: skip
        store.create(pm, label="new")
    return store


ASKED = (
    ("pool", [3, 1, 2]),
    ("connection pool", [3, 1, 2]),
    ('"connection pool"', [3, 1]),
    ('"pool ran"', [1]),
    ('"failed checkout"', []),
    ("conn*", [3, 1, 2]),
    ("connection -pool", []),
    ("pool -limit", [3, 1]),
    ("ledger OR quota", [4, 2]),
    ("resume", [3]),
    ("本語", [3]),
    ("db-01", [3]),
    ("limit nobody", [4]),
    ("PM-2", [2]),
    ("sev-1", [1]),
    ("sev:1,2", [2, 1]),
    ("-sev:1,2", [4, 3]),
    ("service:check pool", [3, 1]),
    ('service:"card pay"', [2]),
    ("owner:noor", [2]),
    ("tag:expi", [4]),
    ("tag:pools", [1]),
    ("status:draft limit", [4, 2]),
    ("status:complete", []),
    ("after:2026-03 before:2026-05", [1]),
    ("after:2026-05", [2]),
    ("p*", [3]),
    ("a p*", [3]),
    ("pool OR q*", [4, 3, 1, 2]),
    ("", [4, 3, 2, 1]),
)
"""A query and the numbers of what it finds, the best first."""


def test_a_query_finds_what_it_says_best_first(library):
    for text, found in ASKED:
        result = numbers(library, text)
        assert (text, sorted(result)) == (text, sorted(found))
        assert (text, result[:1]) == (text, found[:1])


def test_a_word_that_may_be_only_begun_hides_nothing_while_it_is_typed(library):
    def typed(text):
        return {h.number for h in find(library, read_query(text, TODAY, typing=True), 9).hits}

    assert typed("pool ou") == typed("pool") == {1, 2, 3}
    assert typed("pool of") == typed("pool th") == {1, 2, 3}
    assert typed("pool out") == {1}
    assert typed("db-0") == typed("db-01") == {3}
    assert typed("q") == {4}


def test_what_colleagues_wrote_is_found_with_its_origin(library):
    library.create(postmortem("Pool of theirs"), label="sync", kind="sync", origin="Payments team")
    found = numbers(library, "pool")
    assert 5 in found
    assert {n: s.origin for n, s in numbered(library, found).items() if s.origin} == {
        5: "Payments team"
    }
    assert numbers(library, "pool origin:payments") == [5]
    assert 5 not in numbers(library, "pool -origin:payments")


def test_a_hit_says_where_it_stands_and_how_it_reads(library):
    asked = query("connection limit")
    (hit,) = find(library, asked, 9).hits
    summary = numbered(library, [hit.number])[hit.number]
    sight = look_at(library, summary.uid, hit, asked)
    assert (sight.table, sight.snippet.field) == ("actions", "text")
    assert sight.record == library.load(summary.uid).postmortem.actions[0].id
    assert [sight.snippet.text[a:b] for a, b in sight.snippet.marks] == ["connection", "limit"]


def test_only_so_many_are_given_and_all_are_counted(library):
    found = find(library, query("pool"), 1)
    assert (len(found.hits), found.total) == (1, 3)
    assert find_in(library.path, query("pool"), 1) == found


def test_a_hit_whose_record_went_meanwhile_is_not_shown(library):
    asked = query("connection limit")
    (hit,) = find(library, asked, 9).hits
    pm = library.load(numbered(library, [2])[2].uid).postmortem
    save(library, pm, edits.remove(pm, "actions", pm.actions[0].id))
    assert look_at(library, pm.uid, hit, asked) is None
    assert numbers(library, "connection limit") == []


def test_what_is_written_undone_and_done_again_is_found_as_it_stands(store):
    made = store.create(small(), label="new").postmortem
    event = Event(id=new_id(), text="failover began")
    after = edits.add(made, "events", event)
    after = edits.add(after, "evidence", Evidence(id=new_id(), of=event.id, text="graph of zebra"))
    save(store, made, after)
    assert numbers(store, "failover zebra") == [1]
    store.undo(made.uid, context=context())
    assert numbers(store, "failover") == numbers(store, "zebra") == []
    store.redo(made.uid, context=context())
    assert numbers(store, "failover zebra") == [1]
    assert is_sound(store._conn)


@pytest.mark.parametrize("seed", range(2))
def test_after_random_edits_and_undo_the_index_is_as_if_built_anew(store, quick, seed):
    scribe, chance = Scribe(seed, "a"), random.Random(seed)
    value = store.create(scribe.many(small(), 20), label="new").postmortem
    store.create(scribe.many(small("Other"), 20), label="new")
    for _ in range(30):
        value = save(store, value, scribe.many(value, chance.randint(1, 6))).postmortem
        if chance.random() < 0.4:
            value = store.undo(value.uid, context=context()).postmortem
    assert not is_stale(store._conn)
    assert is_sound(store._conn)
    before = _index(store)
    rebuild_index(store)
    assert _index(store) == before


def _index(store):
    conn = store._conn
    conn.execute("CREATE VIRTUAL TABLE temp.places USING fts5vocab(main, search, instance)")
    found = sorted(conn.execute("SELECT * FROM temp.places").fetchall())
    conn.execute("DROP TABLE temp.places")
    return found


def test_every_text_that_people_write_is_in_the_index():
    assert set(FIELDS) == {*SINGLES, *LISTS}
    assert set(SINGLES) == SINGLE_TABLES
    for table, names in FIELDS.items():
        described = specs(record_class(table))
        texts = {
            name for name, spec in described.items()
            if spec.kind in (Kind.LINE, Kind.PROSE, Kind.NAMES)
        }  # fmt: skip
        assert texts <= set(names), table
        assert {n for n in texts if described[n].kind is Kind.NAMES} == MANY & texts


def test_a_purged_text_leaves_the_index_and_its_pages(store, path):
    secret = "zzsesamezz"
    pm = edits.add(small(), "actions", Action(id=new_id(), text=f"call {secret} now"))
    store.create(pm, label="new")
    store.create(small("Other"), label="new")
    copy = store.backup()
    assert numbers(store, secret) == [1]
    store.purge(pm.uid, Wanted(text=secret))
    purge_file(copy, pm.uid, Wanted(text=secret))
    assert numbers(store, secret) == []
    assert numbers(store, "purged") == [1]
    assert is_sound(store._conn)
    for file in (path, copy):
        assert secret.encode() not in file.read_bytes()


def test_a_broken_index_hinders_no_save_and_is_built_anew(store):
    made = store.create(small(), label="new").postmortem
    store._conn.execute("UPDATE search_data SET block=x'0102030405' WHERE id>9")
    after = edits.set_fields(made, "overview", "", title="Renamed while broken")
    save(store, made, after)
    assert store.load(made.uid).postmortem == after
    with pytest.raises(NoIndex, match="pmtui doctor --repair"):
        numbers(store, "renamed")
    (trouble,) = store.check()
    assert trouble.index
    assert "builds it anew" in trouble.sentence
    assert rebuild_index(store) > 0
    assert numbers(store, "renamed") == [1]
    assert store.check() == ()


def test_an_index_that_lacks_a_word_or_has_one_too_many_is_found(store):
    store.create(small(), label="new")
    store._conn.execute("INSERT INTO search(rowid, title, tags, text) VALUES (7, '', '', 'ghost')")
    assert [t.index for t in store.check()] == [True]
    rebuild_index(store)
    store._conn.execute("DROP TABLE search")
    store._conn.execute(CREATE)
    assert [t.index for t in store.check()] == [True]


def test_repairing_a_postmortem_repairs_its_index(store):
    pm = store.create(small(), label="new").postmortem
    store._conn.execute("UPDATE events SET text='garbled'")
    store.repair(pm.uid)
    assert numbers(store, "garbled") == []
    assert numbers(store, '"errors rose"') == [1]
    assert is_sound(store._conn)


def test_a_postmortem_that_the_index_does_not_know_is_taken_in_alone(store, monkeypatch):
    from pmtui.store import search_index

    store.create(small("Other"), label="new")
    pm = store.create(small(), label="new").postmortem
    index = Rewriting(store._conn, pm.uid)
    for table in FIELDS:
        store._conn.execute(f'DELETE FROM "{table}" WHERE pm_uid=?', [pm.uid])
    index.follow()
    assert numbers(store, "checkout") == []
    monkeypatch.setattr(search_index, "rebuild", lambda conn: pytest.fail("all was built anew"))
    store.repair(pm.uid)
    assert numbers(store, "checkout") == [2]
    assert is_sound(store._conn)


def test_a_word_of_any_length_and_script_keeps_the_index_sound(store):
    texts = ("x" * 40_000, "a\0b", "\u0301", "½ ﬁ İ ẞ", "日" * 900, "\U0001f469\u200d\U0001f4bb")
    pm = Postmortem(uid=new_id())
    for text in texts:
        pm = edits.add(pm, "events", Event(id=new_id(), text=text))
    store.create(pm, label="new")
    assert is_sound(store._conn)


def test_a_store_from_before_the_index_is_indexed_when_it_migrates(path, clock, monkeypatch):
    with monkeypatch.context() as patch:
        step = migrations.names().index("m005_search")
        patch.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:step])
        with Store.open(path, clock=clock) as store:
            store._conn.execute("CREATE TEMP TABLE search(search, rowid, title, tags, text)")
            store.create(small("Written earlier"), label="new")
    with Store.open(path, clock=clock) as store:
        assert numbers(store, "written earlier") == [1]
        assert is_sound(store._conn)
        stored = store._conn.execute("SELECT sql FROM sqlite_master WHERE name='search'").fetchone()
        assert stored == (CREATE,)


def test_newer_sqlite_may_look_into_the_index_without_condemning_the_store():
    line = "malformed inverted index for FTS5 table main.search"
    assert without_index([line, 'corrupt structure record for table "search"']) == ["ok"]
    assert without_index(["row 3 missing", line]) == ["row 3 missing"]


def test_without_full_text_search_the_reason_is_told(path):
    class Without(sqlite3.Connection):
        def execute(self, sql, *more):
            if "fts5" in sql:
                raise sqlite3.OperationalError("no such module: fts5")
            return super().execute(sql, *more)

    from pmtui.store.migrations.m005_search import m005_search

    with (
        closing(sqlite3.connect(":memory:", factory=Without)) as conn,
        pytest.raises(StoreError, match="Use a Python whose SQLite has it"),
    ):
        m005_search(conn)


def test_no_query_is_an_error(library):
    from hypothesis import HealthCheck, given, settings

    @given(hostile())
    @settings(max_examples=150, deadline=None,
              suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
    def asks(text):
        _ask(library, text)

    asks()


@pytest.mark.nightly
def test_no_query_of_a_hundred_thousand_is_an_error(library):
    chance = random.Random(7)
    for _ in range(100_000):
        _ask(library, random_query(chance))


def _ask(store, text):
    for typing in (False, True):
        asked = read_query(text, TODAY, typing=typing)
        found = find(store, asked, 9)
        assert found.total >= len(found.hits)
        for hit in found.hits:
            uid = numbered(store, [hit.number])[hit.number].uid
            look_at(store, uid, hit, asked)
