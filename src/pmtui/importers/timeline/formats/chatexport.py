"""JSON exports of chats: Slack, Discord, Teams, Zulip, Mattermost."""

import html
import re

from pmtui.importers.timeline.formats.record import Obj, Record, objects, text_of
from pmtui.importers.timeline.jsontext import Path


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
        for a, _ in objects(value.get("attachments"), ())
    ]
    if not said:
        said = " ".join(part for part in attached if part)
    if not said:
        said = " ".join(text_of(b, "text.text") for b, _ in objects(value.get("blocks"), ()))
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
        said = " ".join(text_of(f, "title", "name") for f, _ in objects(value["files"], ()))
    return [Record(path, str(when), html.unescape(said), "slack-export", actor or None, "message")]
