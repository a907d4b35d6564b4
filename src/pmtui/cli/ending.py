"""How every run ends: with an exit code, and after an error with one sentence on stderr.

Knows nothing of click, which the start of the library does without.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

from pmtui.cli.speaking import READER_GONE, ReaderGone, complain
from pmtui.errors import PmtuiError

INTERRUPTED = 130
"""The exit code after Ctrl+C, as shells give it."""


def ended(work: Callable[[], Any]) -> int:
    """Do a run's work and answer with its exit code."""
    try:
        result = work()
    except PmtuiError as error:
        complain(str(error))
        return error.exit_code
    except ReaderGone:
        _forget_stdout()
        return READER_GONE
    except KeyboardInterrupt:
        return interrupted()
    except OSError as error:
        complain(f"The system refused: {error.strerror or error}. Mend that and try again.")
        return 3
    except UnicodeEncodeError as error:
        complain(_locale(error) or _defect(error))
        return 3
    except Exception as error:  # the last resort: nobody is shown a traceback
        complain(_defect(error))
        return 3
    return result if isinstance(result, int) else 0


def interrupted() -> int:
    """Say that Ctrl+C ended the run; its exit code."""
    complain("Interrupted; what was not yet saved is as it was.")
    return INTERRUPTED


def _forget_stdout() -> None:
    """Let the interpreter end in peace, though nobody reads what is still buffered."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _locale(error: UnicodeEncodeError) -> str:
    """The sentence for a file's name that this locale cannot spell; "" for anything else."""
    spelling = sys.getfilesystemencoding()
    if spelling == "utf-8" or error.encoding.lower() != spelling:
        return ""
    return (
        f"The locale of this shell knows no names of files with “{error.object[error.start]}” in "
        "them. Set LC_ALL=C.UTF-8 and try again, or take a name of plain letters."
    )


def _defect(error: Exception) -> str:
    from pmtui.ui.crash import log_crash

    log = log_crash(error)
    where = f"The details are in {log}" if log else "No log could be written"
    return (
        f"This is a defect of pmtui ({type(error).__name__}); what was saved before is safe. "
        f"{where}; report it, and try another way."
    )
