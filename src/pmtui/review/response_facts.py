"""What the timeline already says about each part of the response, and what that makes one ask.

The figures are lengths of this one incident with their formula (reference: domain, section 5);
they are shown beside the answers and are written nowhere by themselves.
"""

from pmtui.domain.facts import Duration, durations
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Facet
from pmtui.value import Value

ASKED: dict[Facet, tuple[tuple[str, str], ...]] = {
    Facet.DETECTION: (("time_undetected", "What would have shown it sooner?"),),
    Facet.ESCALATION: (
        ("time_to_acknowledge", "What lay between the page and a person?"),
        ("time_to_declare", "What tipped calling it an incident?"),
    ),
    Facet.COMMUNICATION: (
        ("time_to_first_notice", "Who asked before that, and where?"),
        ("longest_update_gap", "What did those outside know then?"),
    ),
    Facet.COORDINATION: (
        ("hand_offs", "What was passed on each time, and what was asked again?"),
        ("longest_silence", "What went on that nobody wrote down?"),
    ),
    Facet.TOOLING: (("ack_to_first_action", "What had to be found or asked for first?"),),
    Facet.RECOVERY: (
        ("first_action_to_mitigation", "What was tried, and what showed that it worked?"),
        ("time_to_mitigate", "Which step took the longest?"),
    ),
}
"""For each facet the durations that belong to it, each with the question it raises."""


class Fact(Value):
    """One computed fact of a facet."""

    duration: Duration
    question: str

    @property
    def known(self) -> bool:
        """Whether there is a figure."""
        return self.duration.known

    @property
    def line(self) -> str:
        """The figure with its question, or why there is none yet."""
        said = f"{self._name}: {self.duration.text}"
        return f"{said}. {self.question}" if self.known else said

    @property
    def sentence(self) -> str:
        """The figure as the beginning of an answer."""
        return f"{self._name[0].upper()}{self._name[1:]}: {self.duration.text}."

    @property
    def _name(self) -> str:
        return self.duration.label.partition(" (")[0]

    @property
    def formula(self) -> str:
        """How the figure is computed."""
        return f"{self.duration.label} = {self.duration.formula}: {self.duration.text}"


def facts_of(pm: Postmortem, facet: Facet | None) -> tuple[Fact, ...]:
    """The facts that belong to a facet, in the order in which they are asked."""
    if facet is None:
        return ()
    known = {d.id: d for d in durations(pm)}
    return tuple(Fact(known[id], question) for id, question in ASKED[facet] if id in known)


def facet_at(pm: Postmortem, table: str, record: str) -> Facet | None:
    """The facet that a field of the response speaks of; what it was noticed by is detection."""
    if table == "response":
        return Facet.DETECTION
    if table != "facets":
        return None
    return next((f.facet for f in pm.facets if f.id == record), None)


def next_fact(pm: Postmortem, facet: Facet | None, answer: str) -> Fact | None:
    """The first known fact that an answer does not state yet."""
    return next((f for f in facts_of(pm, facet) if f.known and f.sentence not in answer), None)
