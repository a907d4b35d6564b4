"""The registry of formats. Order decides between equals; a new format is one line here."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pmtui.importers.timeline.clock import Clock
from pmtui.importers.timeline.formats import (
    chat,
    chatheads,
    delimited,
    gitlog,
    history,
    irc,
    jsonlog,
    kubectl,
    logs,
    mail,
    statuspage,
    zoom,
)
from pmtui.importers.timeline.session import Session


@dataclass(frozen=True, slots=True)
class Format:
    """One family. `claim` rates a paragraph from 0 to 1; `read` emits the events of a block.

    `body`: paragraphs that nothing claims belong to the block above.
    `again`: whether a first line surely goes on in this format; saves asking all the others.
    """

    name: str
    claim: Callable[[list[str]], float]
    read: Callable[[Session, Clock, int, int], int]
    body: bool = False
    again: Callable[[str], bool] | None = None


FORMATS: tuple[Format, ...] = (
    Format("json", jsonlog.claim, jsonlog.read_json),
    Format("webvtt", zoom.claim_cues, zoom.read_cues, body=True),
    Format("status-page", statuspage.claim, statuspage.read_updates, body=True),
    Format("git-log", gitlog.claim, gitlog.read_log, body=True),
    Format("mail", mail.claim, mail.read_mail, body=True),
    Format("kubectl-events", kubectl.claim, kubectl.read_events, body=True),
    Format("shell-history", history.claim, history.read_history),
    Format("zoom-chat", zoom.claim_chat, zoom.read_chat, body=True),
    Format("irc", irc.claim, irc.read_log),
    Format("csv", delimited.claim, delimited.read_delimited),
    Format("log", logs.claim, logs.read, body=True),
    Format("chat", chatheads.claim, chat.read_chat, body=True, again=chatheads.is_head),
)
"""All families but written timelines, which read whatever is left (`markdown.read_markdown`)."""

ENOUGH = 0.5
"""The least share of a paragraph that a family has to recognise."""


_WORTH = re.compile(
    r"\d[:.]\d\d|\d{4}[-/.]\d|\d{10}|\{|^\[ {0,8}\d|^commit |WEBVTT|LAST SEEN|\bAge\b|\b\d+ \w+ ago\b|^=== "
    r"|\d{6} \d{6}"
)
"""What every claim rests on; lines with none of it are words."""


def best(lines: list[str]) -> Format | None:
    """The family of a paragraph, None when no family knows enough of it."""
    if not any(_WORTH.search(line) for line in lines):
        return None
    top: Format | None = None
    score = ENOUGH
    for format in FORMATS:
        rated = format.claim(lines)
        if rated >= 0.95:
            return format
        if rated > score or (top is None and rated >= score):
            top, score = format, rated
    return top
