"""JSON records of alerting, paging, audit, chat and deployment tools, and of any tool at all.

A family looks at one object and returns its records, or None when the object is not of its kind.
Field names come from the published schemas of the tools.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pmtui.importers.timeline.jsontext import Path

Obj = dict[str, Any]


@dataclass(slots=True)
class Record:
    """One event of a JSON text. `when` is a string or an epoch; `path` leads to its object."""

    path: Path
    when: Any
    text: str
    format: str
    actor: str | None = None
    kind: str | None = None
    end: Any = None


Family = Callable[[Obj, Path], list[Record] | None]


def text_of(value: Any, *keys: str) -> str:
    """The first of the keys that holds text; dotted keys go down."""
    for key in keys:
        if "." not in key:
            found: Any = value.get(key) if isinstance(value, dict) else None
        else:
            found = value
            for part in key.split("."):
                found = found.get(part) if isinstance(found, dict) else None
        if isinstance(found, str) and found.strip():
            return found
        if isinstance(found, int | float) and not isinstance(found, bool):
            return str(found)
    return ""


def _objects(value: Any, path: Path) -> list[tuple[Obj, Path]]:
    if isinstance(value, dict):
        return [(value, path)]
    if isinstance(value, list):
        return [(item, (*path, i)) for i, item in enumerate(value) if isinstance(item, dict)]
    return []


def alerts(value: Obj, path: Path) -> list[Record] | None:
    """Alertmanager and Grafana webhooks, their APIs, Prometheus' own list of alerts."""
    if "startsAt" in value and ("labels" in value or "annotations" in value):
        return _alert(value, path)
    if "activeAt" in value and "labels" in value:
        return [Record(path, value["activeAt"], _alert_text(value), "prometheus-alerts",
                       kind=text_of(value, "state"))]  # fmt: skip
    return None


def _alert_text(value: Obj) -> str:
    name = text_of(value, "labels.alertname", "annotations.title")
    said = text_of(value, "annotations.summary", "annotations.description", "annotations.message")
    where = text_of(value, "labels.instance", "labels.job") if not said else ""
    return ": ".join(part for part in (name, said or where) if part)


def _alert(value: Obj, path: Path) -> list[Record]:
    format = "grafana" if "dashboardURL" in value or "valueString" in value else "alertmanager"
    text = _alert_text(value)
    out = [Record(path, value["startsAt"], text, format, kind="alert")]
    ended = str(value.get("endsAt") or "")
    status = value.get("status")
    state = status if isinstance(status, str) else text_of(status, "state")
    if ended and not zero(ended) and state in ("resolved", ""):
        out.append(Record(path, ended, f"{text} (resolved)", format, kind="resolved"))
    return out


def pagerduty(value: Obj, path: Path) -> list[Record] | None:
    """Log entries, notes, alerts, status updates, incidents, webhooks v2 and v3."""
    kind = text_of(value, "type")
    made = value.get("created_at")
    if kind.endswith("_log_entry") and made:
        said, channel = text_of(value, "summary"), text_of(value, "channel.summary")
        text = f"{said}: {channel}" if channel and channel != said else said
        return [Record(path, made, text, "pagerduty-log-entries",
                       text_of(value, "agent.summary") or None, kind.removesuffix("_log_entry"))]  # fmt: skip
    if made and "content" in value and "user" in value:
        return [Record(path, made, text_of(value, "content"), "pagerduty-notes",
                       text_of(value, "user.summary") or None, "note")]  # fmt: skip
    if made and "message" in value and "sender" in value:
        return [Record(path, made, text_of(value, "message"), "pagerduty-status-updates",
                       text_of(value, "sender.summary") or None, "status update")]  # fmt: skip
    if made and kind == "alert":
        return [Record(path, made, text_of(value, "summary"), "pagerduty-alerts", kind="alert")]
    if made and (kind == "incident" or "incident_number" in value):
        return _pagerduty_incident(value, path)
    return _pagerduty_webhook(value, path)


def _pagerduty_incident(value: Obj, path: Path) -> list[Record]:
    text = text_of(value, "title", "summary", "description")
    out = [Record(path, value["created_at"], text, "pagerduty-incident", kind="incident")]
    for entry, where in _objects(value.get("acknowledgements"), (*path, "acknowledgements")):
        who = text_of(entry, "acknowledger.summary")
        out.append(
            Record(
                where, entry.get("at"), f"Acknowledged: {text}", "pagerduty-incident", who or None
            )
        )
    if value.get("resolved_at"):
        out.append(Record(path, value["resolved_at"], f"Resolved: {text}", "pagerduty-incident"))
    return out


