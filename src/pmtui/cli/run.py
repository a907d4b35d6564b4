"""The group of commands, each imported only when it runs, and the one place that ends a run."""

import importlib
import os
import sys
from collections.abc import Sequence

import click

from pmtui.errors import PmtuiError

COMMANDS: dict[str, tuple[str, str]] = {
    "new": ("create", "Begin a postmortem and print its reference."),
    "open": ("workbook", "Open a postmortem in the workbook."),
    "log": ("capture", "Capture an event now, or a pipe as evidence."),
    "add": ("fill", "Add a record by its entry line."),
    "set": ("fill", "Set one field."),
    "list": ("look", "List the postmortems of this store."),
    "show": ("look", "Show a postmortem whole."),
    "check": ("judge", "Say everything that stands before complete."),
    "review": ("judge", "Move a draft to in review."),
    "attest": ("judge", "Record that the review was held."),
    "waive": ("judge", "Set a finding aside, with a reason."),
    "complete": ("judge", "Complete it, if nothing bars the way."),
    "reopen": ("judge", "Reopen a complete postmortem, with a reason."),
    "export": ("leave", "Write, print or copy it in a flavour."),
    "import": ("enter", "Read a document back in."),
    "timeline": ("enter", "Read a timeline out of any text."),
    "lint": ("lint", "Check any text for blameless language."),
    "rules": ("lint", "List the language rules."),
    "history": ("past", "Who changed what, and when."),
    "undo": ("past", "Take back the last step."),
    "redo": ("past", "Do again what was taken back."),
    "demo": ("workbook", "Open a filled example in a throw-away store."),
    "doctor": ("environment", "Check the store, the terminal and the clipboard."),
    "keys": ("environment", "List the keys and the command ids."),
    "config": ("environment", "Show the settings and where they live."),
    "completion": ("environment", "Print the completion of a shell."),
}
"""Each command: the module of `pmtui.cli` that holds it, and its line in the help."""

EPILOG = """\b
pmtui without a command opens the library.
REF is PM-7, 7, or an unambiguous part of the title.
Exit codes: 0 done · 1 the answer is no · 2 usage or unreadable input ·
3 the store or the environment failed.
"""


class LazyGroup(click.Group):
    """Imports a command's module only when that command runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of a postmortem's life."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, by its exact name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"pmtui.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help lists the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.option("--store", metavar="FILE", help="Use another store than the usual one.")
@click.option("--ascii", is_flag=True, help="Draw with plain characters only.")
@click.option("--no-color", is_flag=True, help="Use no colours.")
@click.option("--theme", metavar="NAME", help="ansi, dark, light or high-contrast.")
@click.option("--version", is_flag=True, help="Print the version and end.")
@click.pass_context
def pmtui(
    ctx: click.Context,
    store: str | None,
    ascii: bool,
    no_color: bool,
    theme: str | None,
    version: bool,
) -> None:
    """Write blameless postmortems in the terminal, by keyboard alone."""
    if version:
        from pmtui import __version__

        click.echo(f"pmtui {__version__}")
        ctx.exit(0)
    if store:
        os.environ["PMTUI_STORE"] = store
    if no_color:
        os.environ["NO_COLOR"] = "1"
    ctx.obj = {"ascii": ascii, "theme": theme}
    if ctx.invoked_subcommand is None:
        from pmtui.cli.workbook import open_library

        open_library(ctx)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and answer with its exit code."""
    try:
        result = pmtui.main(list(arguments), prog_name="pmtui", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show(sys.stderr)
        return 2
    except click.Abort:
        click.echo("Interrupted; nothing was changed.", err=True)
        return 130
    except PmtuiError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return result if isinstance(result, int) else 0
