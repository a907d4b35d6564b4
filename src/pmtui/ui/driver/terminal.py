"""The driver class of the app: one terminal, its modes, its signals.

Three seams: `typed` decodes input, `_hang_up` leaves when the link is gone, `frames` and `outlet`
write. On SIGHUP, SIGTERM, SIGTSTP, suspend and the end of input the app's `flush_unsaved` runs
before anything else.
"""

import asyncio
import contextlib
import errno
import os
import shutil
import signal
import termios
import tty
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual import constants, events
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from pmtui.ui.crash import log_crash
from pmtui.ui.driver.frames import Screen
from pmtui.ui.driver.outlet import Outlet
from pmtui.ui.driver.typed import TypedInput, early_bytes
from pmtui.ui.typeahead import TypeAhead

if TYPE_CHECKING:
    from textual.app import App

_ENTER = (
    "\x1b[?1049h"  # the other screen
    "\x1b[?25l"  # no cursor: widgets draw their own
    "\x1b[?1004h"  # tell when the window gets and loses the focus
    "\x1b[?2004h"  # brackets around a paste
    "\x1b[?7l"  # no wrap at the right edge
)
_KITTY_KEYS = "\x1b[>25u"  # disambiguate, report all keys, with their text
_LEAVE = "\x1b[?2004l\x1b[?1004l\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h"
_POINTER_SHAPE = "\x1b]22;"  # of no use without a mouse, and not every terminal skips it
_ASK_SYNC = "\x1b[?2026$p"
GRACE = 0.3
"""Seconds that keys on their way through the widgets get before the app saves."""
LAST_WORDS = 0.5
"""Seconds a blocked terminal gets to take the sequences that restore it."""


@runtime_checkable
class Flushes(Protocol):
    """An app with text to lose. The driver calls it in the thread of the event loop."""

    def flush_unsaved(self) -> None:
        """Write everything that is not yet in the store, synchronously; may be called twice."""


