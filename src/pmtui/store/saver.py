"""Saving for a screen: one thread owns the store, the screen never waits for the disk.

The screen puts whole values; the latest of a step wins, steps stay apart. The first change arms
one timer that later ones do not push back, so that a continuous typist is saved too. What comes
from elsewhere (another window, an undo, the gate) reaches the screen as a report; until the screen
says `took(report)`, the values it puts are understood as not yet knowing of it.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pmtui.clock import Clock
from pmtui.domain.changes import diff
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.rebase import merge
from pmtui.errors import AnswerIsNo, PmtuiError, StoreError
from pmtui.store.connection import identity
from pmtui.store.errors import DiskFailed, DoesNotFit, NothingToUndo, StoreGone
from pmtui.store.model import Committed, Loaded
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
from pmtui.store.rescue import Rescue, write_rescue
from pmtui.store.store import Store

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

POLL = 1.0
"""Seconds between two looks for changes made elsewhere."""

FIRST_WAIT = 1.0
"""Seconds before a save that failed is tried again; doubled with each failure."""

LONGEST_WAIT = 30.0
"""Seconds at most between two tries of a save that fails."""

BACKUP_AFTER = 20.0
"""Seconds after opening before the daily backup is thought of: never in the way of a start."""

_T = TypeVar("_T")


class NotFlushed(StoreError):
    """What was typed could not be saved; the reason, and where the text was put."""


@dataclass(frozen=True, slots=True)
class Flushed:
    """Everything that was put is in the store."""

    seq: int
    """The latest operation; 0 while no postmortem is open."""


@dataclass(slots=True)
class _Put:
    value: Postmortem
    step: str
    label: str
    kind: str
    taken: bool = False
    """On its way into the store: a later value of the step is a put of its own."""


class Saver:
    """Owns one store on one thread; see the module. Every method is for the screen's thread."""

    def __init__(
        self,
        path: Path,
        clock: Clock,
        author: str,
        context: "Callable[[], Context]",
        report: Callable[[Report], None],
        throttle: float = 0.4,
        *,
        poll: float = POLL,
        retry: float = FIRST_WAIT,
        opener: Callable[..., Store] = Store.open,
    ) -> None:
        """Start the thread; the store is opened on first use.

        `report` and `context` are called on the saver's thread. `throttle`, `poll` (between
        two looks for changes made elsewhere) and `retry` (before the second try) are in seconds.
        """
        self.author = author
        """Who writes; may be set at any time."""
        self.run = new_id()
        self.read_only_because = ""
        """Why nothing can be saved, known once a postmortem is open."""
        self._path, self._clock, self._opener = path, clock, opener
        self._context, self._report, self._throttle = context, report, throttle
        self._poll_every, self._retry = poll, retry
        self._wake = threading.Condition()
        self._tasks: deque[Callable[[], None]] = deque()
        self._pending: deque[_Put] = deque()
        self._settings: dict[str, Any] = {}
        self._detours: list[Brought] = []
        self._base: Loaded | None = None
        self._due: float | None = None
        self._next_poll = 0.0
        self._failures = 0
        self._retry_at = 0.0
        self._last_reason = ""
        self._rescued: Path | None = None
        self._closed = False
        self._store: Store | None = None
        self._file: tuple[int, int] | None = None
        self._version = 0
        self._backup_at = 0.0
        self._thread = threading.Thread(target=self._work, name="pmtui-saver", daemon=True)
        self._thread.start()

    # For the screen

    def open(self, uid: str) -> Loaded:
        """Save what is pending, then load a postmortem: what is put from here on is of it.

        Waits for the store and raises its errors; `opening` is the same without waiting.
        """
        return self.opening(uid).result()

    def opening(self, uid: str) -> "Future[Loaded]":
        """The postmortem to come; `await asyncio.wrap_future(...)` in an event loop."""
        return self._ask(lambda: self._open(uid))

    def ask(self, question: Callable[[Store], _T]) -> "Future[_T]":
        """Run something on the store's thread: a list, a new postmortem, a check."""
        return self._ask(lambda: question(self._opened()))

    def put(self, value: Postmortem, step: str, label: str, kind: str = "edit") -> None:
        """Take a new value of the open postmortem; never waits."""
        with self._wake:
            for detour in self._detours:
                value, _ = merge(detour.base, detour.merged, value)
            last = self._pending[-1] if self._pending else None
            if last and last.step == step and last.kind == kind and not last.taken:
                last.value, last.label = value, label
            else:
                self._pending.append(_Put(value, step, label, kind))
            self._arm(self._throttle)

    def took(self, report: Report) -> None:
        """The screen's value now holds what a report brought: call it once for each, in order."""
        with self._wake:
            self._detours = [d for d in self._detours if d is not report]

    def remember(self, key: str, value: Any) -> None:
        """Keep a setting some time soon; never waits."""
        with self._wake:
            self._settings[key] = value
            self._arm(self._throttle)

    def recall(self, key: str, default: Any = None) -> Any:
        """A remembered setting. Waits for the store."""
        with self._wake:
            if key in self._settings:
                return self._settings[key]
        return self.ask(lambda store: store.recall(key, default)).result()

    def flush_soon(self) -> None:
        """Save without waiting for the timer, and without waiting for the disk."""
        with self._wake:
            self._due = 0.0
            self._wake.notify_all()

    def flush(self, timeout: float = 5.0) -> Flushed:
        """Save everything now and wait for it, at most `timeout` seconds.

        Raises NotFlushed with the reason and the place of the rescue file. Safe in a signal
        handler of the screen's thread.
        """
        future = self._ask(self._flush)
        with self._wake:
            # Waiting here gives up the lock even where a signal has interrupted `put`.
            self._wake.wait_for(future.done, timeout)
        if future.done():
            return future.result()
        rescued = self._rescued = self._rescue()
        raise NotFlushed(
            f"The store {self._path} did not answer within {timeout:g} s, so the last words may "
            f"not be saved.{_where(rescued)} Wait a moment and try again."
        )

    def undo(self) -> None:
        """Take back the latest step, after saving what is pending; answered by a report."""
        self._do(lambda: self._take_back("undo"))

    def redo(self) -> None:
        """Bring again the step that was taken back last; answered by a report."""
        self._do(lambda: self._take_back("redo"))

    def close(self, timeout: float = 5.0) -> Flushed:
        """Save everything and end the thread. Raises NotFlushed as `flush` does; ended anyway."""
        if self._closed:
            return Flushed(self._base.seq if self._base else 0)
        try:
            return self.flush(timeout)
        finally:
            with self._wake:
                self._closed = True
                self._wake.notify_all()
            self._thread.join(timeout)

    # On the thread

    def _do(self, task: Callable[[], None]) -> None:
        with self._wake:
            if self._closed:
                raise NotFlushed("The store was closed already. Start pmtui again.")
            self._tasks.append(task)
            self._wake.notify_all()

    def _ask(self, task: Callable[[], _T]) -> "Future[_T]":
        future: Future[_T] = Future()

        def run() -> None:
            try:
                future.set_result(task())
            except BaseException as error:
                future.set_exception(error)
            with self._wake:
                self._wake.notify_all()

        self._do(run)
        return future

    def _arm(self, delay: float) -> None:
        wanted = time.monotonic() + delay
        # While saving fails the next try may be far away, but the rescue file must not be.
        if self._due is None or (self._failures and wanted < self._due):
            self._due = wanted
            self._wake.notify_all()

    def _work(self) -> None:
        while (task := self._next()) is not None:
            try:
                task()
            except Exception as error:
                # A defect of ours must not end saving: it is told, and tried again.
                self._fail(_sentence(error))
        if self._store is not None:
            self._store.close()

    def _next(self) -> Callable[[], None] | None:
        with self._wake:
            while True:
                now = time.monotonic()
                if self._tasks:
                    return self._tasks.popleft()
                if self._closed:
                    return None
                if self._due is not None and now >= self._due:
                    return self._save_if_it_may
                if self._base is not None and now >= self._next_poll:
                    return self._poll
                times = [self._due, self._next_poll if self._base is not None else None]
                waits = [t - now for t in times if t is not None]
                self._wake.wait(min(waits) if waits else None)

    def _opened(self) -> Store:
        if self._store is None:
            store = self._opener(self._path, clock=self._clock, author=self.author, run=self.run)
            found = identity(self._path)
            if self._file is not None and found != self._file:
                store.close()
                raise StoreGone(self._path)
            self._store, self._file = store, found
            self.read_only_because = store.read_only_because
            self._backup_at = time.monotonic() + BACKUP_AFTER
        self._store.author = self.author
        return self._store

    def _open(self, uid: str) -> Loaded:
        if self._base is not None:
            self._flush()
        store = self._opened()
        self._version = store.data_version()
        loaded = store.load(uid)
        with self._wake:
            self._base = loaded
            self._detours.clear()
            self._next_poll = time.monotonic() + self._poll_every
        return loaded

    def _flush(self) -> Flushed:
        self._save()
        if self._pending:
            raise NotFlushed(f"{self._last_reason}{_where(self._rescued)}")
        return Flushed(self._base.seq if self._base else 0)

    def _save_if_it_may(self) -> None:
        if time.monotonic() >= self._retry_at:
            self._save()
            return
        self._rescued = self._rescue()
        with self._wake:
            self._due = self._retry_at

    def _save(self) -> None:
        with self._wake:
            self._due = None
        try:
            while self._save_one():
                pass
            self._save_settings()
        except PmtuiError as error:
            self._fail(str(error))
            if isinstance(error, DiskFailed):
                self._reopen()
            return
        self._failures, self._retry_at = 0, 0.0
        if self._rescued is not None:
            with suppress(OSError):
                self._rescued.unlink(missing_ok=True)
            self._rescued = None

    def _save_one(self) -> bool:
        with self._wake:
            if not self._pending or self._base is None:
                return False
            put, base = self._pending[0], self._base
            put.taken = True
        store = self._opened()
        if self._landed(store, put, base):
            return True
        if not (changes := diff(base.postmortem, put.value)):
            with self._wake:
                self._pending.popleft()
            return True
        self._report(Saving())
        more: dict[str, Any] = {"kind": put.kind, "label": put.label, "context": self._context()}
        try:
            try:
                done = store.commit(base.postmortem.uid, put.step, changes, base.seq, **more)
            except DoesNotFit:
                done = self._commit_merged(store, put, base, more)
        except AnswerIsNo as error:
            self._bring(put, Refused(put.value, base.postmortem, str(error), error), base)
            return True
        merged = put.value if done.postmortem == put.value else done.postmortem
        saved = Saved(put.value, merged, self._clock.now(), done.seq, done.conflicts, done.notices)
        self._bring(put, saved, Loaded(merged, base.reference, done.seq))
        return True

    def _commit_merged(
        self, store: Store, put: _Put, base: Loaded, more: dict[str, Any]
    ) -> Committed:
        now = store.load(base.postmortem.uid)
        value, conflicts = merge(base.postmortem, now.postmortem, put.value)
        changes = diff(now.postmortem, value)
        done = store.commit(value.uid, put.step, changes, now.seq, **more)
        return Committed(done.postmortem, done.seq, (*conflicts, *done.conflicts), done.notices)

    def _landed(self, store: Store, put: _Put, base: Loaded) -> bool:
        """Whether a save that ended in an error of the disk is in the store after all."""
        if not self._failures:
            return False
        since = store.operations(base.postmortem.uid, base.seq)
        if not any(o.run == self.run and o.step == put.step for o in since):
            return False
        now = store.load(base.postmortem.uid)
        merged = put.value if now.postmortem == put.value else now.postmortem
        saved = Saved(put.value, merged, self._clock.now(), now.seq)
        self._bring(put, saved, Loaded(merged, base.reference, now.seq))
        return True

    def _save_settings(self) -> None:
        with self._wake:
            settings, self._settings = self._settings, {}
        try:
            for key, value in settings.items():
                self._opened().remember(key, value)
        except StoreError:
            # A cursor's place is worth no alarm; it goes with the next save that works.
            with self._wake:
                self._settings = {**settings, **self._settings}

    def _bring(self, put: _Put | None, report: Report, base: Loaded) -> None:
        """Make a new base known, carry over what waits, and tell the screen."""
        with self._wake:
            self._base = base
            if put is not None:
                self._pending.remove(put)
            if isinstance(report, Brought) and report.base is not report.merged:
                for waiting in self._pending:
                    waiting.value, _ = merge(report.base, report.merged, waiting.value)
                self._detours.append(report)
        self._report(report)

    def _take_back(self, kind: str) -> None:
        self._save()
        base = self._base
        if self._pending or base is None:
            return
        store, uid = self._opened(), base.postmortem.uid
        act = store.undo if kind == "undo" else store.redo
        try:
            done = act(uid, context=self._context())
        except NothingToUndo as error:
            self._report(Undone(base.postmortem, base.postmortem, base.seq, "", str(error)))
            return
        except PmtuiError as error:
            self._report(Warned(str(error)))
            return
        word = "Took back" if kind == "undo" else "Brought again"
        sentence = " ".join([f"{word}: {done.label or 'the latest step'}.", *done.problems])
        self._bring(
            None,
            Undone(
                base.postmortem,
                done.postmortem,
                done.seq,
                done.label,
                sentence,
                done.problems,
                done.notices,
            ),
            Loaded(done.postmortem, base.reference, done.seq),
        )

    def _poll(self) -> None:
        now = time.monotonic()
        self._next_poll = now + self._poll_every
        base = self._base
        if self._failures or base is None:
            return
        try:
            store = self._opened()
            if identity(self._path) != self._file:
                raise StoreGone(self._path)
            if (version := store.data_version()) != self._version:
                self._look_elsewhere(store, base)
                self._version = version
            elif now >= self._backup_at:
                self._backup(store)
        except StoreError as error:
            self._fail(str(error))

    def _look_elsewhere(self, store: Store, base: Loaded) -> None:
        since = store.operations(base.postmortem.uid, base.seq)
        if not since:
            return
        loaded = store.load(base.postmortem.uid)
        labels = tuple(dict.fromkeys(o.label or o.kind for o in since))
        self._bring(None, Foreign(base.postmortem, loaded.postmortem, labels), loaded)

    def _backup(self, store: Store) -> None:
        self._backup_at = time.monotonic() + 3600
        try:
            if not store.read_only_because and store.backup_is_due():
                store.backup()
        except StoreError as error:
            self._report(Warned(str(error)))

    def _reopen(self) -> None:
        # After an error of the disk nothing in the old connection is believed.
        if self._store is not None:
            with suppress(StoreError):
                self._store.close()
            self._store = None

    def _fail(self, reason: str) -> None:
        self._failures += 1
        self._last_reason = reason
        wait = min(LONGEST_WAIT, self._retry * 2.0 ** min(self._failures - 1, 10))
        self._retry_at = time.monotonic() + wait
        self._rescued = self._rescue()
        with self._wake:
            self._due = self._retry_at
        self._report(NotSaved(reason, wait, self._rescued))

    def _rescue(self) -> Path | None:
        with self._wake:
            base = self._base
            value = self._pending[-1].value if self._pending else None
        if base is None or (value is None and identity(self._path) == self._file):
            return self._rescued
        kept = Rescue(
            value or base.postmortem, base.reference, str(self._path), base.seq, self._clock.now()
        )
        return write_rescue(kept, self.run)


def _where(rescued: Path | None) -> str:
    return f" Your text is in {rescued}." if rescued else ""


def _sentence(error: Exception) -> str:
    if isinstance(error, PmtuiError):
        return str(error)
    return (
        f"Saving failed by a defect of pmtui ({type(error).__name__}); it is tried again. "
        "Copy what you wrote, then report this."
    )
