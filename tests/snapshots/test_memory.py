"""What all postmortems together show: the board of promises and the themes."""

from dataclasses import replace

from app.making import begun, text_of, until, with_findings, with_long_texts, with_one_each
from pmtui.demo import small_postmortem
from pmtui.domain.edits import set_fields
from pmtui.domain.vocabulary import Status
from pmtui.review.examples import EXAMPLE_NOW, complete_example


def library():
    some = (complete_example(), with_one_each(), small_postmortem(EXAMPLE_NOW), begun())
    many = [replace(pm, uid=f"{pm.uid}{i}") for i in range(3) for pm in some]
    found = [set_fields(pm, "review", "", status=Status.IN_REVIEW) for pm in (with_findings(),)]
    return (*many, *found, with_long_texts(count=1))


def test_the_board_of_promises(shows):
    async def opens(pilot):
        await pilot.press("p")
        await until(pilot, lambda: " open" in text_of(pilot.app).splitlines()[0])

    assert shows(library(), opened=False, before=opens)


def test_the_themes(shows):
    async def opens(pilot):
        await pilot.press("t")
        await until(pilot, lambda: "in review or complete" in text_of(pilot.app))

    assert shows(library(), opened=False, before=opens, ascii=True)


def test_the_postmortems_behind_a_theme(shows):
    async def opens(pilot):
        await pilot.press("t")
        await until(pilot, lambda: "in review or complete" in text_of(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: "Response to improve ·" in text_of(pilot.app))

    assert shows(library(), opened=False, before=opens)
