"""What the JSON of one incident says of it as a whole: title, severity, service, number.

PagerDuty's REST API and webhooks; the events in it are read by the timeline engine.
"""

from typing import Any

from pmtui.domain.text import sanitise
from pmtui.domain.vocabulary import Severity
from pmtui.importers.document.head import severity_of
from pmtui.importers.timeline.formats.record import text_of
from pmtui.importers.timeline.jsontext import Broken, decode_whole

_LARGEST = 5_000_000
"""Characters of a text that is decoded for its head alone."""
_DEEPEST = 4


def overview_of(text: str) -> dict[str, Any]:
    """The fields of an overview that the JSON of a single incident fills; {} where it is none."""
    body = text.lstrip("\ufeff \t\r\n")
    if body[:1] not in ("{", "[") or len(body) > _LARGEST:
        return {}
    try:
        value, _ = decode_whole(body, 0)
    except Broken:
        return {}
    found = {text_of(i, "id", "incident_number", "title"): i for i in _incidents(value, 0)}
    return _fields(next(iter(found.values()))) if len(found) == 1 else {}


def _incidents(value: Any, depth: int) -> list[dict[str, Any]]:
    if depth > _DEEPEST or not isinstance(value, dict | list):
        return []
    if isinstance(value, dict) and _is_incident(value):
        return [value]
    inside = value.values() if isinstance(value, dict) else value[:200]
    return [found for part in inside for found in _incidents(part, depth + 1)]


def _is_incident(value: dict[str, Any]) -> bool:
    told = value.get("created_at") and text_of(value, "title", "summary")
    return bool(told) and (value.get("type") == "incident" or "incident_number" in value)


def _fields(incident: dict[str, Any]) -> dict[str, Any]:
    """A priority P2 is a severity of that number and stays as a tag; an urgency is a tag alone."""
    priority = text_of(incident, "priority.summary", "priority.name", "priority")
    urgency = text_of(incident, "urgency")
    service = text_of(incident, "service.summary", "service.name")
    tags = [priority, f"{urgency} urgency" if urgency else ""]
    fields: dict[str, Any] = {
        "title": _line(text_of(incident, "title", "summary")),
        "services": tuple(part for part in (_line(service),) if part),
        "tags": tuple(_line(tag) for tag in tags if tag),
        "incident_id": _line(text_of(incident, "incident_number", "number", "id")),
    }
    severity: Severity | None = severity_of(priority) if len(priority) < 12 else None
    return fields | ({"severity": severity} if severity else {})


def _line(text: str) -> str:
    return " ".join(sanitise(text[:400]).text.split())
