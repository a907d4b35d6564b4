from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import edit_runs, postmortems, run

from pmtui.domain.changes import apply, diff, fits, from_plain, invert, to_plain
from pmtui.domain.plain import decode_postmortem, encode_postmortem

SOME = settings(max_examples=50, deadline=None)


@SOME
@given(postmortems(), postmortems())
def test_the_difference_of_any_two_turns_one_into_the_other_and_back(before, after):
    changes = diff(before, after)
    assert apply(before, changes) == _with_uid(after, before)
    assert apply(_with_uid(after, before), invert(changes)) == before


@SOME
@given(postmortems(), edit_runs())
def test_edits_are_taken_back_by_the_inverse_of_their_difference(pm, steps):
    after = run(pm, steps)
    changes = diff(pm, after)
    assert apply(pm, changes) == after
    assert apply(after, invert(changes)) == pm
    assert invert(invert(changes)) == changes


@SOME
@given(postmortems(), edit_runs())
def test_each_change_fits_the_value_it_was_made_on_and_survives_being_stored(pm, steps):
    for change in diff(pm, run(pm, steps)):
        assert fits(pm, change)
        assert from_plain(to_plain(change)) == change
        pm = apply(pm, [change])


@SOME
@given(postmortems())
def test_a_postmortem_survives_its_plain_form(pm):
    assert decode_postmortem(encode_postmortem(pm)) == pm
    assert diff(pm, decode_postmortem(encode_postmortem(pm))) == ()


@given(st.text(), st.text())
def test_a_splice_holds_no_more_than_what_differs(old, new):
    from pmtui.domain.changes import splice

    change = splice("overview", "", "summary", old, new)
    assert old.startswith(old[: change.offset]) and new.startswith(old[: change.offset])
    assert not (change.before and change.after and change.before[0] == change.after[0])
    assert not (change.before and change.after and change.before[-1] == change.after[-1])


def _with_uid(pm, other):
    from dataclasses import replace

    return replace(pm, uid=other.uid)
