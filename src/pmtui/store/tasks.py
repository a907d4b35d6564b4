"""A thread that does one thing after the other: what it is asked, and what is due at a time."""

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TypeVar

from pmtui.errors import StoreError

_T = TypeVar("_T")


class NotFlushed(StoreError):
    """What was typed could not be saved; the reason, and where the text was put."""


class TaskThread(threading.Thread):
    """See the module. `wake` guards what it shares with those who ask."""

    def __init__(self, name: str) -> None:
        """Not started yet."""
        super().__init__(name=name, daemon=True)
        self.wake = threading.Condition()
        self.closed = False
        self._tasks: deque[Callable[[], None]] = deque()

    def due_tasks(self) -> Sequence[tuple[float | None, Callable[[], None]]]:
        """When what is to be done by itself, on the monotonic clock, the most urgent first."""
        raise NotImplementedError

    def tell_defect(self, error: Exception) -> None:
        """A task has raised what it should not."""
        raise NotImplementedError

    def end(self) -> None:
        """Everything was done and it is closed."""
        raise NotImplementedError

    def do(self, task: Callable[[], None]) -> None:
        """Have something done on the thread, after what was asked before."""
        with self.wake:
            if self.closed:
                raise NotFlushed("The store was closed already. Start pmtui again.")
            self._tasks.append(task)
            self.wake.notify_all()

    def ask(self, task: Callable[[], _T]) -> "Future[_T]":
        """As `do`, with an answer."""
        future: Future[_T] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return  # nobody waits for it any more
            try:
                future.set_result(task())
            except BaseException as error:
                future.set_exception(error)
            with self.wake:
                self.wake.notify_all()

        self.do(run)
        return future

    def run(self) -> None:
        """The thread itself: until it is closed."""
        while (task := self._next()) is not None:
            try:
                task()
            except Exception as error:
                # A defect of ours must not end saving: it is told, and tried again.
                self.tell_defect(error)
        self.end()

    def _next(self) -> Callable[[], None] | None:
        with self.wake:
            while True:
                now = time.monotonic()
                if self._tasks:
                    return self._tasks.popleft()
                if self.closed:
                    return None
                timed = [(when, task) for when, task in self.due_tasks() if when is not None]
                for when, task in timed:
                    if now >= when:
                        return task
                self.wake.wait(min(when - now for when, _ in timed) if timed else None)
