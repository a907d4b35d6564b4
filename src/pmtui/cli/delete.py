"""`delete` and `undelete`: a mistaken draft goes, and comes back while nobody made it vanish."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmtui.cli.common import store_open
from pmtui.cli.reading import insist, one_line, reference, reference_argument
from pmtui.cli.speaking import emit, hanging, tell, width
from pmtui.errors import AnswerIsNo, StoreError, UsageError

if TYPE_CHECKING:
    from pmtui.store.deleting import Deleted
    from pmtui.store.model import Summary
    from pmtui.store.store import Store


@click.command("delete")
@reference_argument
@click.option("--forever", is_flag=True, help="Make it vanish, also from history and backups.")
@click.option("--confirm", metavar="REF", type=one_line, help="For scripts, with --forever.")
def delete_command(reference: str, forever: bool, confirm: str | None) -> None:
    """Delete a postmortem; pmtui undelete brings it back, with its history.

    It leaves every list, the search and the promises at once. --forever makes it vanish for good,
    from the store and its backups, and asks for the reference to be typed.

    \b
    Examples: pmtui delete PM-7
              pmtui delete PM-7 --forever
    """
    from pmtui.paths import store_path
    from pmtui.store import deleting

    with store_open() as store:
        found = _found(store, reference)
        if forever:
            _insist(found.reference, confirm)
        if not isinstance(found, deleting.Deleted):
            places = deleting.places_of(store, found.uid)
            found = deleting.delete(store, found.uid)
            for place in places:
                tell(
                    f"{found.reference} lies in {place} as well, where colleagues still read it. "
                    "Remove it there too if it must go."
                )
        elif not forever:
            raise AnswerIsNo(f"{found.name} is deleted already; --forever makes it vanish.")
        if forever:
            deleting.forget(store, found.reference)
    emit(found.reference)
    if not forever:
        tell(f"{found.name} is deleted. pmtui undelete {found.reference} brings it back.")
        return
    missed = _forget_copies(store_path(), found.uid)
    tell(f"{found.name} is gone from the store and its backups, with its history.")
    for name in missed:
        tell(f"It could not be taken out of {name}; look at it, and delete it if you can.")
    tell("Exports, rescue files, copies elsewhere and a team's folder are beyond reach.")


def _found(store: "Store", wanted: str) -> "Summary | Deleted":
    """What is meant, in the lists or among what is deleted."""
    from pmtui.store import deleting
    from pmtui.store.errors import UnknownReference

    try:
        return store.resolve(wanted)
    except UnknownReference as error:
        for one in deleting.deleted(store):
            if wanted.upper() in (one.reference, str(one.number)) or wanted == one.uid:
                return one
        raise error


def _insist(wanted: str, confirm: str | None) -> None:
    if confirm is None and (sys.stdin is None or not sys.stdin.isatty()):
        raise UsageError(f"This cannot be undone. Say so with --confirm {wanted}.")
    insist(wanted, confirm, "deleted")


def _forget_copies(path: Path, uid: str) -> list[str]:
    from pmtui.store.backup import backups
    from pmtui.store.deleting import forget_in_copy

    missed = []
    for copy in backups(path):
        try:
            forget_in_copy(copy.path, uid)
        except StoreError:
            missed.append(str(copy.path))
    return missed


@click.command("undelete")
@click.argument("wanted", metavar="[REF]", required=False, type=reference)
def undelete_command(wanted: str | None) -> None:
    """Bring a deleted postmortem back, or list what can be brought back.

    \b
    Examples: pmtui undelete
              pmtui undelete PM-7
    """
    from pmtui.store import deleting

    with store_open() as store:
        if wanted:
            found = deleting.undelete(store, wanted)
            emit(found.reference)
            tell(f"{found.name} is back, with its history.")
            return
        gone = deleting.deleted(store)
    columns = width()
    for one in gone:
        head = f"{one.reference:<6} {one.at.astimezone():%Y-%m-%d}  "
        emit(hanging(head, f"{one.title or 'Untitled'} (by {one.author or 'nobody'})", columns))
    if not gone:
        tell("No postmortem is deleted; pmtui list shows those that there are.")
