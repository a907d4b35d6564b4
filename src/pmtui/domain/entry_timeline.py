"""Entry lines of the timeline: events, milestones that no event carries, and evidence.

14:02 rolled back 4711 @ic !mitigated
detected unknown: log rotated away
> 502 for all requests -- lb-3:/var/log/haproxy.log
"""

import re

from pmtui.domain.entry_words import (
    Draft,
    Entry,
    EntryContext,
    at_who,
    escape_words,
    find_word,
    full_names,
    is_escaped,
    key,
    quote,
    split_head,
    take_words,
    unquote,
    who_is,
)
from pmtui.domain.moment import When
from pmtui.domain.records import Absence, Event, Evidence
from pmtui.domain.vocabulary import Certainty, EvidenceKind, Marker, Milestone
from pmtui.domain.when import Choice, WhenError, echo, format_when, resolve
from pmtui.domain.when_words import LONGEST, NotATime, Spoken, read
from pmtui.domain.zones import canonical

_NOTHING = re.compile(r'(\?|n/a)(?:"((?:[^"\\]|\\.){0,400})")?(?=\s|$)')
_LOOKS_TIMED = re.compile(
    r"~?(?:\d{1,2}:\d{2}(?!\d)|\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{4}(?!\d))"
)
_FOUR_DIGITS = re.compile(r"\d{4}")
_SEPARATORS = frozenset("-–—:|·")
_URL = re.compile(r"(?<![\w<])https?://[^\s<>\"'`]{1,2000}")
_QUOTED_SOURCE = re.compile(r'(?<!\S)-- "((?:[^"\\]|\\.){0,400})"$')
_LONGEST_TIME = 8

_SHORT_MARKS = {
    "start": Milestone.IMPACT_START,
    "end": Milestone.IMPACT_END,
    "ack": Milestone.ACKNOWLEDGED,
    "notice": Milestone.FIRST_NOTICE,
    "public": Milestone.FIRST_NOTICE,
    "change": Milestone.KEY_CHANGE,
    "fixed": Milestone.MITIGATED,
}
_NOT_APPLICABLE = ("n/a", "na", "not applicable")
_QUOTE_MARK = "> "


def parse_event(line: str, context: EntryContext) -> Entry:
    """A time, then text with `@who`, `!milestone` or `!kind`; `<https://…>` becomes evidence.

    A bare URL stays in the text and becomes evidence too. A line without a time is all text.
    """
    draft = Draft()
    when, text = (None, line[1:]) if is_escaped(line) else _split_time(line, context, draft)
    marks: list[Milestone] = []

    def take(sign: str, value: str) -> bool:
        if sign[0] == "@" and "who" not in draft.fields and value:
            draft.fields["who"] = who_is(value, context.participants, quoted=sign != "@")
            return True
        if sign == "<":
            draft.evidence.append(value)
            return True
        return sign == "!" and _take_mark(value, draft, marks)

    draft.fields["text"] = take_words(text, take, full_names(context.participants))
    draft.evidence += [u.rstrip(".,;:!?)") for u in _URL.findall(draft.fields["text"])]
    if marks:
        draft.fields["milestones"] = tuple(m for m in Milestone if m in marks)
    if "who" in draft.fields:
        draft.said.append(f"by {draft.fields['who']}")
    draft.said += [m.value for m in marks]
    if "marker" in draft.fields:
        draft.said.append(draft.fields["marker"].value)
    if draft.evidence:
        draft.said.append("with evidence")
    if when is None:
        return draft.finish("events", lead="→ no time · ")
    draft.fields["at"] = when
    tail = "".join(f" · {part}" for part in draft.said)
    draft.said = [echo(when, zone=context.zone, above=context.above, width=74 - len(tail)) + tail]
    return draft.finish("events", lead="")


def _take_mark(word: str, draft: Draft, marks: list[Milestone]) -> bool:
    wanted = key(word)
    # An exact word first, then a milestone by its beginning, then a kind by its beginning.
    found = (
        find_word(word, Milestone, 99)
        or find_word(word, Marker, 99)
        or ((_SHORT_MARKS[wanted],) if wanted in _SHORT_MARKS else ())
        or find_word(word, Milestone)
        or find_word(word, Marker)
    )
    if len(found) != 1:
        fault = f"could be {' or '.join(found)}" if found else "is no milestone or kind"
        draft.problems.append(
            f"“!{word}” {fault}, so it stays in the text. Type for example !detected, "
            "!mitigated, !resolved or !decision."
        )
        return False
    mark = found[0]
    if isinstance(mark, Milestone):
        marks.append(mark)
        return True
    if "marker" in draft.fields:
        draft.problems.append(f"An event is of one kind, so “!{word}” stays in the text.")
        return False
    draft.fields["marker"] = mark
    return True