def _pagerduty_webhook(value: Obj, path: Path) -> list[Record] | None:
    occurred, data = value.get("occurred_at"), value.get("data")
    if occurred and isinstance(data, dict) and "event_type" in value:
        said = text_of(data, "title", "content", "message", "summary", "incident.summary")
        text = f"{text_of(value, 'event_type')}: {said}"
        return [
            Record(
                path, occurred, text, "pagerduty-webhook", text_of(value, "agent.summary") or None
            )
        ]
    if "event" in value and "incident" in value and isinstance(value.get("incident"), dict):
        entries = [r for entry, where in _objects(value.get("log_entries"), (*path, "log_entries"))
                   for r in pagerduty(entry, where) or []]  # fmt: skip
        if entries:
            return entries
        if value.get("created_on"):
            text = f"{text_of(value, 'event')}: {text_of(value['incident'], 'title', 'summary', 'description')}"
            return [Record(path, value["created_on"], text, "pagerduty-webhook")]
    return None


def opsgenie(value: Obj, path: Path) -> list[Record] | None:
    """Webhooks with an action, alerts, alert logs and notes."""
    alert = value.get("alert")
    if "action" in value and isinstance(alert, dict) and ("alertId" in alert or "tinyId" in alert):
        action = text_of(value, "action")
        when = alert.get("createdAt") if action == "Create" else None
        when = when or alert.get("updatedAt") or alert.get("createdAt")
        note = text_of(alert, "note")
        text = ": ".join(part for part in (text_of(alert, "message"), note) if part)
        return [Record(path, _shortened(when), f"{action}: {text}", "opsgenie",
                       text_of(alert, "username", "userId") or None, action.lower())]  # fmt: skip
    if "log" in value and "createdAt" in value:
        return [
            Record(
                path,
                value["createdAt"],
                text_of(value, "log"),
                "opsgenie",
                text_of(value, "owner") or None,
            )
        ]
    if "note" in value and "createdAt" in value:
        return [
            Record(
                path,
                value["createdAt"],
                text_of(value, "note"),
                "opsgenie",
                text_of(value, "owner") or None,
            )
        ]
    if "tinyId" in value and "createdAt" in value:
        return [
            Record(
                path,
                value["createdAt"],
                text_of(value, "message"),
                "opsgenie",
                text_of(value, "owner") or None,
            )
        ]
    return None


def _shortened(when: Any) -> Any:
    return when


def cloudtrail(value: Obj, path: Path) -> list[Record] | None:
    """CloudTrail records, look-ups, Google audit entries, Azure activity."""
    if "eventTime" in value and "eventName" in value:
        actor = text_of(value, "userIdentity.userName", "userIdentity.sessionContext.sessionIssuer.userName",
                        "userIdentity.principalId", "userIdentity.arn", "userIdentity.invokedBy")  # fmt: skip
        error = text_of(value, "errorMessage", "errorCode")
        text = f"{text_of(value, 'eventName')} {text_of(value, 'eventSource')}"
        return [
            Record(
                path,
                value["eventTime"],
                f"{text} ({error})" if error else text,
                "cloudtrail",
                actor or None,
                "audit",
            )
        ]
    if "EventTime" in value and "EventName" in value:
        text = f"{text_of(value, 'EventName')} {text_of(value, 'EventSource')}"
        return [
            Record(
                path,
                value["EventTime"],
                text,
                "cloudtrail",
                text_of(value, "Username") or None,
                "audit",
            )
        ]
    if isinstance(value.get("protoPayload"), dict) and "timestamp" in value:
        text = text_of(value, "protoPayload.methodName")
        where = text_of(value, "protoPayload.resourceName")
        actor = text_of(value, "protoPayload.authenticationInfo.principalEmail")
        return [
            Record(
                path,
                value["timestamp"],
                f"{text} {where}".strip(),
                "audit-log",
                actor or None,
                "audit",
            )
        ]
    return None


