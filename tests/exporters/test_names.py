from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pmtui.demo import demo_postmortem
from pmtui.domain.edits import add_all
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Participant
from pmtui.domain.vocabulary import Role
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.exporters.names import with_names

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)
NAMES = ("Maren", "Okafor", "Idris", "Calloway", "Yuki", "Sandoval", "Leoni", "Achterberg")


def roster(*people, summary=""):
    pm = add_all(Postmortem(uid="n" * 16), "participants", people)
    return replace(pm, overview=replace(pm.overview, summary=summary))


def person(id, name, handle="", role=Role.RESPONDER):
    return Participant(id=id, name=name, handle=handle, roles=(role,))


def test_full_names_leave_the_value_as_it_is():
    pm = demo_postmortem(NOW)
    assert with_names(pm, "full") is pm


@pytest.mark.parametrize("flavour", [f for f in FLAVOURS if f != "json"])
@pytest.mark.parametrize("names", ["roles", "initials"])
def test_no_name_of_the_roster_is_left_in_any_flavour(flavour, names):
    text = FLAVOURS[flavour].render(demo_postmortem(NOW), ExportOptions(now=NOW, names=names))
    assert [name for name in NAMES if name.casefold() in text.casefold()] == []


def test_handles_and_parts_of_names_become_the_role():
    pm = roster(
        person("a", "Noor Haddad", "@noor", Role.INCIDENT_COMMANDER),
        summary="@noor asked; Noor decided; Haddad wrote; NOOR left; noorish stays.",
    )
    shown = with_names(pm, "roles").overview.summary
    role = "incident commander"
    assert shown == f"{role} asked; {role} decided; {role} wrote; {role} left; noorish stays."


def test_people_of_one_role_are_told_apart_and_the_handle_means_the_same_person():
    pm = roster(
        person("a", "Ana Lima", "@ana"), person("b", "Ben Roth", "@b"), summary="@ana, @b, Ben Roth"
    )
    assert with_names(pm, "roles").overview.summary == "responder 1, responder 2, responder 2"


def test_a_part_that_is_a_word_is_replaced_within_the_full_name_only():
    pm = roster(person("a", "Will Park"), summary="Will Park will mark the park.")
    assert with_names(pm, "roles").overview.summary == "responder will mark the park."


def test_a_part_that_two_people_share_is_left():
    pm = roster(person("a", "Ana Lima"), person("b", "Rui Lima"), summary="Lima and Rui")
    assert with_names(pm, "roles").overview.summary == "Lima and responder 2"


def test_initials_keep_people_apart_without_their_names():
    pm = roster(person("a", "Ana Lima", "@ana"), summary="@ana and Ana Lima")
    assert with_names(pm, "initials").overview.summary == "A.L. and A.L."


def test_an_owner_outside_the_roster_is_named_by_what_they_are():
    pm = roster(summary="Kim Sato wrote this.")
    pm = replace(pm, overview=replace(pm.overview, owner="Kim Sato"))
    shown = with_names(pm, "roles").overview
    assert (shown.owner, shown.summary) == ("owner", "owner wrote this.")


def test_ids_and_links_stay_what_they_are():
    pm = demo_postmortem(NOW)
    shown = with_names(pm, "roles")
    assert [e.of for e in shown.evidence] == [e.of for e in pm.evidence]
    assert [f.events for f in shown.factors] == [f.events for f in pm.factors]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Anna Strau\u00df", ("Strau\u00df", "STRAUSS", "strauss")),
        ("Y\u0131ld\u0131z Kaya", ("Y\u0131ld\u0131z", "Yildiz", "YILDIZ")),
        ("\u0130pek", ("\u0130pek", "\u0130PEK", "ipek")),
    ],
)
def test_names_are_found_in_each_case_that_their_letters_have(name, told):
    summary = f"{', '.join(told)} and {name} restarted it."
    pm = roster(person("a", name), summary=summary)
    left = with_names(pm, "roles").overview.summary
    assert left == f"{', '.join(['responder'] * len(told))} and responder restarted it."
