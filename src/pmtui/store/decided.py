"""What was decided in many postmortems about values that leave, without reading them whole."""

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pmtui.privacy.decisions import KEEP, MASK, Decisions, decided_by
from pmtui.store.asking import asked

if TYPE_CHECKING:
    from pmtui.store.store import Store


def decided_in(store: "Store", uids: Iterable[str]) -> dict[str, Decisions]:
    """The decisions of each of some postmortems, by uid; none where nothing was decided."""
    wanted = set(uids)

    def read(conn: sqlite3.Connection) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
        alarms = conn.execute(
            "SELECT pm_uid, rule, text_hash FROM false_alarms WHERE rule IN (?, ?)", (KEEP, MASK)
        ).fetchall()
        waivers = conn.execute(
            "SELECT pm_uid, text_hash FROM waivers WHERE criterion = ?", (KEEP,)
        ).fetchall()
        return alarms, waivers

    alarms, waivers = asked(store, read)
    kept: dict[str, list[tuple[str, str]]] = {}
    for uid, rule, digest in alarms:
        kept.setdefault(uid, []).append((rule, digest))
    for uid, digest in waivers:
        kept.setdefault(uid, []).append((KEEP, digest))
    return {uid: decided_by(pairs) for uid, pairs in kept.items() if uid in wanted}
