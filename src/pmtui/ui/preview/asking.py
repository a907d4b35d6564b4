"""The questions of an import as keys: what each asks, what it offers, how its answer is read."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from pmtui.domain import zones
from pmtui.domain.days import parse_past
from pmtui.domain.skew import parse_skew, show_skew
from pmtui.domain.when import WhenError, parse_when
from pmtui.importers.timeline.model import Question
from pmtui.importers.times import Answers
from pmtui.value import Value


class Setting(Value):
    """What an answer is read against."""

    zone: str
    day: dt.date | None
    now: dt.datetime


class Asked(Value):
    """One kind of question: its key, its short name, what stands in the line, how it is read."""

    kind: str
    key: str
    name: str
    offer: Callable[[Setting, Question | None], str]
    read: Callable[[str, Setting, Answers], Answers]
    """Raises ValueError with a sentence for what cannot be an answer."""
    shown: Callable[[Answers], str]
    """The answer as given, "" for none yet."""
    optional: bool = False
    """Whether rows have their times also without an answer."""
    toggles: bool = False
    """Two answers only: the key goes from one to the other without a line."""


def _zone(text: str, _: Setting, answers: Answers) -> Answers:
    """A zone for rows without one, and behind commas what labels mean: CST=Asia/Shanghai."""
    for part in text.split(","):
        label, equals, word = (piece.strip() for piece in part.rpartition("="))
        name = zones.canonical(word) or zones.named_zone(word)
        zones.find_zone(name)  # an ambiguous one says in its own sentence what to type
        if equals and label:
            others = tuple(pair for pair in answers.labels if pair[0] != label)
            answers = replace(answers, labels=(*others, (label, name)))
        else:
            answers = replace(answers, zone=name)
    return answers


def _date(text: str, setting: Setting, answers: Answers) -> Answers:
    today = setting.now.astimezone(zones.zone_or_utc(setting.zone)).date()
    return replace(answers, date=parse_past(text, today))


def _year(text: str, _: Setting, answers: Answers) -> Answers:
    if not (text.isdecimal() and len(text) == 4 and 1970 <= int(text) <= 2100):
        raise ValueError(f"“{text[:20]}” is no year. Type four digits like 2026.")
    return replace(answers, year=int(text))


def _start(text: str, setting: Setting, answers: Answers) -> Answers:
    try:
        at = parse_when(text, now=setting.now, zone=setting.zone, day=setting.day).at
    except WhenError as error:
        raise ValueError(str(error)) from error
    if at is None:
        raise ValueError("A start needs a day and a clock time. Type for example 2026-11-22 14:02.")
    return replace(answers, start=at)


def _label(text: str, setting: Setting, answers: Answers) -> Answers:
    if text.strip().casefold() == answers.label.casefold():
        return replace(answers, instead=answers.label)
    return replace(answers, instead=_zone(text, setting, Answers()).zone or "")


def _skew(text: str, _: Setting, answers: Answers) -> Answers:
    return replace(answers, skew=parse_skew(text))


def _first_choice(setting: Setting, question: Question | None) -> str:
    return question.choices[0] if question is not None and question.choices else ""


def _shown_label(answers: Answers) -> str:
    if not answers.instead:
        return ""
    if answers.instead == answers.label:
        return f"{answers.label}, as written"
    return f"{answers.instead}, though {answers.label} is written"


def _offered_zone(setting: Setting, question: Question | None) -> str:
    if question is not None and question.kind == "zone" and question.about and question.choices:
        return f"{question.about}={question.choices[0]}"
    return question.choices[0] if question is not None and question.choices else setting.zone


def _shown_zone(answers: Answers) -> str:
    said = [answers.zone or "", *(f"{label}={zone}" for label, zone in answers.labels)]
    return ", ".join(part for part in said if part)


def given(asked: Asked, answers: Answers, still: Sequence[Question]) -> str:
    """The answer as given, "" for none yet; `still` are the questions that are open.

    Each label that several zones share is a question of its own, whatever was said of others.
    """
    if any(q.kind == asked.kind == "zone" and q.about for q in still):
        return ""
    return asked.shown(answers)


def _offered_year(setting: Setting, question: Question | None) -> str:
    return (
        question.choices[0]
        if question is not None and question.choices
        else str((setting.day or setting.now).year)
    )


def _offered_day(setting: Setting, _: Question | None) -> str:
    return (setting.day or setting.now.date()).isoformat()


QUESTIONS: tuple[Asked, ...] = (
    Asked("zone", "z", "Zone", _offered_zone, _zone, _shown_zone),
    Asked("label", "Z", "Label", _offered_zone, _label, _shown_label),
    Asked(
        "skew",
        "S",
        "Clock",
        _first_choice,
        _skew,
        lambda a: "" if a.skew is None else f"this source was {show_skew(a.skew)}; corrected",
        optional=True,
    ),
    Asked("date", "d", "Day", _offered_day, _date, lambda a: a.date.isoformat() if a.date else ""),
    Asked("year", "y", "Year", _offered_year, _year, lambda a: str(a.year or "")),
    Asked(
        "order",
        "o",
        "Order",
        lambda setting, question: "",
        lambda text, setting, a: replace(a, day_first=not a.day_first),
        lambda a: "" if a.day_first is None else "day first" if a.day_first else "month first",
        toggles=True,
    ),
    Asked(
        "clock",
        "c",
        "Clock change",
        lambda setting, question: "",
        lambda text, setting, a: replace(a, after_change=not a.after_change),
        lambda a: "" if a.after_change is None else "after" if a.after_change else "before",
        toggles=True,
    ),
    Asked(
        "base",
        "b",
        "Start",
        _offered_day,
        _start,
        lambda a: f"{a.start:%Y-%m-%d %H:%M} UTC" if a.start else "",
    ),
)
"""Every question that a person can answer for a whole import, in the order in which it is shown."""
