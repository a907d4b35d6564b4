"""Making a text vanish from a postmortem: its rows, every state of its history, its labels.

The one exception from the rule that the history is only appended to. The history is replayed with
the text masked in each of its states and written anew, so that it still leads to what is stored;
that it happened is an operation of its own, without the text.
"""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from pmtui.domain.changes import Change, apply, diff, to_plain
from pmtui.domain.moment import When
from pmtui.domain.plain import decode_postmortem, encode_postmortem
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem, record_class
from pmtui.store import history, migrations, rows, summaries
from pmtui.store.cells import to_json
from pmtui.store.connection import connect, immediate
from pmtui.store.errors import DamagedStore, NewerStore
from pmtui.store.faults import TROUBLES, explain
from pmtui.store.fingerprints import forget
from pmtui.store.recognition import read_header
from pmtui.store.search_index import Rewriting
from pmtui.store.writing import blank
from pmtui.value import Value

MASK = "[purged]"
SHORTEST = 4
"""Characters of a text that can be purged; a shorter one would stand in half of all words."""

FRAGMENT = 3
"""Characters of a beginning or an end of it that are masked too, where it was typed piece by
piece: autosaves have kept every state of a field."""

_NO_TEXT = frozenset({"id", "rank", "of", "uid", "text_hash", "held_fingerprint", "criteria_set"})

Place = tuple[str, str, str]
"""Table, id and field."""


class Wanted(Value):
    """What must vanish: a text wherever it stands, or everything that a field ever held."""

    text: str = ""
    table: str = ""
    field: str = ""


class Purged(Value):
    """What was found and masked."""

    fields: int
    """Fields that held it at some time, and lines that were not added yet."""
    operations: int
    """Operations of the history that were written anew."""
    postmortem: Postmortem


def purge(conn: sqlite3.Connection, uid: str, wanted: Wanted) -> Purged:
    """Mask it in one postmortem, inside the caller's immediate transaction.

    Raises DamagedStore where the history cannot be replayed; then nothing was changed.
    """
    states, current = _states(conn, uid)
    places = _places(states, wanted)
    waiting = _rewrite_settings(conn, uid, wanted.text)
    if not places:
        return Purged(waiting, 0, current)
    masked = _masked(states, places, wanted)
    labels = {o.seq: _mask(o.label, wanted.text) for o in history.operations(conn, uid)}
    changed = _rewrite_history(conn, uid, masked, labels)
    after = masked[-1][1]
    index = Rewriting(conn, uid)
    for table in (*SINGLES, *LISTS):
        conn.execute(f'DELETE FROM "{table}" WHERE pm_uid=?', (uid,))
        part = getattr(after, table)
        rows.insert(conn, uid, table, [part] if table in SINGLES else part)
    index.follow(forget=True)
    forget(conn, uid)
    summaries.rewrite(conn, after)
    _rewrite_shared(conn, uid, places, wanted)
    return Purged(len(places) + waiting, changed, after)


def _states(conn: sqlite3.Connection, uid: str) -> tuple[list[tuple[int, Postmortem]], Postmortem]:
    """The number of each operation and the value after it; and the value of the rows."""
    stored = rows.read_postmortem(conn, uid)
    value = blank(uid)
    states = [(0, value)]
    try:
        for operation in history.operations(conn, uid):
            value = apply(value, operation.changes, check=True)
            states.append((operation.seq, value))
    except history.UNREADABLE as error:
        raise DamagedStore(_DAMAGED) from error
    if value != stored:
        raise DamagedStore(_DAMAGED)
    return states, stored


def _rewrite_shared(conn: sqlite3.Connection, uid: str, places: set[Place], wanted: Wanted) -> None:
    """Mask it also in what was last shared; the folder itself changes with the next share."""
    query = "SELECT place, base FROM shared WHERE pm_uid=? AND base<>''"
    for place, text in conn.execute(query, (uid,)).fetchall():
        ((_, masked),) = _masked([(0, decode_postmortem(json.loads(text)))], places, wanted)
        plain = encode_postmortem(masked)
        if not masked.facets:
            plain["facets"] = []
        conn.execute(
            "UPDATE shared SET base=? WHERE pm_uid=? AND place=?", (to_json(plain), uid, place)
        )


def _rewrite_settings(conn: sqlite3.Connection, uid: str, text: str) -> int:
    """Mask it also in lines that were typed and not added yet; in how many settings they were."""
    told = json.dumps(text, ensure_ascii=False)[1:-1]
    if not told:
        return 0
    done = conn.execute(
        "UPDATE setting SET value=replace(value, ?1, ?2) WHERE instr(key, ?3) AND instr(value, ?1)",
        (told, MASK, uid),
    )
    return done.rowcount


_DAMAGED = (
    "The history of this postmortem does not lead to what is stored, so nothing was purged. "
    "Run pmtui doctor first."
)


def _records(pm: Postmortem) -> list[tuple[str, Any]]:
    single = [(table, getattr(pm, table)) for table in SINGLES]
    return single + [(table, r) for table in LISTS for r in getattr(pm, table)]


