"""The agenda of the review meeting as data: what each item asks, for how long, and what it shows.

Order and questions are our own words after the meeting guide of PagerDuty, whose three questions
stand in the middle; the opening is after Kerth's prime directive. The meeting screen and the shape
`agenda` of an export read this list, so that both say the same.
"""

from collections.abc import Callable, Sequence

from pmtui.domain.postmortem import Postmortem
from pmtui.review import agenda_parts as parts
from pmtui.review.agenda_parts import Part
from pmtui.review.model import Finding
from pmtui.value import Value

DIRECTIVE = "Everyone did the best they could with what they knew, had and faced then."
"""The blameless prime directive in one line."""


class AgendaItem(Value, kw_only=True):
    """One item of the meeting."""

    id: str
    title: str
    asks: tuple[str, ...]
    """What the facilitator asks, one or two sentences; they ask how and what, never who."""
    minutes: int
    """How long it is meant to take."""
    show: tuple[Callable[[Postmortem, Sequence[Finding]], Part], ...]
    """What is needed from the postmortem for it; each is pure."""

    def parts(self, pm: Postmortem, findings: Sequence[Finding]) -> tuple[Part, ...]:
        """What the item shows of a postmortem with these findings."""
        return tuple(show(pm, findings) for show in self.show)


AGENDA = (
    AgendaItem(
        id="opening",
        title="Opening",
        asks=(DIRECTIVE, "We ask how and what, and look for what made each step make sense."),
        minutes=5,
        show=(parts.about,),
    ),
    AgendaItem(
        id="how",
        title="How did we get here?",
        asks=(
            "What in the system and in the way of working led here?",
            "What was seen then, and what was thought normal?",
        ),
        minutes=20,
        show=(parts.milestones, parts.silences, parts.factors, parts.questions),
    ),
    AgendaItem(
        id="plan",
        title="Is the plan enough?",
        asks=(
            "How sure are we that this makes it less likely or less bad?",
            "What more, or what else, would it take?",
        ),
        minutes=15,
        show=(
            parts.unanswered_factors,
            parts.plan,
            parts.unfollowed_lessons,
            parts.decided_against,
        ),
    ),
    AgendaItem(
        id="done",
        title="Will it be done?",
        asks=(
            "Who takes it, until when, and what gives way for it?",
            "What is not worth doing is declined, with the reason.",
        ),
        minutes=10,
        show=(parts.proposed, parts.committed),
    ),
    AgendaItem(
        id="closing",
        title="Closing",
        asks=(
            "Do we agree on the facts, and what is told to those outside?",
            "What does somebody now do differently?",
        ),
        minutes=5,
        show=(parts.message, parts.to_confirm, parts.still_open),
    ),
)
"""The items in their order."""
