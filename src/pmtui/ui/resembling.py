"""What the past says to the postmortem of a workbook: looked up beside the work, never before it.

The store is asked on a thread of its own once the workbook is painted, and again some time after an
edit of what a fingerprint is made of. Until an answer comes the last one stands.
"""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import field, replace
from threading import Thread
from typing import TYPE_CHECKING, cast

from textual.timer import Timer

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Pane as PaneName
from pmtui.review.model import Context, SimilarPostmortem
from pmtui.ui.panes.base import Pane
from pmtui.ui.text import fit
from pmtui.value import Value

if TYPE_CHECKING:
    from pmtui.memory.matches import Match
    from pmtui.store.store import Store
    from pmtui.ui.panes.causes import CausesPane
    from pmtui.ui.screens.workbook import WorkbookScreen
    from pmtui.ui.session import Session

DELAY = 2.0
"""Seconds after an edit before the past is looked up again."""
STEP = 0.05
"""Seconds for which postmortems are read that were never compared; a save may wait as long."""
REST = 0.2
"""Seconds between two such steps, in which saving and typing go on."""


class Past(Value):
    """What the store answered."""

    matches: "tuple[Match, ...]" = ()
    asked: tuple[SimilarPostmortem, ...] = ()
    """Those of which the review asks (C36)."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What postmortems that were decided about are called here, by how they are written."""
    whole: bool = True
    """Whether nothing is left to compare, or nothing more can be compared now."""
    touched: str = ""
    """How often the services were in trouble, where the postmortem has just begun."""


class Resembling:
    """Keeps what resembles the postmortem of one workbook."""

    def __init__(self, screen: "WorkbookScreen") -> None:
        """Nothing is looked up yet."""
        self.known = Past()
        self.answered = False
        """Whether the store has answered at all."""
        self.announce = False
        """Whether the next answer is said, since the postmortem has just begun."""
        self._screen = screen
        self._timer: Timer | None = None
        self._made_of: tuple[object, ...] = ()

    def context(self) -> Context:
        """The context in which the workbook is judged, with what is known of the past."""
        return replace(self._screen.session.context(), similar=self.known.asked)

    def look_soon(self) -> None:
        """Look again once the person has paused, where something it depends on has changed."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._screen.set_timer(DELAY, self.look)

    def look(self) -> None:
        """Ask the store; the answer comes later."""
        pm = self._screen.editing.value
        made_of = _parts(pm)
        if len(made_of) == len(self._made_of) and all(
            a is b for a, b in zip(made_of, self._made_of, strict=True)
        ):
            return
        self._made_of = made_of
        self._ask(pm)

    def _ask(self, pm: Postmortem) -> None:
        screen, begun = self._screen, self.announce
        future: Future[Past] = Future()
        future.add_done_callback(lambda done: screen.call_later(self._answered, done))
        # Not on the saver's thread: what is typed meanwhile must be saved within half a second.
        asking = (future, screen.session, pm, begun)
        Thread(target=_answer, args=asking, name="pmtui-past", daemon=True).start()

    def _answered(self, future: "Future[Past]") -> None:
        screen = self._screen
        self.answered = True
        if not screen.is_attached or future.exception() is not None:
            return  # a store that cannot be read is told of by saving
        before, answer = self.known, future.result()
        # a name stays known for when an undo brings its record back
        self.known = replace(answer, names={**before.names, **answer.names})
        for pane in screen.panes.values():
            self.show(pane)
        if before.asked != self.known.asked:
            screen.review_soon()
        if not self.known.whole:
            screen.set_timer(REST, lambda: self._ask(screen.editing.value))
        elif self.announce:
            self.announce = False
            if hint := self._hint():
                screen.say(hint)

    def show(self, pane: Pane) -> None:
        """Hand the answer down to the pane that shows it."""
        if pane.PLACE is PaneName.CAUSES:
            cast("CausesPane", pane).past = self.known

    def _hint(self) -> str:
        """What is said of the past to a postmortem that has just begun, "" for nothing."""
        from pmtui.memory.matches import best_of

        touched = self.known.touched
        match = best_of(self.known.matches)
        if match is None:
            return touched
        rest = f"Looks like {match.name} “”: press 4. {touched}".rstrip()
        room = max(12, (self._screen.size.width or 80) - len(rest) - 2)
        title = fit(match.title, min(room, len(match.title))).rstrip()
        return f"Looks like {match.name} “{title}”: press 4. {touched}".rstrip()


def _parts(pm: Postmortem) -> tuple[object, ...]:
    """What a fingerprint is made of, and what was decided; unchanged parts are the same objects."""
    return (
        pm.overview, pm.impact, pm.causes, pm.participants, pm.factors, pm.events, pm.evidence,
        pm.lessons, pm.facets, pm.actions, pm.related,
    )  # fmt: skip


def _answer(future: "Future[Past]", session: "Session", pm: Postmortem, begun: bool) -> None:
    """Ask on a connection of its own; what hinders that is the answer."""
    from pmtui.store.asking import another

    try:
        with another(session.store) as store:
            past = _past(store, pm, begun)
    except Exception as error:
        future.set_exception(error)
    else:
        future.set_result(past)


def _past(store: "Store", pm: Postmortem, begun: bool) -> Past:
    """Everything the workbook wants to know."""
    if all(other.uid == pm.uid for other in store.summaries(2)):
        return Past()  # the first postmortem of a store has no past
    from pmtui.store.similar import asked_about, catch_up, find_similar, left, names_of

    before = left(store)
    # a store that takes nothing now is not asked again until something changes
    whole = catch_up(store, seconds=STEP) or left(store) >= before
    found = find_similar(store, pm, whole=whole)
    touched = _touched(store, pm) if begun and whole else ""
    return Past(found.matches, asked_about(found), names_of(store, pm), whole, touched)


def _touched(store: "Store", pm: Postmortem) -> str:
    from pmtui.memory.matches import met_before
    from pmtui.store.similar import services_named, touching

    services = pm.overview.services or services_named(store, pm.overview.title)
    touched = touching(store, services, pm.uid)
    return met_before(services, len(touched), touched[0].reference if touched else "")
