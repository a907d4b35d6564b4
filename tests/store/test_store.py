import sqlite3
from dataclasses import dataclass, fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmtui.domain import edits
from pmtui.domain.changes import Change, ChangeKind, apply, diff
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem, record_class
from pmtui.domain.vocabulary import Severity, Status
from pmtui.errors import AnswerIsNo
from pmtui.store import Store, rows
from pmtui.store.errors import (
    AmbiguousReference,
    DoesNotFit,
    KnownPostmortem,
    UnknownReference,
    Unstorable,
)
from pmtui.store.writing import blank
from store.making import NOW, Scribe, context, long, small, tokens

SHARED = [HealthCheck.function_scoped_fixture]

pytestmark = pytest.mark.usefixtures("quick")


def change(store, loaded, after, step=None, **more):
    changes = diff(loaded.postmortem, after)
    return store.commit(after.uid, step or new_id(), changes, loaded.seq, context=context(), **more)


def titled(pm, title):
    return edits.set_fields(pm, "overview", "", title=title)


@settings(max_examples=20, deadline=None, suppress_health_check=SHARED)
@given(seed=st.integers(0, 2**32))
def test_what_is_stored_is_what_is_loaded(store, seed):
    scribe = Scribe(seed, "a")
    current = store.create(scribe.many(Postmortem(uid=new_id()), 6), label="new")
    for _ in range(6):
        current = change(store, current, scribe.edit(current.postmortem))
    store._held.clear()
    assert store.load(current.postmortem.uid).postmortem == current.postmortem


@settings(max_examples=12, deadline=None, suppress_health_check=SHARED)
@given(seed=st.integers(0, 2**32))
def test_two_writers_lose_no_text_and_end_in_one_value(store, other, seed):
    made = store.create(Scribe(seed, "base").many(small(), 4), label="new")
    uid = made.postmortem.uid
    windows = [[store, made, Scribe(seed, "a")], [other, other.load(uid), Scribe(seed + 1, "b")]]
    order = Scribe(seed + 2, "order").random
    typed = set()
    for _ in range(12):
        window = order.choice(windows)
        writer, seen, scribe = window
        after = scribe.many(seen.postmortem, order.randint(1, 3))
        typed |= tokens(after)
        window[1] = change(writer, seen, after)
    value, found = blank(uid), set()
    for operation in store.operations(uid):
        value = apply(value, operation.changes, check=True)
        found |= tokens(value)
    assert typed <= found
    assert value == store.load(uid).postmortem
    assert store.load(uid).postmortem == other.load(uid).postmortem
    assert store.check() == ()


def test_a_commit_on_an_old_base_keeps_what_came_between(store, other):
    made = store.create(small(), label="new")
    theirs = other.load(made.postmortem.uid)
    change(other, theirs, edits.set_fields(theirs.postmortem, "overview", "", owner="Ben"))
    done = change(store, made, titled(made.postmortem, "Longer title"))
    assert (done.postmortem.overview.owner, done.postmortem.overview.title) == (
        "Ben",
        "Longer title",
    )
    assert done.conflicts == ()


def test_one_field_changed_in_two_windows_is_a_conflict_with_both_texts_kept(store, other):
    made = store.create(small("Outage"), label="new")
    theirs = other.load(made.postmortem.uid)
    change(other, theirs, titled(theirs.postmortem, "Outage A"))
    done = change(store, made, titled(made.postmortem, "Outage B"))
    assert [(c.field, c.who) for c in done.conflicts] == [("title", "ben")]
    assert "A" in done.postmortem.overview.title
    assert "B" in done.postmortem.overview.title


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("7000 users", "6500 users", "7000 users / 6500 users"),
        ("500000 users", "9 users", "500000 users / 9 users"),
    ],
)
def test_values_of_two_windows_stay_whole_beside_each_other(store, other, first, second, both):
    made = store.create(small("5000 users"), label="new")
    theirs = other.load(made.postmortem.uid)
    change(other, theirs, titled(theirs.postmortem, first))
    assert change(store, made, titled(made.postmortem, second)).postmortem.overview.title == both


def test_a_sentence_that_somebody_changed_in_several_saves_is_not_mixed_with_ours(store, other):
    base = "The database was slow after the release."
    made = store.create(
        edits.set_fields(small(), "overview", "", summary=f"{base} It ended."), label="new"
    )
    theirs = other.load(made.postmortem.uid)
    for words in ("was slow", "was very slow", "is very slow"):
        text = f"The database {words} after the release. It ended."
        after = edits.set_fields(theirs.postmortem, "overview", "", summary=text)
        if after != theirs.postmortem:
            theirs = change(other, theirs, after)
    ours = f"{base[:-1]} of Monday. It ended."
    done = change(store, made, edits.set_fields(made.postmortem, "overview", "", summary=ours))
    assert done.postmortem.overview.summary == (
        "The database is very slow after the release.\n"
        "The database was slow after the release of Monday.\nIt ended."
    )
    assert len(done.conflicts) == 1


