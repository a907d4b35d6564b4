"""`doctor`, `keys`, `config`, `completion`: what pmtui finds around it."""

import os
import sys
from dataclasses import fields as dataclass_fields

import click

from pmtui.cli.common import emit, settings, store_open, tell
from pmtui.config import Config, wants_ascii
from pmtui.errors import AnswerIsNo
from pmtui.paths import config_path, log_path, state_dir, store_path


@click.command("doctor")
def doctor_command() -> None:
    """Check the store, the terminal and the clipboard; exit 1 when something is wrong."""
    emit(f"store        {store_path()}")
    emit(f"state        {state_dir()}")
    emit(f"log          {log_path()}")
    emit(f"terminal     TERM={os.environ.get('TERM', '')} tty={_yes(sys.stdout.isatty())}")
    emit(f"characters   {'ASCII' if wants_ascii(settings()) else 'UTF-8'}")
    emit(f"multiplexer  {_multiplexer()}")
    emit(f"clipboard    {_clipboard()}")
    with store_open() as store:
        troubles = store.check()
        emit(f"postmortems  {len(store.summaries())}")
        because = store.read_only_because
    if because:
        emit(f"problem      {because}")
    for trouble in troubles:
        emit(f"{'problem' if trouble.grave else 'notice':<12} {trouble.sentence}")
    if because or any(t.grave for t in troubles):
        raise AnswerIsNo("Something needs a look; see the lines above.")
    tell("Everything is well.")


def _clipboard() -> str:
    from pmtui.clipboard import copy_out

    sent: list[str] = []
    result = copy_out("", env=os.environ, run=lambda command, data: True, write=sent.append)
    return {
        "tool": "a tool of this machine",
        "tmux": "tmux load-buffer",
        "screen": "the terminal, through screen",
        "terminal": "the terminal (OSC 52), which never answers",
    }.get(result.route, "none over this terminal; use ssh HOST pmtui export … | pbcopy")


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _multiplexer() -> str:
    if os.environ.get("TMUX"):
        return "tmux"
    return "screen" if os.environ.get("STY") else "none"


@click.command("keys")
def keys_command() -> None:
    """List every key with its command id, which the configuration may rebind."""
    from pmtui.ui.all_commands import all_commands

    for place, commands in all_commands().items():
        emit(f"{place}:")
        for c in commands:
            emit(f"  {c.key_text:<9} {c.id:<26} {c.help}")


@click.group("config")
def config_command() -> None:
    """Show the settings and where they live."""


@config_command.command("path")
def path_command() -> None:
    """Print where the configuration file is, or would be."""
    emit(str(config_path()))


@config_command.command("show")
def show_command() -> None:
    """Print every setting as it holds now."""
    config = settings()
    for f in dataclass_fields(Config):
        if f.name != "warnings":
            emit(f"{f.name} = {getattr(config, f.name)!r}")


@config_command.command("check")
def check_command() -> None:
    """Say every mistake in the configuration file; exit 1 when there is one."""
    config = settings()
    if config.warnings:
        raise AnswerIsNo(f"Mend these lines in {config_path()}.")
    tell("The configuration is well.")


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Print the completion script of a shell.

    Example: pmtui completion bash >> ~/.bashrc
    """
    from click.shell_completion import get_completion_class

    from pmtui.cli.run import pmtui

    kind = get_completion_class(shell)
    assert kind is not None
    emit(kind(pmtui, {}, "pmtui", "_PMTUI_COMPLETE").source())
