"""Reads off an expression the plain strings that everything it matches begins with.

`re` tries an expression that ignores case at every character. With its openings known, a look at
the words of a sentence says whether and where it can begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any, Final, NamedTuple, TypeVar, cast

from pmtui.language.words import HEAD

LENGTH: Final = 6
"""How long the strings are at most: enough to tell words apart, short enough to stay few."""
MOST: Final = 120
"""More strings than this are not worth seeking."""
_EDGE: Final = "\0"
"""Stands in front of strings that begin with a word, in what the functions below pass on."""

_SHARED: Final[dict[object, object]] = {}
_Value = TypeVar("_Value")


class Openings(NamedTuple):
    """Lower-case strings of which one begins every match of an expression.

    `heads` holds those that begin with a word, by the head of that word, as `words.letters` gives
    it; `loose` those that may begin within a word. With `anywhere` there are none of them, and
    every place is tried.
    """

    heads: dict[bytes, tuple[str, ...]]
    loose: tuple[str, ...]
    anywhere: bool


def openings(source: str) -> Openings:
    """Return the openings of an expression that ignores case."""
    tree = import_module("re._parser").parse(source, re.IGNORECASE)
    cut, whole = _sequence(tree)
    found = _without_longer(cut | whole)
    if len(found) > MOST or any(len(one.strip(_EDGE)) < 2 for one in found):
        return Openings({}, (), True)
    return Openings(*_sorted(found), False)


def _sorted(strings: list[str]) -> tuple[dict[bytes, tuple[str, ...]], tuple[str, ...]]:
    heads: dict[bytes, tuple[str, ...]] = {}
    loose: list[str] = []
    for one in strings:
        text = one.lstrip(_EDGE)
        word = text[: next((n for n, sign in enumerate(text) if not sign.isalpha()), None)]
        if one != text and (len(word) >= HEAD or 0 < len(word) < len(text)):
            head = word[:HEAD].encode()
            heads[head] = (*heads.get(head, ()), text)
        else:
            loose.append(text)
    # Many expressions begin alike.
    shared = {_shared(head): _shared(tuple(map(_shared, some))) for head, some in heads.items()}
    return shared, tuple(loose)


def _shared(value: _Value) -> _Value:
    return cast("_Value", _SHARED.setdefault(value, value))


def _without_longer(strings: set[str]) -> list[str]:
    """Drop strings that begin with another one."""
    return [one for one in strings if not any(one[:end] in strings for end in range(len(one)))]


def _joined(before: Iterable[str], after: Iterable[str]) -> set[str]:
    return {
        (one + other.lstrip(_EDGE) if one else other)[:LENGTH] for one in before for other in after
    }


def _sequence(items: Iterable[Any]) -> tuple[set[str], set[str]]:
    """Return how a sequence begins: strings that are cut there, and those it may consist of."""
    shut: set[str] = set()
    left = {""}
    for code, argument in items:
        cut, whole = _item(str(code), argument)
        shut |= _joined(left, cut)
        joined = _joined(left, whole)
        left = {text for text in joined if len(text) < LENGTH}
        shut |= joined - left
        if not left:
            break
    return shut, left


def _item(code: str, argument: Any) -> tuple[set[str], set[str]]:
    """Return the same for one node; ({""}, {}) means that anything may stand there."""
    if code == "LITERAL" and argument < 128:
        return set(), {chr(argument).lower()}
    if code == "AT":
        return set(), {_EDGE if str(argument) in ("AT_BOUNDARY", "AT_BEGINNING") else ""}
    if code in ("ASSERT", "ASSERT_NOT"):  # They take no room, and matching tries them later.
        return set(), {""}
    if code == "SUBPATTERN":
        return _sequence(argument[3])
    if code == "BRANCH":
        both = [_sequence(branch) for branch in argument[1]]
        return set().union(*(cut for cut, _ in both)), set().union(*(whole for _, whole in both))
    if code == "IN" and all(str(kind) == "LITERAL" and sign < 128 for kind, sign in argument):
        return set(), {chr(sign).lower() for _, sign in argument}
    if code in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, inner = argument
        cut, whole = _sequence(inner)
        if most == 1:
            return cut, whole | ({""} if least == 0 else set())
        return cut | whole, {""} if least == 0 else set()
    return {""}, set()