def test_changes_of_something_else_are_refused_and_nothing_is_written(store):
    made = store.create(small(), label="new")
    wrong = Change(ChangeKind.SPLICE, "overview", "", "title", "not there", "x", 3)
    with pytest.raises(DoesNotFit, match="Open the postmortem anew"):
        store.commit(made.postmortem.uid, "s", [wrong], made.seq, context=context())
    assert len(store.operations(made.postmortem.uid)) == 1


def test_half_a_character_is_refused_in_words(store):
    made = store.create(small(), label="new")
    with pytest.raises(Unstorable, match="invalid character"):
        change(store, made, titled(made.postmortem, "\ud83d"))
    assert store.load(made.postmortem.uid).postmortem == made.postmortem


def test_an_operation_says_who_did_what_when(store):
    made = store.create(small(), label="new postmortem")
    change(store, made, titled(made.postmortem, "Other"), step="s1", label="edit title")
    first, second = store.operations(made.postmortem.uid)
    assert (first.kind, first.label) == ("create", "new postmortem")
    assert (second.step, second.author, second.label, second.at) == (
        "s1",
        "noor",
        "edit title",
        NOW,
    )
    assert second.state == rows.state_of(store.load(made.postmortem.uid).postmortem)
    assert store.operations(made.postmortem.uid, first.seq) == (second,)


@pytest.mark.parametrize("verb", ["UPDATE operation SET label='x'", "DELETE FROM operation"])
def test_the_history_cannot_be_changed(store, verb):
    store.create(small(), label="new")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        store._conn.execute(verb)


def test_numbers_count_up_and_are_never_given_twice(store):
    numbers = [store.create(small(), label="new").reference for _ in range(3)]
    assert numbers == ["PM-1", "PM-2", "PM-3"]
    assert [s.number for s in store.summaries()] == [3, 2, 1]
    assert [s.number for s in store.summaries(limit=1)] == [3]


def test_a_postmortem_is_taken_in_once(store):
    pm = small()
    store.create(pm, label="new")
    with pytest.raises(KnownPostmortem, match="PM-1"):
        store.create(pm, label="again")


def test_a_summary_follows_what_is_saved(store, clock):
    made = store.create(small(), label="new")
    pm = edits.set_fields(
        made.postmortem, "overview", "", title="T", severity=Severity.SEV_2, services=("a", "b")
    )
    pm = edits.set_fields(pm, "overview", "", owner="Noor", incident_date=NOW.date())
    change(store, made, pm)
    (summary,) = store.summaries()
    assert summary == summary._replace(title="T", severity=Severity.SEV_2, services=("a", "b"))
    assert (summary.owner, summary.incident_date) == ("Noor", NOW.date())
    assert (summary.status, summary.changed_at) == (Status.DRAFT, NOW)


@pytest.mark.parametrize("ref", ["PM-2", "pm-2", "2", "cache", " CACHE ", "Cache stampede"])
def test_a_reference_is_a_number_or_a_part_of_the_title(store, ref):
    for title in ("Checkout failed", "Cache stampede", "Checkout slow"):
        store.create(small(title), label="new")
    assert store.resolve(ref).number == 2


def test_a_reference_may_be_the_identity(store):
    made = store.create(small(), label="new")
    assert store.resolve(made.postmortem.uid).reference == "PM-1"


def test_an_ambiguous_reference_lists_what_it_could_be(store):
    for title in ("Checkout failed", "Checkout slow"):
        store.create(small(title), label="new")
    with pytest.raises(AmbiguousReference, match=r"PM-1 Checkout failed; PM-2 Checkout slow"):
        store.resolve("checkout")


def test_a_dot_means_the_postmortem_that_was_used_last(store):
    with pytest.raises(UnknownReference, match="opened or logged to"):
        store.resolve(".")
    made = [store.create(small(title), label="new") for title in ("First", "Second")]
    store.remember("last", made[0].postmortem.uid)
    assert store.resolve(".").title == "First"


def test_the_whole_title_wins_over_a_part_of_a_longer_one(store):
    for title in ("Checkout", "Checkout slow"):
        store.create(small(title), label="new")
    assert store.resolve("checkout").number == 1


