"""Reading JSON text with bounds, so that hostile input costs a sentence and not the machine."""

import json
import math
import re
from typing import Any, NoReturn

from pmtui.errors import UsageError

MAX_BYTES = 20 * 1024 * 1024
"""The largest document that is read."""

MAX_DEPTH = 32
"""Levels of nesting; a document of pmtui has six."""

MAX_VALUES = 600_000
"""Values in one document: some 40,000 events."""

_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
"""A string, also one that does not end: every quote is then looked at once."""
_BRACKET = re.compile(rb"[\[\]{}]")


def read_json(data: bytes) -> Any:
    """The value of a JSON text in UTF-8; raises UsageError with the reason and the next step.

    Refuses what is too large or too deep, duplicate keys, NaN and infinities, numbers beyond any
    field, and bytes that are not text.
    """
    if len(data) > MAX_BYTES:
        raise _refused(f"it is larger than {MAX_BYTES // 1024 // 1024} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(f"byte {error.start} is not UTF-8 text") from error
    _refuse_bombs(data)
    try:
        return json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_no_constant,
            parse_float=_finite,
            parse_int=_short,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        fault = error.msg.lower().removesuffix(" at")
        raise _refused(f"it is not JSON ({fault} at {where})") from error
    except RecursionError as error:
        raise _refused("it is nested too deeply") from error


def _refuse_bombs(data: bytes) -> None:
    """Count what the parser would build before it builds it."""
    bare = _STRING.sub(b"", data)
    if bare.count(b",") + bare.count(b"[") + bare.count(b"{") > MAX_VALUES:
        raise _refused(f"it holds more than {MAX_VALUES} values")
    depth = 0
    for token in _BRACKET.findall(bare):
        depth += 1 if token in b"[{" else -1
        if depth > MAX_DEPTH:
            raise _refused(f"it is nested more than {MAX_DEPTH} levels deep")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _refused(f"the key {shown(key)} occurs twice in one object")
            seen.add(key)
    return found


def _no_constant(name: str) -> NoReturn:
    raise _refused(f"it holds {name}, which is no JSON number")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise _refused("it holds a number that is too large")
    return value


def _short(text: str) -> int:
    if len(text) > 18:
        raise _refused("it holds a number that is too large")
    return int(text)


def shown(key: str) -> str:
    """A key of the input, short and harmless enough for a sentence."""
    safe = "".join(c if c.isprintable() else "?" for c in key[:40])
    return f"“{safe}”" + ("…" if len(key) > 40 else "")


def _refused(why: str) -> UsageError:
    return UsageError(
        f"The document cannot be read: {why}. Export it again with “pmtui export --to json”."
    )
