"""The message for customers in PagerDuty's three parts, with nothing internal left in it.

Names of people and teams, hosts, addresses, links and ticket numbers give way to plain words. The
words themselves are the author's; what no pattern knows (a product's inner name) stays, which
`remarks` points out.
"""

import re
from collections.abc import Iterable

from pmtui.domain.postmortem import Postmortem
from pmtui.exporters.blocks import Section, filled
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.options import ExportOptions
from pmtui.exporters.prose import prose

PARTS = (
    ("summary", "Summary", "external_summary"),
    ("happened", "What happened", "external_happened"),
    ("doing", "What we are doing", "external_next"),
)
"""Key, heading and field of each part."""

_LINK = re.compile(r"\b(?:https?|ftp|ssh|git|slack|mailto):[^\s<>\"`]{1,2000}")
_LED = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\n]{0,2000}\)")
"""Words that lead somewhere: the words are for readers outside, too."""
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,200}")
_ADDRESS = re.compile(
    r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?(?![\w.]\d)|(?<![\w:])(?:[0-9a-fA-F]{1,4}:){3,7}:?[0-9a-fA-F]{1,4}(?![\w:])"
)
_HOST = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]{0,40})\.){1,6}"
    r"(?:internal|local|lan|corp|intra|cluster|svc|com|net|org|io|dev|cloud|example|test)\b(?::\d{1,5})?"
    r"|(?<![\w@./-])(?:[a-z][a-z0-9]{0,20}-){1,5}\d{1,4}(?![\w-])"
    r"|(?<![\w@./-])(?:[a-z0-9-]{1,40}\.){3,8}[a-z]{2,20}\b"
)
_MENTION = re.compile(r"(?<![\w@])[@#][A-Za-z][\w.-]{1,60}")
_GAP = re.compile(r" {2,20}")


def sections(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Section, ...]:
    """The parts that are written; none where the message is empty."""
    scrub = _Scrub(pm, options.reference)
    return tuple(
        Section(key, title, found)
        for key, title, field in PARTS
        if (found := filled(prose(scrub(getattr(pm.overview, field)))))
    )


def title(pm: Postmortem, options: ExportOptions) -> str:
    """The postmortem's title without internals."""
    return _Scrub(pm, options.reference)(pm.overview.title)


def remarks(pm: Postmortem) -> tuple[str, ...]:
    """What a person should look at before the message goes out, as sentences."""
    missing = [name for _, name, field in PARTS if not getattr(pm.overview, field).strip()]
    found = []
    if len(missing) == len(PARTS):
        found.append("The external message is empty. Write its three parts in Overview.")
    elif missing:
        found.append(f"The external message has no “{'”, “'.join(missing)}” yet.")
    text = " ".join(getattr(pm.overview, field) for _, _, field in PARTS).casefold()
    named = [s for s in pm.overview.services if s and s.casefold() in text]
    if named:
        found.append(f"It names {', '.join(named)}. See whether customers know these names.")
    return tuple(found)


class _Scrub:
    """Takes what is internal to this postmortem out of a text."""

    def __init__(self, pm: Postmortem, reference: str) -> None:
        teams = {pm.overview.team, *(p.team for p in pm.participants)}
        tickets = {reference, pm.overview.incident_id, *(a.tracker for a in pm.actions)}
        self._known = (
            (_any(teams, "team"), "our team"),
            (_any(tickets, ""), "our records"),
        )

    def __call__(self, text: str) -> str:
        text = _LINK.sub("", _LED.sub(r"\1", text))
        text = _MAIL.sub("our staff", text)
        text = _ADDRESS.sub("one of our systems", text)
        text = _HOST.sub("one of our systems", text)
        text = _MENTION.sub("our staff", text)
        for pattern, instead in self._known:
            if pattern is not None:
                text = pattern.sub(instead, text)
        return _GAP.sub(" ", text).replace(" .", ".").replace(" ,", ",").replace("()", "")


def _any(words: Iterable[str], behind: str) -> re.Pattern[str] | None:
    known = sorted(
        {" ".join(w.split()) for w in words if len(w.strip()) > 2}, key=len, reverse=True
    )
    if not known:
        return None
    tail = rf"(?: {behind})?" if behind else ""
    return re.compile(
        r"(?<!\w)(?:the )?(?:" + "|".join(re.escape(w) for w in known) + rf"){tail}(?!\w)",
        re.IGNORECASE,
    )
