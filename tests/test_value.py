import copy
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from typing import ClassVar

import pytest

from pmtui.value import Value


class Line(Value):
    LONGEST: ClassVar[int] = 80
    text: str
    number: int = 0
    marks: Mapping[str, int] = field(default_factory=dict)


class Quote(Line):
    who: str = ""


class Named(Value, kw_only=True):
    id: str = field(default="", metadata={"label": "Id"})


class Itself(Named, kw_only=True, eq=False):
    text: str


class Nothing(Value):
    pass


def test_values_are_equal_where_their_class_and_all_fields_are():
    assert Line("a", 1) == Line("a", number=1)
    assert Line("a") != Line("b")
    assert Line("a") != Quote("a")
    assert Nothing() == Nothing()
    assert Itself(text="a") != Itself(text="a")
    assert hash(Named(id="a")) == hash(Named(id="a"))
    assert len({Named(id="a"), Named(id="a"), Named(id="b")}) == 2
    assert len({Itself(text="a"), Itself(text="a")}) == 2


def test_a_value_cannot_be_changed():
    line = Line("a")
    with pytest.raises(FrozenInstanceError):
        line.text = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del line.text
    with pytest.raises(FrozenInstanceError):
        line.other = "b"  # type: ignore[attr-defined]
    assert not hasattr(line, "__dict__")


def test_defaults_are_made_anew_for_each_value():
    assert Line("a").marks == {}
    assert Line("a").marks is not Line("a").marks
    assert Line.LONGEST == Line("a").LONGEST == 80


def test_arguments_that_do_not_fit_are_refused_with_their_names():
    with pytest.raises(TypeError, match=r"Line.__init__\(\) missing .*'text'"):
        Line()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="positional"):
        Named("a")  # type: ignore[misc]
    with pytest.raises(TypeError, match="'other'"):
        Quote("a", other=1)  # type: ignore[call-arg]


def test_what_works_on_dataclasses_works_on_values():
    assert replace(Quote("a", who="b"), text="c") == Quote("c", who="b")
    assert [f.name for f in fields(Quote)] == ["text", "number", "marks", "who"]
    assert [f.type for f in fields(Named)] == [str]
    assert fields(Named)[0].metadata["label"] == "Id"
    assert [f.name for f in fields(Line("a"))] == ["text", "number", "marks"]
    assert asdict(Line("a", 2)) == {"text": "a", "number": 2, "marks": {}}


def test_a_value_is_copied_and_printed_with_all_its_fields():
    quote = Quote("a", who="b")
    assert copy.copy(quote) == copy.deepcopy(quote) == pickle.loads(pickle.dumps(quote)) == quote
    assert repr(quote) == "Quote(text='a', number=0, marks={}, who='b')"


def test_a_value_is_matched_by_its_fields():
    match Line("a", 7):
        case Line(text, 7):
            assert text == "a"
        case _:
            pytest.fail("the fields were not matched")
