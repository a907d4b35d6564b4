from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.memory.query import read_query
from pmtui.memory.snippets import marks_in, snippet
from pmtui.memory.whereabouts import pane_of, where
from pmtui.memory.words import words

TODAY = date(2026, 11, 28)


def wanted(text):
    return read_query(text, TODAY).wanted


def marked(texts, query, width=80):
    found = snippet(texts, wanted(query), width)
    return found.field, found.text, [found.text[a:b] for a, b in found.marks]


def test_the_field_with_most_of_the_words_is_shown_around_them():
    texts = {
        "text": "the pool was full",
        "detail": "filler " * 40 + "the connection\n pool of the Ledger was full " + "filler " * 40,
    }
    field, text, bold = marked(texts, "ledger pool")
    assert field == "detail"
    assert bold == ["pool", "Ledger"]
    assert text.startswith("…") and text.endswith("…")
    assert "connection pool of the Ledger was full" in text
    assert len(text) <= 82


def test_phrases_prefixes_and_accents_are_marked_as_they_are_written():
    assert marked({"text": "Résumé uploads failed"}, "resume") == (
        "text", "Résumé uploads failed", ["Résumé"],
    )  # fmt: skip
    assert marked({"text": "connect the connections"}, "conn*")[2] == ["connect", "connections"]
    assert marked({"text": "out of it, out of memory"}, '"out of memory"')[2] == ["out of memory"]
    assert marked({"text": "日本語の行"}, "本語")[2] == ["本語"]


def test_without_a_hit_the_first_words_stand_for_the_record():
    assert marked({"a": " ", "b": "some words"}, "other") == ("b", "some words", [])


def test_a_hit_far_into_a_long_text_is_found():
    text = "line of a log\n" * 20_000 + "ENOSPC while writing"
    field, shown, bold = marked({"text": text}, "enospc")
    assert (field, bold) == ("text", ["ENOSPC"])
    assert shown.endswith("ENOSPC while writing")


@given(
    st.text("abé 日\n.-…\u00ad", max_size=60),
    st.text('ab*"é日 -', max_size=8),
    st.integers(10, 60),
)
@settings(max_examples=300, deadline=None)
def test_marks_lie_inside_the_snippet_and_hold_words(text, query, width):
    found = snippet({"text": text}, wanted(query), width)
    assert "\n" not in found.text
    assert len(found.text) <= width + 2
    for start, end in found.marks:
        assert 0 <= start < end <= len(found.text)
        assert words(found.text[start:end])


def test_all_marks_of_a_title_are_given():
    assert marks_in("Checkout of checkouts", wanted("check*")) == ((0, 8), (12, 21))


@pytest.mark.parametrize(
    ("table", "field", "sentence"),
    [
        ("events", "text", "Timeline, event"),
        ("overview", "summary", "Overview, summary"),
        ("factors", "why_chain", "Causes, why chain"),
        ("waivers", "reason", "Review, reason"),
    ],
)
def test_a_place_is_told_by_its_pane_and_field(table, field, sentence):
    assert where(table, field) == sentence
    assert sentence.lower().startswith(pane_of(table).value)
