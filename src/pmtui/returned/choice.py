"""Which differences are meant by a few words, and how one is shown where it is long."""

from collections.abc import Sequence

from pmtui.importers.document.difference import Piece


def chosen(pieces: Sequence[Piece], wanted: str) -> tuple[Piece, ...]:
    """The pieces that `all` or `1,3-5` name. Raises ValueError with a sentence for anything else."""
    if wanted.strip().lower() == "all":
        return tuple(pieces)
    numbers: set[int] = set()
    for part in wanted.replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        last = last if dash else first
        read = first.isdecimal() and last.isdecimal() and max(len(first), len(last)) < 6
        if not read or int(first) > int(last):
            raise ValueError(
                f"“{wanted[:40]}” names no differences. Type all, or numbers like 1,3-5."
            )
        numbers.update(range(int(first), int(last) + 1))
    known = {piece.number for piece in pieces}
    if unknown := sorted(numbers - known):
        raise ValueError(
            f"There is no difference {unknown[0]}; they are numbered 1 to {len(pieces)}."
            if pieces
            else "There is no difference to accept."
        )
    return tuple(piece for piece in pieces if piece.number in numbers)


def around(before: str, after: str, most: int = 200) -> tuple[str, str]:
    """Two texts cut to where they differ, where they are long."""
    if max(len(before), len(after)) <= most:
        return before, after
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-end - 1] == after[-end - 1]:
        end += 1
    room = most // 4
    first = max(0, start - room)
    shown = []
    for text in (before, after):
        last = min(len(text), len(text) - end + room)
        cut = text[first : min(last, first + 2 * most)]
        tail = "…" if first + len(cut) < len(text) else ""
        shown.append(f"{'…' if first else ''}{cut}{tail}")
    return shown[0], shown[1]


def label_of(count: int, name: str) -> str:
    """The label of the step that accepts pieces."""
    return f"accept {count:,} change{'s' * (count != 1)} from {name}"
