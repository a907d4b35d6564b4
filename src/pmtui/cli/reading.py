"""What the commands read: words, pipes and files, cleaned as they enter."""

import sys
from pathlib import Path
from typing import Any

import click

from pmtui.cli.references import one_line, reference
from pmtui.errors import AnswerIsNo, UsageError

__all__ = [
    "WORDS_WITH_DASHES",
    "complete_reference",
    "decoded",
    "insist",
    "one_line",
    "piped_text",
    "read_input",
    "reference",
    "reference_argument",
    "typed_text",
]

LARGEST = 20_000_000
"""Bytes of one input; more is refused before it is kept."""

MOST_COMPLETED = 200
"""References that a shell is offered."""

WORDS_WITH_DASHES = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
"""“-5m rolled back” and “- the runbook” are texts, not options; nor is an h behind a dash."""


def complete_reference(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """The references of the store with their titles, for the completion of a shell."""
    from click.shell_completion import CompletionItem

    from pmtui.cli.common import store_open
    from pmtui.errors import PmtuiError
    from pmtui.paths import store_path

    try:
        if not store_path().exists():
            return []
        with store_open() as store:
            rows = store.summaries(MOST_COMPLETED)
    except PmtuiError:
        return []  # a completion has no place to complain; the command itself will
    wanted = incomplete.upper()
    return [
        CompletionItem(s.reference, help=one_line(s.title))
        for s in rows
        if s.reference.startswith(wanted) or s.reference.removeprefix("PM-").startswith(wanted)
    ]


reference_argument = click.argument(
    "reference", metavar="REF", type=reference, shell_complete=complete_reference
)
"""The postmortem that a command is about."""


def typed_text(words: tuple[str, ...] | str) -> str:
    """What was typed as arguments, cleaned; a single “-” reads the pipe."""
    from pmtui.domain.text import sanitise

    text = words if isinstance(words, str) else " ".join(words)
    return piped_text() if text == "-" else sanitise(text).text


def piped_text() -> str:
    """The pipe as clean text, without the line ends at its end. Raises UsageError.

    What had to be altered in it is told once, with how often.
    """
    from pmtui.cli.speaking import tell
    from pmtui.domain.text import sanitise

    clean = sanitise(decoded(read_input("-")))
    if clean.removed:
        tell(clean.notice())
    return clean.text.rstrip("\n")


def decoded(data: bytes) -> str:
    """The text of bytes; how many of them are no text is told."""
    from pmtui.cli.speaking import tell
    from pmtui.domain.text import decode

    text = decode(data)
    if lost := text.count("\ufffd") - data.count(b"\xef\xbf\xbd"):
        what = "1 byte that is no text is" if lost == 1 else f"{lost:,} bytes that are no text are"
        tell(f"{what} shown as \ufffd. Convert it to UTF-8 and give it again if that matters.")
    return text


def read_input(name: str) -> bytes:
    """The bytes of a file, or of the pipe for “-”. Raises UsageError with the reason."""
    try:
        if name == "-":
            data: bytes = _pipe().read(LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}. Name another file.") from error
    except ValueError as error:
        raise UsageError("That is not the name of a file. Name another one.") from error
    if len(data) > LARGEST:
        raise UsageError(f"{name} is larger than 20 MB. Cut it into parts and give these.")
    if name == "-" and (ctx := click.get_current_context(silent=True)) is not None:
        ctx.meta["pmtui.pipe"] = data  # to be kept where the store does not take it
    return data


def _pipe() -> Any:
    if sys.stdin is None:
        raise UsageError("There is no pipe to read. Give the text itself, or pipe something in.")
    if sys.stdin.isatty():
        from pmtui.cli.speaking import tell

        tell("Type the text; Ctrl+D on an empty line ends it.")
    return sys.stdin.buffer


def insist(wanted: str, confirm: str | None, done: str) -> None:
    """Ask for a reference before what cannot be undone, unless it was given with the command.

    Raises AnswerIsNo where another one comes.
    """
    if confirm is None:
        confirm = click.prompt(f"This cannot be undone. Type {wanted} to go on", err=True)
    if " ".join(confirm.upper().split()) != wanted:
        raise AnswerIsNo(f"Nothing was {done}, since the reference was not typed.")
