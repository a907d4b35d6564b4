"""The small words of entry lines: who, marks, links, quotes, escapes and prefixes.

`@who` and `!mark` are taken out of the text where they stand as words of their own; inside code
(between backticks) and inside a word (a mail address) they are text. A backslash in front of such
a word keeps it as text.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from pmtui.domain.moment import When
from pmtui.domain.records import Participant
from pmtui.domain.vocabulary import Role
from pmtui.domain.when_words import Choice
from pmtui.domain.zones import to_zone, zone_or_utc
from pmtui.value import Value

_Word = TypeVar("_Word", bound=StrEnum)

_QUOTED = r'"((?:[^"\\]|\\.){0,400})"'
_INLINE = re.compile(
    rf"(?<!\S)(?:(@){_QUOTED}|([@!])([^\W\d][\w.'-]{{0,60}})|(<)(https?://[^\s<>]{{1,2000}})>"
    r"|(\[)([^\[\]]{1,200})\])([,;:.!?)]{0,3})(?!\S)"
)
_ESCAPED = re.compile(r"(?<!\S)\\{1,50}(?=[@!<\[]|when:)")
_RISKY = re.compile(r"(?<!\S)(\\{0,50})([@!<\[]|when:)")
_CODE = re.compile(r"`[^`]{1,500}`")
_HEAD_WORD = re.compile(rf'[^\s"\[\]]{{0,60}}{_QUOTED}|\[[^\[\]]{{1,200}}\]|[^\s"]{{1,200}}')
_HEAD_END = re.compile(r":(?=\s|$)")
_NAME_END = re.compile(r"([,;:.!?)]{0,3})(?!\S)")
_POSSESSIVE = "'s"
"""How “@noor's dashboard” ends, in which nobody does anything."""
_BARE_NAME = re.compile(r"[^\W\d][\w'-]{0,60}")

LONGEST_HEAD = 400
"""Characters in which the colon behind a head is looked for."""

ROLE_SHORT = {
    "ic": Role.INCIDENT_COMMANDER,
    "commander": Role.INCIDENT_COMMANDER,
    "sme": Role.SUBJECT_MATTER_EXPERT,
    "expert": Role.SUBJECT_MATTER_EXPERT,
    "cl": Role.CUSTOMER_LIAISON,
    "il": Role.INTERNAL_LIAISON,
}
"""Roles as people shorten them."""


ROLE_TITLES = {
    "incidentlead": Role.INCIDENT_COMMANDER,
    "incidentmanager": Role.INCIDENT_COMMANDER,
    "communicationslead": Role.CUSTOMER_LIAISON,
    "communicationlead": Role.CUSTOMER_LIAISON,
    "communications": Role.CUSTOMER_LIAISON,
    "commslead": Role.CUSTOMER_LIAISON,
    "comms": Role.CUSTOMER_LIAISON,
    "operationslead": Role.RESPONDER,
    "opslead": Role.RESPONDER,
    "oncallengineer": Role.RESPONDER,
    "technicallead": Role.SUBJECT_MATTER_EXPERT,
    "techlead": Role.SUBJECT_MATTER_EXPERT,
}
"""Titles that other guides give to the roles, as keys."""


class EntryContext(Value, kw_only=True):
    """What an entry line is read against; `now` is aware and passed in, never read."""

    now: datetime
    zone: str = "UTC"
    day: date | None = None
    """The incident date, which dates a bare time of the first row."""
    above: When | None = None
    """The time of the row above, which dates the next one."""
    participants: tuple[Participant, ...] = ()

    @property
    def today(self) -> date:
        """The day that it is now in the zone."""
        return to_zone(self.now, zone_or_utc(self.zone)).date()


class Entry(Value, kw_only=True):
    """How one entry line is understood: fields of a new record, and what goes with it."""

    table: str
    record_fields: dict[str, Any]
    """Values for the record's fields; what the line does not say is left out."""
    link_by_text: tuple[tuple[str, str], ...] = ()
    """Links named in words: a link field, and the number or a part of the text of its target."""
    evidence: tuple[str, ...] = ()
    """Links (URLs) in the line, each to become evidence of the new record."""
    echo: str = ""
    """One line for the screen: how it is understood."""
    problems: tuple[str, ...] = ()
    """Sentences about what could not be read; its words are kept in the text."""
    choices: tuple[Choice, ...] = ()
    """Whole lines to pick from, where something must be asked."""


