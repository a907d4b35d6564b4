import json
import os
import queue
import threading
import time

import pytest

from pmtui.domain import edits
from pmtui.domain.changes import diff
from pmtui.domain.ids import new_id
from pmtui.errors import AnswerIsNo
from pmtui.store import Store
from pmtui.store.errors import UnknownReference
from pmtui.store.failing import Failing
from pmtui.store.held import HeldStore
from pmtui.store.reports import Brought, Foreign, NotSaved, Refused, Saved, Saving, Undone
from pmtui.store.rescue import find_rescues, read_rescue
from pmtui.store.saver import NotFlushed, Saver
from store.making import context, small

PATIENCE = 10.0

pytestmark = pytest.mark.usefixtures("quick")


class Screen:
    """What a screen does with a saver: one value, put on each edit, merged on each report."""

    def __init__(self, path, clock, author="noor", **more):
        self.queue = queue.SimpleQueue()
        settings = {"throttle": 0.02, "poll": 0.02, "retry": 0.02, **more}
        self.saver = Saver(path, clock, author, context, self.queue.put, **settings)
        self.reports = []
        self.value = None

    def open(self, uid):
        self.value = self.saver.open(uid).postmortem
        return self

    def set(self, table="overview", id="", *, step="visit", kind="edit", **values):
        self.value = edits.set_fields(self.value, table, id, **values)
        self.saver.put(self.value, step, "edit " + next(iter(values)), kind)

    def take(self, report):
        self.reports.append(report)
        if isinstance(report, Brought):
            self.value, _ = report.over(self.value)
            self.saver.took(report)
        return report

    def take_all(self):
        while not self.queue.empty():
            self.take(self.queue.get())
        return self.reports

    def wait_for(self, kind):
        while True:
            report = self.take(self.queue.get(timeout=PATIENCE))
            if isinstance(report, kind):
                return report


@pytest.fixture
def uid(store):
    return store.create(small(), label="new").postmortem.uid


@pytest.fixture
def screen(path, clock, uid):
    made = Screen(path, clock).open(uid)
    yield made
    made.saver.close()


def test_what_is_typed_is_saved_by_itself(screen, store, uid):
    screen.set(summary="Card payments failed.")
    saved = screen.wait_for(Saved)
    assert isinstance(screen.reports[0], Saving)
    assert saved.base is saved.merged is screen.value
    loaded = store.load(uid)
    assert (loaded.postmortem, loaded.seq) == (screen.value, saved.seq)


def test_a_continuous_typist_is_saved_too(screen):
    until = time.monotonic() + PATIENCE
    while not any(isinstance(r, Saved) for r in screen.take_all()):
        assert time.monotonic() < until
        screen.set(summary=screen.value.overview.summary + "x")


def test_the_latest_value_of_a_step_wins_and_steps_stay_apart(path, clock, uid, store):
    screen = Screen(path, clock, throttle=1000.0).open(uid)
    for text in ("a", "ab", "abc"):
        screen.set(summary=text, step="first")
    screen.set(owner="Noor", step="second")
    screen.saver.close()
    made, *rest = store.operations(uid)
    assert [(o.step, o.label) for o in rest] == [
        ("first", "edit summary"),
        ("second", "edit owner"),
    ]


def test_flush_returns_when_all_is_on_the_disk(path, clock, uid, store):
    screen = Screen(path, clock, throttle=1000.0).open(uid)
    screen.set(summary="text")
    flushed = screen.saver.flush()
    assert store.load(uid).seq == flushed.seq
    assert store.load(uid).postmortem == screen.value
    screen.saver.close()


def test_flush_works_while_put_is_interrupted_by_a_signal(path, clock, uid, store):
    screen = Screen(path, clock, throttle=1000.0).open(uid)
    screen.set(summary="text")
    with screen.saver._wake:  # where the signal found the screen's thread
        screen.saver.flush(timeout=PATIENCE)
    assert store.load(uid).postmortem == screen.value
    screen.saver.close()


def test_a_value_typed_and_taken_back_within_a_moment_is_no_operation(path, clock, uid, store):
    screen = Screen(path, clock, throttle=1000.0).open(uid)
    screen.set(owner="x")
    screen.set(owner="")
    screen.saver.close()
    assert len(store.operations(uid)) == 1


