from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.domain import edits
from pmtui.domain.changes import apply, diff
from pmtui.domain.rebase import rebase
from pmtui.store.merging import merge
from store.making import EDITED_LISTS, Scribe, small, tokens

SEEDS = st.integers(0, 2**32)
RUNS = st.integers(1, 8)


def two_windows(seed, ours, theirs):
    base = Scribe(seed, "base").many(small(), 12)
    return base, Scribe(seed + 1, "a").many(base, ours), Scribe(seed + 2, "b").many(base, theirs)


@settings(max_examples=150, deadline=None)
@given(SEEDS, RUNS, RUNS)
def test_what_either_window_typed_is_in_the_merged_value(seed, ours, theirs):
    base, mine, other = two_windows(seed, ours, theirs)
    merged, _ = merge(base, other, mine)
    assert (tokens(mine) | tokens(other)) - tokens(base) <= tokens(merged)


@settings(max_examples=150, deadline=None)
@given(SEEDS, RUNS, RUNS)
def test_rebased_changes_fit_the_value_of_the_other_window(seed, ours, theirs):
    base, mine, other = two_windows(seed, ours, theirs)
    moved = rebase(diff(base, mine), diff(base, other))
    apply(other, moved.changes, check=True)


@settings(max_examples=100, deadline=None)
@given(SEEDS, RUNS, RUNS)
def test_no_link_of_a_merged_value_leads_nowhere(seed, ours, theirs):
    merged, _ = merge(*_base_theirs_ours(seed, ours, theirs))
    ids = {r.id for table in EDITED_LISTS for r in getattr(merged, table)}
    links = {i for f in merged.factors for i in f.events}
    links |= {i for a in merged.actions for i in (*a.factors, *a.lessons)}
    links |= {e.of for e in merged.evidence if e.of}
    assert links <= ids


def _base_theirs_ours(seed, ours, theirs):
    base, mine, other = two_windows(seed, ours, theirs)
    return base, other, mine


def test_a_merge_with_an_unchanged_side_is_the_other_side_itself():
    base = small()
    mine = edits.set_fields(base, "overview", "", owner="Noor")
    assert merge(base, mine, base)[0] is mine
    assert merge(base, base, mine)[0] is mine


def test_two_insertions_in_one_place_stay_whole_and_are_named():
    base = small("Outage")
    mine = edits.set_fields(base, "overview", "", title="Outage, long")
    other = edits.set_fields(base, "overview", "", title="Outage of checkout")
    merged, conflicts = merge(base, other, mine)
    assert merged.overview.title == "Outage of checkout / Outage, long"
    assert [c.field for c in conflicts] == ["title"]


def test_a_factor_survives_its_deletion_when_the_other_window_linked_an_action_to_it():
    from pmtui.domain.records import Action

    base = small()
    (factor,) = base.factors
    mine = edits.remove(base, "factors", factor.id)
    action = Action(id="new", text="Add an alert", factors=(factor.id,))
    other = edits.add(base, "actions", action)
    for theirs, ours in ((other, mine), (mine, other)):
        merged, conflicts = merge(base, theirs, ours)
        assert [f.id for f in merged.factors] == [factor.id]
        assert merged.actions[0].factors == (factor.id,)
        assert conflicts
