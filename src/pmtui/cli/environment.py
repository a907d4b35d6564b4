"""`doctor`, `config`, `completion`: what pmtui finds around it."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmtui.account import shared_login
from pmtui.cli.common import CLOCK, owned, settings
from pmtui.cli.speaking import emit, hanging, tell, width
from pmtui.config import Config, author_name, shown, wants_ascii
from pmtui.errors import AnswerIsNo, PmtuiError, StoreError, UsageError
from pmtui.paths import STORE_NAME, config_path, log_path, state_dir, store_path

if TYPE_CHECKING:
    from pmtui.review.team import Team


@click.command("doctor")
@click.option("--repair", is_flag=True, help="Bring back damaged records and indexes.")
def doctor_command(repair: bool) -> int:
    """Check the store, the terminal and the clipboard; exit 1 when something is wrong.

    With --repair a backup is made first, then each damaged postmortem is written anew from its
    history, and the search index and the like from the postmortems.

    Example: pmtui doctor
    """
    config = settings()
    _line("version", _versions())
    troubles = [_place("store", store_path), _place("state", state_dir), _place("log", log_path)]
    shared = shared_login(config)
    _line(
        "author",
        f"{author_name(config)}{' (a login of several people; --author NAME says who)' if shared else ''}",
    )
    tty = _yes(sys.stdout is not None and sys.stdout.isatty())
    _line("terminal", f"TERM={os.environ.get('TERM', '')} on a terminal: {tty}")
    _line("characters", "ASCII" if wants_ascii(config) else "UTF-8")
    _line("colours", "none (NO_COLOR)" if os.environ.get("NO_COLOR") else "of the terminal")
    _line("multiplexer", _multiplexer())
    _line("clipboard", _clipboard())
    _line("editor", _editor())
    for warning in config.warnings:
        _line("notice", warning)
    if told := _in_a_directory():
        _line("notice", told)
    if not any(troubles):
        if repair:
            _repair(store_path())
        troubles += [_disk(store_path()), _store(store_path())]
    if any(troubles):
        tell("Something needs a look; see the lines that begin with problem.")
        return 1
    tell("Everything is well.")
    return 0


def _line(name: str, text: str) -> None:
    emit(hanging(f"{name:<12} ", text, width()))


def _place(name: str, find: Callable[[], Path]) -> bool:
    """Prints a place; whether there is trouble with it."""
    try:
        _line(name, str(find()))
    except PmtuiError as error:
        _line("problem", str(error))
        return True
    return False


def _in_a_directory() -> str:
    """That a directory was named as the store, and which file is meant by it; else ""."""
    given = os.environ.get("PMTUI_STORE", "")
    if not given or not (given.endswith(os.sep) or Path(given).expanduser().is_dir()):
        return ""
    return (
        f"PMTUI_STORE or --store names a directory, so the store is the file {STORE_NAME} in it. "
        "Name a file to use another one."
    )


def _disk(path: Path) -> bool:
    """Prints on what kind of disk the store lies and whether it keeps locks; whether it does not."""
    from pmtui.store.locking import locks_in
    from pmtui.store.place import filesystem, is_network

    kind = filesystem(path)
    where = f"{kind}, on another machine" if is_network(kind) else f"{kind or 'unknown'}, local"
    _line("disk", where)
    if not path.parent.is_dir():
        return False
    fine, told = locks_in(path.parent)
    _line("locks" if fine else "problem", told)
    return not fine


def _store(path: Path) -> bool:
    """Prints how the store is; whether there is trouble with it. Makes none where there is none."""
    from pmtui.store.store import Store

    if not path.exists():
        _line("postmortems", "none yet; pmtui new TITLE makes the store")
        return False
    try:
        with Store.open(path, clock=CLOCK, i_own_this=owned()) as store:
            troubles = store.check()
            count = len(store.summaries())
            because = store.read_only_because
    except StoreError as error:
        _line("problem", str(error))
        return True
    _line("postmortems", str(count))
    if not any(t.grave for t in troubles):
        _line("integrity", "structure, checksums and history agree")
    if because:
        _line("problem", because)
    for trouble in troubles:
        _line("problem" if trouble.grave else "notice", trouble.sentence)
    return bool(because) or any(t.grave for t in troubles)


def _repair(path: Path) -> None:
    """Writes damaged postmortems anew; what cannot be is told and stays as it is."""
    from pmtui.store.restoring import BEFORE_REPAIR, REPAIRED
    from pmtui.store.store import Store

    if not path.exists():
        return
    with Store.open(path, clock=CLOCK, i_own_this=owned()) as store:
        troubles = store.check()
        damaged = dict.fromkeys(t.uid for t in troubles if t.grave and t.uid)
        if not damaged and not any(t.index or t.fingerprints for t in troubles):
            _line("repair", "nothing needs it")
            return
        _line("repair", f"the store as it is was kept in {store.backup(BEFORE_REPAIR).name}")
        for uid in damaged:
            try:
                title = store.repair(uid).overview.title or "Untitled"
            except StoreError as error:
                _line("problem", str(error))
                continue
            _line("repair", f"“{title}” was written anew from its history")
        if any(t.index for t in troubles):
            from pmtui.store.find import rebuild_index

            records = rebuild_index(store)
            _line("repair", f"the search index was built anew, of {records} records")
        if any(t.fingerprints for t in troubles):
            from pmtui.store.similar import forget_everything

            forget_everything(store)
            _line("repair", "what resembles what is found out anew when it is next asked for")
        if damaged and not any(t.grave for t in store.check()):
            _line("repair", f"the repaired store was copied to {store.backup(REPAIRED).name}")


def _versions() -> str:
    import sqlite3

    from pmtui import __version__

    python = ".".join(map(str, sys.version_info[:3]))
    return f"pmtui {__version__}, Python {python}, SQLite {sqlite3.sqlite_version}"


def _editor() -> str:
    from pmtui.editor import editor_command

    try:
        return " ".join(editor_command(os.environ))
    except PmtuiError as error:
        return str(error)


def _clipboard() -> str:
    import shutil

    from pmtui.clipboard import copy_out

    def there(command: list[str], _: bytes) -> bool:
        return shutil.which(command[0]) is not None

    sent: list[str] = []
    result = copy_out("", env=os.environ, run=there, write=sent.append)
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


@click.group("config")
def config_command() -> None:
    """Show the settings and where they live.

    Example: pmtui config show
    """


@config_command.command("path")
def path_command() -> None:
    """Print where the configuration file is, or would be.

    Example: $EDITOR "$(pmtui config path)"
    """
    emit(str(config_path()))


@config_command.command("show")
def show_command() -> None:
    """Print every setting as it holds now, as a configuration file.

    Example: pmtui config show
    """
    emit(shown(settings()))


@config_command.command("check")
@click.argument("file", metavar="[FILE]", required=False)
def check_command(file: str | None) -> None:
    """Say every mistake in the configuration and in the team's rules; exit 1 when there is one.

    With FILE only that team.toml is checked, for example in the CI of the team's repository.

    \b
    Examples: pmtui config check
              pmtui config check team.toml
    """
    if file is not None:
        _check_file(file)
        return
    config = settings()
    rules = _team_checked()
    problems = _problems(config)
    for sentence in problems:
        tell(sentence)
    if problems or config.warnings:
        raise AnswerIsNo(f"Mend this in {config_path()}.")
    if rules.mistakes:
        raise AnswerIsNo(f"Mend this in {rules.file}.")
    where = f" The team's rules are those of {rules.file}." if rules.file else ""
    tell(f"The configuration is well.{where}")


def _check_file(name: str) -> None:
    """Check one file of rules, and the language rules that it names."""
    from pmtui.language import load_rule_file
    from pmtui.review.team import read_team

    if "\0" in name:
        raise UsageError("That is not the name of a file. Name another one.")
    rules = read_team(Path(name).absolute())
    problems = [
        *rules.mistakes,
        *(str(p) for f in rules.language for p in load_rule_file(f).problems),
    ]
    for sentence in problems:
        tell(sentence)
    if problems:
        raise AnswerIsNo(f"Mend this in {rules.file}.")
    tell("The rules are well.")


def _team_checked() -> "Team":
    """The team's rules that are in force, with every mistake in any of their files told."""
    from pmtui.review.team import candidates, team
    from pmtui.review.team_rules import problems_to_tell, team_rules

    rules = team()
    team_rules()
    for sentence in dict.fromkeys((*rules.mistakes, *problems_to_tell())):
        tell(sentence)
    others = [p for p in candidates() if p != rules.file and p.exists()]
    if rules.file is not None and others:
        tell(f"{others[0]} is not used, since {rules.file} stands before it.")
    return rules


def _problems(config: Config) -> list[str]:
    """What only a look around shows to be wrong: keys that clash, a folder that is not there."""
    problems: list[str] = []
    if config.keys:
        from pmtui.cli.keys import key_problems

        problems += key_problems(config.keys)
    if config.team_folder:
        from pmtui.team.folder import place_at
        from pmtui.team.model import NoFolder

        try:
            place_at(config.team_folder)
        except NoFolder as error:
            problems.append(f"team_folder: {error}")
    return problems


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
