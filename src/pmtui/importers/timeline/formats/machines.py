"""JSON of machines: journald, containers, Kubernetes."""

from pmtui.importers.timeline.formats.record import Obj, Record, text_of
from pmtui.importers.timeline.jsontext import Path


def machine(value: Obj, path: Path) -> list[Record] | None:
    """journald, container and Kubernetes records."""
    if "__REALTIME_TIMESTAMP" in value:
        said = value.get("MESSAGE") or ""
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
    when = first or value.get("eventTime") or last or text_of(value, "metadata.creationTimestamp")
    target = value.get("involvedObject") or value.get("regarding")
    where = f"{text_of(target, 'kind')}/{text_of(target, 'name')}".strip("/")
    text = f"{text_of(value, 'reason')} {where}: {text_of(value, 'message', 'note')}"
    actor = text_of(value, "source.component", "reportingComponent", "reportingController")
    return [Record(path, when, text, "kubernetes-events", actor or None, text_of(value, "type") or None,
                   last if last and last != when else None)]  # fmt: skip
