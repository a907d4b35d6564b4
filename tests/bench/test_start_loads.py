import subprocess
import sys

NOT_FOR_THE_LIBRARY = {
    "click",
    "pmtui.domain.vocabulary",
    "pmtui.domain.records",
    "pmtui.domain.postmortem",
    "pmtui.domain.changes",
    "pmtui.store.saver",
    "pmtui.store.rescue",
    "pmtui.ui.screens.workbook",
    "pmtui.ui.widgets.entry_line",
    "pmtui.ui.widgets.line_input",
    "pmtui.review",
    "pmtui.language",
    "pmtui.privacy",
    "pmtui.memory",
    "pmtui.store.promises",
    "pmtui.store.themes",
    "pmtui.ui.notices",
    "pmtui.ui.screens.promises",
    "pmtui.ui.screens.themes",
    "pydantic",
    "sqlite_utils",
}
"""What takes longer to load than the library takes to paint, and shows nothing there."""


def test_the_library_loads_nothing_that_it_does_not_show():
    done = subprocess.run(
        [sys.executable, "-c",
         "import sys, pmtui.cli.ending, pmtui.cli.interface, pmtui.store.store, pmtui.ui.app\n"
         "print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert NOT_FOR_THE_LIBRARY & set(done.stdout.split()) == set()
