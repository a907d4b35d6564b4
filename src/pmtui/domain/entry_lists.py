"""Entry lines of the short lists: factors, lessons, metrics, participants, questions, publications.

trigger, change: the pool size was raised by hand
+ the runbook named the right dashboard
failed checkouts: 1,204 orders ~ (difference to last week)
Noor Haddad, incident commander, @noor
"""

import re

from pmtui.domain.days import DayError, parse_past
from pmtui.domain.entry_words import (
    ROLE_SHORT,
    ROLE_TITLES,
    Draft,
    Entry,
    EntryContext,
    at_who,
    escape_words,
    find_word,
    full_names,
    head_words,
    is_escaped,
    key,
    quote,
    split_head,
    take_words,
    unquote,
    value_of,
    who_is,
)
from pmtui.domain.records import Factor, Lesson, Metric, Participant, Publication, Question
from pmtui.domain.vocabulary import (
    CauseCategory,
    FactorKind,
    LessonKind,
    Role,
    Standing,
)

_LESSON_SIGNS = {
    "+": LessonKind.WENT_WELL,
    "-": LessonKind.WENT_POORLY,
    "*": LessonKind.GOT_LUCKY,
}
_LESSON_WORDS = {
    "well": LessonKind.WENT_WELL,
    "wentwell": LessonKind.WENT_WELL,
    "good": LessonKind.WENT_WELL,
    "poorly": LessonKind.WENT_POORLY,
    "wentpoorly": LessonKind.WENT_POORLY,
    "bad": LessonKind.WENT_POORLY,
    "lucky": LessonKind.GOT_LUCKY,
    "luck": LessonKind.GOT_LUCKY,
    "gotlucky": LessonKind.GOT_LUCKY,
}
_STANDING_WORDS = {
    "likely": Standing.HYPOTHESIS,
    "probable": Standing.HYPOTHESIS,
    "suspected": Standing.HYPOTHESIS,
    "confirmed": Standing.ESTABLISHED,
    "proven": Standing.ESTABLISHED,
}
_KINDS = ", ".join(kind.value.split(" ")[0] for kind in FactorKind)
"""The kinds by their first words, which are enough to type."""
_FIGURE = re.compile(r"[~≈<>]?[€$£¥]?[+-]?\d[^\s\"]{0,40}")
_NOTE = re.compile(r"\(([^()]{0,400})\)$")
_QUOTED_NOTE = re.compile(r'\("((?:[^"\\]|\\.){0,400})"\)$')
_COMMA_OR_QUOTED = re.compile(r',|(?<![^\s,])"(?:[^"\\]|\\.){0,400}"')
_MANY = 20
_PLACE = re.compile(r'"((?:[^"\\]|\\.){0,400})"(?=\s|$)')
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _unescaped(line: str) -> str:
    return line[1:] if is_escaped(line) else line


def parse_factor(line: str, context: EntryContext) -> Entry:
    """Kind, category and standing before the colon, then the condition.

    A bare `unknown` is the standing; `cause unknown` is the category.
    """
    draft = Draft()
    body = _unescaped(line)
    split = None if is_escaped(line) else split_head(line)
    found, strange = _factor_words(split[0]) if split else ({}, "")
    if split and found and not strange:
        draft.fields |= found
        body = split[1]
    draft.fields["text"] = take_words(body, lambda sign, value: False)
    draft.said = [str(draft.fields[n]) for n in ("kind", "category", "standing")
                  if n in draft.fields]  # fmt: skip
    if found and strange:
        said = f"text only: “{strange}” is no kind, category or standing (hypothesis, established)"
        return draft.finish("factors", nothing=said)
    if not draft.said and not is_escaped(line) and (kind := _kind_in_front(line)):
        said = f"“{kind}” before a colon is its kind: type “{kind}: …”"
        return draft.finish("factors", nothing=said)
    if split and " " not in split[0]:
        return draft.finish("factors", nothing=f"text only; kinds: {_KINDS}")
    return draft.finish("factors")


