"""Starting the workbook: bare `pmtui`, `open` and `demo`."""

import gc
import os
import sys
import tempfile
from pathlib import Path

import click

from pmtui.cli.common import CLOCK, settings
from pmtui.config import THEMES, author_name, this_host, wants_ascii
from pmtui.errors import PmtuiError, UsageError
from pmtui.paths import store_path
from pmtui.store.store import Store

SUBCOMMANDS = "pmtui list, show, log, add, set, check, export"


def check_terminal() -> None:
    """Refuse a terminal that cannot show the workbook, naming what works without it."""
    if os.environ.get("TERM", "") in ("", "dumb") or not sys.stdin.isatty():
        raise PmtuiError(
            "This is not a terminal that can show the workbook. "
            f"Everything also works line by line: {SUBCOMMANDS}; pmtui --help lists them."
        )


def open_library(ctx: click.Context) -> None:
    """The library, with the cursor on the last one used."""
    check_terminal()
    _run(ctx, store_path())


@click.command("open")
@click.argument("reference", metavar="REF")
@click.pass_context
def open_command(ctx: click.Context, reference: str) -> None:
    """Open a postmortem in the workbook, where the cursor was."""
    check_terminal()
    _run(ctx, store_path(), reference)


@click.command("demo")
@click.pass_context
def demo_command(ctx: click.Context) -> None:
    """Open a filled example in a throw-away store; nothing of yours is touched."""
    from pmtui.demo import demo_library

    check_terminal()
    with tempfile.TemporaryDirectory(prefix="pmtui-demo-") as folder:
        path = Path(folder) / "demo.db"
        os.environ["PMTUI_STATE"] = folder
        store = Store.open(path, clock=CLOCK, author="demo")
        references = [
            store.create(pm, label="demo").reference for pm in reversed(demo_library(CLOCK.now()))
        ]
        store.close()
        _run(
            ctx,
            path,
            references[-1],
            notice="This is a demo in a throw-away store: press n to see what is still open.",
        )


def _run(ctx: click.Context, path: Path, reference: str = "", notice: str = "") -> None:
    gc.disable()
    config = settings()
    theme = ctx.obj["theme"] or config.theme
    if theme not in THEMES:
        raise UsageError(f"“{theme}” is not a theme; known are {', '.join(THEMES)}.")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    store = Store.open(path, clock=CLOCK, author=author_name(config))
    uid = store.resolve(reference).uid if reference else ""
    from pmtui.ui.app import PmtuiApp
    from pmtui.ui.session import Session

    app = PmtuiApp(
        Session(
            store=store,
            store_path=path,
            clock=CLOCK,
            author=author_name(config),
            open_uid=uid,
            ascii=ctx.obj["ascii"] or wants_ascii(config),
            theme=THEMES[theme],
            mouse=config.mouse,
            notice=notice,
            keymap=config.keys,
            host=this_host(config),
            zone=config.zone or "UTC",
        )
    )
    app.run_here()
    store.close()
    if app.return_code:
        sys.exit(app.return_code)
