"""The thread behind a saver: it owns the store, saves what is pending, and keeps trying."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmtui.clock import Clock
from pmtui.domain.changes import diff
from pmtui.errors import AnswerIsNo, PmtuiError, StoreError
from pmtui.store.errors import DiskFailed, DoesNotFit, NothingToUndo
from pmtui.store.failing import Failing, sentence
from pmtui.store.held import HeldStore
from pmtui.store.merging import merge
from pmtui.store.model import Committed, Loaded
from pmtui.store.pending import Pending, Put
from pmtui.store.reports import (
    Foreign,
    NotSaved,
    Refused,
    Report,
    Saved,
    Saving,
    Undone,
    Warned,
)
from pmtui.store.rescue import rescue_of, write_rescue
from pmtui.store.store import Store
from pmtui.store.tasks import NotFlushed, TaskThread
from pmtui.value import Value

if TYPE_CHECKING:
    from pmtui.review.model import Context

POLL = 1.0
"""Seconds between two looks for changes made elsewhere."""

FIRST_WAIT = 1.0
"""Seconds before a save that failed is tried again; doubled with each failure."""


class Flushed(Value):
    """Everything that was put is in the store."""

    seq: int
    """The latest operation; 0 while no postmortem is open."""


class Writer(TaskThread):
    """The one thread that opens and writes the store. `wake` guards what it shares."""

    def __init__(
        self,
        path: Path,
        clock: Clock,
        author: str,
        context: "Callable[[], Context]",
        listener: Callable[[Report], None],
        *,
        poll: float,
        retry: float,
        opener: Callable[..., Store],
    ) -> None:
        """Not started yet; see `Saver` for what is given."""
        super().__init__("pmtui-saver")
        self.held = HeldStore(path, clock, author, opener)
        self.unheard: Exception | None = None
        """What the screen raised when it was told something."""
        self.pending = Pending()
        self.settings: dict[str, Any] = {}
        self.base: Loaded | None = None
        """The open postmortem as the store holds it."""
        self.due: float | None = None
        """When to save, on the monotonic clock."""
        self._path, self._clock = path, clock
        self._context, self._listener = context, listener
        self._poll_every = poll
        self._failing = Failing(retry)
        self._next_poll = 0.0

    def arm(self, delay: float) -> None:
        """Save in `delay` seconds, or when it was to be saved already. Under the lock."""
        wanted = time.monotonic() + delay
        # While saving fails the next try may be far away, but the rescue file must not be.
        if self.due is None or (self._failing and wanted < self.due):
            self.due = wanted
            self.wake.notify_all()

    def due_tasks(self) -> Sequence[tuple[float | None, Callable[[], None]]]:
        """Save, then look for what others wrote."""
        looks = self._next_poll if self.base is not None else None
        return ((self.due, self._save_if_it_may), (looks, self._poll))

    def tell_defect(self, error: Exception) -> None:
        """A defect of ours is told as a save that failed, and tried again."""
        self._fail(sentence(error), brief="defect of pmtui")

    def end(self) -> None:
        """Close the file."""
        self.held.close()

    def opened(self) -> Store:
        """The store, opened where it is not. Raises its errors."""
        return self.held.opened()

    def open(self, uid: str) -> Loaded:
        """Save what is pending, then load a postmortem."""
        while True:
            if self.base is not None:
                self.flush()
            store = self.opened()
            self.held.see()
            loaded = store.load(uid)
            with self.wake:
                if self.pending:
                    continue  # put while this was read: it is of the one open until now
                self.base = loaded
                self.pending.forget_reports()
                self._next_poll = time.monotonic() + self._poll_every
            return loaded

    def flush(self) -> Flushed:
        """Save everything now. Raises NotFlushed."""
        self._save()
        while self.pending:
            if self._failing:
                raise NotFlushed(self._failing.in_words())
            self._save()  # put since the last look at the queue
        return self.flushed()

    def flushed(self) -> Flushed:
        """Up to where everything is saved."""
        return Flushed(self.base.seq if self.base else 0)

    def _save_if_it_may(self) -> None:
        if time.monotonic() >= self._failing.retry_at:
            self._save()
            return
        self.rescue()
        with self.wake:
            self.due = self._failing.retry_at

    def _save(self) -> None:
        with self.wake:
            self.due = None
        try:
            self.held.check()
            while self._save_one():
                pass
            self._save_settings()
        except PmtuiError as error:
            self._fail(sentence(error), brief=getattr(error, "brief", ""))
            if isinstance(error, DiskFailed):
                self.held.leave()
            return
        if self._failing and self.base is not None:
            held = self.base.postmortem
            self._tell(Saved(held, held, self._clock.now(), self.base.seq))
        self._failing.end()

    def _save_one(self) -> bool:
        with self.wake:
            put, base = self.pending.take(), self.base
        if put is None or base is None:
            return False
        store = self.opened()
        if self._landed(store, put, base):
            return True
        if not (changes := diff(base.postmortem, put.value)):
            with self.wake:
                self.pending.drop(put)
            return True
        self._tell(Saving())
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
        self, store: Store, put: Put, base: Loaded, more: dict[str, Any]
    ) -> Committed:
        now = store.load(base.postmortem.uid)
        value, conflicts = merge(base.postmortem, now.postmortem, put.value)
        changes = diff(now.postmortem, value)
        done = store.commit(value.uid, put.step, changes, now.seq, **more)
        return Committed(done.postmortem, done.seq, (*conflicts, *done.conflicts), done.notices)

    def _landed(self, store: Store, put: Put, base: Loaded) -> bool:
        """Whether a save that ended in an error of the disk is in the store after all."""
        if not self._failing:
            return False
        since = store.operations(base.postmortem.uid, base.seq)
        if not any(o.run == self.held.run and o.step == put.step for o in since):
            return False
        now = store.load(base.postmortem.uid)
        merged = put.value if now.postmortem == put.value else now.postmortem
        saved = Saved(put.value, merged, self._clock.now(), now.seq)
        self._bring(put, saved, Loaded(merged, base.reference, now.seq))
        return True

    def _save_settings(self) -> None:
        with self.wake:
            settings, self.settings = self.settings, {}
        try:
            for key, value in settings.items():
                self.opened().remember(key, value)
        except StoreError:
            # A cursor's place is worth no alarm; it goes with the next save that works.
            with self.wake:
                self.settings = {**settings, **self.settings}

    def _bring(
        self, put: Put | None, report: Saved | Foreign | Undone | Refused, base: Loaded
    ) -> None:
        """Make a new base known, carry over what waits, and tell the screen."""
        with self.wake:
            self.base = base
            if put is not None:
                self.pending.drop(put)
            self.pending.carry(report)
        self._tell(report)

    def _tell(self, report: Report) -> None:
        try:
            self._listener(report)
        except Exception as error:
            # A screen that is gone, or wrong, must not end saving.
            self.unheard = error

    def take_back(self, kind: str) -> None:
        """Undo or redo, after saving what is pending."""
        self._save()
        base = self.base
        if self.pending or base is None:
            return
        uid = base.postmortem.uid
        try:
            store = self.opened()
            act = store.undo if kind == "undo" else store.redo
            done = act(uid, context=self._context())
        except NothingToUndo as error:
            self._tell(Undone(base.postmortem, base.postmortem, base.seq, "", str(error)))
            return
        except PmtuiError as error:
            self._tell(Warned(str(error)))
            return
        word = "Took back" if kind == "undo" else "Brought again"
        told = f"{word}: {done.label or 'the latest step'}."
        words = " ".join([told, *done.problems, *done.notices])
        self._bring(
            None,
            Undone(
                base.postmortem,
                done.postmortem,
                done.seq,
                done.label,
                words,
                done.problems,
                done.notices,
            ),
            Loaded(done.postmortem, base.reference, done.seq),
        )

    def _poll(self) -> None:
        now = time.monotonic()
        self._next_poll = now + self._poll_every
        base = self.base
        if self._failing or base is None:
            return
        try:
            store = self.opened()
            self.held.check()
            if version := self.held.changed():
                self._look_elsewhere(store, base)
                self.held.saw(version)
            elif now >= self.held.backup_at:
                self._backup()
        except StoreError as error:
            self._fail(sentence(error), brief=error.brief)

    def _look_elsewhere(self, store: Store, base: Loaded) -> None:
        since = store.operations(base.postmortem.uid, base.seq)
        if not since:
            return
        loaded = store.load(base.postmortem.uid)
        labels = tuple(dict.fromkeys(o.label or o.kind for o in since))
        authors = tuple(dict.fromkeys(o.author for o in since))
        self._bring(None, Foreign(base.postmortem, loaded.postmortem, labels, authors), loaded)

    def _backup(self) -> None:
        try:
            self.held.back_up()
        except StoreError as error:
            self._tell(Warned(str(error)))

    def _fail(self, reason: str, brief: str) -> None:
        wait = self._failing.note(reason)
        rescued = self.rescue()
        with self.wake:
            self.due = self._failing.retry_at
            lacking = bool(self.pending) or self.held.moved
        self._tell(NotSaved(reason, wait, rescued, brief or "saving failed", lacking))

    def rescue(self) -> Path | None:
        """Write what the store does not hold to a file elsewhere; its path, if any place took it."""
        with self.wake:
            base = self.base
            value = self.pending.latest()
        if base is None or (value is None and not self.held.moved):
            return self._failing.rescued
        kept = rescue_of(base, value, self._path, self._clock.now(), self.held.run)
        self._failing.keep(write_rescue(kept))
        if not self.pending and not self.held.moved:
            self._failing.discard()  # it was saved while the screen's thread wrote this
        return self._failing.rescued