class PmtuiDriver(LinuxDriver):
    """Draws what changed, reads what is typed, and loses nothing when the terminal goes away."""

    def __init__(
        self,
        app: "App[Any]",
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._screen = Screen(*self._get_terminal_size())
        self._outlet: Outlet | None = None
        self._typed: TypedInput | None = None
        self._awaiting_frame = True
        self._leaving = False
        self._parting: asyncio.Task[None] | None = None

    # Writing

    def write(self, data: str) -> None:
        """Take a frame, or a sequence, from Textual."""
        if data.startswith(_POINTER_SHAPE) and not self._mouse:
            return
        if self._outlet is None:
            self._screen.feed(data)
            return
        self._outlet.feed(data)
        if self._awaiting_frame and self._screen.painted:
            self._awaiting_frame = False
            if self._typed is not None:
                self._loop.call_soon(self._typed.release)

    def redraw(self) -> None:
        """Clear the terminal and paint every cell again."""
        self._screen.redraw()
        if self._outlet is not None:
            self._outlet.push()

    def pass_through(self, data: str) -> None:
        """Send bytes to the terminal untouched, such as a clipboard sequence."""
        self._screen.pass_through(data)
        if self._outlet is not None:
            self._outlet.push()

    # Starting and stopping

    def start_application_mode(self) -> None:
        """Take the terminal: raw mode, other screen, signals, a thread for what is typed."""
        if not self._in_foreground():
            return
        self._outlet = Outlet(self._screen, self._loop, self._terminal_gone)
        for number in (signal.SIGHUP, signal.SIGTERM):
            # A process started by nohup keeps ignoring hang-ups; the end of input still ends it.
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._loop.add_signal_handler(number, self._hang_up, number)
        self._loop.add_signal_handler(signal.SIGWINCH, self._resized)
        self.attrs_before = self._raw_mode()
        early = early_bytes(self.fileno) if self._awaiting_frame else b""
        self._typed = TypedInput(
            self.fileno,
            self.process_message,
            self._terminal_gone,
            hold=self._awaiting_frame,
            debug=self._debug,
        )
        self._screen.redraw()
        self._screen.pass_through(_ENTER)
        if not constants.DISABLE_KITTY_KEY:
            self._screen.pass_through(_KITTY_KEYS)
        if self.input_tty and os.environ.get("TERM_PROGRAM") != "Apple_Terminal":
            self._screen.pass_through(_ASK_SYNC)
        self._enable_mouse_support()
        self._resized()
        self._outlet.push()
        if early:
            self._typed.feed(early)
        self._typed.start()
        if self._must_signal_resume:
            self._must_signal_resume = False
            self.send_message(self.SignalResume())

    def disable_input(self) -> None:
        """Stop reading; what was typed meanwhile is thrown away."""
        if self._typed is None:
            return
        self._loop.remove_signal_handler(signal.SIGWINCH)
        self._disable_mouse_support()
        self._typed.stop()
        self._typed = None
        with contextlib.suppress(termios.error):
            termios.tcflush(self.fileno, termios.TCIFLUSH)

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        self.disable_input()
        if self.attrs_before is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        if self._outlet is not None:
            self._outlet.finish(self._screen.leave() + _LEAVE, LAST_WORDS)

    def suspend_application_mode(self) -> None:
        """Save, then hand the terminal to an editor or the shell."""
        self._flush()
        super().suspend_application_mode()

    def close(self) -> None:
        """Close the terminal's descriptor; signals stay ours, also while an editor runs."""
        if self._outlet is not None:
            self._outlet.close()
            self._outlet = None

    # Signals

    def _hang_up(self, number: int) -> None:
        """Save and leave with 128 + the signal's number, terminal or not.

        `os._exit`, because Python itself would end with 120 when it cannot flush a closed tty.
        """
        if self._leaving:
            return
        self._leaving = True
        self._parting = self._loop.create_task(self._part(number))

    async def _part(self, number: int) -> None:
        try:
            await self._landed()
            self._flush()
            with contextlib.suppress(OSError, termios.error):
                self.stop_application_mode()
        finally:
            os._exit(128 + number)

    def _terminal_gone(self) -> None:
        """The end of input or a failed write: the same as a hang-up, in the loop's thread."""
        with contextlib.suppress(RuntimeError):  # the loop is closed: we are leaving already
            self._loop.call_soon_threadsafe(self._hang_up, signal.SIGHUP)

    async def _landed(self) -> None:
        """Let what was typed reach the app's value: on the screen it is a moment earlier."""
        typed = getattr(self._app, "typed", None)
        if isinstance(typed, TypeAhead):
            try:
                await asyncio.wait_for(typed.landed(), GRACE)
            except Exception as error:  # also no time left: nothing may stop the way out
                log_crash(error)

    def _flush(self) -> None:
        """Have the app save; a failure is logged, as nothing may stop the way out."""
        if isinstance(self._app, Flushes):
            try:
                self._app.flush_unsaved()
            except Exception as error:
                log_crash(error)

    def _sigtstp_application(self, *_: object) -> None:
        """Stop like any program, but only after saving, and between two events."""
        if self._auto_restart and self._outlet is not None:
            self._loop.call_soon_threadsafe(self._begin_to_stop)
        else:
            os.kill(os.getpid(), signal.SIGSTOP)

    def _begin_to_stop(self) -> None:
        self._parting = self._loop.create_task(self._stop())

    async def _stop(self) -> None:
        await self._landed()
        self.suspend_application_mode()
        self._must_signal_resume = True
        os.kill(os.getpid(), signal.SIGSTOP)

    def _sigcont_application(self, *_: object) -> None:
        """Come back between two events."""
        if self._auto_restart:
            self._loop.call_soon_threadsafe(self._continue)

    def _continue(self) -> None:
        if self._outlet is None:
            self.resume_application_mode()
        else:  # stopped from outside: the shell has used the screen and set its own modes
            self._raw_mode()
            self._screen.pass_through(_ENTER)
            self._resized()
            self.redraw()

    def _resized(self) -> None:
        """Follow the terminal's size, and tell the app."""
        width, height = self._get_terminal_size()
        if (width, height) == self._screen.size:
            self.redraw()  # it had another size for a moment, and what did not fit is gone
        self._screen.resize(width, height)
        size = Size(width, height)
        self.send_message(events.Resize(size, size))

    # The terminal's own state

    def _get_terminal_size(self) -> tuple[int, int]:
        """Columns and rows; 80 by 24 where the terminal does not say."""
        outlet = getattr(self, "_outlet", None)
        for descriptor in (outlet.descriptor if outlet else 2, 1, self.fileno):
            with contextlib.suppress(OSError):
                size = os.get_terminal_size(descriptor)
                if size.columns > 0 and size.lines > 0:
                    return size.columns, size.lines
        fallback = shutil.get_terminal_size((80, 24))
        return fallback.columns, fallback.lines

    def _raw_mode(self) -> list[Any] | None:
        """Deliver keys one by one and unchanged; returns the modes from before."""
        try:
            before = termios.tcgetattr(self.fileno)
            modes = termios.tcgetattr(self.fileno)
            modes[tty.LFLAG] = self._patch_lflag(modes[tty.LFLAG])
            modes[tty.IFLAG] = self._patch_iflag(modes[tty.IFLAG])
            modes[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, modes)
        except termios.error:
            return None
        return before

    def _in_foreground(self) -> bool:
        """Whether we may use the terminal; a process resumed by `bg` is stopped again instead."""
        if not self.input_tty:
            return True

        def stop_again(*_: object) -> None:
            os.kill(os.getpid(), signal.SIGSTOP)

        signal.signal(signal.SIGTTOU, stop_again)
        signal.signal(signal.SIGTTIN, stop_again)
        try:
            termios.tcsetattr(self.fileno, termios.TCSANOW, termios.tcgetattr(self.fileno))
        except termios.error as error:
            if error.args[0] != errno.EINTR:  # not stopped but gone, while an editor had it
                self._terminal_gone()
            return False
        finally:
            signal.signal(signal.SIGTTOU, signal.SIG_DFL)
            signal.signal(signal.SIGTTIN, signal.SIG_DFL)
        return True


def redraw(app: "App[Any]") -> bool:
    """Paint the terminal of `app` anew; false when it runs without our driver, as in tests."""
    driver = app._driver
    if not isinstance(driver, PmtuiDriver):
        return False
    driver.redraw()
    return True
