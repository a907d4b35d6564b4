"""What the head of a document says: title, day, severity, owner, authors, services."""

import re
from dataclasses import dataclass, field
from datetime import date

from pmtui.domain.vocabulary import Role, Severity
from pmtui.importers.document.inline import words_of

_DATED = re.compile(r"(20\d\d-[01]\d-[0-3]\d)[ \t,:–—-]{1,6}(?=\S)")
_ISO = re.compile(r"\b(20\d\d)-([01]?\d)-([0-3]?\d)\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDY = re.compile(
    r"(?i)\b(?:(?P<m1>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? "
    r"(?P<d1>\d{1,2})(?:st|nd|rd|th)?,? (?P<y1>20\d\d)"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)?\.?[ -](?P<m2>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]{0,6}\.?,?[ -](?P<y2>20\d\d))\b"
)
_LABEL = re.compile(
    r"[ \t]{0,4}(?:[-*+] )?(?:\*\*|__|\|)?[ \t]{0,4}(?P<label>[A-Za-z][A-Za-z /-]{1,30}?)"
    r"(?:\*\*|__)?[ \t]{0,4}[:|](?:\*\*|__)?[ \t]{1,8}(?P<value>\S.{0,400}?)(?:[ \t]{0,4}\|)?[ \t]{0,4}$"
)
_SEVERITY = re.compile(r"(?i)\b(?:sev(?:erity)?[ -]?|s|(?P<priority>p))?([1-5])\b")
_PERSON = re.compile(
    r"@?[^\W\d_][\w.'’-]{0,30}(?: (?:[^\W\d_a-z][\w.'’-]{0,30}|(?:van|von|de|der|den|del|da|di|la|el|bin|al)))"
    r"{0,4}(?: \(@?[\w.-]{1,40}\))?"
)
"""A name, as it stands behind a role: `Ana Berg`, `@ana`, `Ana Berg (@ana)`."""

_NOBODY = frozenset({"none", "nobody", "unknown", "tbd", "na", "various", "everyone", "team"})

ROLES = {
    Role.INCIDENT_COMMANDER: r"(?:incident )?commander|ic|incident (?:lead|manager)",
    Role.DEPUTY: r"deputy",
    Role.SCRIBE: r"scribe",
    Role.SUBJECT_MATTER_EXPERT: r"subject[ -]matter experts?|smes?|tech(?:nical)? lead",
    Role.CUSTOMER_LIAISON: r"customer liaison|comm(?:unication)?s? (?:lead|liaison|manager|officer)",
    Role.INTERNAL_LIAISON: r"internal liaison",
    Role.RESPONDER: r"responders?|on[ -]?call(?: engineers?)?|op(?:eration)?s lead",
    Role.NOTE_TAKER: r"note[ -]?taker",
    Role.FACILITATOR: r"(?:review |postmortem )?facilitator",
}
"""Roles whose holder a document's head may name."""

_FIELDS: tuple[tuple[str, str], ...] = (
    ("title", r"title|incident(?: title| name)?"),
    ("date", r"(?:incident |start )?date|date of incident|when|occurred(?: on)?|day"),
    ("severity", r"sev(?:erity)?(?: level)?"),
    ("owner", r"owner|(?:postmortem|incident) owner|author of record"),
    ("authors", r"authors?|written by|reported by"),
    ("services", r"(?:affected |impacted )?(?:services?|systems?|components?)(?: affected)?"),
    ("team", r"team"),
    ("incident_id", r"incident(?: id| number|#)|ticket"),
    ("tags", r"tags?"),
    *((role.value, pattern) for role, pattern in ROLES.items()),
)


_ROLE_NAMES = frozenset(role.value for role in ROLES)

_TOLD: tuple[tuple[str, str], ...] = (
    ("impact", r"(?:customer |user |business )?impact"),
    ("duration", r"(?:incident |outage |impact |total )?duration"),
    ("detection", r"detected (?:by|via|through)|(?:how )?detection|detection method"),
)
"""What a head says in a line that a longer text takes."""