def write(store, uid, **values):
    seen = store.load(uid)
    after = edits.set_fields(seen.postmortem, "overview", "", **values)
    label = "edit " + next(iter(values))
    changes = diff(seen.postmortem, after)
    store.commit(uid, new_id(), changes, seen.seq, label=label, context=context())


def test_a_change_of_another_window_is_noticed_and_brought_in(screen, other, uid):
    write(other, uid, owner="Ben")
    foreign = screen.wait_for(Foreign)
    assert foreign.labels == ("edit owner",)
    assert screen.value.overview.owner == "Ben"


def test_what_is_typed_before_the_screen_knows_of_a_foreign_change_lands_once(
    path, clock, uid, other
):
    screen = Screen(path, clock, poll=1000.0).open(uid)
    write(other, uid, summary="Theirs. ")
    for text in ("O", "Ou", "Our", "Ours"):
        screen.set(owner=text)
        screen.set(summary=screen.value.overview.summary + text[-1])
        screen.saver.flush()
    screen.take_all()
    screen.saver.close()
    final = other.load(uid).postmortem
    assert final.overview.owner == "Ours"
    assert final.overview.summary == "Theirs. \nOurs"
    assert screen.value == final


def test_two_screens_of_one_postmortem_end_in_one_value(path, clock, uid, store):
    first, second = (Screen(path, clock, author=a).open(uid) for a in ("noor", "ben"))
    for n in range(6):
        first.set(summary=first.value.overview.summary + f"a{n} ", step=f"a{n}")
        second.set(background=second.value.overview.background + f"b{n} ", step=f"b{n}")
        second.set(summary=f"B{n} " + second.value.overview.summary, step=f"c{n}")
        first.take_all()
        second.take_all()
    first.saver.flush()
    second.saver.flush()
    for screen in (first, second):
        while screen.value != store.load(uid).postmortem:
            screen.take(screen.queue.get(timeout=PATIENCE))
        screen.saver.close()
    for n in range(6):
        assert first.value.overview.summary.count(f"a{n} ") == 1
        assert first.value.overview.summary.count(f"B{n} ") == 1
        assert first.value.overview.background.count(f"b{n} ") == 1
    assert store.check() == ()


def test_undo_saves_first_and_then_takes_the_step_back(screen, store, uid):
    before = screen.value
    screen.set(owner="Noor")
    screen.saver.undo()
    undone = screen.wait_for(Undone)
    assert undone.sentence == "Took back: edit owner."
    assert screen.value == before == store.load(uid).postmortem
    screen.saver.redo()
    assert screen.wait_for(Undone).sentence == "Brought again: edit owner."
    assert screen.value.overview.owner == "Noor"


def test_an_undo_with_nothing_left_says_so(screen):
    screen.saver.undo()
    undone = screen.wait_for(Undone)
    assert "nothing of yours left to undo" in undone.sentence
    assert undone.base is undone.merged


def test_the_gate_takes_back_what_it_refuses_and_keeps_what_was_typed_after(
    path, clock, uid, store
):
    def settle(before, after, given):
        raise AnswerIsNo("A finding stands. Mend it first.")

    def opener(*args, **more):
        return Store.open(*args, settle=settle, **more)

    from pmtui.domain.vocabulary import Status

    screen = Screen(path, clock, throttle=1000.0, opener=opener).open(uid)
    screen.set("review", status=Status.COMPLETE, step="complete", kind="status")
    screen.set(owner="Noor", step="later")
    screen.saver.flush()
    refused = screen.wait_for(Refused)
    assert "finding stands" in refused.reason
    screen.take_all()
    assert screen.value.review.status is Status.DRAFT
    assert screen.value.overview.owner == "Noor"
    assert store.load(uid).postmortem == screen.value
    screen.saver.close()


def full(store):
    (pages,) = store._conn.execute("PRAGMA page_count").fetchone()
    store._conn.execute(f"PRAGMA max_page_count={pages}")


def roomy(store):
    store._conn.execute("PRAGMA max_page_count=1000000")


def test_a_full_disk_keeps_the_text_in_a_rescue_file_until_there_is_room(
    screen, store, path, uid, state
):
    screen.saver.ask(full).result()
    screen.set(summary="x" * 100_000)
    failed = screen.wait_for(NotSaved)
    assert "no room left" in failed.reason
    assert failed.rescue.parent == state / "rescue"
    assert failed.rescue.stat().st_mode & 0o777 == 0o600
    assert find_rescues(path) == (failed.rescue,)
    assert read_rescue(failed.rescue).postmortem == screen.value
    screen.set(owner="Noor")
    screen.saver.ask(roomy).result()
    while store.load(uid).postmortem != screen.value:
        screen.wait_for(Saved)
    screen.saver.flush()
    assert find_rescues(path) == ()


