"""One way out for every flavour: what is found is masked or kept, then the copy is rendered."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pmtui.domain.postmortem import Postmortem
from pmtui.errors import UsageError
from pmtui.exporters.options import ExportOptions
from pmtui.exporters.shapes import SHAPES
from pmtui.exporters.words import team_words
from pmtui.privacy.decisions import decisions
from pmtui.privacy.masking import Found, Personal, Protection, protected

if TYPE_CHECKING:
    from pmtui.exporters import Flavour


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A text that may leave, and what a person should know about it."""

    text: str
    found: tuple[Found, ...]
    masked: tuple[Found, ...]
    undecided: tuple[Found, ...]
    """What nobody looked at yet."""
    remarks: tuple[str, ...]
    """Sentences to read before it goes out."""
    pseudonyms: dict[str, str]
    """To remember for the next export, never to export; digest to pseudonym."""

    @property
    def undecided_secrets(self) -> tuple[Found, ...]:
        """The likely secrets that nobody looked at yet."""
        return tuple(f for f in self.undecided if f.hit.group == "secret")


_ONLY_FULL = {"json": ("full",), "csv": ("full", "actions", "timeline")}
"""Flavours that do not render every shape."""


def usual_personal(flavour: str) -> Personal:
    """What becomes of personal data where nobody says: masked, but for what comes back in."""
    return "keep" if flavour == "json" else "mask"


def misfit(flavour: str, shape: str) -> str:
    """Why a flavour cannot take a shape, as a sentence; "" where it can."""
    if shape not in SHAPES:
        return f"“{shape}” is not a shape. Take one of {', '.join(SHAPES)}."
    allowed = _ONLY_FULL.get(flavour)
    if allowed is None or shape in allowed:
        return ""
    return f"{flavour} has no shape “{shape}”. Take one of {', '.join(allowed)}."


def leaving(pm: Postmortem, flavour: str, options: ExportOptions) -> Postmortem:
    """The postmortem as far as a flavour prints it: source texts only where they are asked for.

    They are whole chats and logs, kept as evidence; json and one's own templates hold everything.
    """
    from pmtui.exporters import FLAVOURS

    everything = flavour == "json" or flavour not in FLAVOURS
    return pm if everything or options.sources or not pm.sources else replace(pm, sources=())


def _internals(pm: Postmortem, options: ExportOptions) -> tuple[Found, ...]:
    """What is internal in the message for customers, where it is that which leaves not as is."""
    if options.shape != "external":
        return ()
    from pmtui.exporters.document import named
    from pmtui.exporters.shapes import external

    return external.internals(*named(pm, options))


def outgoing(
    pm: Postmortem, flavour: "Flavour", options: ExportOptions, protection: Protection
) -> Outgoing:
    """The text of a postmortem in a flavour and shape, protected.

    Raises UsageError where the flavour cannot take the shape, where the message for customers is
    empty, or where a template is wrong.
    """
    from pmtui.review.quoting import swapped_findings

    if problem := misfit(flavour.name, options.shape):
        raise UsageError(problem)
    remarks: tuple[str, ...] = ()
    if options.shape == "external":
        from pmtui.exporters.shapes import external

        remarks = external.remarks(pm)
        if not any(getattr(pm.overview, field).strip() for _, _, field in external.PARTS):
            raise UsageError(remarks[0])
    copy = protected(leaving(pm, flavour.name, options), protection)
    findings = swapped_findings(pm, options.findings, copy.swap)
    words = options.team if options.team is not None else team_words()
    others = {copy.swap(written): copy.swap(name) for written, name in options.others.items()}
    known = decisions(pm)
    chosen = protection.decided
    options = replace(
        options,
        findings=findings,
        team=words,
        others=others,
        kept=(known.keep - chosen.mask) | chosen.keep,
        withheld=(known.mask - chosen.keep) | chosen.mask,
        aliases=frozenset(copy.pseudonyms.values()),
        as_is=protection.as_is,
    )
    text = flavour.render(copy.postmortem, options)
    internals = _internals(copy.postmortem, options)
    all_found = (*copy.found, *internals)
    return Outgoing(
        text=text,
        found=all_found,
        masked=(*copy.masked, *(f for f in internals if f.hit.value_hash not in options.kept)),
        undecided=tuple(
            f
            for f in all_found
            if not known.decided(f.hit.value_hash) and not chosen.decided(f.hit.value_hash)
        ),
        remarks=remarks,
        pseudonyms=copy.pseudonyms,
    )
