"""The group of commands, each imported only when it runs, and the one place that ends a run."""

import importlib
import os
import re
from collections.abc import Sequence
from typing import Any

import click

from pmtui.cli.ending import ended, interrupted
from pmtui.cli.speaking import complain, tell
from pmtui.errors import StoreError, UsageError

COMMANDS: dict[str, tuple[str, str]] = {
    "new": ("create", "Begin a postmortem and print its reference."),
    "open": ("workbook", "Open a postmortem in the workbook."),
    "log": ("capture", "Capture an event now, or a pipe as evidence."),
    "add": ("fill", "Add a record by its entry line."),
    "set": ("fill", "Set one field."),
    "remove": ("arrange", "Remove a record."),
    "move": ("arrange", "Move a record up or down in its list."),
    "list": ("look", "List the postmortems of this store."),
    "search": ("search", "Find postmortems by any word in them."),
    "similar": ("similar", "Show which incidents resemble one, and what was promised then."),
    "show": ("look", "Show a postmortem whole, or one part of it."),
    "check": ("judge", "Say everything that stands before complete."),
    "actions": ("actions", "List what was promised, over all postmortems."),
    "themes": ("themes", "Say what recurs across all postmortems."),
    "drill": ("drill", "Step through a past timeline, its outcome hidden."),
    "review": ("decide", "Move a draft to in review."),
    "attest": ("decide", "Record that the review was held."),
    "waive": ("waive", "Set a finding aside, with a reason."),
    "complete": ("decide", "Complete it, if nothing bars the way."),
    "reopen": ("decide", "Reopen a complete postmortem, with a reason."),
    "share": ("share", "Put it into the team's folder, for git."),
    "sync": ("sync", "Read what colleagues shared."),
    "pull": ("pull", "Fetch a postmortem from another box over ssh."),
    "adopt": ("adopt", "Make a colleague's postmortem yours to edit."),
    "export": ("leave", "Write, print or copy it in a flavour."),
    "publish": ("publish", "Note where it was shared, and when."),
    "import": ("enter", "Read a document back in."),
    "timeline": ("enter", "Read a timeline out of any text."),
    "lint": ("lint", "Check any text for blameless language."),
    "rules": ("lint", "List the language rules."),
    "history": ("past", "Who changed what, and when."),
    "undo": ("past", "Take back the last step."),
    "redo": ("past", "Do again what was taken back."),
    "backup": ("past", "Write a checked copy of the store."),
    "restore": ("restore", "List the backups, or bring one back."),
    "rescue": ("restore", "List rescue files, or take one in."),
    "delete": ("delete", "Delete a postmortem; undelete brings it back."),
    "undelete": ("delete", "List what was deleted, or bring it back."),
    "purge": ("keep", "Make a text vanish, also from the history and the backups."),
    "unlock": ("keep", "Say who holds the store."),
    "demo": ("workbook", "Open a filled example in a throw-away store."),
    "doctor": ("environment", "Check the store, the terminal and the clipboard."),
    "keys": ("keys", "List the keys, or show what this terminal sends."),
    "config": ("environment", "Show the settings and where they live."),
    "completion": ("environment", "Print the completion of a shell."),
}
"""Each command: the module of `pmtui.cli` that holds it, and its line in the help."""

EPILOG = """\b
Examples: pmtui new "Card payments failed" --severity 2
          pmtui log PM-1 rolled back deploy 4711 @ic !mitigated
          pmtui check PM-1
\b
pmtui without a command opens the library.
REF is PM-7, 7, an unambiguous part of the title, or . for the one used last.
Exit codes: 0 done · 1 the answer is no · 2 usage or unreadable input ·
3 the store or the environment failed.
"""

_ALONE: Any = getattr(click.exceptions, "NoArgsIsHelpError", ())
"""What click from 8.2 on raises for a group without a command: the whole help is its message."""

_LOOKS_LIKE_REFERENCE = re.compile(r"pm-\d{1,9}|\d{1,9}", re.IGNORECASE)


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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or an error that names the nearest one."""
        name = args[0]
        ctx.meta["pmtui.words"] = tuple(args)
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            ctx.fail(f"“{name}” is not a command{_meant(name)}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """The command; what a store did not take of it is kept beside the store."""
        try:
            return super().invoke(ctx)
        except (StoreError, OSError) as error:
            from pmtui.cli.unsaved import kept

            if (told := kept(ctx, error)) is None:
                raise
            raise told from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help lists the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _meant(name: str) -> str:
    import difflib

    if _LOOKS_LIKE_REFERENCE.fullmatch(name):
        return f"; to open it type pmtui open {name}."
    near = difflib.get_close_matches(name[:40], COMMANDS, 1)
    return f"; did you mean {near[0]}?" if near else "."


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.option(
    "--store", metavar="FILE", help="Use another store; a directory means pmtui.db in it."
)
@click.option("--author", metavar="NAME", help="Who is writing, on a login of several people.")
@click.option("--i-own-this", is_flag=True, help="Use a store although another account owns it.")
@click.option("--ascii", is_flag=True, help="Draw with plain characters only.")
@click.option("--no-color", is_flag=True, help="Use no colours.")
@click.option("--theme", metavar="NAME", help="ansi, dark, light or high-contrast.")
@click.option("--version", is_flag=True, help="Print the version and end.")
@click.pass_context
def pmtui(
    ctx: click.Context,
    store: str | None,
    author: str | None,
    i_own_this: bool,
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
        if "\0" in store:
            raise UsageError("That is not the name of a store. Name a file with --store.")
        os.environ["PMTUI_STORE"] = store
    if author:
        os.environ["PMTUI_AUTHOR"] = author
    if no_color:
        os.environ["NO_COLOR"] = "1"
    ctx.meta["pmtui.owned"] = i_own_this
    ctx.meta["pmtui.named"] = bool(store)
    ctx.obj = {"ascii": ascii, "theme": theme}
    if ctx.invoked_subcommand is None:
        from pmtui.cli.workbook import open_library

        open_library(ctx)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and answer with its exit code; an error is a sentence on stderr."""
    return ended(lambda: _called(list(arguments)))


def _called(arguments: list[str]) -> Any:
    try:
        return pmtui.main(arguments, prog_name="pmtui", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except _ALONE as error:
        tell(error.format_message())
        return 2
    except click.ClickException as error:
        complain(_usage(error))
        return 2
    except click.Abort:
        return interrupted()


def _usage(error: click.ClickException) -> str:
    """A usage error as one sentence with the help that fits."""
    message = error.format_message()
    where = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "pmtui"
    stop = "" if message.endswith((".", "?", "!")) else "."
    return f"{message}{stop} See {where} --help."
