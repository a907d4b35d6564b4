"""JSON of what was done to systems: audit trails, deployments, releases, commits."""

from pmtui.importers.timeline.formats.record import Obj, Record, text_of
from pmtui.importers.timeline.jsontext import Path


def cloudtrail(value: Obj, path: Path) -> list[Record] | None:
    """CloudTrail records, look-ups, Google audit entries, Azure activity."""
    if "eventTime" in value and "eventName" in value:
        actor = text_of(value, "userIdentity.userName", "userIdentity.sessionContext.sessionIssuer.userName",
                        "userIdentity.principalId", "userIdentity.arn", "userIdentity.invokedBy")  # fmt: skip
        actor = actor.rsplit("/", 1)[-1] if actor.startswith("arn:") else actor
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
    if "created_at" in value and "run_number" in value and "head_sha" in value:
        return _run(value, path)
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
        return [Record(path, value.get("published_at") or value.get("created_at"), text, "github-releases",
                       text_of(value, "author.login") or None, "release")]  # fmt: skip
    commit = value.get("commit")
    if isinstance(commit, dict) and "message" in commit and "sha" in value:
        return [Record(path, text_of(commit, "author.date", "committer.date"), text_of(commit, "message").split("\n")[0],
                       "github-commits", text_of(commit, "author.name") or None, "commit")]  # fmt: skip
    return None


def _run(value: Obj, path: Path) -> list[Record]:
    """A run of a workflow, from its start to its end."""
    name = " \u2014 ".join(
        p for p in (text_of(value, "name"), text_of(value, "display_title")) if p
    )
    state = text_of(value, "conclusion", "status")
    end = value.get("updated_at") if text_of(value, "status") == "completed" else None
    when = value.get("run_started_at") or value["created_at"]
    return [Record(path, when, f"{name or text_of(value, 'event')}: {state}".rstrip(": "), "github-runs",
                   text_of(value, "actor.login") or None, "deployment", end)]  # fmt: skip


def _status(status: Obj, path: Path, deployment: Obj) -> list[Record]:
    where = text_of(status, "environment") or text_of(deployment, "environment")
    ref = text_of(deployment, "ref", "sha")
    state, said = text_of(status, "state"), text_of(status, "description")
    head = f"Deployment {state}" + (f": {said}" if said else "")
    tail = " ".join(part for part in (ref, f"to {where}" if where else "") if part)
    return [Record(path, status.get("created_at"), f"{head} {tail}".strip(), "github-deployments",
                   text_of(status, "creator.login") or None, "deployment")]  # fmt: skip
