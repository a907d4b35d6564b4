"""Appendix: evidence letter by letter, source texts, and what the review still finds open."""

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Evidence
from pmtui.domain.text import sanitise
from pmtui.domain.vocabulary import EvidenceKind
from pmtui.exporters.blocks import (
    Block,
    Code,
    Heading,
    Inline,
    Paragraph,
    code,
    joined,
    labelled,
    plain,
)
from pmtui.exporters.filled import bullets
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.options import ExportOptions


def blocks(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Block, ...]:
    """The blocks of the section."""
    if not options.appendix:
        return ()
    return (
        *_evidence(pm, numbers),
        *(_sources(pm, numbers) if options.sources else ()),
        *_findings(options),
    )


def _evidence(pm: Postmortem, numbers: Numbers) -> tuple[Block, ...]:
    found: list[Block] = []
    for evidence in pm.evidence:
        text = sanitise(evidence.text).text.strip("\n")
        about = _about(evidence, numbers)
        if "\n" in text:
            found += [Paragraph((_labelled(evidence, about, numbers),)), Code(text)]
        else:
            exact = evidence.kind in (EvidenceKind.QUERY, EvidenceKind.RAW)
            shown = joined((code(text) if exact else plain(text), about), " — ")
            found.append(Paragraph((_labelled(evidence, shown, numbers),)))
    return (Heading("Evidence"), *found) if found else ()


def _labelled(evidence: Evidence, text: Inline, numbers: Numbers) -> Inline:
    return labelled(numbers.ref("evidence", evidence.id), text)


def _about(evidence: Evidence, numbers: Numbers) -> Inline:
    """What it is, what it supports and from where it was taken."""
    return joined(
        (
            plain(evidence.kind or ""),
            plain(f"from {evidence.source}" if evidence.source else ""),
            plain(f"lines {evidence.lines}" if evidence.lines else ""),
            plain(f"for {numbers.anywhere(evidence.of)}" if evidence.of else ""),
        )
    )


def _sources(pm: Postmortem, numbers: Numbers) -> tuple[Block, ...]:
    found: list[Block] = []
    for source in pm.sources:
        label = source.label or "pasted text"
        found.append(Paragraph((labelled(numbers.ref("sources", source.id), plain(label)),)))
        if text := sanitise(source.text).text.strip("\n"):
            found.append(Code(text))
    return (Heading("Source texts"), *found) if found else ()


def _findings(options: ExportOptions) -> tuple[Block, ...]:
    open_ones = tuple(
        joined((plain(f"{f.criterion} ({f.pane})"), plain(f"{f.message} {f.next}")), ": ")
        for f in options.findings
    )
    return (Heading("Open findings"), *bullets(open_ones)) if open_ones else ()
