"""Fingerprints beside the postmortems: made when asked for, right after every change of a text."""

import re
from dataclasses import replace
from datetime import date

import pytest

from memory.resembling import (
    EXPIRED,
    LIBRARY,
    PICTURES,
    POOL,
    POOL_AGAIN,
    RENEWAL,
    incident,
    with_action,
)
from pmtui.domain.changes import diff
from pmtui.domain.edits import add_all, set_fields
from pmtui.domain.records import Event, RelatedPostmortem
from pmtui.domain.vocabulary import ActionState, Relation, Status
from pmtui.memory.matches import ALIKE, related_to
from pmtui.review.context import standard_context
from pmtui.review.examples import complete_example
from pmtui.review.gate import GateRefused, complete
from pmtui.store import Store, fingerprints
from pmtui.store.asking import asked
from pmtui.store.purging import Wanted
from pmtui.store.similar import (
    asked_about,
    called_of,
    catch_up,
    find_similar,
    forget_everything,
    names_of,
    services_named,
    touching,
)

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def library(store):
    for pm in LIBRARY:
        store.create(pm, label="new")
    return store


def found(store, pm, **given):
    assert catch_up(store)
    return [(m.uid, m.asked) for m in find_similar(store, pm, **given).matches]


def rewrite(store, uid, **fields):
    loaded = store.load(uid)
    after = set_fields(loaded.postmortem, "overview", "", **fields)
    store.commit(uid, "s", diff(loaded.postmortem, after), loaded.seq, label="edit")
    return after


def waiting(store):
    return [uid for _, uid, _ in asked(store, fingerprints.stale)]


def test_the_same_trouble_is_found_first_and_unlike_trouble_is_not(library):
    assert found(library, POOL_AGAIN)[0] == ("pool", True)
    assert found(library, RENEWAL)[0] == ("expired", True)
    assert found(library, PICTURES) == []


def test_what_happened_later_is_shown_but_not_asked_about(library):
    assert found(library, POOL)[0] == ("again", False)


def test_a_match_brings_its_promises_and_its_origin(store):
    promised = with_action(POOL, text="Alert on free connections", state=ActionState.COMMITTED)
    store.create(promised, label="shared", kind="sync", origin="platform")
    assert catch_up(store)
    (match,) = find_similar(store, POOL_AGAIN).matches
    assert (match.origin, match.name) == ("platform", "PM-1 (from platform)")
    assert [p.text for p in match.promises] == ["Alert on free connections"]
    (told,) = asked_about(find_similar(store, POOL_AGAIN))
    assert told.why.startswith("from platform; ")


def test_a_save_writes_no_fingerprint_and_the_next_question_makes_only_what_changed(library):
    assert catch_up(library)
    assert waiting(library) == []
    rewrite(library, "pictures", title="Another title")
    assert waiting(library) == ["pictures"]
    assert catch_up(library)
    assert waiting(library) == []


def test_an_edit_an_undo_and_a_redo_are_followed(library):
    rewrite(
        library, "pictures", title="The ledger exhausted its connection pool", services=("ledger",)
    )
    assert "pictures" in [uid for uid, _ in found(library, POOL)]
    library.undo("pictures")
    assert "pictures" not in [uid for uid, _ in found(library, POOL)]
    library.redo("pictures")
    assert "pictures" in [uid for uid, _ in found(library, POOL)]
    assert asked(library, fingerprints.are_sound)


def test_a_value_that_is_not_stored_is_compared_as_it_is(library):
    typed = set_fields(PICTURES, "overview", "", title="The signing certificate expired again")
    assert "expired" in [uid for uid, _ in found(library, typed)]
    assert found(library, replace(POOL_AGAIN, uid="elsewhere"))[0][0] == "again"


def marks(store):
    rows = asked(store, lambda c: c.execute("SELECT mark FROM fingerprint_count").fetchall())
    return {mark for (mark,) in rows}


def test_a_purged_word_is_in_no_mark(library):
    rewrite(library, "pictures", title="Pictures of Quetzalcoatl looked blurred")
    assert catch_up(library)
    assert "wquetzalcoatl" in marks(library)
    library.purge("pictures", Wanted(text="Quetzalcoatl"))
    assert not any("quetzalcoatl" in mark for mark in marks(library))
    assert "pictures" in waiting(library)
    assert asked(library, fingerprints.are_sound)


def test_doctor_finds_a_wrong_fingerprint_and_it_is_made_anew(library):
    assert catch_up(library)
    assert library.check() == ()
    library._conn.execute("UPDATE fingerprint_count SET count = count + 1 WHERE mark = 'sledger'")
    (trouble,) = library.check()
    assert (trouble.fingerprints, trouble.grave) == (True, True)
    forget_everything(library)
    assert library.check() == ()
    assert found(library, POOL_AGAIN)[0] == ("pool", True)


def test_a_repaired_postmortem_is_read_anew(library):
    assert catch_up(library)
    library._conn.execute("UPDATE overview SET title='wrong' WHERE pm_uid='pool'")
    library.repair("pool")
    assert waiting(library) == ["pool"]
    assert found(library, POOL_AGAIN)[0] == ("pool", True)


def test_a_rule_that_changed_makes_every_fingerprint_anew(library, monkeypatch):
    assert catch_up(library)
    monkeypatch.setattr("pmtui.memory.fingerprint.VERSION", 99)
    assert len(waiting(library)) == len(LIBRARY)


def test_reading_stops_when_its_time_is_over_and_goes_on_later(library):
    assert not catch_up(library, seconds=0)
    steps = 0
    while not catch_up(library, seconds=1e-9):
        steps += 1
        assert steps <= len(LIBRARY)
    assert found(library, POOL_AGAIN)[0] == ("pool", True)


