"""The words of findings are marked in the editors and in the collapsed lines, and stay so."""

from app.making import until
from pmtui.domain.edits import set_fields
from pmtui.domain.vocabulary import Pane as Name
from pmtui.review import review
from pmtui.review.context import standard_context
from pmtui.ui.panes.base import Place

LEAD_UP = "All was quiet.\nThe careless setup came from one team [/]."


def underlined(app):
    strips = app.screen._compositor.render_strips()
    return [s.text for strip in strips for s in strip if s.style and s.style.underline]


def look(book):
    book.context = standard_context(book.pane.now())
    book.findings = review(book.postmortem, book.context)


def test_words_are_marked_with_a_sign_and_keep_their_mark_while_the_text_before_them_grows(
    on_pane, incident
):
    async def script(pilot, book):
        book.pane.put_front(("causes", "", "lead_up"))
        look(book)
        await pilot.pause()
        assert underlined(pilot.app) == ["careless"]
        (line,) = (line for line in pilot.app.text.splitlines() if "careless" in line)
        assert line.endswith("!")

        await pilot.press("enter", "up", "home", *"On ")
        await pilot.pause()
        assert underlined(pilot.app) == ["careless"]
        assert "!" in next(li for li in pilot.app.text.splitlines() if "careless" in li)[60:]

    book = on_pane(Name.CAUSES, script, pm=set_fields(incident, "causes", "", lead_up=LEAD_UP))
    assert book.postmortem.causes.lead_up == f"On {LEAD_UP}"


def test_a_jump_while_typing_puts_the_cursor_on_the_words_and_in_a_line_too(on_pane, incident):
    factor = incident.factors[1].id
    pm = set_fields(incident, "causes", "", lead_up=LEAD_UP)
    pm = set_fields(pm, "factors", factor, text="The engineer should have known it [/]")

    async def script(pilot, book):
        look(book)
        at = LEAD_UP.index("careless")
        book.pane.goto(Place(Name.CAUSES, "causes", "", "lead_up", at, True))
        await until(pilot, lambda: book.pane.typing() and book.pane.place().at == at)
        await pilot.press("x", "escape")
        book.pane.goto(Place(Name.CAUSES, "factors", factor, "text", 13, True))
        await until(pilot, lambda: "".join(underlined(pilot.app)) == "should have known")
        await until(pilot, lambda: book.pane.typing())
        await pilot.press("Y", "escape")

    book = on_pane(Name.CAUSES, script, pm=pm)
    assert "The xcareless" in book.postmortem.causes.lead_up
    assert book.postmortem.factors[1].text == "The engineer Yshould have known it [/]"
