"""Starting the workbook: bare `pmtui`, `open` and `demo`."""

import gc
import os
import sys
import tempfile
from pathlib import Path

import click

from pmtui.cli.common import CLOCK, owned, settings
from pmtui.cli.reading import reference_argument
from pmtui.cli.speaking import tell
from pmtui.config import THEMES, author_name, this_host, wants_ascii
from pmtui.errors import PmtuiError, UsageError
from pmtui.paths import store_path
from pmtui.store.store import Store

DEMO_NOTICE = "This is a demo in a throw-away store: press n to see what is still open."


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


def open_library(ctx: click.Context) -> None:
    """The library, with the cursor on the last one used."""
    check_terminal()
    _run(ctx, store_path())


@click.command("open")
@reference_argument
@click.pass_context
def open_command(ctx: click.Context, reference: str) -> None:
    """Open a postmortem in the workbook, where the cursor was.

    Example: pmtui open PM-7
    """
    check_terminal()
    _run(ctx, store_path(), reference)


@click.command("demo")
@click.pass_context
def demo_command(ctx: click.Context) -> None:
    """Open a filled example in a throw-away store; nothing of yours is touched.

    Example: pmtui demo
    """
    check_terminal()
    with tempfile.TemporaryDirectory(prefix="pmtui-demo-", ignore_cleanup_errors=True) as folder:
        os.environ["PMTUI_STATE"] = folder
        path = Path(folder) / "demo.db"
        reference = fill_demo(path)
        tell(DEMO_NOTICE)
        _run(ctx, path, reference, notice=DEMO_NOTICE)
    tell("The demo and its store are gone; pmtui new TITLE begins a postmortem of yours.")


def fill_demo(path: Path) -> str:
    """Make a store with the examples; the reference of the one to open."""
    from pmtui.demo import demo_library

    with Store.open(path, clock=CLOCK, author=author_name(settings())) as store:
        made = [store.create(pm, label="demo") for pm in reversed(demo_library(CLOCK.now()))]
        return made[-1].reference


def _run(ctx: click.Context, path: Path, reference: str = "", notice: str = "") -> None:
    gc.disable()
    config = settings()
    options = ctx.find_root().obj
    theme = options["theme"] or config.theme
    if theme not in THEMES:
        raise UsageError(f"“{theme}” is not a theme. Type one of {', '.join(THEMES)}.")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    os.environ["TEXTUAL_THEME"] = THEMES[theme]  # a change after the start would cost a frame
    author = author_name(config)
    with Store.open(path, clock=CLOCK, author=author, i_own_this=owned()) as store:
        uid = store.resolve(reference).uid if reference else ""
        from pmtui.ui.app import PmtuiApp
        from pmtui.ui.session import Session

        app = PmtuiApp(
            Session(
                store=store,
                store_path=path,
                clock=CLOCK,
                author=author,
                open_uid=uid,
                ascii=options["ascii"] or wants_ascii(config),
                theme=THEMES[theme],
                mouse=config.mouse,
                notice=notice or " ".join(config.warnings),
                keymap=config.keys,
                host=this_host(config),
                zone=config.zone or "UTC",
            )
        )
        app.run_here()
    if app.return_code:
        ctx.exit(app.return_code)
