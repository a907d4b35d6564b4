"""What a screen has put and the store does not hold yet, and how the two views of it differ."""

from collections import deque
from dataclasses import dataclass

from pmtui.domain.postmortem import Postmortem
from pmtui.store.reports import Brought, Report


@dataclass(slots=True, eq=False)
class Put:
    """One value on its way into the store, with the step it belongs to."""

    value: Postmortem
    step: str
    label: str
    kind: str
    taken: bool = False
    """Being written: a later value of the step is a put of its own."""


class Pending:
    """The queue of puts. Not thread-safe: its owner holds a lock around every call.

    Values are kept as they follow from what the store holds. The screen may lag behind, so each
    value it puts is carried over every report that it has not taken yet.
    """

    def __init__(self) -> None:
        """Nothing is pending."""
        self._puts: deque[Put] = deque()
        self._detours: list[Brought] = []

    def __bool__(self) -> bool:
        """Whether anything waits."""
        return bool(self._puts)

    def add(self, value: Postmortem, step: str, label: str, kind: str) -> None:
        """Take a value; the latest of a step wins, steps stay apart."""
        for detour in self._detours:
            value, _ = detour.over(value)
        last = self._puts[-1] if self._puts else None
        if last and last.step == step and last.kind == kind and not last.taken:
            last.value, last.label = value, label
        else:
            self._puts.append(Put(value, step, label, kind))

    def take(self) -> Put | None:
        """The first one, which from now on is being written."""
        if not self._puts:
            return None
        self._puts[0].taken = True
        return self._puts[0]

    def drop(self, put: Put) -> None:
        """It is in the store, or was refused."""
        self._puts.remove(put)

    def latest(self) -> Postmortem | None:
        """The newest value, None where nothing waits."""
        return self._puts[-1].value if self._puts else None

    def carry(self, report: Brought) -> None:
        """Carry what waits, and what the screen puts until it took the report, over a change."""
        if report.base is report.merged:
            return
        for waiting in self._puts:
            waiting.value, _ = report.over(waiting.value)
        self._detours.append(report)

    def took(self, report: Report) -> None:
        """The screen's values know of this report from now on."""
        self._detours = [d for d in self._detours if d is not report]

    def forget_reports(self) -> None:
        """Another postmortem was opened."""
        self._detours.clear()