def _kind_in_front(line: str) -> str:
    """The kind of factor whose name a line begins with; "" where there is none."""
    words = line.split(" ", 2)
    fronts = {key(" ".join(words[:count])) for count in (1, 2)}
    return next((kind.value for kind in FactorKind if key(kind) in fronts), "")


def _factor_words(head: str) -> tuple[dict[str, object], str]:
    """What the words before a colon mean, and the first of them that means nothing."""
    words = [w for w in re.split(r"[\s,/]{1,20}", head) if w]
    found: dict[str, object] = {}
    while words:
        for count in (2, 1):
            if len(words) >= count and _factor_word(" ".join(words[:count]), found):
                words = words[count:]
                break
        else:
            return found, words[0]
    return found, ""


def _factor_word(text: str, found: dict[str, object]) -> bool:
    wanted = key(text)
    if wanted == "causeunknown":
        found["category"] = CauseCategory.UNKNOWN
        return True
    if wanted == "unknown":
        found["standing"] = Standing.UNKNOWN
        return True
    if wanted in _STANDING_WORDS and "standing" not in found:
        found["standing"] = _STANDING_WORDS[wanted]
        return True
    for name, words in (("kind", FactorKind), ("category", CauseCategory), ("standing", Standing)):
        members = find_word(text, words)
        if len(members) == 1 and name not in found:
            found[name] = members[0]
            return True
    return False


def factor_candidates(factor: Factor, zone: str) -> list[str]:
    """Ways to write a factor as its entry line."""
    head = [factor.kind.value] if factor.kind is not None else []
    if factor.category is not None:
        unknown = factor.category is CauseCategory.UNKNOWN
        head.append("cause unknown" if unknown else factor.category.value)
    if factor.standing is not None:
        head.append(factor.standing.value)
    return _with_head(", ".join(head), factor.text)


def _with_head(head: str, text: str) -> list[str]:
    body = escape_words(" ".join(text.split()), "")
    return [f"{head}: {body}".strip()] if head else [body, "\\" + body]


def parse_lesson(line: str, context: EntryContext) -> Entry:
    """`+` went well, `-` went poorly, `*` got lucky; or the word and a colon."""
    draft = Draft()
    body = _unescaped(line)
    if line[:1] in _LESSON_SIGNS and line[1:2] in ("", " "):
        draft.fields["kind"] = _LESSON_SIGNS[line[0]]
        body = line[1:].strip()
    elif not is_escaped(line) and (split := split_head(line)):
        kind = _LESSON_WORDS.get(key(split[0]))
        if kind is not None:
            draft.fields["kind"] = kind
            body = split[1]
    draft.fields["text"] = take_words(body, lambda sign, value: False)
    draft.said = [draft.fields["kind"].value] if "kind" in draft.fields else []
    return draft.finish("lessons", nothing="text only; + well, - poorly, * lucky in front")


def lesson_candidates(lesson: Lesson, zone: str) -> list[str]:
    """Ways to write a lesson as its entry line."""
    if lesson.kind is None:
        return _with_head("", lesson.text)
    sign = next(s for s, kind in _LESSON_SIGNS.items() if kind is lesson.kind)
    return [f"{sign} {escape_words(' '.join(lesson.text.split()), '')}".strip()]


def parse_metric(line: str, context: EntryContext) -> Entry:
    """`name: value unit`, a `~` for an estimate, a note in parentheses.

    Without a colon a leading figure is the value and the rest the name.
    """
    draft = Draft()
    split = None if is_escaped(line) else split_head(line)
    if split is None:
        _metric_without_name(_unescaped(line), is_escaped(line), draft)
    else:
        draft.fields["name"] = value_of(split[0])
        _metric_value(split[1], draft)
    fields = draft.fields
    draft.said = [" ".join(fields[n] for n in ("name", "value", "unit") if fields.get(n))]
    draft.said += ["estimate"] if fields.get("estimated") else []
    draft.said += [fields["note"]] if fields.get("note") else []
    return draft.finish("metrics")


