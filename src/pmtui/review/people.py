"""Criteria that only people can confirm: the review that was held, sharing, learning, secrets."""

from collections.abc import Iterable
from dataclasses import replace

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Publication
from pmtui.domain.vocabulary import Pane, Status
from pmtui.review.found import to_confirm, to_look
from pmtui.review.held import held, lapsed
from pmtui.review.model import Context, Criterion, Finding, Level
from pmtui.review.moments import tomorrow
from pmtui.review.reading import same_person
from pmtui.review.variants import adding, both, change, change_of, without

_AGAIN = (
    "Factors, actions or their links changed since the review was held; "
    "does what was agreed still hold?"
)
_HOLD = "Hold the review, then record date, readers and reviewer."


def _readable(pm: Postmortem, context: Context) -> Iterable[Finding]:
    place = ("review", "", "held_on")
    if lapsed(pm):
        yield to_confirm("C37", place, _AGAIN, "Confirm it with the reviewers, and record it anew.")
    elif not held(pm):
        yield to_confirm(
            "C37",
            place,
            "Has somebody who was not there read it and understood the conclusions?",
            _HOLD,
        )
    elif pm.review.held_on is not None and pm.review.held_on > tomorrow(context.now):
        yield to_look(
            "C37",
            place,
            "The review is dated in the future, so it cannot have been held.",
            "Correct the date.",
            level=Level.ATTEST,
            waives=str(pm.review.held_on),
        )


def _agreed(pm: Postmortem, context: Context) -> Iterable[Finding]:
    if not held(pm) or not any(r.strip() for r in pm.review.readers):
        yield to_confirm(
            "C38",
            ("review", "", "readers"),
            "Have the participants read it and agreed on the facts? Each saw another part of it.",
            "Record who read it and agrees, with the review held.",
        )


def _reviewed(pm: Postmortem, context: Context) -> Iterable[Finding]:
    reviewer = pm.review.reviewer.strip()
    place = ("review", "", "reviewer")
    if reviewer and same_person(reviewer, pm.overview.owner):
        yield to_look(
            "C39",
            place,
            "The reviewer is the owner; a second pair of eyes sees what the author cannot.",
            "Name another reviewer, with the review held.",
            level=Level.ATTEST,
            waives=reviewer,
        )
    elif not reviewer or not held(pm):
        yield to_confirm(
            "C39",
            place,
            "Has somebody other than the owner reviewed it and accepted causes and priorities?",
            "Record the reviewer, with the review held.",
        )


def _shared(pm: Postmortem, context: Context) -> Iterable[Finding]:
    if pm.review.status is not Status.COMPLETE or any(p.where.strip() for p in pm.publications):
        return
    yield to_confirm(
        "C40",
        ("publications", "", "where"),
        "Where was it shared? Others learn only from what they can find.",
        "Share it as widely as is safe, and note the address.",
        level=Level.WARN,
    )


def _no_secrets(pm: Postmortem, context: Context) -> Iterable[Finding]:
    if context.secrets is None:
        return
    for finding in context.secrets(pm):
        yield replace(finding, criterion="C41")


def _learned(pm: Postmortem, context: Context) -> Iterable[Finding]:
    if not pm.review.learned.strip():
        yield to_confirm(
            "C43",
            ("review", "", "learned"),
            "What does somebody now do differently? One line from one person is enough.",
            "Ask in the review, and write the answer down.",
            level=Level.WARN,
        )


_ATTESTED = (Level.ATTEST, Level.WARN, None)
_COMPLETE = change("review", status=Status.COMPLETE)

CRITERIA = (
    Criterion(
        id="C37",
        pane=Pane.REVIEW,
        asks="Can a newcomer read the conclusions?",
        why="It is written for people who were not there.",
        source="PagerDuty guide, Google SRE, LRRIT",
        kind="attested",
        levels=_ATTESTED,
        find=_readable,
        good=change_of("actions", "a-quota", detail="Start with staging."),
        bad=change_of("actions", "a-quota", factors=("f-shared",)),
    ),
    Criterion(
        id="C38",
        pane=Pane.REVIEW,
        asks="Have participants read it and agreed on the facts?",
        why="Each of them saw another part of what happened.",
        source="Howie, Etsy, Google SRE",
        kind="attested",
        levels=_ATTESTED,
        find=_agreed,
        good=change("review", readers=("Tomás Rey",)),
        bad=change("review", readers=()),
    ),
    Criterion(
        id="C39",
        pane=Pane.REVIEW,
        asks="Did someone other than the owner review it?",
        why="A second pair of eyes sees what the author cannot; an approver makes actions real.",
        source="Google SRE, Atlassian, PagerDuty guide",
        kind="attested",
        levels=_ATTESTED,
        find=_reviewed,
        good=change("review", approver=""),
        bad=change("review", reviewer="ilse  brandt"),
    ),
    Criterion(
        id="C40",
        pane=Pane.REVIEW,
        asks="Is it recorded where it was shared, as widely as is safe?",
        why="Others learn only from what they can find.",
        source="Google SRE, PagerDuty guide",
        kind="attested",
        levels=(Level.WARN, Level.WARN, Level.WARN),
        find=_shared,
        good=both(
            _COMPLETE,
            adding("publications", Publication(id="x-1", where="https://wiki.example/pm/labels")),
        ),
        bad=both(_COMPLETE, without("publications")),
    ),
    Criterion(
        id="C41",
        pane=Pane.REVIEW,
        asks="Are there no secrets, personal data or customer names in the exported copy?",
        why="An export travels further than its author thinks.",
        source="cloud-gov/product#1500, Datadog",
        kind="partly",
        levels=(Level.BLOCK, Level.BLOCK, Level.BLOCK),
        find=_no_secrets,
        good=change_of("events", "e-pool", detail="logged in with the token from the vault"),
        bad=change_of("events", "e-pool", detail="logged in with token=ghp_0123456789abcdef"),
    ),
    Criterion(
        id="C43",
        pane=Pane.REVIEW,
        asks="Did someone learn something that changes later work?",
        why="That is what a postmortem is for.",
        source="Etsy",
        kind="attested",
        levels=(Level.WARN, None, None),
        find=_learned,
        good=change("review", learned="I look at the load curve first."),
        bad=change("review", learned=""),
    ),
)
