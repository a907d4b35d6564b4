"""Criteria of wording. Most are answered by the language rules, whose findings the context brings;
what can be seen without them (drama, fix talk in the timeline, names of participants) is seen here.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Event
from pmtui.domain.timeline import by_identity
from pmtui.domain.vocabulary import LessonKind, NamePolicy, Pane
from pmtui.review.found import to_look
from pmtui.review.model import Context, Criterion, Finding, Level
from pmtui.review.reading import has_word
from pmtui.review.variants import both, change, change_of

Place = tuple[str, str, str]


def left_to_language(pm: Postmortem, context: Context) -> Iterable[Finding]:
    """Nothing here: the findings of the criterion's language rules stand for it."""
    return ()


def _events_with(pm: Postmortem, words: tuple[str, ...]) -> Iterator[tuple[Place, str]]:
    """The texts of the timeline, if any of the words is in one of them."""
    if not _words_in_events(pm.events).isdisjoint(words):
        for event in pm.events:
            yield ("events", event.id, "text"), event.text
            yield ("events", event.id, "detail"), event.detail


_AT_ONCE = 500
"""Events whose text is searched together: quicker than one by one, and small beside the timeline."""


@by_identity
def _words_in_events(events: tuple[Event, ...]) -> frozenset[str]:
    """Which of the words that are sought in the timeline are anywhere in it."""
    found: set[str] = set()
    for start in range(0, len(events), _AT_ONCE):
        some = events[start : start + _AT_ONCE]
        text = "\n".join([f"{e.text}\n{e.detail}" if e.detail else e.text for e in some]).lower()
        found.update(word for word in (*_DRAMA, *_FIX_TALK) if word in text)
    return frozenset(found)


def causal_prose(pm: Postmortem) -> Iterator[tuple[Place, str]]:
    """The texts that say why it happened and what was hard, with their places."""
    for factor in pm.factors:
        for field in ("text", "detail", "why_chain"):
            yield ("factors", factor.id, field), getattr(factor, field)
    for facet in pm.facets:
        yield ("facets", facet.id, "to_improve"), facet.to_improve
    for lesson in pm.lessons:
        if lesson.kind is LessonKind.WENT_POORLY:
            yield ("lessons", lesson.id, "text"), lesson.text


def _everything_else(pm: Postmortem) -> Iterator[tuple[Place, str]]:
    for field in ("title", "summary", "background", "resolution"):
        yield ("overview", "", field), getattr(pm.overview, field)
    yield ("impact", "", "description"), pm.impact.description
    yield ("causes", "", "lead_up"), pm.causes.lead_up
    yield from causal_prose(pm)
    for action in pm.actions:
        yield ("actions", action.id, "text"), action.text


_DRAMA = (
    "!!",
    "catastroph",
    "disaster",
    "horrible",
    "insane",
    "nightmare",
    "ridiculous",
    "unbelievable",
)
_TERMS = ("disaster recovery", "disaster-recovery")
_FIX_TALK = (
    "going forward",
    "in the future",
    "must be added",
    "needs to be ",
    "recommend",
    "should be added",
    "to avoid this",
    "to prevent this",
    "we should ",
)


def _search(
    texts: Iterable[tuple[Place, str]], words: tuple[str, ...], terms: tuple[str, ...] = ()
) -> Iterator[tuple[Place, str, str]]:
    """Texts that hold one of the words, with the word; the terms do not count as that."""
    for place, text in texts:
        lowered = text.lower()
        for term in terms:
            lowered = lowered.replace(term, " ")
        word = next((w for w in words if w in lowered), "")
        if word:
            yield place, text, word.strip()


def _drama(pm: Postmortem, context: Context) -> Iterable[Finding]:
    for place, text, word in _search(
        chain(_events_with(pm, _DRAMA), _everything_else(pm)), _DRAMA, _TERMS
    ):
        yield to_look(
            "C23",
            place,
            f"“{word}” tells how it felt; a figure would tell a reader how bad it was.",
            "Replace it by a number or drop it.",
            level=Level.WARN,
            waives=text,
        )


def _fix_talk(pm: Postmortem, context: Context) -> Iterable[Finding]:
    described = (("impact", "", "description"), pm.impact.description)
    for place, text, word in _search((*_events_with(pm, _FIX_TALK), described), _FIX_TALK):
        yield to_look(
            "C25",
            place,
            f"“{word}” speaks of how to fix it; here a reader looks for what happened.",
            "Move it to the actions, or mark it as what was said then.",
            level=Level.WARN,
            waives=text,
        )