def _texts(record: Any) -> dict[str, str]:
    """The free texts of a record by field, those of a list joined."""
    found = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in _NO_TEXT or isinstance(value, StrEnum):
            continue
        if isinstance(value, str):
            found[field.name] = value
        elif isinstance(value, When):
            found[field.name] = value.written
        elif isinstance(value, tuple) and not any(isinstance(v, StrEnum) for v in value):
            found[field.name] = "\n".join(v for v in value if isinstance(v, str))
    return found


def _places(states: list[tuple[int, Postmortem]], wanted: Wanted) -> set[Place]:
    found: set[Place] = set()
    seen: set[int] = set()
    for _, pm in states:
        for table, record in _records(pm):
            if id(record) in seen:
                continue
            seen.add(id(record))
            for name, text in _texts(record).items():
                if wanted.text:
                    hit = wanted.text in text
                else:
                    hit = bool(text) and (table, name) == (wanted.table, wanted.field)
                if hit:
                    found.add((table, getattr(record, "id", ""), name))
    return found


def _masked(
    states: list[tuple[int, Postmortem]], places: set[Place], wanted: Wanted
) -> list[tuple[int, Postmortem]]:
    last = len(states) - 1
    made: dict[tuple[int, bool], Any] = {}

    def mask(table: str, record: Any, final: bool) -> Any:
        key = (id(record), final)
        if key not in made:
            made[key] = _mask_record(table, record, places, wanted, final)
        return made[key]

    masked = []
    for number, (seq, pm) in enumerate(states):
        # A field that does not hold the text now keeps words which only begin like it.
        final = number == last
        parts: dict[str, Any] = {t: mask(t, getattr(pm, t), final) for t in SINGLES}
        for table in LISTS:
            old = getattr(pm, table)
            new = tuple(mask(table, r, final) for r in old)
            parts[table] = old if all(a is b for a, b in zip(old, new, strict=True)) else new
        masked.append((seq, replace(pm, **parts)))
    return masked


def _mask_record(table: str, record: Any, places: set[Place], wanted: Wanted, final: bool) -> Any:
    id = getattr(record, "id", "")
    new: dict[str, Any] = {}
    for name in _texts(record):
        if (table, id, name) not in places:
            continue
        old = getattr(record, name)
        hide = _hider(wanted, final)
        if isinstance(old, When):
            value: Any = replace(old, written=hide(old.written))
        elif isinstance(old, tuple):
            value = tuple(dict.fromkeys(hide(v) for v in old))
        else:
            value = hide(old)
        if value != old:
            new[name] = value
    return replace(record, **new) if new else record


def _hider(wanted: Wanted, final: bool) -> Callable[[str], str]:
    if not wanted.text:
        return lambda text: MASK if text else ""

    def hide(text: str) -> str:
        if wanted.text in text or final:
            return _mask(text, wanted.text)
        for length in range(len(wanted.text) - 1, FRAGMENT - 1, -1):
            for piece in (wanted.text[:length], wanted.text[-length:]):
                if piece in text:
                    return text.replace(piece, MASK)
        return text

    return hide


def _mask(text: str, wanted: str) -> str:
    return text.replace(wanted, MASK) if wanted else text


def _rewrite_history(
    conn: sqlite3.Connection,
    uid: str,
    states: list[tuple[int, Postmortem]],
    labels: dict[int, str],
) -> int:
    triggers = conn.execute(
        "SELECT name, sql FROM sqlite_master WHERE type='trigger' AND tbl_name='operation'"
    ).fetchall()
    for name, _ in triggers:
        conn.execute(f'DROP TRIGGER "{name}"')
    changed = 0
    for (_, before), (seq, after) in zip(states, states[1:], strict=False):
        changes: tuple[Change, ...] = diff(before, after)
        text = to_json([to_plain(c) for c in changes])
        row = conn.execute("SELECT changes, label FROM operation WHERE seq=?", (seq,)).fetchone()
        if json.loads(row[0]) == json.loads(text) and row[1] == labels[seq]:
            text = row[0]
        else:
            changed += 1
        conn.execute(
            "UPDATE operation SET changes=?, state=?, label=? WHERE seq=? AND pm_uid=?",
            (text, rows.state_of(after), labels[seq], seq, uid),
        )
    for _, sql in triggers:
        conn.execute(sql)
    return changed


def text_field(name: str) -> tuple[str, str]:
    """Table and field of “overview.summary” or “summary”; raises KeyError for no text field."""
    table, _, field = name.rpartition(".")
    table = table or "overview"
    if table not in (*SINGLES, *LISTS) or field in _NO_TEXT:
        raise KeyError(name)
    found = {f.name: f.type for f in fields(record_class(table))}
    if found.get(field) not in (str, "str"):
        raise KeyError(name)
    return table, field


def purge_file(path: Path, uid: str, wanted: Wanted) -> int:
    """The same in a backup; how many of its fields held it. Raises StoreError."""
    header = read_header(path)
    if header is None or header.version != len(migrations.MIGRATIONS):
        raise NewerStore(f"{path} has the format of another release. Delete it by hand.")
    journal = Path(f"{path}-journal")
    with closing(connect(path, read_only=False)) as conn:
        try:
            if not summaries.number_of(conn, uid):
                return 0
            with immediate(conn):
                done = purge(conn, uid, wanted)
            conn.execute("VACUUM")
        except TROUBLES as error:
            raise explain(error, path) from error
    if journal.exists() and not journal.stat().st_size:
        journal.unlink()
    return done.fields
