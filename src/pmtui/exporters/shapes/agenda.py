"""The agenda of the review meeting on paper: the items of `pmtui.review.agenda`, in their order."""

from typing import TYPE_CHECKING

from pmtui.domain.postmortem import Postmortem
from pmtui.exporters.blocks import (
    Block,
    Bullets,
    Heading,
    Inline,
    Paragraph,
    Section,
    joined,
    labelled,
    plain,
    told,
)
from pmtui.exporters.filled import bullets
from pmtui.exporters.numbers import PREFIXES, Numbers
from pmtui.exporters.options import ExportOptions
from pmtui.exporters.prose import prose

if TYPE_CHECKING:
    from pmtui.review.agenda_parts import Part, Point


def sections(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Section, ...]:
    """One section for each item of the meeting, with its questions and what it looks at."""
    from pmtui.review.agenda import AGENDA

    found = []
    for number, item in enumerate(AGENDA, 1):
        blocks: list[Block] = [Paragraph(tuple(plain(ask) for ask in item.asks))]
        if number == 1:
            blocks += bullets(_reference(options))
        for part in item.parts(pm, options.findings):
            blocks += _part(part, numbers, pm.overview.summary)
        title = f"{number}. {item.title} ({item.minutes} min)"
        found.append(Section(item.id, title, tuple(blocks)))
    return tuple(found)


def _reference(options: ExportOptions) -> tuple[Inline, ...]:
    return (labelled("Reference", plain(options.reference)),) if options.reference else ()


def _part(part: "Part", numbers: Numbers, summary: str) -> tuple[Block, ...]:
    """A heading and its points; on paper the summary has its lists and its code."""
    whole = prose(summary) if any(_is_summary(point) for point in part.points) else ()
    items = tuple(
        _point(point, numbers) for point in part.points if not (whole and _is_summary(point))
    )
    body: tuple[Block, ...] = (Bullets(items),) if items else ()
    return Heading(part.title), *(body + whole or (Paragraph((plain(part.empty),)),))


def _is_summary(point: "Point") -> bool:
    return not point.table and point.field == "summary"


def _point(point: "Point", numbers: Numbers) -> Inline:
    said = joined((told(point.text), told(point.tail)), " · ")
    if point.table in PREFIXES and point.record:
        return labelled(numbers.ref(point.table, point.record), said)
    return said
