import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmtui.domain import edits
from pmtui.domain.changes import diff
from pmtui.domain.ids import new_id
from pmtui.domain.vocabulary import Severity, Status
from pmtui.review.examples import complete_example
from pmtui.store import Store
from pmtui.store.errors import NothingToUndo
from store.making import Scribe, context, small

pytestmark = pytest.mark.usefixtures("quick")


class Window:
    """One window: a store, the value it shows, and the operation it is at."""

    def __init__(self, store, uid):
        self.store, loaded = store, store.load(uid)
        self.value, self.seq = loaded.postmortem, loaded.seq

    def save(self, after, step=None, label="edit", kind="edit"):
        done = self.store.commit(
            after.uid,
            step or new_id(),
            diff(self.value, after),
            self.seq,
            label=label,
            kind=kind,
            context=context(),
        )
        self.value, self.seq = done.postmortem, done.seq
        return done

    def set(self, table, id, *, step=None, label="edit", kind="edit", **values):
        return self.save(edits.set_fields(self.value, table, id, **values), step, label, kind)

    def undo(self):
        return self._took(self.store.undo(self.value.uid, context=context()))

    def redo(self):
        return self._took(self.store.redo(self.value.uid, context=context()))

    def _took(self, done):
        self.value, self.seq = done.postmortem, done.seq
        return done


@pytest.fixture
def window(store):
    return Window(store, store.create(small(), label="new").postmortem.uid)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32))
def test_undo_all_the_way_and_redo_all_the_way_across_restarts_gives_the_same(
    store, path, clock, seed
):
    scribe = Scribe(seed, "a")
    start = store.create(scribe.many(small(), 5), label="new").postmortem
    window = Window(store, start.uid)
    values = [start]
    while len(values) < 8:
        after = scribe.edit(window.value)
        if after != window.value:
            values.append(window.save(after).postmortem)
    for value in reversed(values[:-1]):
        with Store.open(path, clock=clock, author="noor") as again:
            assert Window(again, start.uid).undo().postmortem == value
    for value in values[1:]:
        with Store.open(path, clock=clock, author="noor") as again:
            assert Window(again, start.uid).redo().postmortem == value
    assert store.check() == ()


def test_one_undo_takes_back_all_autosaves_of_a_step(window):
    before = window.value
    for text in ("W", "We", "We saw"):
        window.set("overview", "", summary=text, step="visit", label="edit summary")
    assert window.undo().label == "edit summary"
    assert window.value == before
    assert window.redo().postmortem.overview.summary == "We saw"


def test_undo_is_itself_in_the_history(window):
    window.set("overview", "", owner="Noor", label="set owner", step="s1")
    window.undo()
    last = window.store.operations(window.value.uid)[-1]
    assert (last.kind, last.undoes, last.label) == ("undo", "s1", "set owner")


def test_the_making_of_a_postmortem_is_not_undone(window):
    with pytest.raises(NothingToUndo, match="PM-1"):
        window.undo()


def test_a_new_edit_ends_what_could_be_redone(window):
    window.set("overview", "", owner="Noor")
    window.undo()
    window.set("overview", "", owner="Ben")
    with pytest.raises(NothingToUndo):
        window.redo()


def test_a_change_of_status_is_passed_over(window):
    window.set("overview", "", owner="Noor", label="set owner")
    window.set("review", "", reviewer="Ana", kind="status")
    assert window.undo().label == "set owner"
    assert window.value.review.reviewer == "Ana"


def test_undo_leaves_alone_what_others_wrote(window, other):
    theirs = Window(other, window.value.uid)
    window.set("overview", "", owner="Noor", label="set owner")
    theirs.set("overview", "", summary="Written by Ben")
    done = window.undo()
    assert (done.label, done.problems) == ("set owner", ())
    assert done.postmortem.overview.summary == "Written by Ben"
    assert done.postmortem.overview.owner == ""


def test_undo_says_which_field_was_changed_since(window, other):
    theirs = Window(other, window.value.uid)
    window.set("overview", "", severity=Severity.SEV_1)
    theirs = Window(other, window.value.uid)
    theirs.set("overview", "", severity=Severity.SEV_3)
    done = window.undo()
    assert done.postmortem.overview.severity is Severity.SEV_3
    (problem,) = done.problems
    assert problem.startswith("Severity of the overview was changed after this step")


def test_undo_of_an_added_record_that_others_built_on_keeps_it_and_says_so(window, other):
    from pmtui.domain.records import Factor

    window.save(edits.add(window.value, "factors", Factor(id="f", text="Pool size")))
    theirs = Window(other, window.value.uid)
    theirs.set("factors", "f", detail="It was set in 2019.")
    done = window.undo()
    assert "f" in {f.id for f in done.postmortem.factors}
    assert done.problems == (
        "the factor “Pool size” was changed after this step, so it stays. "
        "Delete it by hand if it must go.",
    )


def test_undo_of_typing_keeps_what_another_wrote_into_it(window, other):
    window.set("overview", "", summary="We saw errors.", step="visit")
    theirs = Window(other, window.value.uid)
    theirs.set("overview", "", summary="We saw many errors.")
    assert "many" in window.undo().postmortem.overview.summary


def test_a_step_with_someone_elses_edit_in_between_is_taken_back_whole(window, other):
    window.set("overview", "", summary="One.", step="visit")
    theirs = Window(other, window.value.uid)
    theirs.set("overview", "", summary="Zero. One.")
    window.set("overview", "", summary="One. Two.", step="visit")
    assert window.value.overview.summary == "Zero. One. Two."
    assert window.undo().postmortem.overview.summary == "Zero. "


def test_a_deletion_is_undone_with_its_links_and_evidence(window):
    from pmtui.domain.records import Evidence

    event = window.value.events[0]
    window.save(edits.add(window.value, "evidence", Evidence(id="v", of=event.id, text="log")))
    before = window.value
    window.save(edits.remove(window.value, "events", event.id))
    assert window.value.evidence == ()
    assert window.undo().postmortem == before


def test_undo_far_back_does_not_replay_what_was_undone(window, monkeypatch):
    from pmtui.store import history

    for n in range(12):
        window.set("overview", "", owner=f"Owner {n}")
    sizes = []
    take_back = history.take_back
    monkeypatch.setattr(
        history, "take_back", lambda c, log, s: sizes.append(len(log)) or take_back(c, log, s)
    )
    for _ in range(12):
        window.undo()
    assert sizes == [1] * 12


def test_a_complete_postmortem_refuses_an_undo_of_its_text_in_words(store):
    example = edits.set_fields(complete_example(), "review", "", status=Status.IN_REVIEW)
    window = Window(store, store.create(example, label="new", context=context()).postmortem.uid)
    window.set("overview", "", title="Checkout failed for EU customers")
    window.set("review", "", status=Status.COMPLETE, kind="status")
    with pytest.raises(NothingToUndo, match="opens it again"):
        window.undo()
    assert store.load(example.uid).postmortem.overview.title == "Checkout failed for EU customers"
