"""Recordings: Zoom chat files and WebVTT or SRT transcripts. Times count from the start."""

import re

from pmtui.importers.timeline.clock import Clock, Placed
from pmtui.importers.timeline.session import Session

CHAT = re.compile(
    r"(?P<h>\d{1,2}):(?P<m>\d\d):(?P<s>\d\d)\t(?P<name>[^\t\n]{1,80}?):?\t(?P<text>.*)$"
)
CUE = re.compile(
    r"[ \t]{0,4}(?:(?P<h>\d{1,3}):)?(?P<m>\d\d):(?P<s>\d\d)[.,]\d{1,3}[ \t]{1,4}-->[ \t]{1,4}"
    r"(?:(?P<h2>\d{1,3}):)?(?P<m2>\d\d):(?P<s2>\d\d)[.,]\d{1,3}"
)
_VOICE = re.compile(r"<v(?:\.[\w.]{1,30})? (?P<name>[^>\n]{1,80})>(?P<text>.*?)(?:</v>)?$")
_SPEAKER = re.compile(r"(?P<name>[^\W\d_][^:\n<>]{0,60}): (?P<text>\S.*)$", re.S)


def claim_chat(lines: list[str]) -> float:
    """Tab-separated elapsed time, name and text."""
    hits = sum(1 for line in lines if CHAT.match(line))
    return 0.95 if hits and CHAT.match(lines[0]) else 0.0


def claim_cues(lines: list[str]) -> float:
    """The word WEBVTT, or a cue line."""
    if lines[0].startswith("WEBVTT") or any(CUE.match(line) for line in lines[:3]):
        return 1.0
    return 0.0


def _elapsed(hours: str | None, minutes: str, seconds: str) -> str:
    return f"+{int(hours or 0):02d}:{int(minutes):02d}:{int(seconds):02d}"


def read_chat(session: Session, clock: Clock, first: int, stop: int) -> int:
    """Emit an event per message; lines without a time belong to the message above."""
    heads = [i for i in range(first, stop) if CHAT.match(session.source.line(i))]
    for begin, end in zip(heads, [*heads[1:], stop], strict=True):
        match = CHAT.match(session.source.line(begin))
        if match is None:
            continue
        session.asking.base(begin + 1)
        rest = [session.source.line(i) for i in range(begin + 1, end)]
        last = max((begin + 1 + n for n, text in enumerate(rest) if text.strip()), default=begin)
        placed = Placed(_elapsed(match["h"], match["m"], match["s"]))
        text = " ".join([match["text"], *rest])
        session.emit(placed, text, begin, last, format="zoom-chat", actor=match["name"].strip(),
                     kind="message")  # fmt: skip
    return len(heads)


def read_cues(session: Session, clock: Clock, first: int, stop: int) -> int:
    """Emit an event per cue, with its end."""
    cues = [i for i in range(first, stop) if CUE.match(session.source.line(i))]
    for place, begin in enumerate(cues):
        match = CUE.match(session.source.line(begin))
        if match is None:
            continue
        end = cues[place + 1] if place + 1 < len(cues) else stop
        body = [session.source.line(i).strip() for i in range(begin + 1, end)]
        if "" in body:
            body = body[: body.index("")]
        elif body and place + 1 < len(cues) and body[-1].isdigit():
            body.pop()
        session.asking.base(begin + 1)
        placed = Placed(_elapsed(match["h"], match["m"], match["s"]))
        placed.end = _elapsed(match["h2"], match["m2"], match["s2"])
        actor, text = _spoken(" ".join(body))
        session.emit(placed, text, begin, begin + len(body), format="webvtt", actor=actor,
                     kind="message")  # fmt: skip
    return len(cues)


def _spoken(text: str) -> tuple[str | None, str]:
    match = _VOICE.match(text) or _SPEAKER.match(text)
    if match is None:
        return None, re.sub(r"</?[a-z][^>\n]{0,40}>", "", text)
    return match["name"].strip(), match["text"].replace("</v>", "").strip()
