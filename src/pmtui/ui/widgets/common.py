"""Where two versions of a text differ, found by comparing slices: fast for long texts, too."""


def changed_part(old: str, new: str) -> tuple[int, int]:
    """How many characters are the same at the start, and how many at the end behind these."""
    start = _same_start(old, new)
    end = _same_end(old[start:], new[start:])
    return start, end


def _same_start(one: str, other: str) -> int:
    high = min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    low = 0
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _same_end(one: str, other: str) -> int:
    return _same_start(one[::-1], other[::-1])
