"""The whole app over a store of its own, filled through the domain, at a fixed moment."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from pmtui.clock import FixedClock
from pmtui.domain.edits import add, add_all, link, set_fields
from pmtui.domain.moment import When
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import (
    Action,
    Event,
    Evidence,
    Factor,
    Lesson,
    Metric,
    Participant,
    Question,
)
from pmtui.domain.vocabulary import (
    ActionState,
    ActionType,
    Certainty,
    Facet,
    FactorKind,
    LessonKind,
    Milestone,
    Pane,
    Precision,
    Priority,
    Severity,
    ZoneKnown,
)
from pmtui.review import review
from pmtui.review.context import standard_context
from pmtui.review.examples import EXAMPLE_NOW, complete_example
from pmtui.store.store import Store
from pmtui.ui.app import PmtuiApp
from pmtui.ui.places import place_of, store_place
from pmtui.ui.session import Session

NOW = EXAMPLE_NOW
"""Three days after the incident of every postmortem made here."""


def app_over(folder, postmortems=(), place=None, opened=True, **settings):
    """The app over a new store with these postmortems, opened at a place of the first of them."""
    clock = FixedClock(NOW)
    path = folder / "pmtui.db"
    store = Store.open(path, clock=clock, author="Ilse Brandt")
    for pm in postmortems:
        store.create(pm, label="made")
    if place is not None:
        store.remember(f"place:{postmortems[0].uid}", store_place(place))
    uid = postmortems[0].uid if opened and postmortems else ""
    settings = {"host": "ops.example", "author": "Ilse Brandt", **settings}
    return PmtuiApp(Session(store=store, store_path=path, clock=clock, open_uid=uid, **settings))


async def until(pilot, holds):
    """Wait until something holds. Raises AssertionError where it does not within seconds."""
    for _ in range(1000):
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError(f"what was waited for did not come:\n{text_of(pilot.app)}")


async def reviewed(pilot):
    """Wait until the findings stand, which are looked for a moment after the first paint."""
    book = pilot.app.workbook
    if book is not None and book.current is Pane.CAUSES:
        await until(pilot, lambda: book.past.answered)
    await until(pilot, lambda: book is None or book._review_timer is None)


def text_of(app):
    """What stands on the screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(s.text for s in strip) for strip in strips)


def ended(app):
    """Close what an app without a terminal leaves open."""
    app.saver.close()
    app.session.store.close()


def at(clock, day=10):
    """An exact time in UTC, from HH:MM."""
    hour, minute = map(int, clock.split(":"))
    return When(
        written=clock,
        certainty=Certainty.EXACT,
        at=datetime(2026, 3, day, hour, minute, tzinfo=UTC),
        precision=Precision.MINUTE,
        zone="UTC",
        zone_known=ZoneKnown.WRITTEN,
    )


def begun(uid="begun"):
    """A postmortem of which nothing is known but its title."""
    pm = Postmortem(uid=uid)
    return set_fields(pm, "overview", "", title="Search results were an hour old")


def with_one_each(uid="oneofeach"):
    """A postmortem with one record in each list, linked to each other."""
    pm = set_fields(
        begun(uid), "overview", "", severity=Severity.SEV_3, incident_date=date(2026, 3, 10),
        owner="Ilse Brandt", summary="Search showed results up to an hour old for 300 people.",
    )  # fmt: skip
    for table, record in (
        ("participants", Participant(id="p", name="Wen Zhao", handle="@wen")),
        ("events", Event(id="e", at=at("09:10"), text="indexer stopped", who="indexer")),
        ("metrics", Metric(id="m", name="stale searches", value="1,204", unit="requests")),
        ("factors", Factor(id="f", text="nothing tells that the indexer stands still")),
        ("lessons", Lesson(id="l", kind=LessonKind.WENT_WELL, text="the restart was documented")),
        ("actions", Action(id="a", text="alert on the age of the index", owner="@wen")),
        ("questions", Question(id="q", text="why did the second indexer not take over?")),
        ("evidence", Evidence(id="v", of="e", text="https://graphs.example/d/search")),
    ):
        pm = add(pm, table, record)
    pm = link(pm, "actions", "a", "factors", "f")
    return link(pm, "factors", "f", "events", "e")