def _metric_without_name(text: str, escaped: bool, draft: Draft) -> None:
    value, _, name = text.partition(" ")
    if not escaped and name and _FIGURE.fullmatch(value):
        estimated = value[0] in "~≈"
        draft.fields |= {"value": value.lstrip("~≈"), "name": name}
        if estimated:
            draft.fields["estimated"] = True
    else:
        draft.fields["name"] = text


def _metric_value(text: str, draft: Draft) -> None:
    if found := _QUOTED_NOTE.search(text):
        draft.fields["note"] = unquote(found[1])
        text = text[: found.start()].strip()
    elif found := _NOTE.search(text):
        draft.fields["note"] = found[1].strip()
        text = text[: found.start()].strip()
    if text.endswith("~") and (text == "~" or text[-2] == " "):
        draft.fields["estimated"] = True
        text = text[:-1].strip()
    words = head_words(text) if text.startswith('"') else text.split(" ")
    if words and words[0].startswith('"'):
        draft.fields["value"] = value_of(words[0])
        unit = text[len(words[0]) :].strip()
        draft.fields["unit"] = value_of(unit)
    elif words and _FIGURE.fullmatch(words[0]):
        if words[0][0] in "~≈":
            draft.fields["estimated"] = True
        draft.fields["value"] = words[0].lstrip("~≈")
        draft.fields["unit"] = value_of(" ".join(words[1:]))
    else:
        draft.fields["value"] = text


def metric_candidates(metric: Metric, zone: str) -> list[str]:
    """Ways to write a figure as its entry line."""
    parts = (metric.name, metric.value, metric.unit, metric.note)
    name, value, unit, note = (" ".join(part.split()) for part in parts)
    tail = (" ~" if metric.estimated else "") + (f" ({note})" if note else "")
    if not (value or unit or tail):
        return [name, "\\" + name, f"{quote(name)}:"]
    safe = f"{quote(value)} {quote(unit) if unit else ''}".strip()
    return [
        f"{name}: {f'{value} {unit}'.strip()}{tail}",
        f"{quote(name)}: {f'{value} {unit}'.strip()}{tail}",
        f"{quote(name)}: {safe}{tail}",
        f"{quote(name)}: {safe}{' ~' if metric.estimated else ''} ({quote(note)})",
    ]


def parse_participant(line: str, context: EntryContext) -> Entry:
    """A name, then behind commas roles, `@handle`, `team …` and `on call`, in any order."""
    draft = Draft()
    roles: list[Role] = []
    parts = [] if is_escaped(line) else _comma_parts(line)
    name = _unescaped(line) if is_escaped(line) else value_of(parts[0]) if parts else ""
    strange = [
        part
        for index, part in enumerate(parts[1:])
        if index >= _MANY or not _participant_part(part, roles, draft)
    ]
    if strange:
        # The name bars completion where it stands in prose, so what is no name stays out of it.
        draft.problems.append(
            f"“{strange[0][:30]}” is no role, so it is the team. "
            "Roles are incident commander, scribe, responder, comms lead and others."
        )
        teams = [draft.fields.get("team", ""), *map(value_of, strange)]
        draft.fields["team"] = ", ".join(team for team in teams if team)
    draft.fields["name"] = name
    if roles:
        draft.fields["roles"] = tuple(r for r in Role if r in roles)
    draft.said = [draft.fields["name"], *(r.value for r in roles)]
    draft.said += [draft.fields["handle"]] if "handle" in draft.fields else []
    draft.said += [f"team {draft.fields['team']}"] if "team" in draft.fields else []
    draft.said += ["on call"] if draft.fields.get("on_call") else []
    return draft.finish("participants")


def _comma_parts(line: str) -> list[str]:
    """The parts between commas that stand outside quotes; a quote opens at the start of a word."""
    cuts = [0]
    for found in _COMMA_OR_QUOTED.finditer(line):
        if found[0] == ",":
            cuts.append(found.end())
    parts = [line[a:b] for a, b in zip(cuts, [*(c - 1 for c in cuts[1:]), len(line)], strict=True)]
    return [p.strip() for p in parts if p.strip()]