@pytest.mark.parametrize("ref", ["PM-9", "9", "nothing", "", "%", "9" * 40])
def test_an_unknown_reference_names_the_next_step(store, ref):
    store.create(small(), label="new")
    with pytest.raises(UnknownReference, match="pmtui list"):
        store.resolve(ref)


def test_settings_are_kept_across_opening(store, path, clock):
    store.remember("cursor:x", {"pane": "timeline", "record": "e1"})
    store.remember("cursor:x", {"pane": "impact"})
    with Store.open(path, clock=clock) as again:
        assert again.recall("cursor:x") == {"pane": "impact"}
        assert again.recall("nothing") is None
        assert again.recall("nothing", 3) == 3


def test_another_writer_changes_the_data_version(store, other):
    before = store.data_version()
    made = store.create(small(), label="new")
    assert store.data_version() == before
    theirs = other.load(made.postmortem.uid)
    change(other, theirs, titled(theirs.postmortem, "x"))
    assert store.data_version() != before


def test_every_table_has_exactly_the_fields_of_its_record(store):
    for table in (*SINGLES, *LISTS):
        found = {row[1] for row in store._conn.execute(f'PRAGMA table_info("{table}")')}
        mine = {"pm_uid", "hash"} | (set() if table in SINGLES else {"rowid"})
        assert found - mine == {f.name for f in fields(record_class(table))}


def test_a_row_without_values_reads_as_a_record_of_defaults(store):
    made = store.create(small(), label="new")
    uid = made.postmortem.uid
    for table in LISTS:
        store._conn.execute(
            f'INSERT INTO "{table}"(pm_uid, id, hash) VALUES (?, ?, ?)', (uid, "bare", "0")
        )
        assert rows.read_one(store._conn, uid, table, "bare") == record_class(table)(id="bare")
    for table in SINGLES:
        store._conn.execute(f'DELETE FROM "{table}"')
        store._conn.execute(f'INSERT INTO "{table}"(pm_uid, hash) VALUES (?, ?)', (uid, "0"))
        assert rows.read_one(store._conn, uid, table, "") == record_class(table)()


@dataclass
class Answer:
    postmortem: Postmortem
    notices: tuple[str, ...] = ()


def completed(pm):
    return edits.set_fields(pm, "review", "", status=Status.COMPLETE)


@pytest.fixture
def gated(path, clock):
    asked = []

    def settle(before, after, given):
        asked.append((before, after, given))
        if after.overview.owner == "nobody":
            raise AnswerIsNo("A finding stands. Mend it first.")
        if not after.overview.title:
            back = edits.set_fields(after, "review", "", status=Status.IN_REVIEW)
            return Answer(back, ("It is in review again.",))
        return Answer(after)

    with Store.open(path, clock=clock, author="noor", settle=settle) as opened:
        opened.asked = asked
        yield opened


def test_the_gate_is_not_asked_about_a_draft(gated):
    made = gated.create(small(), label="new")
    change(gated, made, titled(made.postmortem, "x"))
    assert gated.asked == []


def test_the_gate_refuses_and_nothing_is_written(gated):
    made = gated.create(small(), label="new")
    pm = completed(edits.set_fields(made.postmortem, "overview", "", owner="nobody"))
    with pytest.raises(AnswerIsNo):
        change(gated, made, pm, kind="status")
    assert gated.load(pm.uid).postmortem == made.postmortem
    with pytest.raises(AnswerIsNo):
        gated.create(replace(pm, uid=new_id()), label="import")
    assert len(gated.summaries()) == 1


def test_what_the_gate_changes_is_an_operation_of_its_own(gated):
    made = gated.create(small(), label="new")
    done = change(gated, made, completed(made.postmortem), kind="status")
    done = change(gated, done, titled(done.postmortem, ""))
    assert done.postmortem.review.status is Status.IN_REVIEW
    assert done.notices == ("It is in review again.",)
    assert [o.kind for o in gated.operations(made.postmortem.uid)][-2:] == ["edit", "gate"]
    assert gated.check() == ()


def test_no_path_of_the_store_reaches_complete_past_a_finding(store):
    pm = small()
    made = store.create(pm, label="new")
    with pytest.raises(AnswerIsNo):
        change(store, made, completed(pm), kind="status")
    with pytest.raises(AnswerIsNo):
        store.create(completed(replace(pm, uid=new_id())), label="import", kind="import")
    assert [s.status for s in store.summaries()] == [Status.DRAFT]
    assert store.load(pm.uid) == made


def test_an_import_of_thousands_of_events_is_one_operation_and_reads_back(store):
    pm = long(2_000)
    made = store.create(Postmortem(uid=pm.uid), label="new")
    done = change(store, made, pm, kind="import")
    assert done.postmortem == pm
    assert len(store.operations(pm.uid)) == 2
