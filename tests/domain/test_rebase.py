from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import edit_runs, postmortems, run, texts_of

from pmtui.domain import edits
from pmtui.domain.changes import Change, ChangeKind, apply, diff, splice
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.rebase import cross, merge, rebase
from pmtui.domain.records import Action, Factor
from pmtui.domain.vocabulary import ActionState

SOME = settings(max_examples=60, deadline=None)
BASE = Postmortem(uid="u")


def both(base, ours, theirs):
    """The value after theirs and then ours, moved; and what a person should look at."""
    foreign = diff(base, theirs)
    moved = rebase(diff(base, ours), foreign)
    return apply(apply(base, foreign), moved.changes), moved.conflicts


def summary(pm):
    return pm.overview.summary


def with_summary(text):
    return edits.set_fields(BASE, "overview", "", summary=text)


@SOME
@given(postmortems(), edit_runs(), edit_runs())
def test_changes_of_two_windows_always_apply_and_lose_no_text(base, one, other):
    ours, theirs = run(base, one), run(base, other)
    for merged, conflicts in (both(base, ours, theirs), merge(base, theirs, ours)):
        kept = " ".join([*texts_of(merged).values(), *(str(c) for c in conflicts)])
        for side in (ours, theirs):
            for change in diff(base, side):
                if change.kind is ChangeKind.SPLICE:
                    assert change.after in kept
        for key, text in texts_of(ours).items():
            if key not in texts_of(base) and key not in texts_of(theirs):
                assert text in kept


@SOME
@given(postmortems(), edit_runs())
def test_nothing_moves_where_the_other_window_did_nothing(base, steps):
    changes = diff(base, run(base, steps))
    assert rebase(changes, ()).changes == changes
    assert both(base, base, run(base, steps)) == (run(base, steps), ())


def test_the_same_replacement_in_two_windows_is_one():
    base, changed = with_summary("it was slow"), with_summary("it was very late")
    assert both(base, changed, changed) == (changed, ())


@SOME
@given(st.text("ab \n", max_size=12), st.data())
def test_replacements_cross_to_one_text_that_holds_both(text, data):
    def draw(mark):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        after = data.draw(st.text(mark, max_size=4))
        return Change(ChangeKind.SPLICE, "overview", "", "summary", text[start:end], after, start)

    ours, theirs = draw("O"), draw("T")
    after_theirs, after_ours, _ = cross(ours, theirs)
    base = with_summary(text)
    one = apply(apply(base, [theirs]), [after_theirs])
    other = apply(apply(base, [ours]), [after_ours])
    assert one == other
    letters = Counter(summary(one))
    assert letters["O"] == len(ours.after)
    assert letters["T"] == len(theirs.after)


@SOME
@given(
    st.text("ab", max_size=10),
    st.lists(st.text("abO", max_size=10), max_size=4),
    st.lists(st.text("abT", max_size=10), max_size=4),
)
def test_runs_of_typing_in_one_field_by_two_windows_keep_what_each_typed_last(base, ours, theirs):
    def typed(texts):
        changes, last = [], base
        for text in texts:
            changes += [splice("overview", "", "summary", last, text)]
            last = text
        return changes, last

    our_changes, our_text = typed(ours)
    their_changes, their_text = typed(theirs)
    moved = rebase(our_changes, their_changes)
    merged = summary(apply(apply(with_summary(base), their_changes), moved.changes))
    kept = Counter(merged)
    for conflict in moved.conflicts:
        kept += Counter(f"{conflict.ours}{conflict.theirs}")
    assert kept["O"] >= Counter(our_text)["O"]
    assert kept["T"] >= Counter(their_text)["T"]


def test_edits_in_different_sentences_both_land():
    base = with_summary("It was slow. It was fixed.")
    ours = with_summary("It was very slow. It was fixed.")
    theirs = with_summary("It was slow. It was fixed by hand.")
    merged, conflicts = both(base, ours, theirs)
    assert summary(merged) == "It was very slow. It was fixed by hand."
    assert conflicts == ()