def _participant_part(part: str, roles: list[Role], draft: Draft) -> bool:
    wanted = key(part)
    if part.startswith("@") and "handle" not in draft.fields:
        draft.fields["handle"] = part
    elif part.startswith("handle ") and "handle" not in draft.fields:
        draft.fields["handle"] = value_of(part[7:].strip())
    elif part.lower().startswith("team ") and "team" not in draft.fields:
        draft.fields["team"] = value_of(part[5:].strip())
    elif wanted == "oncall":
        draft.fields["on_call"] = True
    elif wanted in ROLE_SHORT:
        roles.append(ROLE_SHORT[wanted])
    elif wanted in ROLE_TITLES:
        roles.append(ROLE_TITLES[wanted])
    elif len(found := find_word(part, Role)) == 1:
        roles.append(found[0])
    else:
        return False
    return True


def participant_candidates(person: Participant, zone: str) -> list[str]:
    """Ways to write a participant as an entry line."""
    name, handle, team = (" ".join(t.split()) for t in (person.name, person.handle, person.team))
    tail = [r.value for r in person.roles]
    bare = handle.startswith("@") and "," not in handle and '"' not in handle
    tail += ([handle] if bare else [f"handle {quote(handle)}"]) if handle else []
    simple = "," not in team and '"' not in team
    tail += [f"team {team if simple else quote(team)}"] if team else []
    tail += ["on call"] if person.on_call else []
    return [", ".join([name, *tail]), ", ".join([quote(name), *tail]), "\\" + name]


def parse_question(line: str, context: EntryContext) -> Entry:
    """The question, with `@who` for the one who asks."""
    draft = Draft()

    def take(sign: str, value: str) -> bool:
        if sign[0] != "@" or "asked_by" in draft.fields:
            return False
        draft.fields["asked_by"] = who_is(value, context.participants, quoted=sign != "@")
        draft.said.append(f"asked by {draft.fields['asked_by']}")
        return True

    draft.fields["text"] = take_words(_unescaped(line), take, full_names(context.participants))
    return draft.finish("questions")


def question_candidates(question: Question, zone: str) -> list[str]:
    """Ways to write an open question as its entry line."""
    text = escape_words(" ".join(question.text.split()), "@")
    body = f"{text} {at_who(question.asked_by)}".strip() if question.asked_by else text
    return [body, "\\" + body]


def parse_publication(line: str, context: EntryContext) -> Entry:
    """Where it was shared, a date like 2026-12-01 or `on fri`, and `@who`."""
    draft = Draft()

    def take(sign: str, value: str) -> bool:
        if sign[0] != "@" or "by" in draft.fields:
            return False
        draft.fields["by"] = who_is(value, context.participants, quoted=sign != "@")
        return True

    place = _PLACE.match(line)
    named = [unquote(place[1])] if place else []
    names = full_names(context.participants)
    words = take_words(line[place.end() :] if place else line, take, names).split(" ")
    said = words[-2:-1] == ["on"]
    if said or _ISO_DAY.fullmatch(words[-1]):
        try:
            draft.fields["on"] = parse_past(words[-1], context.today)
            words = words[:-2] if said else words[:-1]
        except DayError:
            if _ISO_DAY.fullmatch(words[-1]):
                draft.problems.append(f"“{words[-1]}” is not on the calendar; type a real date.")
    draft.fields["where"] = " ".join([*named, *words]).strip()
    draft.said = [f"on {draft.fields['on']:%a %Y-%m-%d}"] if "on" in draft.fields else []
    draft.said += [f"by {draft.fields['by']}"] if "by" in draft.fields else []
    return draft.finish("publications", nothing="place only; type a date behind it")


def publication_candidates(publication: Publication, zone: str) -> list[str]:
    """Ways to write a publication as its entry line."""
    where = escape_words(" ".join(publication.where.split()), "@")
    day = f" on {publication.on.isoformat()}" if publication.on is not None else ""
    by = f" {at_who(publication.by)}" if publication.by else ""
    quoted = quote(" ".join(publication.where.split()))
    return [f"{where}{day}{by}".strip(), f"{quoted}{day}{by}"]
