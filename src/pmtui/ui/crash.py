"""What happens when the program breaks: a log for us, one sentence for the user.

Textual prints the local variables of every frame, so a draft would land in the scrollback of
somebody else's terminal. Here the traceback goes, without them, to a file only the user can read.
"""

import contextlib
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

KEPT = 5
"""Crash logs kept; older ones are removed when a new one is written."""
MESSAGE = 500
"""Characters of an exception's own message that are logged; it may quote what a user wrote."""


def log_crash(error: BaseException) -> Path | None:
    """Write the traceback of `error` without local variables to a new file of mode 0600.

    Returns its path, or None where no file could be written: a crash must not crash again.
    """
    lines = [
        line if len(line) <= MESSAGE else f"{line[:MESSAGE]}…\n"
        for line in traceback.format_exception(error)
    ]
    for directory in (_own_directory(), Path(tempfile.gettempdir())):
        if directory is None:
            continue
        try:
            handle, name = tempfile.mkstemp(prefix="pmtui-crash-", suffix=".log", dir=directory)
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
                file.write(f"Python {sys.version}\n")
                file.writelines(lines)
        except OSError:
            continue
        _remove_old(directory)
        return Path(name)
    return None


def crash_sentence(error: BaseException, log: Path | None) -> str:
    """What the user reads: what happened, that the text is safe, and the next step."""
    where = f"the details are in {log}" if log else "no log could be written"
    return (
        f"pmtui stopped because of a fault of its own ({type(error).__name__}). What you typed was "
        f"saved up to that moment; {where}. Start pmtui again to go on."
    )


def note_crash(app: "App[Any]", error: Exception, flush: Callable[[], None] | None = None) -> None:
    """End `app` with code 1 after `error`: save, log, and leave one sentence on the terminal.

    For the app's `_handle_exception`, which Textual calls for every exception nobody handled.
    """
    from rich.text import Text

    first = app._exception is None
    app._return_code = 1
    if first:
        app._exception = error
        app._exception_event.set()
        if flush is not None:
            try:
                flush()
            except Exception as failure:
                log_crash(failure)
        app._exit_renderables.append(Text(crash_sentence(error, log_crash(error))))
    app._close_messages_no_wait()


def _own_directory() -> Path | None:
    """The directory of crash logs, made when it is missing; None where there is none."""
    from pmtui.errors import PmtuiError
    from pmtui.paths import make_private_dir, state_dir

    try:
        return make_private_dir(state_dir() / "crashes")
    except (PmtuiError, OSError):
        return None


def _remove_old(directory: Path) -> None:
    """Keep the newest logs of this user only."""
    logs = []
    for path in directory.glob("pmtui-crash-*.log"):
        with contextlib.suppress(OSError):
            found = path.stat()
            if found.st_uid == os.geteuid():
                logs.append((found.st_mtime, path))
    for _age, path in sorted(logs)[:-KEPT]:
        with contextlib.suppress(OSError):
            path.unlink()
