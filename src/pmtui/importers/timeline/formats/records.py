"""JSON records of any tool: the families in order, and what no family knows."""

import re
from typing import Any

from pmtui.importers.timeline.formats import alerting, auditing, chatexport, machines
from pmtui.importers.timeline.formats.record import (
    Family,
    Obj,
    Record,
    looks_like_time,
    text_of,
    unwrapped,
)
from pmtui.importers.timeline.jsontext import Path

_WHEN = (
    "@timestamp", "timestamp", "time", "ts", "datetime", "date", "eventTime", "event_time", "occurred_at",
    "occurredAt", "happened_at", "created_at", "createdAt", "published_at", "publishedAt", "started_at",
    "startedAt", "start_time", "startTime", "starts_at", "detected_at", "_time", "asctime", "when", "at", "t",
    "createdDateTime", "updated_at", "updatedAt", "triggered_at", "StartTime", "Timestamp", "Time", "date_time",
    "timeUnixNano", "instant", "timeMillis", "observedTimeUnixNano",
)  # fmt: skip
_TEXT = (
    "message", "msg", "MESSAGE", "Message", "text", "event", "summary", "title", "description", "body",
    "content", "log", "note", "comment", "_raw",
)  # fmt: skip
_INSIDE = tuple(
    f"{outer}.{inner}"
    for outer in ("fields", "@fields", "body", "data", "event", "error", "payload", "record", "attributes",
                  "jsonPayload", "exception")
    for inner in ("message", "msg", "stringValue", "text", "title")
)  # fmt: skip
"""Where the words are that stand one level down."""
_LABELS = (
    "name",
    "reason",
    "details",
    "action",
    "type",
    "event_type",
    "exception",
    "textPayload",
    "AlarmName",
)
"""What is said where nothing better is."""
_CONTEXT = frozenset({"repository", "organization", "sender", "installation", "enterprise", "workflow",
                      "head_repository", "head_commit", "user", "account", "project", "team", "page"})  # fmt: skip
"""What a message says of its surroundings: their times are no events beside those of its matter."""
_LIKE_TIME = re.compile(r"(?:[Tt]imestamp|[a-z_][Tt]ime|[Dd]ate|[a-z]At|_at)$")
_NOT_EVENT = re.compile(r"(?i)expir|due|until|valid|updated|end|finish|next|birth|modified")
_ACTOR = (
    "actor", "author", "user", "username", "owner", "creator", "sender", "who", "agent", "by",
    "user.name", "author.name", "actor.name", "user.login", "author.login", "user.display_name",
    "user.summary", "agent.summary", "actor.login", "userName", "email",
)  # fmt: skip


def anything(value: Obj, path: Path) -> list[Record] | None:
    """An object with a field that is called like a time and holds one."""
    key = next((key for key in _WHEN if looks_like_time(unwrapped(value.get(key)))), None)
    if key is None and len(path) < 2:
        key = next((key for key, held in value.items() if _LIKE_TIME.search(key) and
                    not _NOT_EVENT.search(key) and looks_like_time(unwrapped(held))), None)  # fmt: skip
    if key is None:
        return None
    said = text_of(value, "display_title", *_TEXT, *_INSIDE, *_LABELS)
    level = text_of(value, "level", "severity", "lvl", "levelname", "status")
    if not said:
        said = " ".join(
            f"{k}={v}" for k, v in value.items() if k != key and isinstance(v, str | int | float)
        )
    end = next((value[k] for k in ("ended_at", "end_time", "endTime", "endsAt", "resolved_at", "completed_at")
                if looks_like_time(value.get(k))), None)  # fmt: skip
    return [
        Record(
            path,
            unwrapped(value[key]),
            said,
            "json-records",
            text_of(value, *_ACTOR) or None,
            level or "record",
            end,
        )
    ]


def _envelope(value: Obj, path: Path) -> list[Record] | None:
    """{"event": {"type": …, "timestamp": …}, "data": {…}}: one event, whose words are in the data."""
    event, data = value.get("event"), value.get("data")
    if not (isinstance(event, dict) and isinstance(data, dict)):
        return None
    found = anything(event, (*path, "event"))
    inside = [data, *(item for item in data.values() if isinstance(item, dict))]
    said = next((text for item in inside if (text := text_of(item, *_TEXT))), "")
    if found is None or not said:
        return None
    found[0].text = f"{found[0].text}: {said}"
    return found


FAMILIES: tuple[Family, ...] = (
    alerting.alerts,
    alerting.pagerduty,
    alerting.opsgenie,
    auditing.cloudtrail,
    auditing.github,
    chatexport.chat,
    machines.machine,
)
"""Tried in order on every object; `anything` is for what none of them knows."""


def records_of(value: Any, path: Path = (), depth: int = 0) -> list[Record]:
    """All records of a decoded JSON value, in the order of the text."""
    if depth > 60:
        return []
    if isinstance(value, list):
        return [r for i, item in enumerate(value) for r in records_of(item, (*path, i), depth + 1)]
    if not isinstance(value, dict):
        return []
    for family in FAMILIES:
        found = family(value, path)
        if found is not None:
            return found
    told = _envelope(value, path)
    if told is not None:
        return told
    parts = {key: item for key, item in value.items() if isinstance(item, dict | list)}
    inner = [r for key, item in parts.items() if key not in _CONTEXT
             for r in records_of(item, (*path, key), depth + 1)]  # fmt: skip
    if not inner:
        inner = [r for key, item in parts.items() if key in _CONTEXT
                 for r in records_of(item, (*path, key), depth + 1)]  # fmt: skip
    lists = any(
        isinstance(item, list) and item and isinstance(item[0], dict) for item in value.values()
    )
    own = anything(value, path)
    if own is not None and not (inner and lists):
        return own
    return inner
