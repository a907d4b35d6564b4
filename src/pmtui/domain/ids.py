"""Names that never collide: record ids, and ranks that order records without renumbering."""

import base64
import os

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def new_id() -> str:
    """An opaque random id of 80 bits, 16 lower-case characters, never reused."""
    return base64.b32encode(os.urandom(10)).decode("ascii").lower()


def rank_between(before: str, after: str) -> str:
    """A string that sorts strictly between two ranks; "" stands for the open end on either side.

    Moving a record writes one row, since its neighbours keep their ranks. Raises ValueError where
    `before` does not sort before `after`.
    """
    if after and before >= after:
        raise ValueError(f"no rank lies between {before!r} and {after!r}")
    result = ""
    position = 0
    while True:
        low = _DIGITS.index(before[position]) if position < len(before) else 0
        high = _DIGITS.index(after[position]) if position < len(after) else len(_DIGITS)
        if not after:
            high = len(_DIGITS)
        if high - low > 1:
            middle = low + 1 if not after and position < len(before) else (low + high) // 2
            return result + _DIGITS[middle]
        result += _DIGITS[low]
        if high > low:
            after = ""
        position += 1


def rank_after(last: str) -> str:
    """A rank behind the last one, short also after thousands of appended records."""
    return _increment(last) if last else "i0000"


def _increment(rank: str) -> str:
    digits = list(rank)
    for position in reversed(range(len(digits))):
        index = _DIGITS.index(digits[position])
        if index + 1 < len(_DIGITS):
            digits[position] = _DIGITS[index + 1]
            return "".join(digits)
        digits[position] = "0"
    return rank + "i"
