from pmtui.domain.naming import LONGEST, words_of
from pmtui.domain.records import Absence, Factor, Publication
from pmtui.domain.vocabulary import Milestone


def test_a_record_is_known_by_the_first_field_that_holds_words():
    assert words_of(Factor(id="a", text=" no alert\n below  zero ")) == "no alert below zero"
    assert words_of(Publication(id="a", where="#incidents")) == "#incidents"
    assert words_of(Absence(id="a", milestone=Milestone.DETECTED, reason="no log")) == "detected"


def test_an_empty_record_has_no_words_and_a_long_one_few():
    assert words_of(Factor(id="a", text="  ")) == ""
    assert len(words_of(Factor(id="a", text="x" * 9_000))) == LONGEST
