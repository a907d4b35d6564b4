"""An import in the making: what was read, what was answered, what was changed, what is shown.

Knows no screen, so that its rules can be tested by themselves. Every change is kept as a step, so
that it survives a second reading with other answers, and can be taken back.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from pmtui.domain.postmortem import Postmortem
from pmtui.importers import rows as changing
from pmtui.importers.anchors import label_of
from pmtui.importers.document import is_document
from pmtui.importers.events import plan
from pmtui.importers.rows import ImportPlan, ImportRow
from pmtui.importers.timeline.engine import Progress, parse_timeline
from pmtui.importers.timeline.model import ParsedEvent, Question
from pmtui.importers.times import Answers
from pmtui.ui.preview.order import Listing, Order, listing_of, order_of

Step = Callable[[ImportPlan], ImportPlan]

SKEW = "By how much was the clock of this source off? For example 90 s ahead, or 2 min behind."
EMPTY = ImportPlan(rows=())
SHORT = 300_000
"""Characters of a text that can be a whole postmortem; logs are longer."""
WHOLE = (
    "This is a whole postmortem; only its timeline is read here. “pmtui import FILE” makes a new "
    "draft of all of it."
)


class Draft:
    """One import before it lands."""

    def __init__(self, pm: Postmortem, label: str, now: datetime) -> None:
        self.pm = pm
        self.label = label
        self.now = now
        self.text = ""
        self.answers = Answers()
        self.questions: tuple[Question, ...] = ()
        """What was asked at the first reading; an answered question stays, to be answered anew."""
        self.plan = EMPTY
        self.folded = True
        self.wanted = ""
        self.listing = Listing()
        """The rows that are shown, by id, with their places."""
        self.order = Order()
        """What is counted over all rows of the plan."""
        self._read = EMPTY
        self._steps: list[Step] = []
        self._ready: tuple[ImportPlan, list[Step], ImportPlan, Order] | None = None
        """What was read last with the steps done to it, counted by the thread that read."""

    def read(self, text: str, answers: Answers, progress: Progress) -> ImportPlan:
        """The plan of a text; changes nothing that is shown, so that a thread can do it.

        The steps so far are done to it and its rows are counted here as well, for `take`.
        """
        parsed = parse_timeline(text, answers.hints(self.now), progress)
        found = plan(
            parsed, self.pm, answers=answers, label=self.label, progress=progress, now=self.now
        )
        if len(text) < SHORT and is_document(text):
            found = replace(found, notes=(WHOLE, *found.notes))
        steps = [*self._steps]
        done = _stepped(found, steps)
        self._ready = (found, steps, done, order_of(done.rows))
        return found

    def take(self, text: str, answers: Answers, read: ImportPlan) -> None:
        """Show what was read, with every change that a person made before."""
        first = self._read is EMPTY
        self.text, self.answers, self._read = text, answers, read
        kinds = {question.kind for question in read.questions}
        kept = () if first else tuple(q for q in self.questions if q.kind not in kinds)
        self.questions = (*read.questions, *kept)
        ready = self._ready
        if ready is not None and ready[0] is read and ready[1] == self._steps:
            self._show(ready[2], ready[3])
        else:
            self._again()
        self._ready = None
        if first and not self.order.plain.ids:
            self.folded = False  # with nothing but noise a folded list would be empty
            self._choose()

    @property
    def changed(self) -> bool:
        """Whether a person has put work into it."""
        return bool(self._steps) or self.answers != Answers()

    # -- changes -------------------------------------------------------------------------------

    def do(self, step: Step) -> None:
        """Make a change."""
        self._steps.append(step)
        self._show(step(self.plan))

    def undo(self) -> bool:
        """Take the last change back; False where there is none."""
        if not self._steps:
            return False
        self._steps.pop()
        self._again()
        return True

    def _again(self) -> None:
        self._show(_stepped(self._read, self._steps))

    def tick(self, ids: list[str], on: bool) -> None:
        """Tick or untick rows."""
        chosen = self.order.ids if ids is self.order.every.ids else frozenset(ids)
        self.do(lambda plan: changing.ticked(plan, chosen, on))

    def change(self, id: str, **values: object) -> None:
        """Give fields of one row other values, and tick it."""

        def step(plan: ImportPlan) -> ImportPlan:
            plan = changing.with_rows(plan, (id,), lambda row: replace(row, **values))  # type: ignore[arg-type]
            return changing.ticked(plan, (id,), True)

        self.do(step)

    def hinted(self) -> list[ImportRow]:
        """The rows that would land and may mark a moment which nobody marked or refused."""
        return [r for r in self.plan.ticked if r.hint is not None and not r.milestones]

    def mark_hinted(self, ids: Collection[str]) -> None:
        """Take the suggestions of some rows."""
        self.do(
            lambda plan: changing.with_rows(
                plan, ids, lambda row: replace(row, milestones=(row.hint,) if row.hint else ())
            )
        )

    def merge(self, id: str) -> str:
        """Merge a shown row into the row shown above it; returns that row's id, "" for none."""
        place = self.ids.index(id) if id in self.ids else 0
        if not place:
            return ""
        above = self.ids[place - 1]
        self.do(lambda plan: changing.merged(plan, id, above))
        return above

    def split(self, id: str) -> None:
        """Take a row apart."""
        answers = self.answers
        self.do(lambda plan: changing.split(plan, id, answers))

    def take_people(self) -> int:
        """Take who speaks into the roster, or leave them out again; how many that are."""
        people = () if self.plan.people else changing.new_people(self.plan, self.pm)
        self.do(lambda plan: replace(plan, people=people))
        return len(people)

    def keep_source(self) -> bool:
        """Keep the whole text as a source text, or not; whether it is kept now."""
        text = "" if self.plan.source_text else self.text
        self.do(lambda plan: replace(plan, source_text=text))
        return bool(text)

    # -- what is shown -------------------------------------------------------------------------

    def fold(self) -> None:
        """Turn over whether noise is folded."""
        self.folded = not self.folded
        self._choose()

    def filter(self, wanted: str) -> None:
        """Show the rows that hold every word; an empty text shows all."""
        self.wanted = wanted
        self._choose()

    def _show(self, plan: ImportPlan, order: Order | None = None) -> None:
        same = plan.rows is self.order.rows and bool(self.order.by_id)
        self.plan = plan
        if not same:
            self.order = order or order_of(plan.rows)
            self._choose()

    def _choose(self) -> None:
        """The rows to show. A tick alone changes nothing here, so that no row jumps away."""
        words = self.wanted.casefold().split()
        order, picked = self.order, self.plan.picked
        if words:
            self.listing = listing_of([r.id for r in order.rows if _holds(r, words)])
        elif not self.folded:
            self.listing = order.every
        elif order.noisy.isdisjoint(picked):
            self.listing = order.plain
        else:
            kept = [id for id in order.every.ids if id not in order.noisy or id in picked]
            self.listing = listing_of(kept)

    @property
    def ids(self) -> list[str]:
        """The rows that are shown, by id."""
        return self.listing.ids

    @property
    def hidden(self) -> int:
        """How many rows are folded away."""
        return len(self.plan.rows) - len(self.listing.ids)

    def rows_held(self) -> list[tuple[ImportRow, ...]]:
        """The rows that would be freed with this draft."""
        return [self._read.rows, self.plan.rows]

    def forget(self) -> list[tuple[ImportRow, ...]]:
        """Hold no rows any more; returns those that were held."""
        rows = self.rows_held()
        self._read = self.plan = EMPTY
        self.order, self.listing, self._ready = Order(), Listing(), None
        return rows

    def row(self, id: str) -> ImportRow | None:
        """A row by its id."""
        return self.order.by_id.get(id)

    def question(self, kind: str) -> Question | None:
        """What is asked of a kind; a label and a clock can be doubted without being asked about."""
        found = next((q for q in self.questions if q.kind == kind), None)
        if found is not None or kind not in ("label", "skew"):
            return found
        if kind == "skew":
            return Question("skew", SKEW)
        parts = (part for row in self.plan.rows for part in row.parts)
        label = label_of(part for part in parts if isinstance(part, ParsedEvent))
        return (
            Question("label", f"{label} is written; which zone was it?", (), (), label)
            if label
            else None
        )

    def open_questions(self) -> int:
        """How many questions have no answer yet."""
        return len({question.kind for question in self.plan.questions})


def _stepped(plan: ImportPlan, steps: list[Step]) -> ImportPlan:
    for step in steps:
        plan = step(plan)
    return plan


def _holds(row: ImportRow, words: list[str]) -> bool:
    text = f"{row.who} {row.text} {row.at.written}".casefold()
    return all(word in text for word in words)
