import subprocess
import sys

import pytest

from pmtui.cli import main

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


def test_the_interface_starts_without_openssl_and_leaves_it_to_others():
    done = subprocess.run(
        [sys.executable, "-c",
         "import sys\n"
         "from pmtui.cli.lean import without_tls\n"
         "with without_tls():\n"
         "    import asyncio\n"
         "import pmtui.store.store, pmtui.ui.app\n"
         "print({'ssl', '_ssl', '_hashlib'} & set(sys.modules))\n"
         "import ssl\n"
         "print(bool(ssl.create_default_context()), asyncio.sslproto.ssl)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["set()", "True None"]


@pytest.mark.parametrize("words", [["open", ""], ["open", "7" * 400], ["open", "PM-1"]])
def test_opening_without_a_terminal_says_so_and_a_reference_is_checked_first(
    words, monkeypatch, capsys
):
    monkeypatch.setattr(sys, "argv", ["pmtui", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    sentence = capsys.readouterr().err
    assert ended.value.code in (2, 3)
    assert "terminal" in sentence if words[1] == "PM-1" else "A reference is PM-7" in sentence