def github(value: Obj, path: Path) -> list[Record] | None:
    """Deployments, their statuses, releases, commits, workflow runs; events that wrap them."""
    if "deployment_status" in value and isinstance(value["deployment_status"], dict):
        status = value["deployment_status"]
        deployment = value.get("deployment")
        return _status(
            status, (*path, "deployment_status"), deployment if isinstance(deployment, dict) else {}
        )
    if "created_at" in value and "environment" in value and "state" in value:
        return _status(value, path, {})
    if "created_at" in value and "environment" in value and ("ref" in value or "sha" in value):
        said = text_of(value, "description") or text_of(value, "task") or "deploy"
        text = f"{said}: {text_of(value, 'ref', 'sha')} to {text_of(value, 'environment')}"
        return [
            Record(
                path,
                value["created_at"],
                text,
                "github-deployments",
                text_of(value, "creator.login") or None,
                "deployment",
            )
        ]
    if "tag_name" in value and ("published_at" in value or "created_at" in value):
        name = text_of(value, "name") or text_of(value, "tag_name")
        tag = text_of(value, "tag_name")
        text = name if tag in name else f"{name} ({tag})"
        return [Record(path, value.get("published_at") or value["created_at"], text, "github-releases",
                       text_of(value, "author.login") or None, "release")]  # fmt: skip
    commit = value.get("commit")
    if isinstance(commit, dict) and "message" in commit and "sha" in value:
        return [Record(path, text_of(commit, "author.date", "committer.date"), text_of(commit, "message").split("\n")[0],
                       "github-commits", text_of(commit, "author.name") or None, "commit")]  # fmt: skip
    return None


def _status(status: Obj, path: Path, deployment: Obj) -> list[Record]:
    where = text_of(status, "environment") or text_of(deployment, "environment")
    ref = text_of(deployment, "ref", "sha")
    state, said = text_of(status, "state"), text_of(status, "description")
    head = f"Deployment {state}" + (f": {said}" if said else "")
    tail = " ".join(part for part in (ref, f"to {where}" if where else "") if part)
    return [Record(path, status.get("created_at"), f"{head} {tail}".strip(), "github-deployments",
                   text_of(status, "creator.login") or None, "deployment")]  # fmt: skip


def chat(value: Obj, path: Path) -> list[Record] | None:
    """Exports of Slack, Discord, Teams, Zulip, Mattermost, Telegram."""
    if "ts" in value and ("text" in value or "attachments" in value or "blocks" in value):
        return _slack(value, path)
    if "content" in value and "timestamp" in value and isinstance(value.get("author"), dict):
        name = text_of(
            value, "author.nickname", "author.global_name", "author.name", "author.username"
        )
        return [
            Record(
                path,
                value["timestamp"],
                text_of(value, "content"),
                "discord-export",
                name or None,
                "message",
            )
        ]
    if "sender_full_name" in value and "timestamp" in value:
        said = re.sub(r"<[^<>]{1,300}>", " ", text_of(value, "content"))
        return [
            Record(
                path,
                value["timestamp"],
                html.unescape(said),
                "zulip-export",
                text_of(value, "sender_full_name"),
                "message",
            )
        ]
    if "createdDateTime" in value and isinstance(value.get("body"), dict):
        said = html.unescape(re.sub(r"<[^<>]{1,300}>", " ", text_of(value, "body.content")))
        return [Record(path, value["createdDateTime"], said, "teams-export",
                       text_of(value, "from.user.displayName", "from.application.displayName") or None, "message")]  # fmt: skip
    if "create_at" in value and "message" in value:
        return [
            Record(
                path,
                value["create_at"],
                text_of(value, "message"),
                "mattermost-export",
                text_of(value, "user", "username", "user_id") or None,
                "message",
            )
        ]
    return None


_SLACK_NOISE = (
    "channel_join",
    "channel_leave",
    "channel_topic",
    "channel_purpose",
    "group_join",
    "bot_add",
)


def _slack(value: Obj, path: Path) -> list[Record] | None:
    when = value["ts"]
    if not re.fullmatch(r"\d{10}(?:\.\d{1,6})?", str(when)):
        return None
    if value.get("subtype") in _SLACK_NOISE:
        return []
    said = text_of(value, "text")
    attached = [
        text_of(a, "fallback", "text", "title", "pretext")
        for a, _ in _objects(value.get("attachments"), ())
    ]
    if not said:
        said = " ".join(part for part in attached if part)
    if not said:
        said = " ".join(text_of(b, "text.text") for b, _ in _objects(value.get("blocks"), ()))
    actor = text_of(
        value,
        "user_profile.display_name",
        "user_profile.real_name",
        "username",
        "bot_profile.name",
        "user",
        "bot_id",
    )
    if not said.strip() and value.get("files"):
        said = " ".join(text_of(f, "title", "name") for f, _ in _objects(value["files"], ()))
    return [Record(path, str(when), html.unescape(said), "slack-export", actor or None, "message")]


