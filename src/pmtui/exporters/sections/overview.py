"""Overview: what happened in short, who is accountable, who took part, what is still unknown."""

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Participant
from pmtui.exporters.blocks import (
    Block,
    Bullets,
    Heading,
    Inline,
    Paragraph,
    joined,
    labelled,
    plain,
    strong,
    told,
)
from pmtui.exporters.filled import bullets, facts, titled_proses
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.options import ExportOptions
from pmtui.exporters.prose import labelled_prose


def blocks(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Block, ...]:
    """The blocks of the section."""
    status = labelled("Status", plain(pm.review.status))
    reference = labelled("Reference", plain(options.reference)) if options.reference else ()
    short = facts(pm.overview, numbers, omit=("title", "zone"))
    return (
        *bullets((status, reference), short),
        *titled_proses(pm.overview),
        *_participants(pm, numbers),
        *_questions(pm, numbers),
    )


def _participants(pm: Postmortem, numbers: Numbers) -> tuple[Block, ...]:
    if not pm.participants:
        return ()
    return (Heading("Participants"), Bullets(tuple(_one(p, numbers) for p in pm.participants)))


def _one(participant: Participant, numbers: Numbers) -> Inline:
    name = strong(participant.name or "unnamed")
    return joined((name, *facts(participant, numbers, omit=("name",))), "; ")


def _questions(pm: Postmortem, numbers: Numbers) -> tuple[Block, ...]:
    found: list[Block] = []
    for question in pm.questions:
        ref = numbers.ref("questions", question.id)
        asked = f" (asked by {question.asked_by})" if question.asked_by else ""
        found.append(Paragraph((labelled(ref, told(question.text + asked)),)))
        answer = labelled_prose("Answer", question.answer)
        found += answer or (Paragraph((labelled("Answer", plain("open")),)),)
    return (Heading("Open questions"), *found) if found else ()
