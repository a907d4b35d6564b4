from dataclasses import replace

import pytest

from pmtui.domain.edits import set_fields
from pmtui.review import bars_completion, counts, review
from pmtui.review.context import standard_context
from pmtui.review.examples import EXAMPLE_NOW, complete_example

CONTEXT = standard_context(EXAMPLE_NOW)


def notes(pm):
    return [f for f in review(pm, CONTEXT) if f.criterion == "C22" and f.level == "advise"]


def test_english_draws_no_note():
    assert not notes(complete_example())


def test_another_language_is_noted_once_and_bars_nothing():
    pm = complete_example()
    pm = set_fields(pm, "overview", "", background="Bob hätte das wissen müssen.")
    pm = replace(
        pm,
        factors=tuple(
            replace(f, detail="Es ist die Schuld von Bob, und das wissen wir.") for f in pm.factors
        ),
    )
    (note,) = notes(pm)
    assert (note.table, note.field) == ("overview", "background")
    assert "English only" in note.message
    assert not bars_completion(note)
    assert counts((note,)) == counts(())


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- pmtui-allow BL301 -->",
        "<!-- pmtui-allow BL301: x -->",
        "<!-- pmtui-allow BL301: the vendor's own\nwords -->\n",
    ],
)
def test_a_comment_that_allows_nothing_is_noted_with_the_form_wanted(comment):
    pm = set_fields(complete_example(), "overview", "", background=f"{comment} All was well.")
    (note,) = notes(pm)
    assert "ignored" in note.message
    assert "<!-- pmtui-allow BL301: " in note.next


def test_a_comment_in_a_block_of_code_is_an_example():
    said = "Write this:\n\n```\n<!-- pmtui-allow BL301 -->\n```\n"
    assert not notes(set_fields(complete_example(), "overview", "", background=said))
