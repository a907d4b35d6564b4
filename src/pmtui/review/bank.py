"""The questions as data: by pane, and by table, field, kind of thing and words heard in it."""

from enum import StrEnum

from pmtui.domain.vocabulary import Facet, FactorKind, LessonKind, Marker, Milestone, Pane
from pmtui.value import Value


class Entry(Value):
    """One question of the bank, and what it fits."""

    text: str
    source: str
    table: str
    field: str = ""
    when: tuple[tuple[str, StrEnum | bool], ...] = ()
    """Fields of the record and the values they must have."""
    cues: tuple[str, ...] = ()
    """Words heard in the record's text, lower case, with spaces where a word must stand alone."""


_PD = "PagerDuty guide"
_ETSY = "Etsy facilitation guide"
_JELI = "Howie"

BY_PANE: dict[Pane, tuple[Entry, ...]] = {
    Pane.OVERVIEW: (
        Entry("What did users notice? One line becomes the title.", _PD, "overview", "title"),
        Entry("How bad was it? Unsure means the higher.", _PD, "overview", "severity"),
        Entry("Which one person carries this to the end?", "Google SRE", "overview", "owner"),
        Entry("Which roles were filled, and by whom?", _PD, "participants"),
        Entry("What would you tell a colleague in the lift?", "Atlassian", "overview", "summary"),
        Entry("What does nobody know yet? Keep it as an open question.", _JELI, "questions"),
        Entry("What would a newcomer have to ask to follow this?", "LRRIT", "overview"),
    ),
    Pane.TIMELINE: (
        Entry("What happened before anyone knew? Begin there and work forward.", _PD, "events"),
        Entry("What was there to see that nobody saw, and where was it shown?", _PD, "events"),
    ),
    Pane.IMPACT: (
        Entry("Who was affected, and in which way?", "Google SRE", "impact", "who"),
        Entry("How many, of how many? A guess beats nothing.", "Google SRE", "impact", "affected"),
        Entry("What could they not do, and how badly?", "Atlassian", "impact", "functions"),
        Entry("Which figure would the business ask for?", "Google SRE", "metrics"),
        Entry("How did it feel from the outside?", _PD, "impact"),
    ),
    Pane.CAUSES: (
        Entry("Which conditions had to be there together? Name the first.", "Cook", "factors"),
        Entry("What happened earlier that made this possible?", "Atlassian", "causes", "lead_up"),
        Entry("What else had to be true? Is it getting worse as we grow?", _PD, "factors"),
    ),
    Pane.RESPONSE: (
        Entry("What noticed it first?", "Kehoe", "response", "detected_by"),
        Entry("Could it have been noticed earlier, and by what?", "AWS", "response", "earlier"),
        Entry("What went well, and what made it go well?", "Google SRE", "lessons"),
        Entry("Why were we surprised?", "Morgue", "response", "surprise"),
        Entry("How did the way of working shape this response?", _PD, "response"),
    ),
    Pane.ACTIONS: (
        Entry("What change would make this impossible, or harmless?", "Google SRE", "actions"),
        Entry("What would let the next one be noticed sooner?", _PD, "actions"),
    ),
    Pane.REVIEW: (
        Entry("What will somebody do differently from now on?", "Etsy", "review", "learned"),
        Entry("Who outside the team should read this?", "Google SRE", "publications"),
        Entry("What is still worth a second look?", "pmtui", "review"),
    ),
}
"""What a pane asks: the first entry whose place is still empty, else the last."""


def _kind(value: StrEnum, name: str = "marker") -> tuple[tuple[str, StrEnum | bool], ...]:
    return ((name, value),)


