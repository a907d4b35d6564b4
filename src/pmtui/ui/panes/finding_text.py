"""Finding a line of the front by words: the next one behind the cursor, round the end."""

from collections.abc import Sequence

from pmtui.ui.widgets.line_list import Key


def next_with(
    lines: Sequence[tuple[Key, str]], here: Key, words: str, *, from_here: bool = False
) -> Key | None:
    """The key of the next line behind `here` that holds all words, in any case; None without one.

    `from_here` begins with the line at hand, for words that are new.
    """
    wanted = words.casefold().split()
    position = next((i for i, (key, _) in enumerate(lines) if key == here), -1)
    start = max(0, position) if from_here else position + 1
    for key, text in (*lines[start:], *lines[:start]):
        folded = text.casefold()
        if all(word in folded for word in wanted):
            return key
    return None
