"""Table B, bad input row by row: each test carries the numbers of its rows; see `rows`."""

from cli.conftest import as_terminal, begun, pmtui  # noqa: F401
from terminal.conftest import start  # noqa: F401
from ui.conftest import alone  # noqa: F401
