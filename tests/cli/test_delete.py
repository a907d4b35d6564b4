import pytest


def test_a_mistaken_draft_is_deleted_and_brought_back(begun):
    begun.ok("log", "PM-1", "it broke")
    done = begun("delete", "1")
    assert (done.code, done.out) == (0, "PM-1\n")
    assert "pmtui undelete PM-1 brings it back" in done.err
    assert begun.ok("list") == ""
    shown = begun("show", "1")
    assert shown.code == 2 and "was deleted by Noor Haddad" in shown.err
    assert "Card payments failed" in begun.ok("undelete")
    assert begun("delete", "1").code == 1
    begun.ok("undelete", "PM-1")
    assert "it broke" in begun.ok("show", "1", "events")
    assert begun("undelete").out == ""


def test_what_is_logged_next_goes_to_no_deleted_postmortem(begun):
    begun.ok("log", "first")
    begun.ok("delete", "1")
    assert "PM-2 was begun" in begun("log", "second").err


@pytest.mark.parametrize("first", [True, False])
def test_vanishing_for_good_takes_the_typed_reference(begun, first):
    if first:
        begun.ok("delete", "1")
    refused = begun("delete", "1", "--forever", pipe="")
    assert refused.code == 2 and "--confirm PM-1" in refused.err
    assert begun("delete", "1", "--forever", "--confirm", "PM-2").code == 1
    done = begun("delete", "PM-1", "--forever", "--confirm", "pm-1")
    assert done.code == 0 and "gone from the store" in done.err
    assert begun("undelete", "1").code == 2
    assert begun.ok("undelete") == ""
    assert "PM-2" in begun.ok("new", "Next")
