from pmtui.domain.vocabulary import Facet
from pmtui.domain.vocabulary import Pane as Name
from pmtui.review.response_facts import ASKED, facts_of


def test_each_part_shows_what_the_timeline_tells_and_one_key_begins_the_answer_with_it(on_pane):
    async def script(pilot, book):
        assert "time undetected: 7 min. What would have shown it sooner?" in pilot.app.text
        assert all(not f.to_improve for f in book.postmortem.facets)
        book.pane.put_front(("facets", "detection", ""))
        await pilot.press("p", "p")
        await pilot.press("enter", "j", "j", "enter", "end")
        assert "Time undetected: 7 min." in pilot.app.text

    book = on_pane(Name.RESPONSE, script)
    assert [f.to_improve for f in book.postmortem.facets if f.to_improve] == [
        "Time undetected: 7 min."
    ]
    assert any("no other fact" in said for said in book.said)


def test_a_fact_is_put_before_what_was_written(on_pane):
    async def script(pilot, book):
        book.pane.put_front(("response", "", "earlier"))
        await pilot.app.types(pilot, "enter", "=No, because …", "escape", "p")

    book = on_pane(Name.RESPONSE, script)
    assert book.postmortem.response.earlier == "Time undetected: 7 min. No, because …"


def test_every_part_of_the_response_has_facts_and_says_why_one_is_missing(incident):
    assert set(ASKED) == set(Facet)
    for facet in Facet:
        facts = facts_of(incident, facet)
        assert facts
        assert all(f.question.endswith("?") and f.duration.formula for f in facts)
    (ack, _) = facts_of(incident, Facet.ESCALATION)
    assert not ack.known and "yet" in ack.line
