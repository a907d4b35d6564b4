"""Criteria of the response: how it was detected, how each part worked, what was learned from it."""

from collections.abc import Iterable

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Lesson
from pmtui.domain.vocabulary import DetectedBy, Facet, LessonKind, Pane
from pmtui.review.found import short, to_look, to_write
from pmtui.review.model import Context, Criterion, Finding, Level
from pmtui.review.variants import adding, both, change, change_all, change_of, without

_ASK = {
    Facet.DETECTION: "How did detection go: was the signal there, and was it seen where people "
    "looked?",
    Facet.ESCALATION: "How did escalation go: were the right people called, and could they be "
    "reached?",
    Facet.COMMUNICATION: "How did communication go: with customers, inside, between updates?",
    Facet.COORDINATION: "How did coordination go: roles, hand-overs, decisions?",
    Facet.TOOLING: "How did tools and runbooks help or hinder?",
    Facet.RECOVERY: "How did recovery go: what showed that it worked, and was there a risk in it?",
}


def _detected(pm: Postmortem, context: Context) -> Iterable[Finding]:
    if pm.response.detected_by is None:
        yield to_write(
            "C13",
            ("response", "", "detected_by"),
            "By what was it noticed: an alert, a customer, a colleague? It shows what the next one "
            "will be noticed by.",
            "Choose what noticed it first.",
        )
    if not pm.response.earlier.strip():
        yield to_write(
            "C13",
            ("response", "", "earlier"),
            "Could it have been noticed earlier? “No, because …” is an answer.",
            "Say what would notice it earlier, or why nothing would.",
        )


def _analysed(pm: Postmortem, context: Context) -> Iterable[Finding]:
    for analysis in pm.facets:
        if analysis.nothing_notable and (analysis.worked.strip() or analysis.to_improve.strip()):
            name = str(analysis.facet).capitalize() if analysis.facet else "One part"
            yield to_look(
                "C14",
                ("facets", analysis.id, "nothing_notable"),
                f"{name} is marked as nothing notable and yet says something: readers see both.",
                "Take the mark away, or the text.",
                level=Level.WARN,
            )
    blank = [
        f for f in pm.facets if not (f.worked.strip() or f.to_improve.strip() or f.nothing_notable)
    ]
    for analysis in blank:
        yield to_write(
            "C14",
            ("facets", analysis.id, "to_improve"),
            _ASK[analysis.facet] if analysis.facet else "How did this part of the response go?",
            "Say what worked or what was hard, or mark it as nothing notable.",
        )
    if blank or not pm.facets:
        return
    first = pm.facets[0].id
    if not any(f.worked.strip() for f in pm.facets) and not pm.response.none_went_well:
        yield to_write(
            "C14",
            ("facets", first, "worked"),
            "Which part of the response worked? It is worth keeping, and somebody made it so.",
            "Name at least one thing that worked.",
        )
    if not any(f.to_improve.strip() for f in pm.facets):
        yield to_write(
            "C14",
            ("facets", first, "to_improve"),
            "Which part of the response was hard? The next team will meet it too.",
            "Name at least one thing that would make the next response easier.",
        )


def _lessons(pm: Postmortem, context: Context) -> Iterable[Finding]:
    kinds = {lesson.kind for lesson in pm.lessons if lesson.text.strip()}
    if LessonKind.WENT_WELL not in kinds and not pm.response.none_went_well:
        yield to_write(
            "C24",
            ("lessons", LessonKind.WENT_WELL.value, ""),
            "What went well? Readers copy what worked.",
            "Add a lesson of the kind went well, or say that none was found.",
        )
    if LessonKind.GOT_LUCKY not in kinds:
        yield to_write(
            "C24",
            ("lessons", LessonKind.GOT_LUCKY.value, ""),
            "Where did luck help? Next time it may not.",
            "Add a lesson of the kind got lucky.",
            level=Level.WARN,
        )


def _followed_up(pm: Postmortem, context: Context) -> Iterable[Finding]:
    followed = {id for action in pm.actions for id in action.lessons}
    for lesson in pm.lessons:
        if (
            lesson.kind is LessonKind.WENT_POORLY
            and lesson.text.strip()
            and lesson.id not in followed
            and not lesson.declined_because.strip()
        ):
            yield to_write(
                "C35",
                ("lessons", lesson.id, "declined_because"),
                f"What follows from “{short(lesson.text)}”? Without an answer it will be met again.",
                "Link an action, or say why none follows.",
                level=Level.WARN,
                waives=lesson.text,
            )


CRITERIA = (
    Criterion(
        id="C13",
        pane=Pane.RESPONSE,
        asks="How was it detected, and could it have been noticed earlier?",
        why="Every minute undetected is a minute of impact that nobody works on.",
        source="Atlassian, Kehoe, AWS, Cargo",
        kind="machine",
        levels=(Level.BLOCK, Level.BLOCK, Level.WARN),
        find=_detected,
        good=change(
            "response",
            detected_by=DetectedBy.UNKNOWN,
            earlier="No, because no print fails before the connections run out.",
        ),
        bad=change("response", earlier=""),
    ),
    Criterion(
        id="C14",
        pane=Pane.RESPONSE,
        asks="Is the response itself analysed: detection, escalation, communication, coordination, "
        "tooling, recovery?",
        why="It is the part that most postmortems leave out, and the next incident needs it first.",
        source="PagerDuty guide, Atlassian, AWS",
        kind="partly",
        levels=(Level.BLOCK, Level.BLOCK, Level.WARN),
        find=_analysed,
        good=change_of("facets", "tooling", worked="", to_improve="", nothing_notable=True),
        bad=change_of("facets", "recovery", nothing_notable=False),
    ),
    Criterion(
        id="C24",
        pane=Pane.RESPONSE,
        asks="Is it recorded what went well, and where luck helped?",
        why="What worked should be kept, and luck should not be counted on.",
        source="Google SRE, Atlassian, Kehoe",
        kind="machine",
        levels=(Level.BLOCK, Level.BLOCK, Level.WARN),
        find=_lessons,
        good=both(
            without("lessons"),
            change("response", none_went_well=True),
            adding(
                "lessons", Lesson(id="l-2", kind=LessonKind.GOT_LUCKY, text="It was a quiet day")
            ),
        ),
        bad=without("lessons"),
    ),
    Criterion(
        id="C35",
        pane=Pane.RESPONSE,
        asks="Is everything that did not go well followed up?",
        why="A complaint without an answer will be met again.",
        source="PagerDuty template",
        kind="machine",
        levels=(Level.WARN, Level.WARN, Level.WARN),
        find=_followed_up,
        good=both(
            change_all("actions", lessons=()),
            change_of("lessons", "l-poorly", declined_because="the depots get their own channel"),
        ),
        bad=change_all("actions", lessons=()),
    ),
)