@dataclass(slots=True)
class Draft:
    """An entry while it is being read."""

    fields: dict[str, Any] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """The parts of the echo."""
    problems: list[str] = field(default_factory=list)
    choices: tuple[Choice, ...] = ()

    def finish(self, table: str, *, lead: str = "→ ", nothing: str = "text only") -> Entry:
        """The entry; `nothing` is echoed where only text was found."""
        return Entry(
            table=table,
            record_fields=self.fields,
            link_by_text=tuple(self.links),
            evidence=tuple(dict.fromkeys(self.evidence)),
            echo=lead + (" · ".join(self.said) or nothing),
            problems=tuple(self.problems),
            choices=self.choices,
        )


def is_escaped(line: str) -> bool:
    """Whether a backslash at the start says that a line has no head."""
    return line.startswith("\\") and not _ESCAPED.match(line)


def full_names(participants: Iterable[Participant]) -> tuple[str, ...]:
    """The names of several words that `@` takes whole, the longest first."""
    names = {" ".join(p.name.split()) for p in participants}
    return tuple(sorted((n for n in names if " " in n), key=lambda n: (-len(n), n)))


def name_at(text: str, names: Iterable[str]) -> str:
    """The name that a text begins with, as whole words; "" where there is none."""
    for name in names:
        begins = text[: len(name)].casefold() == name.casefold()
        if begins and _NAME_END.match(text, len(name)):
            return name
    return ""


def take_words(text: str, take: Callable[[str, str], bool], names: Sequence[str] = ()) -> str:
    """The text without the words that `take` accepts; of `names` all words are one.

    `take` is asked with the sign (`@`, `@"` before a quoted name, `!`, `<`, `[`) and the rest. Punctuation behind a
    taken word moves to the word before it. Escaped words lose one backslash and stay.
    """
    code = [m.span() for m in _CODE.finditer(text)]
    out: list[str] = []
    position = 0
    search = 0
    while found := _INLINE.search(text, search):
        start = found.start()
        # What is not taken may still hold a word that is: look on from its second character.
        search = start + 1
        if any(a < start < b for a, b in code):
            continue
        sign, value, behind = _token(found)
        end = found.end()
        if sign == "@" and (name := name_at(text[start + 1 :], names)):
            sign, value, end = '@"', name, start + 1 + len(name)
            behind = _NAME_END.match(text, end)[1]  # type: ignore[index]
            end += len(behind)
        if (sign == "@" and value.endswith(_POSSESSIVE)) or not take(sign, value):
            continue
        search = end
        out.append(_unescape(text[position:start], position, code))
        if behind and out[-1].strip():
            out[-1] = out[-1].rstrip() + behind
        position = end
    out.append(_unescape(text[position:], position, code))
    return " ".join(" ".join(out).split())


def _token(found: re.Match[str]) -> tuple[str, str, str]:
    behind = found[9]
    if found[1]:
        return '@"', unquote(found[2]), behind
    if found[3]:
        value = found[4].rstrip(".'-")
        return found[3], value, found[4][len(value) :] + behind
    return (found[5], found[6], behind) if found[5] else (found[7], found[8], behind)


def _unescape(text: str, offset: int, code: Sequence[tuple[int, int]]) -> str:
    def drop(found: re.Match[str]) -> str:
        start = found.start() + offset
        return found[0] if any(a < start < b for a, b in code) else found[0][1:]

    return _ESCAPED.sub(drop, text)


def escape_words(text: str, signs: str) -> str:
    """The text with a backslash before each word that `take_words` would take or unescape.

    `signs` holds the first characters of what is taken: of `@`, `!`, `<`, `[` and `when:`.
    """
    code = [m.span() for m in _CODE.finditer(text)]

    def add(found: re.Match[str]) -> str:
        plain = not found[1] and found[2][0] not in signs
        return found[0] if plain or any(a < found.start() < b for a, b in code) else "\\" + found[0]

    return _RISKY.sub(add, text)


