"""Appendix: evidence letter by letter, source texts, and what the review still finds open."""

import re

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Evidence
from pmtui.domain.text import sanitise
from pmtui.domain.vocabulary import EvidenceKind, Status
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
    told,
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
        *_findings(pm, options),
    )


def _evidence(pm: Postmortem, numbers: Numbers) -> tuple[Block, ...]:
    found: list[Block] = []
    events = {event.id: _words(event.text) for event in pm.events}
    for evidence in pm.evidence:
        text = sanitise(evidence.text).text.strip("\n")
        told = events.get(evidence.of, "")
        # The event's row names what holds its words already; they are not repeated behind them.
        about = _about(evidence, numbers, target=not told or told not in _words(text))
        if "\n" in text:
            found += [Paragraph((_labelled(evidence, about, numbers),)), Code(text)]
        else:
            exact = evidence.kind in (EvidenceKind.QUERY, EvidenceKind.RAW)
            shown = joined((code(text) if exact else plain(text), about), " — ")
            found.append(Paragraph((_labelled(evidence, shown, numbers),)))
    return (Heading("Evidence"), *found) if found else ()


def _labelled(evidence: Evidence, text: Inline, numbers: Numbers) -> Inline:
    return labelled(numbers.ref("evidence", evidence.id), text)


def _words(text: str) -> str:
    """The words of a text alone, each between spaces; empty where there are none."""
    words = " ".join(_WORD.findall(text.casefold()))
    return f" {words} " if words else ""


_WORD = re.compile(r"\w{1,200}")


def _about(evidence: Evidence, numbers: Numbers, *, target: bool) -> Inline:
    """What it is, from where it was taken and, with `target`, what it supports."""
    return joined(
        (
            plain(evidence.kind or ""),
            plain(f"from {evidence.source}" if evidence.source else ""),
            plain(
                f"line{'s' * (not evidence.lines.isdecimal())} {evidence.lines}"
                if evidence.lines
                else ""
            ),
            told(f"for {numbers.anywhere(evidence.of)}" if target and evidence.of else ""),
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


def _findings(pm: Postmortem, options: ExportOptions) -> tuple[Block, ...]:
    """What is open in a draft; of a complete one only how much, since it was decided on."""
    from pmtui.review.model import Level

    if pm.review.status is Status.COMPLETE:
        # hints are in no other count either
        count = sum(f.level is not Level.ADVISE for f in options.findings)
        return (Paragraph((labelled("Open findings", plain(str(count))),)),) if count else ()
    open_ones = tuple(
        joined((plain(f"{f.criterion} ({f.pane})"), told(f"{f.message} {f.next}")), ": ")
        for f in options.findings
    )
    return (Heading("Open findings"), *bullets(open_ones)) if open_ones else ()
