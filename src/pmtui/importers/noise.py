"""Which rows of a chat or a log are hardly events: thanks, greetings, joins, lines of routine.

A judgement about what is ticked and shown at the start, never about what is kept: folded rows stay
in the preview, one key away.
"""

import re

from pmtui.importers.commands import only_looks
from pmtui.importers.timeline.model import ParsedEvent

_CHATTER = re.compile(
    r"(?i)[\W_]{0,20}(?:(?:thanks?(?: you)?|thx|ty|cheers|ok(?:ay)?|k|yes|yep|yup|no|nope|sure|ack"
    r"|great|nice|cool|awesome|perfect|good job|well done|lol|haha|hi|hello|hey|morning|good morning"
    r"|bye|np|no problem|sounds good|got it|will do|agreed|same|done|on it|right|hmm|oh|wow|\+1)"
    r"(?: (?:all|everyone|team|folks|so much|a lot|there|again))?[\W_]{0,20}){1,3}"
)
_PRESENCE = re.compile(
    r"(?i)(?:.{0,60} )?(?:(?:has |was |were )?(?:joined|left|parted|quit|added to) (?:the )?"
    r"(?:#\S{1,80}|channel|room|conversation|group|chat|\(.{0,80}\))|reacted to .{1,120}"
    r"|is now known as \S{1,40}|set the (?:channel )?topic.{0,120}|renamed the channel.{0,80}"
    r"|pinned a message.{0,80}|started a (?:huddle|call).{0,40})\.?"
)
_MARKUP = re.compile(r":[a-z0-9_+-]{1,40}:|\(edited\)")
_LOUD = re.compile(
    r"(?i)\b(?:err(?:or)?s?|fail(?:ed|ure|ures|ing|s)?|fatal|crit(?:ical)?|panic|emerg(?:ency)?|alert"
    r"|warn(?:ing)?|exception|refused|denied|time[ -]?d?[ -]?out|timed|unreachable|unhealthy|oom|killed"
    r"|crash(?:ed|loopbackoff)?|restart(?:ed|ing)?|start(?:ed|ing)|stopp?(?:ed|ing)|shut(?:ting)? ?down"
    r"|unavailable|no [\w-]{1,30} available|down|dead|degraded|slow|throttl(?:ed|ing)|abort(?:ed|ing)?"
    r"|reject(?:ed|ing)?|exceed(?:ed|s|ing)?|exhaust(?:ed|ion)?|unable|cannot|corrupt(?:ed|ion)?|drop(?:ped|s)"
    r"|roll(?:ed|ing)?[ -]?back|deploy(?:ed|ing|ment)?|evict(?:ed|ion)?|expired|full|lost|50\d)\b"
)
_LOUD_STEMS = (
    "err", "fail", "fatal", "crit", "panic", "emerg", "alert", "warn", "except", "refus", "deni",
    "time", "unreach", "unhealth", "oom", "kill", "crash", "start", "stop", "shut", "roll",
    "deploy", "unavail", " no ", "down", "dead", "degrad", "slow", "throttl", "abort", "reject",
    "exceed", "exhaust", "unable", "cannot", "corrupt", "drop", "evict", "expire", "full", "lost", " 50", "=50",
)  # fmt: skip
_HINT_STEMS = (
    "resol", "clear", "mitigat", "roll", "revert", "restor", "fail", "recover", "normal", "impact",
    "outage", "ack", "investigat", "war", "call", "detect", "alert", "page", "report",
    "error", "discover", "declar", "close", "start", "began", "end", "firing", "trigger", "alarm",
    "status", "problem", "incident",
)  # fmt: skip
"""Parts of words without which the patterns cannot match; looking for them is much cheaper."""
_ROUTINE = re.compile(
    r"\b(?:Start(?:ed|ing)|Finished|Stopp(?:ed|ing)|Reached target|Created slice|Removed slice|Deactivated"
    r"|New session|CRON)\b.{0,80}\b(?:[Dd]aily|Session \d{1,9}|User (?:Manager|Slice|Runtime)|[Rr]otate"
    r"|[Ll]ogrotate|[Cc]lean(?:up)?|[Pp]eriodic|[Dd]iscard unused|Message of the Day|man-db|anacron"
    r"|system activity|session \d{1,9} of|hourly)\b"
)
"""Timers and sessions that a machine starts and ends all day."""
_DEED = re.compile(r"\bCOMMAND=(\S.*)")
"""A command that somebody ran on the machine, as sudo tells it."""


def is_noise(parsed: ParsedEvent) -> bool:
    """Whether a row that suggests no milestone is folded and unticked at the start."""
    if parsed.kind == "command":
        return only_looks(parsed.text)
    if parsed.kind == "log":
        head = parsed.text[:400]
        if (deed := _DEED.search(head)) is not None:
            return only_looks(deed[1])
        return not (_loud(head) and _loud(_ROUTINE.sub(" ", head)))
    if parsed.kind == "message" or parsed.actor:
        return chatter(parsed.text)
    return False


def _loud(text: str) -> bool:
    lower = text.lower()
    return any(stem in lower for stem in _LOUD_STEMS) and _LOUD.search(text) is not None


def chatter(text: str) -> bool:
    """Whether a message says nothing about the incident: emoji, thanks, joins and parts."""
    if len(text) > 200:
        return False
    bare = _MARKUP.sub(" ", text).strip()
    if not any(c.isalnum() for c in bare):
        return True
    return bool(_CHATTER.fullmatch(bare)) or bool(_PRESENCE.fullmatch(bare) and len(bare) < 120)


def hint_of(parsed: ParsedEvent) -> str | None:
    """The milestone that a row may mark, as the engine sees it; cheap where no word points to one."""
    if not parsed.label:
        lower = parsed.text[:200].lower()
        if not any(stem in lower for stem in _HINT_STEMS):
            return None
    return parsed.milestone_hint
