"""Postmortems of colleagues on the command line: shown with their origin, edited once adopted."""

import json

import pytest

from pmtui.clock import SystemClock
from pmtui.paths import store_path
from pmtui.store.store import SYNC, Store
from store.making import small


@pytest.fixture
def theirs(pmtui):
    with Store.open(store_path(), clock=SystemClock()) as store:
        store.create(small(), label="from a colleague", kind=SYNC, origin="postmortems")
    return pmtui


def test_list_and_show_say_where_it_came_from(theirs):
    assert "(from postmortems)" in theirs.ok("list")
    assert json.loads(theirs.ok("list", "--json"))[0]["origin"] == "postmortems"
    assert "came from postmortems" in theirs("show", "PM-1").err


def test_an_edit_is_refused_until_it_is_adopted(theirs):
    for words in (
        ("set", "PM-1", "title", "Mine"),
        ("log", "PM-1", "restarted"),
        ("add", "PM-1", "factors", "no alert"),
        ("undo", "PM-1"),
        ("review", "PM-1", "--anyway"),
    ):
        done = theirs(*words)
        assert (done.code, "pmtui adopt PM-1" in done.err) == (1, True), (words, done.err)
    assert theirs.ok("adopt", "PM-1").strip() == "PM-1"
    theirs.ok("set", "PM-1", "title", "Mine")
    assert "(from" not in theirs.ok("list")


def test_one_s_own_cannot_be_adopted(begun):
    done = begun("adopt", "PM-1")
    assert (done.code, "yours already" in done.err) == (1, True)


def test_what_is_logged_without_a_reference_never_goes_to_a_colleague_s(theirs):
    theirs.ok("log", "restarted the pods")
    assert "PM-2" in theirs.ok("list")