def test_edits_of_the_same_words_keep_both_and_name_them():
    base = with_summary("slow")
    merged, conflicts = both(base, with_summary("dead"), with_summary("late"))
    assert "dead" in summary(merged)
    assert "late" in summary(merged)
    assert len(conflicts) == 1


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "text"),
    [
        ("5000 users hit errors.", "7000 users hit errors.", "6500 users hit errors.",
         "7000 / 6500 users hit errors."),
        ("Old one.", "Ana's newer summary.", "Ben's summary instead.",
         "Ana's newer summary / Ben's summary instead."),
        ("it was slow", "it was slower", "it was late", "it was slower / late"),
        ("", "rose", "fell", "rose / fell"),
        ("Outage", "Outage of checkout", "Outage, long", "Outage of checkout, long"),
    ],
)  # fmt: skip
def test_words_of_two_windows_are_not_mixed(base, theirs, ours, text):
    merged, conflicts = merge(*(with_summary(t) for t in (base, theirs, ours)))
    assert summary(merged) == text
    assert len(conflicts) == 1


def test_a_record_that_one_window_edited_survives_its_removal_by_the_other():
    base = edits.add(BASE, "factors", Factor(id="f", text="old"))
    edited = edits.set_fields(base, "factors", "f", text="new")
    removed = edits.remove(base, "factors", "f")
    assert [f.text for f in both(base, edited, removed)[0].factors] == ["new"]
    assert [f.text for f in both(base, removed, edited)[0].factors] == ["new"]


def test_a_record_that_one_window_linked_keeps_its_link_when_the_other_edits_it():
    base = edits.add(BASE, "factors", Factor(id="f", text="f"))
    base = edits.add(base, "actions", Action(id="a", text="a"))
    ours = edits.link(base, "actions", "a", "factors", "f")
    theirs = edits.set_fields(base, "actions", "a", state=ActionState.COMMITTED)
    merged, conflicts = both(base, ours, theirs)
    assert merged.actions[0].factors == ("f",)
    assert merged.actions[0].state is ActionState.COMMITTED
    assert conflicts == ()


def test_a_link_to_a_record_that_the_other_window_removed_is_not_left_dangling():
    base = edits.add(BASE, "factors", Factor(id="f", text="f"))
    base = edits.add(base, "actions", Action(id="a", text="a"))
    ours = edits.link(base, "actions", "a", "factors", "f")
    theirs = edits.remove(base, "factors", "f")
    merged, _ = both(base, ours, theirs)
    known = {f.id for f in merged.factors}
    assert set(merged.actions[0].factors) <= known


@pytest.mark.parametrize("swap", [False, True])
def test_links_of_both_windows_are_joined(swap):
    base = edits.add_all(BASE, "factors", [Factor(id=i, text=i) for i in "fgh"])
    base = edits.add(base, "actions", Action(id="a", text="a", factors=("f",)))
    one = edits.link(base, "actions", "a", "factors", "g")
    other = edits.unlink(
        edits.link(base, "actions", "a", "factors", "h"), "actions", "a", "factors", "f"
    )
    merged, _ = both(base, other, one) if swap else both(base, one, other)
    assert set(merged.actions[0].factors) == {"g", "h"}


def test_a_value_set_in_two_windows_is_ours_and_theirs_is_named():
    base = edits.add(BASE, "actions", Action(id="a", text="a"))
    ours = edits.set_fields(base, "actions", "a", state=ActionState.DONE)
    theirs = edits.set_fields(base, "actions", "a", state=ActionState.DECLINED)
    merged, conflicts = both(base, ours, theirs)
    assert merged.actions[0].state is ActionState.DONE
    assert conflicts[0].theirs == "declined"


def test_records_added_by_two_windows_at_one_place_both_stay_in_a_stable_order():
    base = edits.add(BASE, "factors", Factor(id="f", text="f"))
    ours = edits.add(base, "factors", Factor(id="g", text="ours"))
    theirs = edits.add(base, "factors", Factor(id="h", text="theirs"))
    merged, conflicts = both(base, ours, theirs)
    again, _ = both(base, theirs, ours)
    assert {f.text for f in merged.factors} == {"f", "ours", "theirs"}
    assert merged.factors == again.factors
    assert conflicts == ()
    for place in range(3):
        moved = edits.move(merged, "factors", merged.factors[place].id, 1 - place)
        ranks = [f.rank for f in moved.factors]
        assert place == 1 or ranks == sorted(set(ranks))
    between = edits.add(merged, "factors", Factor(id="i"), after=merged.factors[1].id)
    assert [f.id for f in between.factors] == ["f", "g", "i", "h"]
    assert apply(merged, diff(merged, between)) == between
