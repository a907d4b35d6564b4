"""Evidence and source texts of an export."""

import re
from dataclasses import replace

from pmtui.domain.ids import new_id
from pmtui.domain.records import Evidence, SourceText
from pmtui.domain.vocabulary import EvidenceKind
from pmtui.importers.document.exported_blocks import Block
from pmtui.importers.document.inline import plain, verbatim

_KINDS = "|".join(kind.value for kind in EvidenceKind)
_ABOUT = re.compile(
    rf"(?:(?P<kind>{_KINDS})(?:, |$))?(?:from (?P<source>.{{1,400}}?)(?=, lines |, for |$)(?:, |$))?"
    r"(?:lines (?P<lines>[^,]{1,80})(?:, |$))?(?:for (?P<target>.{1,3000}))?$",
    re.DOTALL,
)
_REF = re.compile(r"[VS]\d{1,6}")


def evidence_of(
    found: list[Block], targets: dict[str, str], supported: dict[str, str]
) -> list[Evidence]:
    """The evidence of an appendix; `targets` are the ids of records by how they are named.

    `supported` has the events whose rows link to evidence that does not name them itself.
    """
    out: list[Evidence] = []
    for number, block in enumerate(found):
        if not _REF.fullmatch(block.label):
            continue
        code = found[number + 1] if number + 1 < len(found) else None
        raw = block.text.split(":**", 1)[1].strip()
        if code is not None and code.kind == "code":
            read = _evidence(code.text, plain(raw), targets)
        else:
            read = _evidence(*_halves(raw), targets)
        out.append(read if read.of else replace(read, of=supported.get(block.label, "")))
    return out


def _halves(raw: str) -> tuple[str, str]:
    """The text and what is said about it: the first dash behind which all can be read."""
    position = raw.find(" — ")
    while position >= 0:
        about = plain(raw[position + 3 :])
        if about and _ABOUT.match(about):
            return verbatim(raw[:position]), about
        position = raw.find(" — ", position + 3)
    whole = verbatim(raw)
    return (
        ("", whole) if _ABOUT.match(whole) and whole.startswith((*EvidenceKind,)) else (whole, "")
    )


def _evidence(text: str, about: str, targets: dict[str, str]) -> Evidence:
    found = _ABOUT.match(about) if about else None
    kind = EvidenceKind(found["kind"]) if found and found["kind"] else None
    target = (found["target"] or "") if found else ""
    return Evidence(
        id=new_id(),
        of=targets.get(target, ""),
        kind=kind,
        text=text,
        source=(found["source"] or "") if found else "",
        lines=(found["lines"] or "") if found else "",
    )


def sources_of(found: list[Block]) -> list[SourceText]:
    """The source texts of an appendix."""
    out: list[SourceText] = []
    for number, block in enumerate(found):
        if _REF.fullmatch(block.label):
            code = found[number + 1] if number + 1 < len(found) else None
            text = code.text if code is not None and code.kind == "code" else ""
            out.append(SourceText(id=new_id(), label=block.value, text=text))
    return out