def test_what_is_typed_while_saving_fails_reaches_the_rescue_file(path, clock, uid):
    screen = Screen(path, clock, retry=1000.0).open(uid)
    screen.saver.ask(full).result()
    screen.set(summary="x" * 100_000)
    rescue = screen.wait_for(NotSaved).rescue
    screen.set(owner="Noor")
    until = time.monotonic() + PATIENCE
    while read_rescue(rescue).postmortem != screen.value:
        assert time.monotonic() < until
    with pytest.raises(NotFlushed, match=r"no room left .* Your text is in "):
        screen.saver.close()
    assert json.loads(rescue.read_bytes())["reference"] == "PM-1"


def test_a_store_that_was_deleted_is_noticed_and_the_text_rescued(path, clock, uid):
    screen = Screen(path, clock, retry=1000.0).open(uid)
    path.unlink()
    failed = screen.wait_for(NotSaved)
    assert "moved, deleted or replaced" in failed.reason
    screen.set(owner="Noor")
    until = time.monotonic() + PATIENCE
    while read_rescue(failed.rescue).postmortem != screen.value:
        assert time.monotonic() < until
    with pytest.raises(NotFlushed):
        screen.saver.close()
    assert not path.exists()


def test_a_store_that_is_gone_is_never_called_saved_until_it_is_back(path, clock, uid, store):
    screen = Screen(path, clock, poll=1000.0).open(uid)
    aside = path.with_name("aside.db")
    path.rename(aside)
    screen.set(owner="Noor")
    tries = [screen.wait_for((NotSaved, Saved)) for _ in range(3)]
    assert [type(t) for t in tries] == [NotSaved] * 3
    aside.rename(path)
    screen.wait_for(Saved)
    assert store.load(uid).postmortem == screen.value
    screen.saver.close()


def test_a_failure_while_nothing_is_typed_is_taken_back_in_words(path, clock, uid):
    screen = Screen(path, clock).open(uid)
    aside = path.with_name("aside.db")
    path.rename(aside)
    failed = screen.wait_for(NotSaved)
    assert read_rescue(failed.rescue).postmortem == screen.value
    aside.rename(path)
    saved = screen.wait_for(Saved)
    assert saved.base is saved.merged
    screen.saver.flush()
    assert not failed.rescue.exists()
    screen.saver.close()


def test_a_save_that_landed_although_the_disk_complained_lands_once(path, clock, uid, store):
    complaints = [1]

    class Complaining(Store):
        def commit(self, *args, **more):
            done = super().commit(*args, **more)
            if complaints and more["kind"] == "edit":
                complaints.pop()
                from pmtui.store.errors import DiskFailed

                raise DiskFailed("The disk answered with an error. It is tried again.")
            return done

    screen = Screen(path, clock, opener=Complaining.open).open(uid)
    screen.set(summary="once")
    assert "disk" in screen.wait_for(NotSaved).reason
    screen.set(summary="once and more")
    screen.saver.flush()
    screen.take_all()
    assert screen.value.overview.summary == "once and more"
    assert store.load(uid).postmortem == screen.value
    screen.saver.close()


def test_a_defect_in_the_context_does_not_end_saving(path, clock, uid, store):
    broken = [1]

    def sometimes():
        if broken:
            broken.pop()
            raise ZeroDivisionError
        return context()

    screen = Screen(path, clock)
    screen.saver._writer._context = sometimes
    screen.open(uid)
    screen.set(owner="Noor")
    assert "ZeroDivisionError" in screen.wait_for(NotSaved).reason
    screen.wait_for(Saved)
    assert store.load(uid).postmortem == screen.value
    screen.saver.close()


def test_a_store_that_does_not_answer_in_time_leaves_a_rescue_file(path, clock, uid, store):
    screen = Screen(path, clock, throttle=1000.0).open(uid)
    free = threading.Event()
    screen.set(owner="Noor")
    screen.saver.ask(lambda _: free.wait(PATIENCE))
    with pytest.raises(NotFlushed, match=r"did not answer .* Your text is in "):
        screen.saver.flush(timeout=0.01)
    (rescue,) = find_rescues(path)
    assert read_rescue(rescue).postmortem == screen.value
    free.set()
    screen.saver.close()
    assert store.load(uid).postmortem == screen.value
    assert find_rescues(path) == ()


