"""Response: how it was noticed, how each part of the response worked, what was learned."""

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import FacetAnalysis, Lesson
from pmtui.domain.vocabulary import LessonKind
from pmtui.exporters.blocks import Block, Heading, Inline, Paragraph, joined, labelled, plain, told
from pmtui.exporters.filled import bullets, facts, proses
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.options import ExportOptions

NOTHING_NOTABLE = "Nothing notable."
"""All that is said of a part of the response which nobody found worth a word."""


def blocks(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Block, ...]:
    """The blocks of the section."""
    facets = tuple(block for facet in pm.facets for block in _facet(facet, numbers))
    return (
        *bullets(facts(pm.response, numbers)),
        *proses(pm.response),
        *facets,
        *_lessons(pm, numbers),
    )


def _facet(facet: FacetAnalysis, numbers: Numbers) -> tuple[Block, ...]:
    nothing = (Paragraph((plain(NOTHING_NOTABLE),)),) if facet.nothing_notable else ()
    found = (*nothing, *bullets(facts(facet, numbers, omit=("nothing_notable",))), *proses(facet))
    return (Heading((facet.facet or facet.id).capitalize()), *found) if found else ()


def _lessons(pm: Postmortem, numbers: Numbers) -> tuple[Block, ...]:
    found: list[Block] = []
    for kind in (*LessonKind, None):
        lessons = tuple(_lesson(le, numbers) for le in pm.lessons if le.kind is kind)
        if lessons:
            found += [Heading((kind or "other lessons").capitalize()), *bullets(lessons)]
    return tuple(found)


def _lesson(lesson: Lesson, numbers: Numbers) -> Inline:
    more = (
        ("followed up by", numbers.back("lessons", lesson.id, "actions")),
        ("no follow-up because", told(lesson.declined_because)),
        ("evidence", numbers.evidence(lesson.id)),
    )
    tail = joined(((*plain(f"{word}"), *_colon(value)) for word, value in more if value), "; ")
    text = labelled(numbers.ref("lessons", lesson.id), told(lesson.text))
    return joined((text, tail), " — ")


def _colon(value: Inline) -> Inline:
    return joined((plain(":"), value), " ")
