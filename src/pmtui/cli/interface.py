"""Starting the interface on this terminal: the library, or one postmortem.

`pmtui` and `pmtui open REF` come here past click, which takes longer to load than the library to be
read.
"""

import gc
import os
import sys
from pathlib import Path

from pmtui.account import person_behind, shared_login
from pmtui.cli.lean import without_tls
from pmtui.clock import SystemClock
from pmtui.config import THEMES, Config, author_name, load_config, this_host, wants_ascii
from pmtui.errors import PmtuiError, UsageError
from pmtui.paths import store_path


def check_terminal() -> None:
    """Refuse a terminal that cannot show the workbook, naming what works without it."""
    streams = (sys.stdin, sys.stdout)
    if os.environ.get("TERM", "") not in ("", "dumb") and all(s and s.isatty() for s in streams):
        return
    from pmtui.cli.run import COMMANDS

    lines = [n for n, (module, _) in COMMANDS.items() if module != "workbook"]
    raise PmtuiError(
        "This is not a terminal that can show the workbook. Everything also works line by line: "
        f"pmtui {', '.join(lines)}. See pmtui --help."
    )


def run_plainly(word: str | None = None) -> int:
    """`pmtui` without an option: the library, or the postmortem that a word names; the exit code.

    Raises UsageError where the word cannot be a reference.
    """
    from pmtui.cli.references import reference
    from pmtui.cli.speaking import tell

    wanted = "" if word is None else reference(word)
    check_terminal()
    config = load_config()
    for warning in config.warnings:
        tell(warning)
    return run_interface(store_path(), config, reference=wanted)


def run_interface(
    path: Path,
    config: Config,
    *,
    reference: str = "",
    notice: str = "",
    theme: str | None = None,
    ascii: bool = False,
    owned: bool = False,
) -> int:
    """Run on this terminal until the person leaves; the exit code.

    Without a reference it is the library, with the cursor on the last one used. `owned` says that
    a store of another account is meant. Raises UsageError for an unknown theme.
    """
    gc.disable()  # until the first screen is painted: what is made until then has to stay
    theme = theme or config.theme
    if theme not in THEMES:
        raise UsageError(f"“{theme}” is not a theme. Type one of {', '.join(THEMES)}.")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    os.environ["TEXTUAL_THEME"] = THEMES[theme]  # a change after the start would cost a frame
    with without_tls():
        import asyncio  # noqa: F401 - first of all here, before Textual does
    from pmtui.store.store import Store

    clock, author = SystemClock(), author_name(config)
    with Store.open(path, clock=clock, author=author, i_own_this=owned) as store:
        uid = store.resolve(reference).uid if reference else ""
        from pmtui.ui.app import PmtuiApp
        from pmtui.ui.session import Session

        app = PmtuiApp(
            Session(
                store=store,
                store_path=path,
                clock=clock,
                author=author,
                shared_login=(shared := shared_login(config)),
                person_behind=person_behind(config) if shared else "",
                open_uid=uid,
                ascii=ascii or wants_ascii(config),
                theme=THEMES[theme],
                mouse=config.mouse,
                notice=notice or " ".join(config.warnings),
                keymap=config.keys,
                host=this_host(config),
                zone=config.zone,
            )
        )
        app.run_here()
    return app.return_code or 0
