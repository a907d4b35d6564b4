"""Where both sides wrote, told with the values themselves."""

from dataclasses import replace
from datetime import date

from pmtui.domain import edits
from pmtui.domain.moment import When
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Action, Event
from pmtui.domain.vocabulary import ActionState, Certainty
from pmtui.team.clashes import changed_values, in_words, kept_values, label_of
from pmtui.team.merging import merged


def with_values(state, due, written, day):
    at = When(written=written, certainty=Certainty.EXACT, day=date(2026, 11, day))
    pm = edits.add(Postmortem(uid="u"), "events", Event(id="e", text="errors rose", at=at))
    return edits.add(pm, "actions", Action(id="a", text="add an alert", state=state, due=due))


BASE = with_values(None, None, "14:02", 20)
THEIRS = with_values(ActionState.DONE, date(2026, 12, 1), "14:07", 21)
OURS = with_values(ActionState.DECLINED, date(2026, 12, 9), "14:07", 22)


def test_both_values_and_which_is_kept_are_named():
    value, conflicts = merged(BASE, THEIRS, OURS)
    assert in_words(conflicts) == ""
    said = kept_values(value, conflicts)
    again = "Set it by hand if that is wrong."
    assert sorted(said) == [
        f"Due of the action “add an alert”: both changed it; 2026-12-09 is kept, 2026-12-01 is not. "
        f"{again}",
        f"State of the action “add an alert”: both changed it; declined is kept, done is not. {again}",
        f"Time of the event “errors rose”: both changed it; 14:07 (2026-11-22) is kept, "
        f"14:07 (2026-11-21) is not. {again}",
    ]
    label = label_of("team", value, conflicts)
    assert label.startswith("merged from team; ")
    assert "Due of the action “add an alert”: 2026-12-09 kept, not 2026-12-01" in label
    assert label_of("team", value, ()) == "merged from team"


def test_of_many_values_the_label_counts_the_rest():
    _, conflicts = merged(BASE, THEIRS, OURS)
    assert label_of("team", OURS, conflicts * 2).endswith("; 2 more")


def test_values_that_only_a_colleague_changed_are_named_where_there_was_one_before():
    said = changed_values(OURS, THEIRS, ())
    assert "Due of the action “add an alert”: 2026-12-01 now, where 2026-12-09 was." in said
    assert changed_values(OURS, THEIRS, merged(BASE, THEIRS, OURS)[1]) == ()
    blank = replace(OURS, actions=(replace(OURS.actions[0], due=None),))
    assert changed_values(blank, OURS, ()) == ()