def test_a_person_who_waits_is_told_once(library, monkeypatch):
    monkeypatch.setattr("pmtui.store.similar._STEP", 1e-9)
    monkeypatch.setattr("pmtui.store.similar._MOMENT", 0.0)
    told = []
    assert catch_up(library, told=lambda: told.append(1))
    assert told == [1]


def test_a_store_that_is_only_read_answers_with_what_it_has(library, path, clock):
    assert catch_up(library)
    rewrite(library, "again", title="Changed since")
    with Store.open(path, clock=clock) as only:
        only.read_only_because = "It is write-protected."
        assert not catch_up(only)
        assert [m.uid for m in find_similar(only, POOL).matches] == []
        assert find_similar(only, RENEWAL).matches[0].uid == "expired"


def test_marks_that_stand_nearly_everywhere_are_not_looked_up(store, monkeypatch):
    monkeypatch.setattr(fingerprints, "_LOOKED_AT", 60)
    monkeypatch.setattr(fingerprints, "_RARE", 5)
    for number in range(40):
        store.create(replace(PICTURES, uid=f"p{number}"), label="new")
    store.create(POOL, label="new")
    assert found(store, POOL_AGAIN) == [("pool", True)]


def test_a_long_timeline_is_compared_by_its_beginning(store):
    events = [
        Event(id=f"e{i}", text=f"error {i}: the ledger lost a connection") for i in range(2_000)
    ]
    store.create(add_all(POOL, "events", events), label="new")
    assert found(store, POOL_AGAIN) == [("pool", True)]


def test_services_that_were_met_before_are_named(library):
    assert [s.uid for s in touching(library, ("LEDGER",), "again")] == ["pool"]
    assert touching(library, ()) == ()
    assert services_named(library, "The ledger is down, media too") == ("ledger", "media")
    assert services_named(library, "The ledgers") == ()


def test_decided_postmortems_are_named_or_known_to_be_elsewhere(library):
    pm = PICTURES
    for uid in ("pool", "PM-3", "gone", "https://wiki.example/pm/1"):
        pm = related_to(pm, uid, Relation.RELATED)
    assert names_of(library, pm) == {
        "pool": f"PM-1 {POOL.overview.title}",
        "PM-3": f"PM-3 {EXPIRED.overview.title}",
        "gone": "",
    }


def twin(uid, pm):
    return replace(pm, uid=uid, related=())


def before(pm):
    """An earlier incident of the same trouble, told in less words."""
    pm = set_fields(
        twin("before", pm), "overview", "", title="Labels stopped again",
        background="", resolution="", incident_date=date(2025, 11, 3),
    )  # fmt: skip
    return replace(pm, events=(), actions=(), lessons=(), facets=(), evidence=(), metrics=())


def test_the_gate_asks_about_what_looks_alike_until_it_is_decided(store, clock):
    store.create(before(complete_example()), label="new")
    loaded = store.create(twin("now", complete_example()), label="new")
    now = clock.now()

    def completed(pm):
        return complete(pm, by="Ilse Brandt", at=now, context=standard_context(now))

    pm = loaded.postmortem
    with pytest.raises(GateRefused) as refusal:
        store.commit("now", "s", diff(pm, completed(pm)), loaded.seq)
    assert [(f.criterion, f.record) for f in refusal.value.findings] == [("C36", "before")]
    assert store.load("now").postmortem.review.status is Status.DRAFT
    decided = related_to(pm, "before", Relation.DISMISSED)
    done = store.commit("now", "t", diff(pm, completed(decided)), loaded.seq)
    assert done.postmortem.review.status is Status.COMPLETE
    # what comes later takes nothing back
    store.create(twin("after", complete_example()), label="new")
    again = store.load("now")
    closed = set_fields(
        again.postmortem, "actions", again.postmortem.actions[0].id, tracker="OPS-1"
    )
    kept = store.commit("now", "u", diff(again.postmortem, closed), again.seq)
    assert kept.postmortem.review.status is Status.COMPLETE


@pytest.mark.parametrize(
    "fields", [{}, {"summary": ""}, {"title": "Renamed", "incident_date": None}], ids=str
)
def test_a_copy_of_it_is_not_asked_about(store, fields):
    pm = complete_example()
    store.create(set_fields(twin("copy", pm), "overview", "", **fields), label="import")
    assert catch_up(store)
    (match,) = find_similar(store, pm).matches
    assert match.strength >= ALIKE
    assert not match.asked


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Imported from git.txt", "Import git.txt"),
        ("OPS-12: scores *stars* wrong", "OPS-99: the scores *stars* are gone"),
    ],
)
def test_a_few_words_and_names_of_files_and_tickets_are_not_asked_about(store, here, there):
    store.create(incident("there", there, day=date(2026, 1, 1)), label="new")
    assert catch_up(store)
    for match in find_similar(store, incident("here", here, day=date(2026, 2, 2))).matches:
        assert not match.asked
        assert not {"txt", "Import", "OPS", "*"} & set(re.findall(r"\w+|\*", match.why))


def test_the_threshold_of_the_question_lies_above_that_of_the_list(library):
    assert catch_up(library)
    for match in find_similar(library, POOL_AGAIN, limit=10).matches:
        assert match.asked is (match.strength >= ALIKE)


def test_a_damaged_neighbour_keeps_nobody_from_being_called_by_its_name(library):
    here = set_fields(POOL_AGAIN, "overview", "", title="Again")
    here = add_all(here, "related", (RelatedPostmortem(id="r", uid="pool"),))
    with library._writing():
        library._conn.execute("DELETE FROM impact WHERE pm_uid='pool'")
    assert called_of(library, here)["pool"].startswith("PM-")
