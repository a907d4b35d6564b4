"""Sharing a postmortem with the team and reading what colleagues wrote, beside the interface.

Git and the disk are waited for on a thread of their own with a store of its own; the interface
only hears what was done. A thread that is still waiting does not hold up quitting: every file is
written whole, and what git left open is settled by the next sync.
"""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar, cast

from pmtui.config import load_config
from pmtui.errors import PmtuiError
from pmtui.store.asking import another
from pmtui.store.store import Store
from pmtui.team import sharing, syncing
from pmtui.team.folder import place_at
from pmtui.team.git import GitMissing, git_of
from pmtui.team.model import Place as Folder
from pmtui.team.model import Told
from pmtui.team.redaction import redaction_of
from pmtui.ui.screens.message import MessageScreen
from pmtui.ui.widgets.dialogs import Confirm

if TYPE_CHECKING:
    from pmtui.ui.panes.base import Place
    from pmtui.ui.screens.library import LibraryScreen
    from pmtui.ui.screens.workbook import WorkbookScreen
    from pmtui.ui.session import Session

_T = TypeVar("_T")

MOST_LINES = 12
"""Sentences that a message shows; the command line shows all."""


async def share(screen: "WorkbookScreen", _: "Place") -> None:
    """Put the open postmortem into the team's folder, after a word on what that means."""
    try:
        folder = place_at(load_config().team_folder)
    except PmtuiError as error:
        screen.say(str(error), warn=True)
        return
    if not await screen.app.push_screen_wait(
        Confirm(
            f"Share {screen.reference} in {folder.label}? What looks secret is masked; in a git "
            "checkout it is committed, and pushed where the branch follows a remote."
        )
    ):
        screen.say("Nothing was shared.")
        return
    uid = screen.postmortem.uid
    screen.saver.flush()
    screen.say(f"Sharing {screen.reference} …")

    def work(store: Store) -> Told:
        wanted = sharing.Wanted(
            uids=(uid,), redaction=redaction_of(store), push=_follows_a_remote(folder)
        )
        session = screen.session
        return sharing.share(store, folder, wanted, context=session.context(), now=session.now())

    screen.run_worker(_told_in(screen, work), group="team")


async def _told_in(screen: "WorkbookScreen", work: Callable[[Store], Told]) -> None:
    try:
        told = await _beside(screen.session, work)
    except PmtuiError as error:
        screen.say(str(error), warn=True)
        return
    # The last deed first: a line shows the beginning only.
    screen.say(" ".join((*told.problems, *reversed(told.done))), warn=bool(told.problems))


async def sync(screen: "LibraryScreen") -> None:
    """Read what colleagues shared, from the remote where there is one, and show what came."""
    try:
        folder = place_at(load_config().team_folder)
    except PmtuiError as error:
        screen.app.notify(str(error), severity="error", markup=False)
        return
    screen.app.notify(f"Reading {folder.label} …", markup=False, timeout=1.5)

    def work(store: Store) -> Told:
        session = screen.session
        pull = _follows_a_remote(folder)
        return syncing.sync(store, folder, pull=pull, context=session.context(), now=session.now())

    try:
        told = await _beside(screen.session, work)
    except PmtuiError as error:
        screen.app.notify(str(error), severity="error", markup=False)
        return
    screen.reload()
    lines = [*told.problems, *told.done] or [f"Nothing new in {folder.label}."]
    more = len(lines) - MOST_LINES
    if more > 0:
        lines = [*lines[:MOST_LINES], f"And {more} more; pmtui sync shows all of them."]
    screen.app.push_screen(MessageScreen(f"What came from {folder.label}", lines))


def _follows_a_remote(folder: Folder) -> bool:
    try:
        git = git_of(folder)
    except GitMissing:
        return False
    return git is not None and git.upstream() is not None


async def _beside(session: "Session", work: Callable[[Store], _T]) -> _T:
    """Run something on a thread with a store of its own."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[_T] = loop.create_future()

    def done(result: object, error: BaseException | None) -> None:
        if future.cancelled():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(cast(_T, result))

    def run() -> None:
        outcome: tuple[object, BaseException | None]
        try:
            with another(session.store) as store:
                outcome = work(store), None
        except Exception as error:
            outcome = None, error
        with suppress(RuntimeError):  # the interface is gone, and nobody listens
            loop.call_soon_threadsafe(done, *outcome)

    threading.Thread(target=run, name="pmtui-team", daemon=True).start()
    return await future