LONG = (
    "日本語の行 checkout-7d9f6c5b48-x2lqp answered 503 to 38 % of résumé uploads by 👩‍💻 from "
    "https://shop.example/cart?session=0123456789abcdef0123456789abcdef0123456789abcdef&retry=3 "
    "while every other host of the set answered as on any other day; "
)
"""A sentence of every width, with a word that no line can hold whole."""


def with_long_texts(uid="longtexts", count=60):
    """A postmortem whose every text is longer than any place for it."""
    line, text = LONG * 3, "\n\n".join([LONG * 4] * 3)
    pm = set_fields(
        Postmortem(uid=uid), "overview", "", title=line, incident_date=date(2026, 3, 10),
        severity=Severity.SEV_1, owner=line, services=tuple(f"{LONG}{i}" for i in range(9)),
        summary=text, background=text, resolution=text, team=line, severity_note=line,
    )  # fmt: skip
    pm = set_fields(pm, "impact", "", who=line, affected=line, functions=line, description=text)
    pm = set_fields(pm, "causes", "", lead_up=text, past_checked=line)
    pm = set_fields(pm, "response", "", detected_how=line, earlier=line, surprise=text)
    pm = set_fields(pm, "facets", Facet.DETECTION.value, worked=text, to_improve=text)
    apart = 7 if count < 200 else 1
    moments = [at("06:00").at + timedelta(minutes=apart * i) for i in range(count)]
    some = range(5)
    for table, records in (
        ("events", [
            Event(id=f"e{i}", at=at(f"{m:%H:%M}", m.day), text=f"{i} {line}", who=line, detail=text,
                  milestones=tuple(Milestone) if i == 0 else ())
            for i, m in enumerate(moments)
        ]),
        ("participants", [Participant(id=f"p{i}", name=line, handle=line) for i in some]),
        ("metrics", [Metric(id=f"m{i}", name=line, value=line, unit=line) for i in some]),
        ("factors", [
            Factor(id=f"f{i}", text=line, kind=FactorKind.CONDITION, detail=text, why_chain=text)
            for i in some
        ]),
        ("lessons", [Lesson(id=f"l{i}", kind=LessonKind.WENT_POORLY, text=line) for i in some]),
        ("actions", [
            Action(id=f"a{i}", text=line, owner=line, tracker=line, type=ActionType.PREVENT,
                   priority=Priority.P1, state=ActionState.COMMITTED, done_when=line, detail=text,
                   factors=tuple(f"f{n}" for n in some), due=date(2026, 4, 1))
            for i in some
        ]),
        ("questions", [Question(id=f"q{i}", text=line, answer=text) for i in some]),
        ("evidence", [Evidence(id=f"v{i}", of="e0", text=text, source=line) for i in some]),
    ):  # fmt: skip
        pm = add_all(pm, table, records)
    return pm


def with_findings(uid="findings"):
    """A filled postmortem in which something is left to do on every pane."""
    pm = replace(complete_example(), uid=uid)
    for table, id, values in (
        ("overview", "", {"owner": ""}),
        ("events", "e-alert", {"text": "Tomás carelessly ignored the alert"}),
        ("impact", "", {"who": ""}),
        ("factors", "f-schedule", {"text": "Human error: Tomás was careless with the schedule"}),
        ("response", "", {"earlier": ""}),
        ("actions", "a-quota", {"owner": "", "due": None, "text": "Look into the connections"}),
        ("review", "", {"held_on": None, "readers": ()}),
    ):
        pm = set_fields(pm, table, id, **values)
    return pm


def finding_on(pm, pane):
    """The place of the first finding that stands in a record or field of a pane."""
    found = [place_of(f) for f in review(pm, standard_context(NOW))]
    here = [place for place in found if place.pane is pane]
    return next((place for place in here if place.record), here[0])
