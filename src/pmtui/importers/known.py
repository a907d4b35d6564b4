"""Which rows of an import a postmortem knows already, so that the same paste twice adds nothing."""

import datetime as dt
import re
from collections.abc import Iterable

from pmtui.domain.moment import When
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Event
from pmtui.domain.vocabulary import EvidenceKind, Precision

_WORD = re.compile(r"\w{1,80}")
_MINUTE = dt.timedelta(minutes=1)
SIMILAR = 0.6
"""The share of words that two texts have in common when they speak of one event."""


class Known:
    """The events of a postmortem, indexed for the question whether one of them is a row."""

    def __init__(self, pm: Postmortem) -> None:
        self._by_minute: dict[dt.datetime, list[Event]] = {}
        self._by_written: dict[str, list[Event]] = {}
        self._by_raw: dict[str, Event] = {}
        events = {event.id: event for event in pm.events}
        for event in pm.events:
            self._index(event)
        for evidence in pm.evidence:
            if evidence.kind is EvidenceKind.RAW and evidence.of in events:
                self._by_raw.setdefault(_squeezed(evidence.text), events[evidence.of])

    def _index(self, event: Event) -> None:
        if event.at.at is not None:
            self._by_minute.setdefault(_floor(event.at.at), []).append(event)
        elif placed := _unplaced(event.at):
            self._by_written.setdefault(placed, []).append(event)

    def __bool__(self) -> bool:
        """Whether there is anything to compare with."""
        return bool(self._by_minute or self._by_written or self._by_raw)

    def match(self, when: When, text: str, raw: str) -> Event | None:
        """The event that a row repeats: the same raw lines, or the same moment in similar words."""
        same = self._by_raw.get(_squeezed(raw))
        if same is not None and not _days_apart(same.at, when):
            return same
        return next((e for e in self._near(when) if similar(e.text, text)), None)

    def _near(self, when: When) -> Iterable[Event]:
        if when.at is None:
            yield from self._by_written.get(_unplaced(when), ())
            return
        minute = _floor(when.at)
        for step in (-1, 0, 1):
            try:
                events = self._by_minute.get(minute + step * _MINUTE, ())
            except OverflowError:
                continue
            for event in events:
                assert event.at.at is not None
                if abs(event.at.at - when.at) <= _slack(event.at, when):
                    yield event


def similar(one: str, other: str) -> bool:
    """Whether two texts say the same in mostly the same words; a prefix of words counts as well."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return first == second
    return len(first & second) >= SIMILAR * min(len(first), len(second))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text[:2000].casefold()))


def _slack(one: When, other: When) -> dt.timedelta:
    coarse = Precision.MINUTE in (one.precision, other.precision)
    return dt.timedelta(seconds=59) if coarse else dt.timedelta(seconds=1)


def _floor(at: dt.datetime) -> dt.datetime:
    return at.replace(second=0, microsecond=0)


def _unplaced(when: When) -> str:
    """What identifies a time that has no instant: the wall clock, the day or the written text."""
    return when.local or (when.day.isoformat() if when.day else when.written)


def _days_apart(one: When, other: When) -> bool:
    """Whether two times are certainly of different days, whatever their zones."""
    first, second = one.sortable, other.sortable
    return first is not None and second is not None and abs(first - second) > dt.timedelta(hours=26)


def _squeezed(raw: str) -> str:
    return " ".join(raw.split())