@dataclass(slots=True)
class Head:
    """What was found, and which lines say nothing else."""

    values: dict[str, str] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)
    """Indexes of lines that a field holds whole."""


def read_labels(
    lines: list[str], first: int, head: Head, *, only: frozenset[str] | None = None
) -> None:
    """Take `Label: value` lines of the head, or those of some fields; other lines stay.

    A role may have several lines: all of its holders are kept.
    """
    for number, line in enumerate(lines, first):
        found = _LABEL.match(line[:500])
        name = field_of(found["label"]) if found else ""
        if not (found and name) or (only is not None and name not in only):
            continue
        value = words_of(found["value"])
        before = head.values.get(name, "")
        if (before and name not in _ROLE_NAMES) or not takes(name, value):
            continue
        head.values[name] = f"{before}, {value}" if before else value
        if whole(name, value):
            head.lines.add(number)


def read_roles(lines: list[str], first: int, head: Head) -> None:
    """Take the lines of a list or table of roles that name who held one."""
    read_labels(lines, first, head, only=_ROLE_NAMES)


def told_in(lines: list[str], first: int) -> list[tuple[str, str, int]]:
    """What longer texts take of a head: which of them, its words, and the index of the line.

    A line that goes on below stays where it is.
    """
    out = []
    for number, line in enumerate(lines):
        found = _LABEL.match(line[:500])
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if found is None or (below.strip() and not _LABEL.match(below[:500])):
            continue
        label = " ".join(found["label"].casefold().split())
        name = next((name for name, pattern in _TOLD if re.fullmatch(pattern, label)), "")
        if name:
            value = found["value"].rstrip("\\ ")
            said = value if name == "impact" else f"{found['label']}: {value}"
            out.append((name, said, first + number))
    return out


def field_of(label: str) -> str:
    """The field that a label of the head names, "" for none."""
    wanted = " ".join(label.replace("_", " ").casefold().split())
    return next((name for name, pattern in _FIELDS if re.fullmatch(pattern, wanted)), "")


def takes(name: str, value: str) -> bool:
    """Whether the field can hold all of the value."""
    match name:
        case "severity":
            return severity_of(value) is not None and len(value) < 12
        case "date":
            named = day_of(value) is not None
            return named and bool(_ISO.fullmatch(value) or _WORDY.fullmatch(value))
        case _ if name in _ROLE_NAMES:
            people = people_of(value)
            return all(_PERSON.fullmatch(p) and p.casefold() not in _NOBODY for p in people)
        case _:
            return bool(value)


def people_of(value: str) -> list[str]:
    """The names in a value."""
    return [part.strip() for part in re.split(r",|;| and | & ", value)]


def whole(name: str, value: str) -> bool:
    """Whether a field holds the value to the letter, so that its line need not be kept."""
    return name != "date" or bool(_ISO.fullmatch(value))


def title_and_day(title: str) -> tuple[str, date | None]:
    """A title without the ISO date before it, and the day that it names."""
    day = day_of(title)
    if (found := _DATED.match(title)) and day is not None:
        return words_of(title[found.end() :]), day
    return words_of(title), day


def day_of(text: str) -> date | None:
    """The first day that a text names in full."""
    for found in _ISO.finditer(text[:1000]):
        if (day := _made(int(found[1]), int(found[2]), int(found[3]))) is not None:
            return day
    for found in _WORDY.finditer(text[:1000]):
        month = (found["m1"] or found["m2"]).casefold()
        number, year = int(found["d1"] or found["d2"]), int(found["y1"] or found["y2"])
        if (day := _made(year, _MONTHS.index(month) + 1, number)) is not None:
            return day
    return None


def severity_of(text: str) -> Severity | None:
    """A severity as people write it: SEV-2, sev 2, 2."""
    found = _SEVERITY.search(text)
    return Severity(f"SEV-{found[2]}") if found else None


def priority_of(text: str) -> str:
    """A severity that is written as a priority, which the severity alone does not tell: P1."""
    found = _SEVERITY.search(text)
    return found[0] if found and found["priority"] else ""


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