def unquote(text: str) -> str:
    """The text that quotes held, without its backslashes."""
    return re.sub(r"\\(.)", r"\1", text)


def quote(text: str) -> str:
    """A text in quotes, as heads and `@` take several words."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def at_who(name: str) -> str:
    """A person, role or team as `@` takes it: bare where one word will do."""
    bare = _BARE_NAME.fullmatch(name) and not name.endswith(_POSSESSIVE)
    bare = bare and name.casefold() not in ROLE_SHORT
    if name in ROLE_SHORT.values():
        return "@" + next((short for short, role in ROLE_SHORT.items() if role == name), name)
    return "@" + (name if bare else quote(name))


def known_person(text: str, participants: Iterable[Participant]) -> str:
    """The name of the one participant whose name, first name or handle a text is; else ""."""
    wanted = text.strip().lstrip("@").casefold()
    people = [p for p in participants if p.name.strip()] if wanted else []
    spaced = wanted.replace(".", " ").split()
    for names in (
        [p for p in people if p.handle.strip().lstrip("@").casefold() == wanted],
        [p for p in people if p.name.casefold().split() == spaced],
        [p for p in people if p.name.casefold().split()[0] == wanted],
    ):
        if found := {" ".join(p.name.split()) for p in names}:
            return found.pop() if len(found) == 1 else ""
    return ""


def who_is(
    word: str, participants: Iterable[Participant], *, quoted: bool = False, first: bool = False
) -> str:
    """Who an `@` word means: a participant by handle, a role by its short name, else the word.

    Dots stand for spaces: `@incident.commander`. With `first` a first name that only one has will
    do; not in prose, where a surname of somebody else may follow it.
    """
    if quoted or " " in word:
        return word
    key = word.casefold()
    for person in participants:
        if person.handle and person.handle.casefold().lstrip("@") == key and person.name:
            return person.name
    if key in ROLE_SHORT:
        return ROLE_SHORT[key].value
    if first and (name := known_person(word, participants)):
        return name
    return " ".join(word.replace(".", " ").split())


def split_head(line: str) -> tuple[str, str] | None:
    """What stands before the first colon that ends a word, and what stands behind it.

    Colons in quotes and in brackets do not count. None where there is no such colon.
    """
    position = 0
    part = line[:LONGEST_HEAD]
    while position < len(part):
        if part[position].isspace():
            position += 1
            continue
        found = _HEAD_WORD.match(part, position)
        if not found:
            return None
        word = found[0]
        end = _HEAD_END.search(word) if not word.endswith(('"', "]")) else None
        if end:
            stop = position + end.start()
            return line[:stop].strip(), line[stop + 1 :].strip()
        position = found.end()
        if part[position : position + 1] == ":" and part[position + 1 : position + 2] in ("", " "):
            return line[:position].strip(), line[position + 1 :].strip()
    return None


def head_words(head: str) -> list[str]:
    """The words of a head; one in quotes or brackets is one word, sign and quotes included."""
    return [m[0] for m in _HEAD_WORD.finditer(head)]


def value_of(word: str) -> str:
    """What a word of a head says, without its quotes."""
    if len(word) >= 2 and word.startswith('"') and word.endswith('"'):
        return unquote(word[1:-1])
    return word


def key(text: str) -> str:
    """A word reduced to letters and digits, for comparison."""
    return "".join(c for c in text.lower() if c.isalnum())


def find_word(word: str, words: Iterable[_Word], least: int = 3) -> tuple[_Word, ...]:
    """The members that a word means: the exact one, else all that it begins.

    A beginning shorter than `least` characters means nothing.
    """
    wanted = key(word)
    members = tuple(words)
    exact = tuple(w for w in members if key(w) == wanted)
    if exact or len(wanted) < least:
        return exact
    return tuple(w for w in members if key(w).startswith(wanted))
