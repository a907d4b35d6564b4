"""The command line: the same engine as the workbook, for scripts, pipes and screen readers."""

import os
import sys


def main() -> None:
    """Run pmtui; errors are sentences on stderr, never tracebacks."""
    _speak_utf8()
    words = _as_utf8(sys.argv[1:])
    if _opens(words) and "_PMTUI_COMPLETE" not in os.environ:
        from pmtui.cli.ending import ended
        from pmtui.cli.interface import run_plainly

        sys.exit(ended(lambda: run_plainly(*words[1:])))
    from pmtui.cli.run import run

    sys.exit(run(words))


def _opens(words: list[str]) -> bool:
    """Whether it is `pmtui` or `pmtui open REF` without options, which start without click."""
    return not words or (len(words) == 2 and words[0] == "open" and not words[1].startswith("-"))


def _as_utf8(words: list[str]) -> list[str]:
    """The arguments read as UTF-8, also where the locale would read them as something else."""
    if sys.getfilesystemencoding() == "utf-8":
        return words
    return [os.fsencode(word).decode("utf-8", "surrogateescape") for word in words]


def _speak_utf8() -> None:
    """Pipes carry UTF-8 whatever the locale; a terminal of another kind loses single characters."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None or not hasattr(stream, "reconfigure"):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
