"""The first schema: postmortems, a table per record, the log of operations, settings."""

import sqlite3

_COLUMN = {
    "text": "TEXT NOT NULL DEFAULT ''",
    "word": "TEXT",
    "names": "TEXT DEFAULT 'names'",
    "quote": "TEXT DEFAULT 'quote'",
    "zone": "TEXT NOT NULL DEFAULT 'UTC'",
    "flag": "INTEGER NOT NULL DEFAULT 0",
    "list": "TEXT NOT NULL DEFAULT '[]'",
    "when": "TEXT NOT NULL DEFAULT '{}'",
    "draft": "TEXT NOT NULL DEFAULT 'draft'",
    "unknown": "TEXT NOT NULL DEFAULT 'unknown'",
    "proposed": "TEXT NOT NULL DEFAULT 'proposed'",
}

_SINGLES = {
    "overview": "title:text incident_date:word severity:word owner:text services:list zone:zone "
    "summary:text background:text resolution:text external_summary:text external_happened:text "
    "external_next:text severity_judged:word severity_note:text incident_id:text team:text "
    "tags:list audience:text late_because:text name_policy:names depth:word depth_because:text",
    "impact": "who:text affected:text population:text estimated:flag functions:text regions:text "
    "types:list support_requests:text support_links:text description:text unknown_because:text "
    "duration_unknown_because:text total_outage:flag near_miss:flag",
    "causes": "lead_up:text only_one_because:text past_checked:text",
    "response": "detected_by:word detected_how:text earlier:text surprise:text none_went_well:flag",
    "plan": "no_action_because:text",
    "review": "status:draft criteria_set:text held_on:word readers:list reviewer:text "
    "approver:text recorded_by:text held_where:text note:text held_fingerprint:text learned:text",
}
_LISTS = {
    "participants": "name:text roles:list handle:text team:text on_call:flag",
    "questions": "text:text asked_by:text answer:text",
    "sources": "label:text text:text",
    "events": "at:when text:text who:text milestones:list marker:word detail:text known_then:text "
    "options:text notes:text source:text",
    "absences": "milestone:word why:unknown reason:text",
    "metrics": "name:text value:text unit:text estimated:flag note:text",
    "factors": "text:text kind:word category:word standing:word detail:text why_chain:text "
    "events:list problem_class:word service_level:word declined_because:text",
    "related": "uid:text relation:word note:text",
    "evidence": "of:text kind:quote text:text source:text lines:text",
    "facets": "facet:word worked:text to_improve:text nothing_notable:flag",
    "lessons": "kind:word text:text declined_because:text",
    "actions": "text:text type:word owner:text priority:word state:proposed due:word "
    "review_on:word tracker:text done_when:text factors:list lessons:list theme:text effort:text "
    "done_during:flag declined_because:text detail:text",
    "waivers": "criterion:text record:text field:text text_hash:text reason:text by:text at:word",
    "false_alarms": "rule:text record:text field:text text_hash:text by:text at:word",
    "publications": "where:text on:word by:text",
    "transitions": "to:draft by:text at:word reason:text criteria_set:text",
}

_OWN = (
    # AUTOINCREMENT: a number that was once told to people never means another postmortem.
    """CREATE TABLE postmortem(
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL DEFAULT '',
        severity TEXT,
        status TEXT NOT NULL DEFAULT 'draft',
        incident_date TEXT,
        owner TEXT NOT NULL DEFAULT '',
        services TEXT NOT NULL DEFAULT '[]',
        seq INTEGER NOT NULL DEFAULT 0,
        created_at TEXT NOT NULL,
        changed_at TEXT NOT NULL
    ) STRICT""",
    # `changes` stands last, so that reading who did what never touches its overflow pages.
    """CREATE TABLE operation(
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        pm_uid TEXT NOT NULL REFERENCES postmortem(uid),
        step TEXT NOT NULL,
        run TEXT NOT NULL,
        author TEXT NOT NULL,
        kind TEXT NOT NULL,
        undoes TEXT NOT NULL DEFAULT '',
        label TEXT NOT NULL DEFAULT '',
        at TEXT NOT NULL,
        state TEXT NOT NULL,
        changes TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX operation_pm ON operation(pm_uid, seq)",
    """CREATE TRIGGER operation_is_never_changed BEFORE UPDATE ON operation
        BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END""",
    """CREATE TRIGGER operation_is_never_deleted BEFORE DELETE ON operation
        BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END""",
    "CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    # For display only: who may be holding a lock. Correctness never depends on it.
    """CREATE TABLE instance(
        run TEXT PRIMARY KEY,
        author TEXT NOT NULL,
        user TEXT NOT NULL,
        host TEXT NOT NULL,
        boot TEXT NOT NULL,
        pid INTEGER NOT NULL,
        since TEXT NOT NULL,
        seen TEXT NOT NULL
    ) STRICT""",
)


def m001_tables(conn: sqlite3.Connection) -> None:
    """Create every table; column names are the domain's field names."""
    for statement in _OWN:
        conn.execute(statement)
    for table, fields in _SINGLES.items():
        conn.execute(
            f'CREATE TABLE "{table}"('
            "pm_uid TEXT PRIMARY KEY REFERENCES postmortem(uid), "
            f"{_columns(fields)}, hash TEXT NOT NULL) STRICT"
        )
    for table, fields in _LISTS.items():
        # An explicit rowid keeps its value through VACUUM, as a search index needs.
        conn.execute(
            f'CREATE TABLE "{table}"('
            "rowid INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES postmortem(uid), "
            "id TEXT NOT NULL, rank TEXT NOT NULL DEFAULT '', "
            f"{_columns(fields)}, hash TEXT NOT NULL, UNIQUE(pm_uid, id)) STRICT"
        )
        # Rows of one postmortem in the order of their ranks lie together: loading reads forwards.
        conn.execute(f'CREATE INDEX "{table}_rank" ON "{table}"(pm_uid, rank)')


def _columns(fields: str) -> str:
    pairs = (field.split(":") for field in fields.split())
    return ", ".join(f'"{name}" {_COLUMN[kind]}' for name, kind in pairs)