def machine(value: Obj, path: Path) -> list[Record] | None:
    """journald, container and Kubernetes records."""
    if "__REALTIME_TIMESTAMP" in value:
        said = value.get("MESSAGE")
        if isinstance(said, list):
            said = bytes(b for b in said if isinstance(b, int) and 0 <= b < 256).decode(
                "utf-8", "replace"
            )
        who = text_of(value, "SYSLOG_IDENTIFIER", "_COMM", "_SYSTEMD_UNIT")
        return [Record(path, value["__REALTIME_TIMESTAMP"], f"{who}: {said}" if who else str(said), "journal-json",
                       text_of(value, "_HOSTNAME") or None, "log")]  # fmt: skip
    if "log" in value and "time" in value and "stream" in value:
        return [Record(path, value["time"], text_of(value, "log"), "docker-json", None, "log")]
    if "involvedObject" in value or ("regarding" in value and "reason" in value):
        return _kubernetes(value, path)
    return None


def _kubernetes(value: Obj, path: Path) -> list[Record] | None:
    first = value.get("firstTimestamp") or value.get("deprecatedFirstTimestamp")
    last = value.get("lastTimestamp") or value.get("deprecatedLastTimestamp")
    when = (
        first
        or value.get("eventTime")
        or last
        or (value.get("metadata") or {}).get("creationTimestamp")
    )
    target = value.get("involvedObject") or value.get("regarding")
    where = f"{text_of(target, 'kind')}/{text_of(target, 'name')}".strip("/")
    text = f"{text_of(value, 'reason')} {where}: {text_of(value, 'message', 'note')}"
    actor = text_of(value, "source.component", "reportingComponent", "reportingController")
    return [Record(path, when, text, "kubernetes-events", actor or None, text_of(value, "type") or None,
                   last if last and last != when else None)]  # fmt: skip


_WHEN = (
    "@timestamp", "timestamp", "time", "ts", "datetime", "date", "eventTime", "event_time", "occurred_at",
    "occurredAt", "happened_at", "created_at", "createdAt", "published_at", "publishedAt", "started_at",
    "startedAt", "start_time", "startTime", "starts_at", "detected_at", "_time", "asctime", "when", "at", "t",
    "createdDateTime", "updated_at", "updatedAt", "triggered_at", "StartTime", "Timestamp", "Time", "date_time",
)  # fmt: skip
_TEXT = (
    "message", "msg", "MESSAGE", "text", "event", "summary", "title", "description", "body", "content", "log",
    "note", "comment", "name", "reason", "details", "action", "type", "event_type", "Message", "_raw", "exception",
)  # fmt: skip
_ACTOR = (
    "actor", "author", "user", "username", "owner", "creator", "sender", "who", "agent", "by",
    "user.name", "author.name", "actor.name", "user.login", "author.login", "user.display_name",
    "user.summary", "agent.summary", "actor.login", "userName", "email",
)  # fmt: skip


def anything(value: Obj, path: Path) -> list[Record] | None:
    """An object with a field that is called like a time and holds one."""
    key = next((key for key in _WHEN if looks_like_time(_unwrapped(value.get(key)))), None)
    if key is None:
        return None
    said = text_of(value, *_TEXT)
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
            _unwrapped(value[key]),
            said,
            "json-records",
            text_of(value, *_ACTOR) or None,
            level or "record",
            end,
        )
    ]


def _unwrapped(when: Any) -> Any:
    """{"$date": …}, as some databases write a time."""
    return when["$date"] if isinstance(when, dict) and set(when) == {"$date"} else when


def looks_like_time(value: Any) -> bool:
    """A string that begins like a date, or a number of plausible seconds since 1970."""
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, int | float):
        return (
            9.0e8 < value < 4.2e9
            or 9.0e11 < value < 4.2e12
            or 9.0e14 < value < 4.2e15
            or 9e17 < value < 4.2e18
        )
    text = str(value)[:40]
    return bool(re.match(r"\d{4}[-/]\d\d?[-/]\d\d?|\d{10}(?:\.\d+)?$|\d{13}$|\d{1,2}[/.]\w{3}[/.]\d{4}|\d{1,2}:\d\d"
                         r"|[A-Z][a-z]{2},? \d{1,2} [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{2,8} \d{1,2},? \d{4}", text))  # fmt: skip


def zero(when: Any) -> bool:
    """0001-01-01, 1970-01-01 and the like mean "not set"."""
    text = str(when)
    return when in (0, None, "") or text.startswith(("0001-01-01", "0000-", "1970-01-01T00:00:00"))


FAMILIES: tuple[Family, ...] = (alerts, pagerduty, opsgenie, cloudtrail, github, chat, machine)
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
    inner = [r for key, item in value.items() if isinstance(item, dict | list)
             for r in records_of(item, (*path, key), depth + 1)]  # fmt: skip
    lists = any(
        isinstance(item, list) and item and isinstance(item[0], dict) for item in value.values()
    )
    own = anything(value, path)
    if own is not None and not (inner and lists):
        return own
    return inner
