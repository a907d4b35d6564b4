"""What is internal in a text for customers, and the plain words that stand there instead.

One walk over the text, so that what was put in is never looked at again: neither plain words nor
the pseudonyms and masks that stand there already. A page made for the public, and whatever somebody
decided to keep, stays. Each thing that gave way is told, with the digest that keeps it.
"""

import re
from collections.abc import Iterable, Iterator

from pmtui.domain.postmortem import Postmortem
from pmtui.exporters.addresses import own
from pmtui.exporters.options import ExportOptions
from pmtui.privacy.masking import Found
from pmtui.privacy.scan import Hit, value_hash

LINK_GONE = "(link removed)"
_SYSTEM = "one of our systems"
_INSTEAD = {
    "link": LINK_GONE,
    "mailbox": "our staff",
    "mention": "our staff",
    "address": _SYSTEM,
    "host": _SYSTEM,
    "team": "our team",
    "ticket": "our records",
}
"""By kind the words that stand there instead."""

_URL = r"(?:https?|ftp|ssh|git|slack|mailto):(?:\(masked [^()\n]{1,60}\)|[^\s<>\"`]){1,2000}"
_NOUN = r"(?:(?:[Tt]he )?(?:[Hh]osts?|servers?|nodes?|machines?|instances?|boxes|box) )?"
_HOSTS = (
    r"(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]{0,40})\.){1,6}"
    r"(?:internal|local|lan|corp|intra|cluster|svc|com|net|org|io|dev|cloud|example|test)\b(?::\d{1,5})?"
    r"|(?<![\w@./-])(?:[a-z][a-z0-9]{0,20}-){1,5}\d{1,4}(?![\w-])"
    r"|(?<![\w@./-])(?:[a-z0-9-]{1,40}\.){3,8}[a-z]{2,20}\b"
)
_ADDRESSES = (
    r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?(?![\w.]\d)"
    r"|(?<![\w:])(?:[0-9a-fA-F]{1,4}:){3,7}:?[0-9a-fA-F]{1,4}(?![\w:])"
)
_KINDS = (
    r"!?\[(?P<words>[^\[\]\n]{0,300})\]\((?P<led>[^()\n]{0,2000}+(?:\([^()\n]{0,200}\))?[^()\n]{0,500})\)"
    rf"|<?(?P<link>\b{_URL})>?"
    r"|(?P<mailbox>(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,200})"
    rf"|(?P<address_head>{_NOUN})`?(?P<address>{_ADDRESSES})`?"
    rf"|(?P<host_head>{_NOUN})`?(?P<host>{_HOSTS})`?"
    r"|(?P<mention>(?<![\w@])[@#][A-Za-z][\w.-]{1,60})"
)
_MASK = r"\(masked [^()\n]{1,60}\)"
_NAMED = re.compile(
    r"[a-z]{2}(?:-gov)?-(?:north|south|east|west|central){1,2}-\d"
    r"|(?:mid|early|late|pre|post|sev|phase|step|part|version|utf|sha|http|tls|type|stage|tier|"
    r"level|priority|top|day|week|iso|option|plan|covid)-\d{1,4}"
)
"""What is built like the name of a host and none: a cloud's region, a grade, a year, a standard."""
_PUBLIC = frozenset({"www", "help", "support", "trust"})
_STATUS = re.compile(r"[a-z0-9]{0,40}status(?:page)?")
"""A page of status, like githubstatus; order-status-2 is a machine of one's own."""
_PRIVATE = frozenset(
    {"internal", "local", "lan", "corp", "intra", "intranet", "cluster", "svc", "prod", "staging"}
)
_SEVERAL = re.compile(rf"[Oo]{_SYSTEM[1:]}(?:(?:,| and|, and| or) {_SYSTEM}){{1,50}}")
_STARTS = re.compile(r"(?:^|[.!?]\s{1,4}|\n\s{0,4})$")
_GAP = re.compile(r" {2,20}")


