"""`restore` and `rescue`: text that was thought lost, brought back without losing what is there."""

from typing import TYPE_CHECKING

import click

from pmtui.cli.common import CLOCK, owned, store_open
from pmtui.cli.reading import one_line
from pmtui.cli.speaking import emit, hanging, tell, width
from pmtui.errors import AnswerIsNo, StoreError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from pmtui.store.restoring import Contents
    from pmtui.store.store import Store
    from pmtui.store.taking_up import Plan, TakenUp


@click.command("restore")
@click.argument("backup", required=False)
def restore_command(backup: str | None) -> None:
    """List the backups of the store, or bring one back.

    BACKUP is its number in the list, “latest”, its name, or the path of a file. The present store
    is kept as a backup first, so that restoring that one by its name undoes it.

    Example: pmtui restore 2
    """
    from pmtui.paths import store_path
    from pmtui.store.restoring import chosen, restore

    store = store_path()
    if not backup:
        _list_backups(store)
        return
    done = restore(store, chosen(store, backup), CLOCK.now(), i_own_this=owned())
    emit(str(store))
    tell(f"The store now holds what {done.source.name} held: {_held(done.contents)}.")
    if done.damaged:
        tell(f"The former file could not be read as a store; it lies unchanged in {done.kept}.")
    elif done.kept:
        tell(f"The former store is kept; pmtui restore {done.kept.stem} brings it back.")
        tell("Numbers go on behind those of the former store, so that none means two things.")
    tell("Windows that are still open put their text into rescue files: see pmtui rescue.")


def _list_backups(store: "Path") -> None:
    from pmtui.paths import backups_dir
    from pmtui.store.restoring import holds_damage, listed

    found = listed(store)
    if not found:
        raise AnswerIsNo(
            f"There is no backup of {store} in {backups_dir(store)} yet. "
            "pmtui backup writes one now; the workbook writes one each day."
        )
    for number, (backup, held) in enumerate(found, 1):
        head = f"{number:>2}  {backup.at.astimezone():%Y-%m-%d %H:%M:%S}  {backup.reason:<14}  "
        told = f"cannot be used: {held}" if isinstance(held, StoreError) else _held(held)
        if holds_damage(backup):
            told = f"damaged, as it was before a repair; {told}"
        emit(hanging(head, told, width(), 4))
    tell("pmtui restore 1 brings back the first of these; the present store is kept.")
    tell("Each new backup moves the numbers on; the names, such as those of the files, stay.")


def _held(held: "Contents") -> str:
    noun = "postmortem" if held.postmortems == 1 else "postmortems"
    titles = "; ".join(f"“{one_line(t)[:40]}”" for t in held.titles if t.strip())
    latest = f", latest {titles}" if titles else ""
    return f"{held.postmortems} {noun}, {held.operations} changes{latest}"


@click.command("rescue")
@click.argument("file", required=False)
def rescue_command(file: str | None) -> int:
    """List rescue files, with what the store lacks of them, or take one in.

    A rescue file holds what was typed while the store could not be written: the text of a workbook,
    or a whole command line with its pipe, which is said again. FILE is its number in the list or
    its path. It is deleted once the store holds its text.

    Example: pmtui rescue 1
    """
    from pmtui.paths import store_path
    from pmtui.store.rescue import find_rescues
    from pmtui.store.unsaved import find_unsaved

    store = store_path().absolute()
    found, unsaved = find_rescues(store), find_unsaved(store)
    if file:
        return _take_in(_chosen((*found, *unsaved), file))
    if not found and not unsaved:
        tell("There is no rescue file of this store, so nothing waits to be taken in.")
        return 0
    _list_found(found)
    for number, path in enumerate(unsaved, len(found) + 1):
        _show_unsaved(number, path)
    tell("pmtui rescue 1 takes in the first of these; history and undo know of it then.")
    return 0


def _take_in(path: "Path") -> int:
    from pmtui.store.rescue import NoRescue
    from pmtui.store.unsaved import read_unsaved

    try:
        unsaved = read_unsaved(path)
    except NoRescue:
        with store_open() as store:  # text of a workbook, or no rescue file at all
            _take_up(store, path)
        return 0
    from pmtui.cli.unsaved import say_again

    return say_again(path, unsaved)


def _list_found(found: "tuple[Path, ...]") -> None:
    """The texts of workbooks; without what the store lacks of them where it cannot be opened."""
    if not found:
        return
    try:
        with store_open() as store:
            for number, path in enumerate(found, 1):
                _show(store, number, path)
    except StoreError as error:
        tell(f"{error} Until then these cannot be compared with it:")
        for number, path in enumerate(found, 1):
            emit(f"{number:>2}  {path}")


def _show_unsaved(number: int, path: "Path") -> None:
    """A command line that the store did not take, with the beginning of its pipe."""
    import shlex

    from pmtui.store.unsaved import read_unsaved

    unsaved = read_unsaved(path)
    head = f"{number:>2}  {unsaved.at.astimezone():%Y-%m-%d %H:%M:%S}  "
    said = one_line(shlex.join(unsaved.words))
    lines = (unsaved.pipe or b"").decode(errors="replace").splitlines()
    piped = f", with {len(lines):,} line{'s' * (len(lines) != 1)} from a pipe" if lines else ""
    emit(hanging(head, f"not saved: pmtui {said[:300]}{piped}", width(), 4))
    emit(f"    {path}")
    for line in lines[:1]:
        emit(hanging("    ", one_line(line)[:300], width(), 6))


def _chosen(found: "tuple[Path, ...]", given: str) -> "Path":
    from pathlib import Path

    if given.isdecimal() and len(given) < 9:
        if 1 <= int(given) <= len(found):
            return found[int(given) - 1]
        raise UsageError(f"There is no rescue file number {given}. See pmtui rescue for the list.")
    return Path(given).expanduser()


def _show(store: "Store", number: int, path: "Path") -> None:
    from pmtui.store.rescue import read_rescue
    from pmtui.store.taking_up import plan

    planned = plan(store, read_rescue(path))
    rescue = planned.rescue
    reference = planned.current.reference if planned.current else "a postmortem not in the store"
    title = one_line(rescue.postmortem.overview.title)[:60]
    head = f"{number:>2}  {rescue.at.astimezone():%Y-%m-%d %H:%M:%S}  "
    emit(hanging(head, f"{reference} “{title}”: {_lacking(planned)}", width(), 4))
    emit(f"    {path}")
    for line in _differences(planned):
        emit(hanging("    ", line, width(), 6))


def _lacking(planned: "Plan") -> str:
    if planned.current is None:
        return "the store lacks all of it"
    if not planned.changes:
        return "the store holds all of it"
    count = len(planned.changes)
    told = "the store lacks one change" if count == 1 else f"the store lacks {count} changes"
    return f"{told}; it has another past than the file" if planned.strange else told


def _differences(planned: "Plan") -> list[str]:
    from pmtui.store.telling import told

    if planned.current is None:
        return []
    return [one_line(line) for line in told(planned.current.postmortem, planned.merged)]


def _take_up(store: "Store", path: "Path") -> None:
    from pmtui.store.taking_up import take_up

    done: TakenUp = take_up(store, path)
    if not done.changes:
        tell(f"{done.reference} holds everything of it already, so the rescue file was deleted.")
        return
    emit(done.reference)
    tell(f"{done.reference} holds its text now, so the rescue file was deleted.")
    tell(f"See pmtui history {done.reference}; pmtui undo {done.reference} takes it back.")
    if done.conflicts:
        tell("Where both had changed the same text, both texts are kept; please read it over.")
    for notice in done.notices:
        tell(notice)
