"""The command line: the same engine as the workbook, for scripts, pipes and screen readers."""

import sys


def main() -> None:
    """Run pmtui; errors are sentences on stderr, never tracebacks."""
    from pmtui.cli.run import run

    sys.exit(run(sys.argv[1:]))