class Internals:
    """Takes what is internal to this postmortem out of a text, and remembers what it was."""

    def __init__(self, pm: Postmortem, options: ExportOptions) -> None:
        teams = {pm.overview.team, *(p.team for p in pm.participants)}
        tickets = {options.reference, pm.overview.incident_id, *(a.tracker for a in pm.actions)}
        self._mask, self._keep = options.withheld, options.kept
        self._as_is = options.as_is
        self._pattern = re.compile(
            "|".join(
                part
                for part in (
                    _MASK,
                    _words(options.aliases),
                    _KINDS,
                    _teams(teams),
                    _words(tickets, "ticket"),
                )
                if part
            )
        )
        self.gone: list[tuple[str, str]] = []
        """Kind and value of each thing that is internal, also of what is kept by a decision."""

    def __call__(self, text: str) -> str:
        """The text for people outside."""
        if self._as_is:
            return text
        text = _SEVERAL.sub(_some, self._pattern.sub(self._shown, text))
        for twice in (f"({LINK_GONE})", f"<{LINK_GONE}>", f"`{LINK_GONE}`"):
            text = text.replace(twice, LINK_GONE)
        return _GAP.sub(" ", text)

    def _shown(self, found: re.Match[str]) -> str:
        if found["led"] is not None:
            words = self(found["words"])
            return f"[{words}]({found['led']})" if self._stays("link", found["led"]) else words
        kind = next((kind for kind in _INSTEAD if _group(found, kind) is not None), "")
        if not kind:
            return found[0]
        value, tail = found[kind], ""
        if kind == "link":
            tail = value[len(own(value)) :]
            value = own(value)
        elif kind == "mailbox":
            value, tail = value.rstrip("."), value[len(value.rstrip(".")) :]
        if self._stays(kind, value):
            return found[0]
        instead = _INSTEAD[kind]
        if kind not in ("link", "mention") and _STARTS.search(found.string[: found.start()][-6:]):
            instead = instead[0].upper() + instead[1:]
        return instead + tail

    def _stays(self, kind: str, value: str) -> bool:
        if kind == "host" and _NAMED.fullmatch(value):
            return True
        digest = value_hash(value)
        public = kind in ("link", "host") and digest not in self._mask and is_public(value)
        if not public:
            self.gone.append((kind, value))
        return public or digest in self._keep


def is_public(address: str) -> bool:
    """Whether a web address or host is made for customers, by its name: a page of status or help."""
    scheme, _, rest = address.partition("://")
    if rest and scheme not in ("http", "https"):
        return False
    host = re.split(r"[/?#]", rest or address, maxsplit=1)[0].rpartition("@")[2]
    labels = host.partition(":")[0].lower().split(".")
    if len(labels) < 2 or not _PRIVATE.isdisjoint(labels):
        return False
    if labels[0] in _PUBLIC or labels[-2].endswith(("status", "statuspage")):
        return True
    return any(_STATUS.fullmatch(label) for label in labels[:-2])


def found_in(pm: Postmortem, fields: Iterable[str], options: ExportOptions) -> Iterator[Found]:
    """What is internal in fields of the overview, once each, as hits to decide on."""
    seen: dict[str, Found] = {}
    for field in fields:
        internals = Internals(pm, options)
        internals(getattr(pm.overview, field))
        for kind, value in internals.gone:
            digest = value_hash(value)
            if digest in seen:
                continue
            shown = value if len(value) <= 60 else value[:59] + "…"
            hit = Hit(kind=kind, group="internal", start=0, end=len(value), value_hash=digest,
                      preview=shown)  # fmt: skip
            place = ("overview", "", field)
            seen[digest] = Found(hit=hit, table="overview", record="", field=field, places=(place,))
    yield from seen.values()


def _some(found: re.Match[str]) -> str:
    return ("S" if found[0][0] == "O" else "s") + "ome of our systems"


def _group(found: re.Match[str], name: str) -> str | None:
    return found[name] if name in found.re.groupindex else None


def _teams(wanted: Iterable[str]) -> str:
    """The names of teams; one that is a word of prose too only in front of the word team."""
    known = _known(wanted)
    inside = "|".join(
        re.escape(w) + ("(?= team)" if w.islower() and w.isalpha() else "") for w in known
    )
    return rf"(?i:(?<![\w-])(?:the )?(?P<team>{inside})(?: team)?(?![\w-]))" if known else ""


def _words(wanted: Iterable[str], name: str = "") -> str:
    known = _known(wanted)
    group = f"?P<{name}>" if name else "?:"
    inside = "|".join(re.escape(w) for w in known)
    return rf"(?i:(?<![\w-])({group}{inside})(?![\w-]))" if known else ""


def _known(wanted: Iterable[str]) -> list[str]:
    return sorted({" ".join(w.split()) for w in wanted if len(w.strip()) > 2},
                  key=lambda w: (-len(w), w))  # fmt: skip