def _split_time(line: str, context: EntryContext, draft: Draft) -> tuple[When | None, str]:
    if found := _NOTHING.match(line):
        absent = found[1] == "n/a"
        certainty = Certainty.NOT_APPLICABLE if absent else Certainty.UNKNOWN
        reason = unquote(found[2] or "")
        written = f"{found[1]} {reason}".strip()
        when = When(certainty=certainty, written=written, reason=reason)
        return when, _behind(line[found.end() :])
    words = line.split(" ", _LONGEST_TIME)
    for count in range(min(_LONGEST_TIME, len(words)), 0, -1):
        head = " ".join(words[:count])
        spoken = _read_head(head, words[:count])
        if spoken is None:
            continue
        rest = " ".join(words[count:])
        if _perhaps_a_number(head, rest, draft):
            return None, line
        try:
            when = resolve(
                spoken,
                head.rstrip(":,"),
                now=context.now,
                zone=context.zone,
                day=context.day,
                above=context.above,
            )
        except WhenError as error:
            draft.problems.append(error.sentence)
            draft.choices = tuple(
                Choice(c.label, f"{c.text} {rest}".strip()) for c in error.choices
            )
            return None, line
        return when, _behind(rest)
    if _LOOKS_TIMED.match(line):
        draft.problems.append(_why_unread(words))
    return None, line


def _perhaps_a_number(head: str, rest: str, draft: Draft) -> bool:
    """Whether a time is only four digits before words, as in “1500 orders failed”; it is asked."""
    if not _FOUR_DIGITS.fullmatch(head) or not rest or rest[0] in _SEPARATORS:
        return False
    clock = f"{head[:2]}:{head[2:]}"
    draft.problems.append(
        f"“{head}” may be a time or a number, so it stays in the text. Type {clock} for the time."
    )
    draft.choices = (Choice("the time", f"{clock} {rest}"),)
    return True


def _read_head(head: str, words: list[str]) -> Spoken | None:
    """The words of a time at the head of a line; None where they are text to be safe."""
    if len(head) > LONGEST or not words[-1] or not (head[0].isascii() or head[0] in "≈−"):
        return None
    last = words[-1].rstrip(",:")
    if len(words) > 1 and (last.lower() in ("at", "to", "-") or words[-2].endswith(":")):
        return None
    if (
        last.isalpha()
        and len(words) > 1
        and canonical(last)
        and not (last.isupper() or last == "utc")
    ):
        return None
    try:
        spoken = read(head.rstrip(",:"))
    except WhenError:
        return None
    if spoken.unknown or spoken.not_applicable:
        return None
    start = spoken.start
    if start.now and start.shift is None and words[0] not in ("now", "~now"):
        return None
    if not start.timed and (start.full is None or not words[0][:4].isdigit()):
        return None
    return spoken


def _behind(rest: str) -> str:
    rest = rest.strip()
    if rest[:1] in _SEPARATORS and rest[1:2] in ("", " "):
        return rest[1:].strip()
    return rest


def _why_unread(words: list[str]) -> str:
    for count in (2, 1):
        try:
            read(" ".join(words[:count]))
        except NotATime:
            continue
        except WhenError as error:
            return error.sentence
    return f"“{words[0]}” is not a time. Type for example 14:02 in front of the text."


def event_candidates(event: Event, zone: str) -> list[str]:
    """Ways to write an event as an entry line, the plainest first."""
    text = escape_words(" ".join(event.text.split()), "@!<")
    tail = [at_who(event.who)] if event.who else []
    tail += [f"!{m.value.replace(' ', '-').replace('/', '-')}" for m in event.milestones]
    if event.marker is not None:
        tail.append(f"!{event.marker.value.replace(' ', '-')}")
    when = _time_head(event.at, zone)
    bodies = [" ".join(p for p in (text, *tail) if p)]
    if not when:
        return [*bodies, *("\\" + b for b in bodies)]
    return [f"{when}{gap}{body}".strip() for body in bodies for gap in (" ", " - ", " | ", ": ")]


def _time_head(when: When, zone: str) -> str:
    if when.certainty in (Certainty.UNKNOWN, Certainty.NOT_APPLICABLE) and when.at is None:
        if when.blank:
            return ""
        sign = "n/a" if when.certainty is Certainty.NOT_APPLICABLE else "?"
        return sign + (quote(when.reason) if when.reason else "")
    return format_when(when, zone=zone)


