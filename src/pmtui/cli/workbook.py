"""The commands that start the interface: `open`, `demo`, and `pmtui` with options alone."""

import os
import tempfile
from pathlib import Path

import click

from pmtui.cli.common import CLOCK, owned, refuse_unknown, settings
from pmtui.cli.interface import check_terminal, run_interface
from pmtui.cli.reading import reference_argument
from pmtui.cli.speaking import tell
from pmtui.config import author_name
from pmtui.paths import store_path

DEMO_NOTICE = "This is a demo in a throw-away store: press n to see what is still open."


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
    refuse_unknown(path := store_path())
    _run(ctx, path, reference)


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
    from pmtui.store.store import Store

    with Store.open(path, clock=CLOCK, author=author_name(settings())) as store:
        made = [store.create(pm, label="demo") for pm in reversed(demo_library(CLOCK.now()))]
        return made[-1].reference


def _run(ctx: click.Context, path: Path, reference: str = "", notice: str = "") -> None:
    options = ctx.find_root().obj
    code = run_interface(
        path,
        settings(),
        reference=reference,
        notice=notice,
        theme=options["theme"],
        ascii=options["ascii"],
        owned=owned(),
    )
    if code:
        ctx.exit(code)