def test_errors_of_opening_reach_the_one_who_asked(path, clock, uid):
    screen = Screen(path, clock)
    with pytest.raises(UnknownReference):
        screen.open("nothing")
    screen.open(uid)
    screen.saver.close()
    with pytest.raises(NotFlushed, match="closed"):
        screen.saver.undo()


def test_settings_are_remembered_without_waiting(screen, path, clock, uid):
    screen.saver.remember("cursor:" + uid, {"pane": "timeline"})
    assert screen.saver.recall("cursor:" + uid) == {"pane": "timeline"}
    screen.saver.close()
    with Store.open(path, clock=clock) as store:
        assert store.recall("cursor:" + uid) == {"pane": "timeline"}


def test_a_screen_that_raises_does_not_end_saving(path, clock, uid, store):
    def gone(report):
        raise RuntimeError("the screen is gone")

    screen = Screen(path, clock)
    screen.saver._writer._listener = gone
    screen.open(uid)
    for text in ("a", "ab"):
        screen.set(owner=text)
        screen.saver.flush()
    assert store.load(uid).postmortem == screen.value
    assert isinstance(screen.saver._writer.unheard, RuntimeError)
    screen.saver.close()


def test_a_value_of_another_postmortem_is_not_taken(screen):
    with pytest.raises(ValueError, match="not the one that is open"):
        screen.saver.put(small(), "s", "x")


def test_opening_another_postmortem_saves_the_first(path, clock, uid, store):
    second = store.create(small("Other"), label="new").postmortem
    screen = Screen(path, clock, throttle=1000.0).open(uid)
    screen.set(owner="Noor")
    typed = screen.value
    screen.open(second.uid)
    assert screen.value == second
    assert store.load(uid).postmortem == typed
    screen.saver.close()


def test_the_daily_backup_is_made_while_nobody_types(screen, path):
    from pmtui.store.backup import backups

    screen.saver._writer.held.backup_at = 0.0
    until = time.monotonic() + PATIENCE
    while not backups(path):
        assert time.monotonic() < until
        os.sched_yield()
    assert [b.reason for b in backups(path)] == ["daily"]


def test_what_is_put_while_another_postmortem_is_opened_stays_in_its_own(path, clock, uid, store):
    other = store.create(small(), label="new").postmortem
    screens = []

    class Interrupted(Store):
        def load(self, ref):
            if screens and ref == other.uid:
                screens.pop().set(owner="Noor")
            return super().load(ref)

    screen = Screen(path, clock, throttle=1000.0, opener=Interrupted.open).open(uid)
    screens.append(screen)
    opened = screen.saver.open(other.uid)
    assert opened.postmortem == store.load(other.uid).postmortem == other
    assert store.load(uid).postmortem.overview.owner == "Noor"
    screen.saver.close()


def test_what_is_put_while_the_last_of_a_flush_is_saved_is_flushed_too(path, clock, uid, store):
    screens = []

    class Interrupted(Store):
        def remember(self, key, value):
            if screens:
                screens.pop().set(owner="Noor", step="later")
            super().remember(key, value)

    screen = Screen(path, clock, throttle=1000.0, opener=Interrupted.open).open(uid)
    screens.append(screen)
    screen.saver.remember("place", 1)
    screen.saver.flush()
    assert store.load(uid).postmortem.overview.owner == "Noor"
    screen.saver.close()


def test_what_others_wrote_while_a_failed_connection_was_left_is_looked_at(path, clock, uid, store):
    held = HeldStore(path, clock, "noor", Store.open)
    held.see()
    held.leave()
    now = store.load(uid).postmortem
    changed = diff(now, edits.set_fields(now, "overview", "", owner="Sami"))
    store.commit(uid, "s", changed, 1, kind="edit", label="owner")
    assert held.changed()
    held.close()


def test_every_rescue_file_goes_once_all_is_saved(tmp_path):
    failing = Failing(1.0)
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    for place in (first, second):
        place.write_text("{}")
        failing.keep(place)
    failing.keep(None)
    failing.end()
    assert not first.exists()
    assert not second.exists()
