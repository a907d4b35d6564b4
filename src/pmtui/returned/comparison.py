"""An exported Markdown copy that comes back: whether it is one, and what people changed in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pmtui.domain.called import read_called
from pmtui.domain.postmortem import Postmortem
from pmtui.exporters.gfm import heading_of
from pmtui.importers.document.difference import Difference, Piece, difference
from pmtui.importers.document.exported import is_exported
from pmtui.privacy import Protection, protected
from pmtui.returned.origin import distance, nearest_rendering, nearest_state, rendering, share
from pmtui.store.model import Operation

ENOUGH = 0.5
"""The share of words in common from which a copy without the title is one of this postmortem."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs, and the point of the history that the copy was made from."""

    difference: Difference
    since: int = 0
    """How many operations were made in the workbook since the copy left."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The differences, piece by piece."""
        return self.difference.pieces

    @property
    def notes(self) -> tuple[str, ...]:
        """What should be said about it, in sentences."""
        if not self.since or not self.pieces:
            return self.difference.notes
        changes = f"{self.since:,} change{'s' * (self.since != 1)}"
        return (
            f"The workbook has {changes} that the document does not know; they stay.",
            *self.difference.notes,
        )


def is_copy(text: str, pm: Postmortem, reference: str) -> bool:
    """Whether a text is an exported copy of this very postmortem."""
    if not is_exported(text):
        return False
    head = text[:4000]
    title = pm.overview.title.strip()
    # The heading is compared as it is exported: escaped, and with what is masked in it.
    same_title = bool(title) and any(
        f"\n{heading_of(value)}\n" in f"\n{head}"
        for value in (pm, protected(pm, Protection()).postmortem)
    )
    if f"- **Reference:** {reference}\n" in head and (same_title or not title):
        return True
    common = share(text, rendering(text, "full", Protection(as_is=True), reference)(pm))
    return common >= (ENOUGH / 2 if same_title else ENOUGH)


def compared(
    text: str,
    pm: Postmortem,
    reference: str,
    *,
    operations: Sequence[Operation] = (),
    pseudonyms: Mapping[str, str] | None = None,
    customers: tuple[str, ...] = (),
    others: Mapping[str, str] | None = None,
) -> Compared:
    """What somebody changed in a copy of a postmortem. Pure; the store is not touched.

    `operations` is the whole history, oldest first, in which the state that left is looked for;
    `others` is what an export calls the postmortems that this one was compared with.
    """
    others = others or {}
    render = nearest_rendering(text, pm, reference, pseudonyms or {}, customers, others)
    value, since, left = pm, 0, render(pm)
    if distance(text, left) and operations:
        value, since, left = nearest_state(text, pm, operations, render)
    read = {written: read_called(name) for written, name in others.items()}
    known = {other.reference: written for written, other in read.items() if other is not None}
    found = difference(text, left, value, pm, known)
    names = {written: other.name for written, other in read.items() if other is not None}
    pieces = tuple(_called(piece, names) for piece in found.pieces)
    return Compared(replace(found, pieces=pieces), since)


def _called(piece: Piece, names: Mapping[str, str]) -> Piece:
    """A difference that calls another postmortem as the export does."""
    if piece.table != "related":
        return piece
    what, before, after = piece.what, piece.before, piece.after
    for written, name in names.items():
        what, before, after = (t.replace(written, name) for t in (what, before, after))
    return replace(piece, what=what, before=before, after=after)