def _names(pm: Postmortem, context: Context) -> Iterable[Finding]:
    services = {s.casefold() for s in pm.overview.services}
    names = [
        (name, next(iter(p.roles), "a role"))
        for p in pm.participants
        for name in (p.name.strip(), p.handle.strip())
        if len(name) > 1 and name.casefold() not in services
    ]
    roles_only = pm.overview.name_policy is NamePolicy.ROLES
    for place, text in causal_prose(pm):
        if not text:
            continue
        seen = next((pair for pair in names if has_word(text, pair[0])), None)
        if seen is not None:
            yield to_look(
                "C21",
                place,
                f"“{seen[0]}” stands where a reader looks for conditions; would the role say as "
                "much?",
                f"Write the role instead, for example {seen[1]}.",
                level=Level.BLOCK if roles_only else Level.WARN,
                waives=text,
            )


_WARN = (Level.WARN, Level.WARN, Level.WARN)
_BLOCK = (Level.BLOCK, Level.BLOCK, Level.BLOCK)

CRITERIA = (
    Criterion(
        id="C09",
        pane=Pane.TIMELINE,
        asks="Are timeline and summary facts only, without evaluation?",
        why="A reader should first see what happened, then judge.",
        source="PagerDuty guide, Etsy",
        kind="partly",
        levels=_WARN,
        find=left_to_language,
        good=change_of("events", "e-pool", text="The dashboard was opened at 06:19"),
        bad=change_of("events", "e-pool", text="The dashboard should have been opened sooner"),
        rules=("BL301", "BL302", "BL303", "BL304", "BL501"),
    ),
    Criterion(
        id="C20",
        pane=Pane.CAUSES,
        asks="Is there no hindsight certainty about what would have happened?",
        why="Then, it was one possibility among many.",
        source="PagerDuty guide, LRRIT, Dekker",
        kind="partly",
        levels=_WARN,
        find=left_to_language,
        good=change_of("factors", "f-alert", detail="Free connections are on a dashboard only."),
        bad=change_of("factors", "f-alert", detail="In hindsight it was waiting to happen."),
        rules=("BL303", "BL501", "BL502", "BL503"),
    ),
    Criterion(
        id="C21",
        pane=Pane.CAUSES,
        asks="Do roles stand instead of names in causal and critical prose?",
        why="A name draws the eye to a person; a role to the seat in which anyone could sit.",
        source="Atlassian, AWS, Cargo",
        kind="partly",
        levels=_BLOCK,
        find=_names,
        good=change_of("factors", "f-schedule", detail="The platform team chose the new time."),
        bad=both(
            change("overview", name_policy=NamePolicy.ROLES),
            change_of("factors", "f-schedule", detail="@tomas chose the new time."),
        ),
        rules=("BL106",),
    ),
    Criterion(
        id="C22",
        pane=Pane.OVERVIEW,
        asks="Is there no blame or judgement of people, anywhere?",
        why="People who fear blame stop telling what they saw.",
        source="all sources",
        kind="partly",
        levels=_BLOCK,
        find=left_to_language,
        good=change_of("factors", "f-shared", detail="Nothing shows who holds a connection."),
        bad=change_of("factors", "f-shared", detail="The careless setup came from one team."),
        rules=(
            "BL101",
            "BL102",
            "BL104",
            "BL105",
            "BL107",
            "BL201",
            "BL301",
            "BL304",
            "BL401",
            "BL701",
            "BL802",
            "BL1001",
        ),
    ),
    Criterion(
        id="C23",
        pane=Pane.OVERVIEW,
        asks="Is there no animated or dramatic language?",
        why="A figure tells how bad it was; an adjective tells how it felt.",
        source="Google SRE",
        kind="partly",
        levels=_WARN,
        find=_drama,
        good=change("overview", resolution="The disaster recovery plan was not needed."),
        bad=change("overview", resolution="The nightmare ended when the job was paused."),
    ),
    Criterion(
        id="C25",
        pane=Pane.TIMELINE,
        asks="Is what happened apart from how to fix it?",
        why="Mixed, neither can be checked.",
        source="PagerDuty guide",
        kind="partly",
        levels=_WARN,
        find=_fix_talk,
        good=change_of("events", "e-pool", text="The dashboard shows no owner of a connection"),
        bad=change_of("events", "e-pool", text="We should add the owner to the dashboard"),
    ),
    Criterion(
        id="C32",
        pane=Pane.ACTIONS,
        asks="Do actions change systems rather than people?",
        why="Care and memory run out on a bad day; a changed system does not.",
        source="Google SRE, LRRIT",
        kind="partly",
        levels=_BLOCK,
        find=left_to_language,
        good=change_of("actions", "a-alert", text="Refuse jobs above 30 connections at peak"),
        bad=change_of("actions", "a-alert", text="Remember to check the load curve"),
        rules=("BL1001", "BL703", "BL1004"),
    ),
)
