"""What is said about another window: which field, who, where the other text is, in one line."""

from dataclasses import replace
from datetime import UTC, datetime

from pmtui.domain import edits
from pmtui.domain.rebase import Conflict
from pmtui.domain.records import Action
from pmtui.domain.vocabulary import ActionState, Severity
from pmtui.store.merging import merge
from pmtui.store.recent import Step
from pmtui.store.reports import Foreign
from pmtui.ui.flows.history import line_of
from pmtui.ui.two_windows import LONGEST, both_kept, changed_elsewhere
from store.making import small

KEY = "H shows"


def overview(pm, **values):
    return edits.set_fields(pm, "overview", "", **values)


def told(base, theirs, ours, who="ben"):
    merged, conflicts = merge(base, theirs, ours)
    named = [Conflict(c.table, c.id, c.field, c.ours, c.theirs, who) for c in conflicts]
    said = both_kept(merged, named, "ana", KEY)
    assert len(said) <= LONGEST
    return said


def test_a_text_of_two_windows_is_told_with_its_field_and_who_wrote_it_too():
    base = overview(small(), summary="It rose.")
    theirs, ours = (overview(base, summary=f"It rose{m}.") for m in (" fast", " late"))
    assert told(base, theirs, ours) == (
        "Summary: ben wrote there too; both texts stand, read them (H shows)."
    )


def test_a_value_that_lost_is_told_with_who_set_it():
    base = small()
    theirs, ours = (overview(base, severity=s) for s in (Severity.SEV_1, Severity.SEV_3))
    assert told(base, theirs, ours) == ("Severity: yours stays, SEV-3; ben set SEV-1 (H shows).")
    assert "another window set SEV-1" in told(base, theirs, ours, who="ana")


def test_a_long_record_and_a_long_name_leave_room_for_what_is_said():
    action = Action(id="a", text="Add an alert on the free places of the pool " * 3)
    base = edits.add(small(), "actions", action)
    theirs, ours = (
        edits.set_fields(base, "actions", "a", state=s)
        for s in (ActionState.DONE, ActionState.DECLINED)
    )
    assert told(base, theirs, ours, who="a.very.long.name@host.example.org") == (
        "State of the action: yours stays, declined; a.very.long… set done (H shows)."
    )
    assert "“Add an …”" in told(base, theirs, ours, who="b")


def test_a_change_of_another_window_says_what_the_value_was():
    base = overview(small(), severity=Severity.SEV_2)
    after = overview(base, severity=Severity.SEV_1)
    said = changed_elsewhere(Foreign(base, after, ("set severity",), ("ben",)), "ana", KEY)
    assert said == "ben: Severity is SEV-1, was SEV-2 (H shows)."
    more = overview(after, summary="New.")
    said = changed_elsewhere(Foreign(base, more, ("set severity", "edit summary")), "ana", KEY)
    assert said == "Another window: set severity, edit summary (H shows)."


def test_a_step_of_the_history_shows_the_change_itself_with_little_before_it():
    told = ("overview, Summary: The checkout was slow for everybody {+until noon+}.", "more")
    step = Step(12, datetime(2026, 11, 28, 14, 3, tzinfo=UTC), "ben", "edit", "edit summary", told)
    line = line_of(step)
    assert line.startswith("  12 28 Nov ")
    assert line.endswith("ben Summary: …erybody {+until noon+}. (and 1 more)")
    assert line_of(replace(step, told=())).endswith("ben edit summary")
