from datetime import timedelta

import pytest

from pmtui.domain.records import Participant
from pmtui.review.reading import (
    agree,
    durations,
    has_figure,
    has_figure_beside_time,
    not_one_person,
    sentences,
)
from pmtui.review.subjects import person_acting


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One.", 1),
        ("One. Two! Three?", 3),
        ("It took 3.5 s, e.g. twice. Then it ended", 2),
        ("...", 0),
    ],
)
def test_sentences_are_counted(text, count):
    assert sentences(text) == count


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("for 47 minutes", [47]),
        ("for 1 h 20 min", [80]),
        ("for 1 hour and 20 minutes", [80]),
        ("half an hour", [30]),
        ("for two hours", [120]),
        ("1,5 hours", [90]),
        ("from 23:50 to 00:10", [20]),
        ("version 4711 and an hour later", [60]),
    ],
)
def test_durations_are_read(text, minutes):
    assert durations(text) == [timedelta(minutes=m) for m in minutes]


def test_durations_agree_with_ordinary_care():
    assert agree(timedelta(minutes=50), timedelta(minutes=52))
    assert not agree(timedelta(minutes=30), timedelta(minutes=52))


@pytest.mark.parametrize("text", ["1,204", "~5 %", "all of them", "a few hundred", "(12)"])
def test_figures_are_seen(text):
    assert has_figure(text)


@pytest.mark.parametrize("text", ["", "some users", "the db", "for an hour, from one to the other"])
def test_words_without_a_figure_are_not_one(text):
    assert not has_figure(text)


def test_a_duration_alone_is_no_figure_of_impact():
    assert not has_figure_beside_time("failed for 20 minutes from 14:02 to 14:22")
    assert has_figure_beside_time("3 of 9 depots failed for 20 minutes")


@pytest.mark.parametrize("name", ["Anders Holm", "@noor", "Ana Ortiz (SRE/infra)", "Sandy Orr"])
def test_one_person_is_one_person(name):
    assert not_one_person(name) == ""


@pytest.mark.parametrize(
    "name", ["Ana, Ben", "Ana / Ben", "Ana & Ben", "Ana and Ben", "storage team", "@oncall", "TBD"]
)
def test_several_or_none_are_not_one(name):
    assert not_one_person(name)


def test_a_known_team_is_not_one_person():
    assert not_one_person("Payments", ("payments",))


CAST = (Participant(id="p", name="Lena Vik", handle="@lena"),)


@pytest.mark.parametrize(
    "text",
    [
        "Lena Vik moved the job",
        "@lena moved the job",
        "The on-call engineer restarted it",
        "An operator ran the script",
        "Human error",
        "It broke due to human error",
    ],
)
def test_a_person_who_acts_is_seen(text):
    assert person_acting(text, CAST)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lena Viktor moved",
        "Operator 1.4 leaks memory",
        "The scheduler moved the job",
        "The engineer handbook has no page on it",
        "Nothing guards against human error here",
    ],
)
def test_a_system_or_a_thing_is_no_person(text):
    assert not person_acting(text, CAST)
