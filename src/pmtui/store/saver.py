"""Saving for a screen: one thread owns the store, the screen never waits for the disk.

The screen puts whole values; the latest of a step wins, steps stay apart. The first change arms
one timer that later ones do not push back, so that a continuous typist is saved too. What comes
from elsewhere (another window, an undo, the gate) reaches the screen as a report. Until the screen
says `took(report)`, the values it puts are understood as not yet knowing of it: a screen that
merges a report and forgets to say so would see the change twice.
"""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pmtui.clock import Clock
from pmtui.domain.postmortem import Postmortem
from pmtui.store.failing import where
from pmtui.store.model import Loaded
from pmtui.store.reports import (
    Brought,
    Foreign,
    NotSaved,
    Refused,
    Report,
    Saved,
    Saving,
    Undone,
    Warned,
)
from pmtui.store.store import Store
from pmtui.store.tasks import NotFlushed
from pmtui.store.writer import FIRST_WAIT, POLL, Flushed, Writer

if TYPE_CHECKING:
    from pmtui.review.model import Context

__all__ = [
    "Brought",
    "Flushed",
    "Foreign",
    "NotFlushed",
    "NotSaved",
    "Refused",
    "Report",
    "Saved",
    "Saver",
    "Saving",
    "Undone",
    "Warned",
]

_T = TypeVar("_T")


class Saver:
    """What a screen holds; see the module. All but `ask` and `recall` are for its own thread."""

    def __init__(
        self,
        path: Path,
        clock: Clock,
        author: str,
        context: "Callable[[], Context]",
        report: Callable[[Report], None],
        throttle: float = 0.3,
        *,
        poll: float = POLL,
        retry: float = FIRST_WAIT,
        opener: Callable[..., Store] = Store.open,
    ) -> None:
        """Start the thread; the store is opened on first use.

        `report` and `context` are called on the saver's thread. `throttle`, `poll` (between
        two looks for changes made elsewhere) and `retry` (before the second try) are in seconds.
        """
        self._path, self._throttle = path.absolute(), throttle
        self._writer = Writer(
            self._path,
            clock,
            author,
            context,
            report,
            poll=poll,
            retry=retry,
            opener=opener,
        )
        self._wake = self._writer.wake
        self._writer.start()

    @property
    def author(self) -> str:
        """Who writes; may be set at any time."""
        return self._writer.held.author

    @author.setter
    def author(self, name: str) -> None:
        self._writer.held.author = name

    @property
    def read_only_because(self) -> str:
        """Why nothing can be saved, known once a postmortem is open; "" where it can."""
        return self._writer.held.read_only_because

    def open(self, uid: str) -> Loaded:
        """Save what is pending, then load a postmortem: what is put from here on is of it.

        Waits for the store and raises its errors; `opening` is the same without waiting.
        """
        return self.opening(uid).result()

    def opening(self, uid: str) -> "Future[Loaded]":
        """The postmortem to come; `await asyncio.wrap_future(...)` in an event loop."""
        return self._writer.ask(lambda: self._writer.open(uid))

    def ask(self, question: Callable[[Store], _T]) -> "Future[_T]":
        """Run something on the store's thread: a list, a new postmortem, a check."""
        return self._writer.ask(lambda: question(self._writer.opened()))

    def put(self, value: Postmortem, step: str, label: str, kind: str = "edit") -> None:
        """Take a new value of the open postmortem; never waits."""
        with self._wake:
            base = self._writer.base
            if base is None or base.postmortem.uid != value.uid:
                raise ValueError("this postmortem is not the one that is open")
            self._writer.pending.add(value, step, label, kind)
            self._writer.arm(self._throttle)

    def took(self, report: Report) -> None:
        """The screen's value now holds what a report brought: call it once for each, in order."""
        with self._wake:
            self._writer.pending.took(report)

    def remember(self, key: str, value: Any) -> None:
        """Keep a setting some time soon; never waits."""
        with self._wake:
            self._writer.settings[key] = value
            self._writer.arm(self._throttle)

    def recall(self, key: str, default: Any = None) -> Any:
        """A remembered setting. Waits for the store."""
        with self._wake:
            if key in self._writer.settings:
                return self._writer.settings[key]
        return self.ask(lambda store: store.recall(key, default)).result()

    def flush_soon(self) -> None:
        """Save without waiting for the timer, and without waiting for the disk."""
        with self._wake:
            self._writer.due = 0.0
            self._wake.notify_all()

    def flush(self, timeout: float = 5.0) -> Flushed:
        """Save everything now and wait for it, at most `timeout` seconds.

        Raises NotFlushed with the reason and the place of the rescue file. Safe in a signal
        handler of the screen's thread.
        """
        future = self._writer.ask(self._writer.flush)
        with self._wake:
            # Waiting here gives up the lock even where a signal has interrupted `put`.
            self._wake.wait_for(future.done, timeout)
        if future.done():
            return future.result()
        rescued = self._writer.rescue()
        raise NotFlushed(
            f"The store {self._path} did not answer within {timeout:g} s, so the last words may "
            f"not be saved.{where(rescued)} Wait a moment and try again."
        )

    def undo(self) -> None:
        """Take back the latest step, after saving what is pending; answered by a report."""
        self._writer.do(lambda: self._writer.take_back("undo"))

    def redo(self) -> None:
        """Bring again the step that was taken back last; answered by a report."""
        self._writer.do(lambda: self._writer.take_back("redo"))

    def close(self, timeout: float = 5.0) -> Flushed:
        """Save everything and end the thread. Raises NotFlushed as `flush` does; ended anyway."""
        if self._writer.closed:
            return self._writer.flushed()
        try:
            return self.flush(timeout)
        finally:
            with self._wake:
                self._writer.closed = True
                self._wake.notify_all()
            self._writer.join(timeout)
