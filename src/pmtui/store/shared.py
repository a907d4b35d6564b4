"""What a postmortem was when it was last shared with a team or read from it.

It is the base on which the changes of colleagues and one's own are merged, so it is kept in the
same transaction as what they made of it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from pmtui.domain.instants import encode_instant
from pmtui.errors import AnswerIsNo
from pmtui.store import summaries
from pmtui.store.asking import asked, kept
from pmtui.store.cells import to_json
from pmtui.value import Value

if TYPE_CHECKING:
    from pmtui.domain.postmortem import Postmortem
    from pmtui.store.model import Loaded
    from pmtui.store.store import Store


class Shared(Value):
    """Where a postmortem lies in a team's folder, and as what it was last seen there."""

    uid: str
    place: str
    """The folder, or the host it was fetched from."""
    entry: str
    """Its directory in the folder."""
    mark: str
    """The digest of the document's file."""
    gone: bool = False
    """Whether it was told that the directory is no longer there."""


Act = Callable[[sqlite3.Connection], None]
"""Something to do in the transaction of a save."""


def read_shared(store: Store, place: str) -> dict[str, Shared]:
    """By uid, every postmortem that was ever seen in a folder."""

    def ask(conn: sqlite3.Connection) -> dict[str, Shared]:
        rows = conn.execute(
            "SELECT pm_uid, entry, mark, gone FROM shared WHERE place=?", (place,)
        ).fetchall()
        return {uid: Shared(uid, place, entry, mark, bool(gone)) for uid, entry, mark, gone in rows}

    return asked(store, ask)


def base_of(store: Store, shared: Shared) -> Postmortem | None:
    """What both sides had last; None where that is not known, or damaged.

    A folder that was moved, or cloned anew, is known again where its document is the very one that
    was seen elsewhere.
    """
    from pmtui.domain.plain import decode_postmortem

    def ask(conn: sqlite3.Connection) -> list[tuple[str]]:
        return conn.execute(
            "SELECT base FROM shared WHERE pm_uid=? AND base<>'' AND (place=? OR mark=?) "
            "ORDER BY place<>?",
            (shared.uid, shared.place, shared.mark, shared.place),
        ).fetchall()

    for (text,) in asked(store, ask):
        with suppress(ValueError, LookupError, TypeError, AttributeError):
            return decode_postmortem(json.loads(text))
    return None


def noting(store: Store, shared: Shared, base: Postmortem | None) -> Act:
    """Keeps a base in the transaction of the save that goes with it; None for a read-only one."""
    text = _text(base) if base is not None else ""
    at = encode_instant(store.clock.now())
    values = (shared.uid, shared.place, shared.entry, shared.mark, int(shared.gone), at, text)

    def act(conn: sqlite3.Connection) -> None:
        conn.execute(
            "INSERT OR REPLACE INTO shared(pm_uid, place, entry, mark, gone, at, base) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            values,
        )

    return act


def note(store: Store, shared: Shared, base: Postmortem | None) -> None:
    """Keep a base by itself, where nothing had to be saved."""
    kept(store, noting(store, shared, base))


def note_gone(store: Store, shared: Shared) -> None:
    """Remember that it was told that a directory is no longer there."""
    kept(
        store,
        lambda conn: conn.execute(
            "UPDATE shared SET gone=1 WHERE pm_uid=? AND place=?", (shared.uid, shared.place)
        ),
    )


def adopt(store: Store, uid: str) -> Loaded:
    """Make somebody else's postmortem one's own, so that it can be edited here.

    What it is now becomes the base on which later changes of its owner are merged. One that says
    complete is judged when it is next edited. Raises UnknownReference; AnswerIsNo for one's own.
    """
    loaded = store.load(uid)
    if not loaded.origin:
        raise AnswerIsNo(
            f"{loaded.reference} is yours already; pmtui open {loaded.reference} opens it."
        )
    base = _text(loaded.postmortem)

    def act(conn: sqlite3.Connection) -> None:
        summaries.set_origin(conn, uid, "")
        conn.execute("UPDATE shared SET base=? WHERE pm_uid=?", (base, uid))

    kept(store, act)
    return store.load(uid)


def _text(pm: Postmortem) -> str:
    from pmtui.domain.plain import encode_postmortem

    plain = encode_postmortem(pm)
    if not pm.facets:
        plain["facets"] = []
    return to_json(plain)
