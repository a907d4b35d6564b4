"""Causes: the lead-up, each contributing factor with what answers it, and what resembles it."""

from pmtui.domain.called import read_called
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Factor, RelatedPostmortem
from pmtui.exporters.blocks import Block, Heading, Inline, Paragraph, clean, labelled, plain
from pmtui.exporters.filled import bullets, facts, proses, related_told
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.options import ExportOptions
from pmtui.exporters.prose import steps


def blocks(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Block, ...]:
    """The blocks of the section."""
    factors = tuple(block for factor in pm.factors for block in _factor(factor, numbers))
    related = tuple(
        fact
        for record in related_told(pm)
        if (fact := labelled(record.relation or "to compare", _other(record, options)))
    )
    return (
        *bullets(facts(pm.causes, numbers)),
        *proses(pm.causes),
        *factors,
        *((Heading("Other postmortems"), *bullets(related)) if related else ()),
    )


def _other(record: RelatedPostmortem, options: ExportOptions) -> Inline:
    """What another postmortem is called, and what is said of it."""
    name = options.others.get(record.uid, "")
    if not name:
        return plain(f"{record.uid} {record.note}")
    other = read_called(name)
    note = record.note.strip()
    if other is not None and note.startswith(other.title):
        note = note[len(other.title) :].lstrip(" ,:;")  # a note that begins by saying it, too
    return plain(f"{name}: {note}" if note else name)


def _factor(factor: Factor, numbers: Numbers) -> tuple[Block, ...]:
    ref = numbers.ref("factors", factor.id)
    links = tuple(
        labelled(label, value)
        for label, value in (
            ("Answered by", numbers.back("factors", factor.id, "actions")),
            ("Evidence", numbers.evidence(factor.id)),
        )
        if value
    )
    chain = steps(factor.why_chain)
    return (
        Heading(clean(f"{ref} {factor.text}")),
        *bullets(facts(factor, numbers, omit=("text",)), links),
        *proses(factor, omit=("why_chain",)),
        *((Paragraph((labelled("Why chain", ()),)), *chain) if chain else ()),
    )
