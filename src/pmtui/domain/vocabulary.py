"""The closed word lists of a postmortem, the same in code, screen, store and export.

Every member's value is the word a reader sees. Sources: PagerDuty's postmortem guide, the Google
SRE book and workbook, Atlassian's incident handbook, Jeli's Howie guide, Etsy's Morgue.
"""

from enum import StrEnum

from pmtui.domain.listed import Severity as Severity
from pmtui.domain.listed import Status as Status


class Depth(StrEnum):
    """How deep the review goes: full for SEV-1 and SEV-2, standard for SEV-3, light below."""

    FULL = "full"
    STANDARD = "standard"
    LIGHT = "light"


class SeverityJudgement(StrEnum):
    """The second look at the severity after the incident (PagerDuty)."""

    STILL_RIGHT = "still right"
    CHANGED = "changed"


class NamePolicy(StrEnum):
    """Whether causal prose may carry names; with roles, names there bar completion."""

    NAMES = "names"
    ROLES = "roles"


class Role(StrEnum):
    """What a participant did during the incident or does for the postmortem (PagerDuty, Etsy)."""

    INCIDENT_COMMANDER = "incident commander"
    DEPUTY = "deputy"
    SCRIBE = "scribe"
    SUBJECT_MATTER_EXPERT = "subject-matter expert"
    CUSTOMER_LIAISON = "customer liaison"
    INTERNAL_LIAISON = "internal liaison"
    RESPONDER = "responder"
    OBSERVER = "observer"
    REPORTER = "reporter"
    FACILITATOR = "facilitator"
    NOTE_TAKER = "note-taker"
    REVIEWER = "reviewer"
    APPROVER = "approver"


class Certainty(StrEnum):
    """How sure a time is."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    RANGE = "range"
    DATE_ONLY = "date only"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not applicable"


class Precision(StrEnum):
    """How finely a time was written; exports never add digits."""

    MINUTE = "minute"
    SECOND = "second"
    FRACTION = "fraction"


class ZoneKnown(StrEnum):
    """How the zone of a time is known; an unknown one quarantines the event."""

    WRITTEN = "written"
    HEADING = "heading"
    ASKED = "asked"
    ASSUMED = "assumed"
    UNKNOWN = "unknown"


class Milestone(StrEnum):
    """The moments durations are computed from (PagerDuty, Morgue, FireFighter)."""

    LEAD_UP = "lead-up"
    IMPACT_START = "impact start"
    DETECTED = "detected"
    PAGED = "paged"
    ACKNOWLEDGED = "acknowledged"
    DECLARED = "declared"
    RESPONDING = "responding"
    ESCALATED = "escalated"
    FIRST_NOTICE = "first public notice"
    KEY_CHANGE = "key change"
    MITIGATED = "mitigated"
    RECOVERED = "recovered"
    IMPACT_END = "impact end"
    RESOLVED = "resolved"
    END_OF_MAJOR = "end of SEV-1/2"
    POST_IMPACT = "post-impact"


PHASES = (
    Milestone.IMPACT_START,
    Milestone.DETECTED,
    Milestone.RESPONDING,
    Milestone.MITIGATED,
    Milestone.RESOLVED,
)
"""The five milestones of the phase bar, in its order."""

REPEATABLE = frozenset({Milestone.ESCALATED, Milestone.KEY_CHANGE, Milestone.POST_IMPACT})
"""Milestones that several events may carry; every other one belongs to one event at most."""


class Marker(StrEnum):
    """What kind of moment an event was (Jeli, and decision)."""

    DETECTION = "detection"
    DIAGNOSIS = "diagnosis"
    DECISION = "decision"
    REPAIR = "repair"
    KEY_MOMENT = "key moment"
    COMMUNICATION = "communication"
    NO_ACTIVITY = "no activity"
    OTHER = "other"


class EvidenceKind(StrEnum):
    """From what a claim was taken."""

    LINK = "link"
    QUOTE = "quote"
    QUERY = "query"
    RAW = "raw line"
    RECOLLECTION = "recollection"


class ImpactType(StrEnum):
    """In which way users were affected (Morgue's four, data and security)."""

    AVAILABILITY = "availability"
    RESPONSE_TIME = "response time"
    DEGRADATION = "degradation"
    SCALABILITY = "scalability"
    DATA = "data"
    SECURITY = "security"


class DetectedBy(StrEnum):
    """By what the incident became known (Kehoe, GitLab)."""

    ALERT = "alert"
    REPORT = "customer or support report"
    OBSERVATION = "internal observation"
    DRILL = "drill"
    THIRD_PARTY = "third party"
    UNKNOWN = "unknown"


class FactorKind(StrEnum):
    """What part a contributing factor played."""

    TRIGGER = "trigger"
    CONDITION = "condition"
    ENABLER = "enabler"
    MISSED_SAFEGUARD = "missed safeguard"
    MITIGATOR = "mitigator"
    RESPONSE_DIFFICULTY = "response difficulty"


class CauseCategory(StrEnum):
    """Atlassian's categories; each implies a usual remedy."""

    BUG = "bug"
    CHANGE = "change"
    SCALE = "scale"
    ARCHITECTURE = "architecture"
    DEPENDENCY = "dependency"
    UNKNOWN = "unknown"


class ServiceLevel(StrEnum):
    """For a dependency: what became of its service level (Atlassian)."""

    MET = "met"
    EXCEEDED = "exceeded"
    UNDEFINED = "undefined"


class Standing(StrEnum):
    """How firmly a causal claim stands."""

    ESTABLISHED = "established"
    HYPOTHESIS = "hypothesis"
    UNKNOWN = "unknown"


class ProblemClass(StrEnum):
    """Whether the class of problem was foreseen (PagerDuty)."""

    SPECIFIC_BUG = "specific bug"
    ANTICIPATED = "anticipated class"
    UNANTICIPATED = "unanticipated architectural class"


class Facet(StrEnum):
    """The parts of the response that are analysed, each on its own."""

    DETECTION = "detection"
    ESCALATION = "escalation"
    COMMUNICATION = "communication"
    COORDINATION = "coordination"
    TOOLING = "tooling"
    RECOVERY = "recovery"


class LessonKind(StrEnum):
    """The three heads of a lesson (Google SRE)."""

    WENT_WELL = "went well"
    WENT_POORLY = "went poorly"
    GOT_LUCKY = "got lucky"


class ActionType(StrEnum):
    """What an action is for (Google SRE, Atlassian)."""

    PREVENT = "prevent"
    MITIGATE = "mitigate"
    DETECT = "detect"
    RESPOND = "respond"
    REPAIR = "repair"
    INVESTIGATE = "investigate"


class ActionState(StrEnum):
    """Ideas are proposed; a commitment is committed; a decision not to act is declined."""

    PROPOSED = "proposed"
    COMMITTED = "committed"
    DONE = "done"
    DECLINED = "declined"


class Priority(StrEnum):
    """How soon an action matters; P0 and P1 are promises."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


class Relation(StrEnum):
    """What was decided about a similar postmortem."""

    RELATED = "related"
    DISMISSED = "dismissed"


class Pane(StrEnum):
    """The seven panes of the workbook, in their order; findings and criteria name them."""

    OVERVIEW = "overview"
    TIMELINE = "timeline"
    IMPACT = "impact"
    CAUSES = "causes"
    RESPONSE = "response"
    ACTIONS = "actions"
    REVIEW = "review"
