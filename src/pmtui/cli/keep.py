"""`unlock` and `purge`: the lock of a store explained, and text that must vanish."""

import click

from pmtui.cli.common import CLOCK, store_open
from pmtui.cli.speaking import emit, tell


@click.command("unlock")
def unlock_command() -> None:
    """Say who holds the store, and how a lock that nobody holds any more is let go.

    Nothing is ever deleted: a lock belongs to a process and ends with it. Deleting files beside
    the store while somebody writes would damage it.

    Example: pmtui unlock
    """
    from pmtui.paths import store_path
    from pmtui.store.errors import LockedStore
    from pmtui.store.holder import holder_in_words, last_seen

    path = store_path()
    if not path.exists():
        tell(f"There is no store at {path} yet, so nothing holds it.")
        return
    try:
        with store_open() as store:
            store.remember("asked who holds the lock", CLOCK.now().isoformat())
    except LockedStore:
        emit(f"The store {path} is held by {holder_in_words(path)}.")
        tell(
            "Close that pmtui, or end that process; the lock goes with it. On a network disk the "
            "lock of a machine that is down is let go by its file server after a while. Never "
            "delete the file that ends in -journal: it undoes a half-written save."
        )
        return
    seen = last_seen(path)
    emit(f"Nobody holds the store {path}.{f' Last seen: {seen}.' if seen else ''}")
