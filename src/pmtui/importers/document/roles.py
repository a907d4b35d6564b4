"""What a heading means: the words under which people write the parts of a postmortem."""

import re
from functools import lru_cache

ROLES: tuple[tuple[str, str], ...] = (
    ("timeline", r".{0,60}\b(?:time[ -]?line|chronology|(?:sequence|course) of events|incident log)"
     r"\b.{0,60}"),
    ("summary", r"(?:executive |incident |short )?(?:summary|synopsis|abstract)|tl;?dr|overview"
     r"|in short"),
    ("background", r"background(?: information)?|context|glossary"),
    ("impact", r"(?:customer |user |business )?impact(?: .{0,40})?|what was impacted|who was affected"
     r"|(?:users|customers) affected|affected (?:users|customers|services)|scope"),
    ("metrics", r"stat(?:istic)?s|(?:key )?(?:metrics|figures|numbers)"),
    ("causes", r"contributing (?:factors?|causes?)(?: .{0,30})?|(?:root |probable |underlying )?causes?"
     r"(?: analysis| of .{0,60})?|root causes?(?: and .{0,30})?|(?:the )?five whys|5 whys|findings"
     r"|why (?:it|this|did (?:it|this)) happen(?:ed)?"),
    ("lead_up", r"lead[ -]?up|trigger"),
    ("resolution", r"resolution|solution|(?:the )?fix|mitigation|how (?:was it|it was|we) fixed(?: it)?"
     r"|resolution and recovery"),
    ("detection", r"detection|discovery|how (?:it was|we|was it) (?:detected|noticed)(?: it)?"),
    ("escalation", r"escalation"),
    ("communication", r"communications?"),
    ("coordination", r"coordination|response"),
    ("tooling", r"tooling|tools"),
    ("recovery", r"recovery(?: efforts)?"),
    ("well", r"(?:what )?(?:went|worked) (?:well|right)|the good|positives"),
    ("poorly", r"(?:what )?(?:went|was) (?:wrong|poorly|badly)|what (?:didn.?t|did not) (?:go|work).{0,20}"
     r"|(?:what )?(?:could have (?:gone|been)|to go) better|the bad|where we struggled|difficulties"),
    ("lucky", r"(?:where |what )?(?:we )?(?:got|were) lucky|luck|where luck helped"),
    ("lessons", r"(?:key )?lessons?(?: (?:learn(?:ed|t)|to learn))?|learnings|take-?aways?|retrospective"
     r"|reflections?"),
    ("actions", r"action(?:s| items?| points?)?|(?:follow[ -]?ups?|remediation|corrective|preventi?(?:ve"
     r"|tative))(?:s| actions?| items?| measures?| tasks?| improvements?)?|(?:next|future) steps|to-?dos?|prevention"
     r"|(?:root cause )?remediations?|recommendations|(?:proposed )?improvements|future work"
     r"|looking forward|what (?:we.?re|we are|is being) do(?:ing|ne).{0,60}"),
    ("participants", r"(?:incident )?roles(?: and (?:people|responsibilities))?|attendees|participants|people(?: involved)?|responders|who was involved|authors?"),
    ("questions", r"(?:open|unanswered|remaining) questions|unknowns"),
)  # fmt: skip
"""Role and the titles it goes by, as a pattern of the whole title in lower case; first one wins."""

_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in ROLES)
_AROUND = re.compile(r"^[\W\d_]{0,12}(?:\d{1,2}(?:\.\d{1,2}){0,3}[.):]? )?|[\W_]{0,12}$")
_PLAIN = frozenset({
    "timeline", "summary", "background", "impact", "stats", "statistics", "metrics", "resolution",
    "contributing factors", "lessons learned", "lessons learnt", "action items", "actions",
    "attendees", "participants", "authors", "roles", "detection", "recovery", "open questions",
})  # fmt: skip
"""Titles that say no more than the role, so that nothing is lost when they go."""


_TIMED = re.compile(
    r"[\W_]{0,8}(?:\d{1,2}[:.h]\d{2}|20\d\d-\d\d-\d\d|day \d{1,2}\b|\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri"
    r"|sat(?:ur)?|sun)(?:day)?,? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}"
    r"|\d{1,2} ?[ap]\.?m)"
)


def timed(title: str) -> bool:
    """Whether a heading begins with a day or a time, as the rows of a timeline do."""
    return bool(_TIMED.match(" ".join(title[:200].casefold().split())))


def normal(title: str) -> str:
    """A title in small letters, without numbers and signs around it."""
    return _AROUND.sub("", " ".join(title[:200].casefold().replace("’", "'").split()))


@lru_cache(maxsize=1024)
def role_of(title: str) -> str:
    """The role of a heading, "" where it has none."""
    wanted = normal(title)
    return next((role for role, pattern in _COMPILED if pattern.fullmatch(wanted)), "")


def says_more(title: str) -> bool:
    """Whether a title holds words that its role does not say."""
    return normal(title) not in _PLAIN
