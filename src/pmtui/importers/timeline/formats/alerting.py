"""JSON of alerting and paging: Alertmanager, Grafana, Prometheus, PagerDuty, Opsgenie."""

from pmtui.importers.timeline.formats.record import Obj, Record, objects, text_of, zero
from pmtui.importers.timeline.jsontext import Path


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
        said = text_of(value, "summary")
        keys = ("channel.content", "channel.note", "channel.summary", "note")
        written = next((t for key in keys if (t := text_of(value, key)) not in ("", "Note")), "")
        text = f"{said.rstrip('.')}: {written}" if written and written != said else said
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
    for entry, where in objects(value.get("acknowledgements"), (*path, "acknowledgements")):
        who = text_of(entry, "acknowledger.summary")
        out.append(
            Record(
                where, entry.get("at"), f"Acknowledged: {text}", "pagerduty-incident", who or None
            )
        )
    if value.get("resolved_at"):
        out.append(Record(path, value["resolved_at"], f"Resolved: {text}", "pagerduty-incident"))
    for key in ("log_entries", "notes"):
        for entry, where in objects(value.get(key), (*path, key)):
            out += pagerduty(entry, where) or []
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
        entries = [r for entry, where in objects(value.get("log_entries"), (*path, "log_entries"))
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
        return [Record(path, when, f"{action}: {text}", "opsgenie",
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
