"""Names that never collide: record ids, and ranks that order records without renumbering."""

import base64
import os

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LENGTH = 5


def new_id() -> str:
    """An opaque random id of 80 bits, 16 lower-case characters, never reused."""
    return base64.b32encode(os.urandom(10)).decode("ascii").lower()


def rank_between(before: str, after: str) -> str:
    """A string that sorts strictly between two ranks; "" stands for the open end on either side.

    Moving a record writes one row, since its neighbours keep their ranks. Raises ValueError where
    `before` does not sort before `after`, or is followed by it without room.
    """
    no_room = after.startswith(before) and not after[len(before) :].strip("0")
    if after and (before >= after or no_room):
        raise ValueError(f"no rank lies between {before!r} and {after!r}")
    if after and not before:
        return _decrement(after)
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


def _decrement(rank: str) -> str:
    """A rank before the first one, short also after thousands of records put in front."""
    digits = list(rank[:_LENGTH].ljust(_LENGTH, "0"))
    for position in reversed(range(_LENGTH)):
        index = _DIGITS.index(digits[position])
        if index:
            digits[position] = _DIGITS[index - 1]
            break
        digits[position] = _DIGITS[-1]
    else:
        return rank_between("0" * _LENGTH, rank)
    # Nothing sorts before a rank of zeros, so one is never given out.
    return "".join(digits) if any(d != "0" for d in digits) else "0" * _LENGTH + "i"


def _increment(rank: str) -> str:
    digits = list(rank)
    for position in reversed(range(len(digits))):
        index = _DIGITS.index(digits[position])
        if index + 1 < len(_DIGITS):
            digits[position] = _DIGITS[index + 1]
            return "".join(digits)
        digits[position] = "0"
    return rank + "i"