def parse_absence(line: str, context: EntryContext) -> Entry:
    """A milestone, then `unknown` or `n/a`, then a colon and why."""
    draft = Draft()
    head, reason = split_head(line) or (line, "")
    if is_escaped(line):
        head, reason = "", line[1:]
    why = Certainty.UNKNOWN
    words = head
    for sign in ("unknown", "?", *_NOT_APPLICABLE):
        if head.lower().endswith(sign) and head[: -len(sign)].strip():
            words = head[: -len(sign)].strip()
            why = Certainty.NOT_APPLICABLE if sign in _NOT_APPLICABLE else Certainty.UNKNOWN
            break
    found = find_word(words, Milestone) if words else ()
    if len(found) != 1:
        draft.fields["reason"] = reason if is_escaped(line) else line
        if not is_escaped(line):
            draft.problems.append(
                "No single milestone stands in front. Type for example “detected unknown: "
                "the log was rotated away”."
            )
        return draft.finish("absences")
    draft.fields |= {"milestone": found[0], "why": why, "reason": reason}
    word = "does not apply" if why is Certainty.NOT_APPLICABLE else "is unknown"
    draft.said.append(f"{found[0]} {word}" + ("" if reason else ", say why behind a colon"))
    return draft.finish("absences")


def absence_candidates(absence: Absence, zone: str) -> list[str]:
    """An absence as its entry line."""
    reason = " ".join(absence.reason.split())
    if absence.milestone is None:
        return [reason, "\\" + reason]
    why = "n/a" if absence.why is Certainty.NOT_APPLICABLE else "unknown"
    return [f"{absence.milestone} {why}" + (f": {reason}" if reason else "")]


_KIND_WORDS = {
    "link": EvidenceKind.LINK,
    "quote": EvidenceKind.QUOTE,
    "query": EvidenceKind.QUERY,
    "raw": EvidenceKind.RAW,
    "raw line": EvidenceKind.RAW,
    "recollection": EvidenceKind.RECOLLECTION,
}


def parse_evidence(line: str, context: EntryContext) -> Entry:
    """A link, `> a quote`, `query: …`, `raw: …` or `recollection of a role: …`; ` -- source`."""
    draft = Draft()
    kind: EvidenceKind | None = None
    text, source = (line[1:] if is_escaped(line) else line), ""
    stem, dash, behind = f" {text} ".rpartition(" -- ")
    if found := _QUOTED_SOURCE.search(text):
        text, source = text[: found.start()].strip(), unquote(found[1])
    elif dash and stem.strip():
        text, source = stem.strip(), behind.strip()
    if is_escaped(line):
        kind = EvidenceKind.QUOTE
    elif text.startswith(_QUOTE_MARK):
        kind, text = EvidenceKind.QUOTE, text[2:]
    elif re.match(r"<?https?://", text):
        kind = EvidenceKind.LINK
        text = text.removeprefix("<").removesuffix(">")
    elif head := split_head(text):
        kind, text, source = _evidence_head(head, text, source)
    elif key(text).startswith("recollectionof"):
        kind = EvidenceKind.RECOLLECTION
        text, source = "", source or text[text.lower().index("of") + 3 :]
        draft.problems.append(f"Type a colon behind “{source}”, and then what is remembered.")
    draft.fields |= {"kind": kind or EvidenceKind.QUOTE, "text": text}
    if source:
        draft.fields["source"] = source
    draft.said.append(draft.fields["kind"].value + (f" from {source}" if source else ""))
    return draft.finish("evidence")


def _evidence_head(
    head: tuple[str, str], text: str, source: str
) -> tuple[EvidenceKind | None, str, str]:
    word = head[0].lower()
    if word in _KIND_WORDS:
        return _KIND_WORDS[word], head[1], source
    if word.startswith("recollection of "):
        role = head[0][len("recollection of ") :].strip()
        return EvidenceKind.RECOLLECTION, head[1], f"{role}, {source}" if source else role
    return None, text, source


def evidence_candidates(evidence: Evidence, zone: str) -> list[str]:
    """Ways to write evidence as an entry line."""
    text, source = " ".join(evidence.text.split()), " ".join(evidence.source.split())
    behind = f" -- {source}" if source else ""
    word = evidence.kind.value.split(" ")[0] if evidence.kind is not None else "quote"
    lines = [f"> {text}{behind}"] if word == "quote" else []
    lines += [f"{text}{behind}", f"{word}: {text}{behind}"]
    # A dash in the text is not taken for the one in front of the source when that one is there.
    return [*lines, f"{word}: {text} -- {quote(source)}"]