BANK: tuple[Entry, ...] = (
    # Timeline: by the kind of moment
    Entry(
        "What made it visible, and could something have shown it earlier?",
        _JELI,
        "events",
        when=_kind(Marker.DETECTION),
    ),
    Entry(
        "What was ruled out, and how?",
        _JELI,
        "events",
        when=_kind(Marker.DIAGNOSIS),
    ),
    Entry(
        "Which options were seen, and what made this one the best at the time?",
        _PD,
        "events",
        when=_kind(Marker.DECISION),
    ),
    Entry(
        "How was it known to be safe, and what would have been hard to undo?",
        _JELI,
        "events",
        when=_kind(Marker.REPAIR),
    ),
    Entry(
        "What changed in how people understood it, and what changed it?",
        _JELI,
        "events",
        when=_kind(Marker.KEY_MOMENT),
    ),
    Entry(
        "What became known through it, and to whom not yet?",
        _PD,
        "events",
        when=_kind(Marker.COMMUNICATION),
    ),
    # Timeline: by what is heard
    Entry(
        "How was that known, and on which screen?",
        _ETSY,
        "events",
        cues=(" knew ", " known ", " knows "),
    ),
    Entry(
        "How was that judged: what did it look like, and what had been expected?",
        _ETSY,
        "events",
        cues=(" seemed ", " looked like ", " appeared ", " suspected ", " thought "),
    ),
    Entry(
        "What else was going on at that moment?",
        _ETSY,
        "events",
        cues=(" strange", " odd", " worried", " weird", " confus"),
    ),
    Entry(
        "What drew the eye to it, and where was it seen?",
        _ETSY,
        "events",
        cues=(" saw ", " sees ", " noticed ", " notices ", " observed ", " shows "),
    ),
    Entry(
        "What tipped the decision to ask for help, and how fast could they be reached?",
        _ETSY,
        "events",
        cues=(" asked ", " asks ", " called ", " calls ", " escalat", " paged ", " joins "),
    ),
    Entry(
        "Which other options existed?",
        _ETSY,
        "events",
        cues=(" decided ", " decides ", " decision ", " chose "),
    ),
    Entry(
        "What does normal look like for this part?",
        _ETSY,
        "events",
        cues=(" normally ", " usually ", " always ", " normal "),
    ),
    Entry(
        "What were the alternatives, and what pressed for this one?",
        _ETSY,
        "events",
        cues=(" restart", " rolled back ", " rolls back ", " deploy", " disabled ", " paused "),
    ),
    # Timeline: by milestone and field
    Entry(
        "How was the state of the service read at that moment, and when did the reading change?",
        _PD,
        "events",
        "known_then",
    ),
    Entry(
        "Which goals pulled the other way: time, cost, customers? What was put aside for it?",
        _PD,
        "events",
        "options",
    ),
    Entry("Which questions remain? Silence is worth a note too.", _ETSY, "events", "notes"),
    Entry("What differed from what was expected?", _PD, "events"),
    Entry(
        "Is this an instant or an estimate? A range is fine.",
        "UnitOneAI/SecuritySkills#622",
        "absences",
        when=_kind(Milestone.IMPACT_START, "milestone"),
    ),
    Entry("What would it take to know this moment next time?", "pmtui", "absences"),
    # Causes: by the part a factor played
    Entry(
        "What had been true for long before this set it off?",
        _PD,
        "factors",
        when=_kind(FactorKind.TRIGGER, "kind"),
    ),
    Entry(
        "Since when was it so, and how often did it do no harm?",
        "Cook",
        "factors",
        when=_kind(FactorKind.CONDITION, "kind"),
    ),
    Entry(
        "What made this reasonable, and what would the next team meet in the same seat?",
        _PD,
        "factors",
        when=_kind(FactorKind.ENABLER, "kind"),
    ),
    Entry(
        "What would have caught it, and what does it cost to have that?",
        "Kehoe",
        "factors",
        when=_kind(FactorKind.MISSED_SAFEGUARD, "kind"),
    ),
    Entry(
        "What kept it from getting worse, and can it be counted on?",
        "Google SRE",
        "factors",
        when=_kind(FactorKind.MITIGATOR, "kind"),
    ),
    Entry(
        "What made it hard to see or to mend, and which information was needed sooner?",
        _PD,
        "factors",
        when=_kind(FactorKind.RESPONSE_DIFFICULTY, "kind"),
    ),
    Entry(
        "What made this step possible? End with a condition that can be changed.",
        "AWS",
        "factors",
        "why_chain",
    ),
    Entry("What was thought to be normal here?", _PD, "factors", "detail"),
    Entry(
        "Had this class of problem been foreseen, or met elsewhere?",
        _PD,
        "factors",
        "problem_class",
    ),
    Entry("How did it contribute, and what part did it play?", _PD, "factors"),
    # Response: by facet
    Entry(
        "Where was the signal, among what else, and what would have halved the time to see it?",
        "AWS",
        "facets",
        when=_kind(Facet.DETECTION, "facet"),
    ),
    Entry(
        "What tipped asking for help, and could the people be reached?",
        _PD,
        "facets",
        when=_kind(Facet.ESCALATION, "facet"),
    ),
    Entry(
        "What did customers and colleagues hear, when, and what were they missing?",
        _PD,
        "facets",
        when=_kind(Facet.COMMUNICATION, "facet"),
    ),
    Entry(
        "Which goal decided the next step, and how were roles and hand-overs handled?",
        _PD,
        "facets",
        when=_kind(Facet.COORDINATION, "facet"),
    ),
    Entry(
        "Which tool or runbook helped, and which had to be worked around?",
        "Atlassian",
        "facets",
        when=_kind(Facet.TOOLING, "facet"),
    ),
    Entry(
        "What showed that it was over, and did the way out carry a risk of its own?",
        "Kehoe",
        "facets",
        when=_kind(Facet.RECOVERY, "facet"),
    ),
    Entry(
        "What made it go well, so that it can be kept?",
        "Google SRE",
        "lessons",
        when=_kind(LessonKind.WENT_WELL, "kind"),
    ),
    Entry(
        "What made it hard, and what would ease it for the next team?",
        _PD,
        "lessons",
        when=_kind(LessonKind.WENT_POORLY, "kind"),
    ),
    Entry(
        "What would have happened without it? Can the luck be made a habit?",
        "Google SRE",
        "lessons",
        when=_kind(LessonKind.GOT_LUCKY, "kind"),
    ),
    # Actions
    Entry(
        "What will be observable when it is done?",
        "Google SRE",
        "actions",
        "done_when",
    ),
    Entry(
        "What would the system do differently on a bad day?",
        "LRRIT",
        "actions",
        "text",
    ),
)
"""By table, field, kind and cue; the closest fit is shown, the earlier one where two fit alike."""
