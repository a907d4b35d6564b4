"""What the text does not say, collected line by line and asked once in whole sentences."""

from dataclasses import dataclass, field

from pmtui.importers.timeline.model import Question
from pmtui.importers.timeline.zones import Zone, places

_SHOWN = 20
"""Line numbers kept with a question."""


@dataclass(slots=True)
class _Lines:
    count: int = 0
    first: list[int] = field(default_factory=list)
    detail: str = ""

    def add(self, line: int, detail: str = "") -> None:
        self.count += 1
        if len(self.first) < _SHOWN:
            self.first.append(line)
        self.detail = self.detail or detail


@dataclass(slots=True)
class Asking:
    """Collects; `questions` turns the collection into sentences."""

    _zone: _Lines = field(default_factory=_Lines)
    _date: _Lines = field(default_factory=_Lines)
    _wrong: list[tuple[int, str]] = field(default_factory=list)
    _year: _Lines = field(default_factory=_Lines)
    _order: _Lines = field(default_factory=_Lines)
    _shared: dict[str, tuple[Zone, _Lines]] = field(default_factory=dict)
    _change: dict[str, _Lines] = field(default_factory=dict)
    _assumed: dict[int, _Lines] = field(default_factory=dict)
    _base: _Lines = field(default_factory=_Lines)
    extra: list[Question] = field(default_factory=list)

    def zone(self, line: int) -> None:
        """A clock time without a zone."""
        self._zone.add(line)

    def date(self, line: int, problem: str = "") -> None:
        """A row without a date, or with an impossible one."""
        if problem:
            if len(self._wrong) < _SHOWN:
                self._wrong.append((line, problem))
        else:
            self._date.add(line)

    def year(self, line: int) -> None:
        """A date without a year, and nothing near it that has one."""
        self._year.add(line)

    def assumed_year(self, line: int, year: int) -> None:
        """A date whose year was taken as the nearest past one."""
        self._assumed.setdefault(year, _Lines()).add(line)

    def order(self, line: int) -> None:
        """An all-digit date that can be read two ways."""
        self._order.add(line)

    def shared_zone(self, line: int, zone: Zone) -> None:
        """A label that several zones share, or none is known by."""
        self._shared.setdefault(zone.label, (zone, _Lines()))[1].add(line)

    def clock_change(self, line: int, label: str) -> None:
        """A wall clock that a clock change skips or repeats."""
        self._change.setdefault(label, _Lines()).add(line)

    def base(self, line: int) -> None:
        """A time that counts from a start nobody named."""
        self._base.add(line)

    def questions(self) -> list[Question]:
        """All of them, the ones for the whole paste first."""
        asked: list[Question] = []
        for label, (zone, lines) in self._shared.items():
            known = "is no zone I know"
            if zone.choices:
                among = places(label)
                known = "is the name of several zones" + (f" ({among})" if among else "")
            asked.append(
                Question(
                    "zone",
                    f"{label} {known}; name the zone of {_rows(lines.count)}.",
                    zone.choices,
                    tuple(lines.first),
                    label,
                )
            )
        if self._zone.count:
            text = f"Which zone are the times of {_rows(self._zone.count)} in? None is written."
            asked.append(Question("zone", text, (), tuple(self._zone.first)))
        if self._date.count:
            text = f"Which day does it begin? {_rows(self._date.count, 'has')} a clock time only."
            asked.append(Question("date", text, (), tuple(self._date.first)))
        if self._year.count:
            text = f"Which year is it? {_rows(self._year.count, 'has')} a date without one."
            asked.append(Question("year", text, (), tuple(self._year.first)))
        for year, lines in self._assumed.items():
            first = lines.first[0]
            named = f"The date in line {first} names" if lines.count == 1 else "The dates name"
            text = f"Is {year} the year? {named} none."
            asked.append(Question("year", text, (str(year),), tuple(lines.first)))
        if self._order.count:
            text = f"Are the dates of {_rows(self._order.count)} month first or day first?"
            choices = ("month first", "day first")
            asked.append(Question("order", text, choices, tuple(self._order.first)))
        for label, lines in self._change.items():
            text = f"Before or after the clock change in {label}? {_rows(lines.count, 'falls')} into it."
            asked.append(Question("clock", text, ("before", "after"), tuple(lines.first)))
        if self._base.count:
            text = f"When did it start? {_rows(self._base.count, 'counts')} from a start (boot, recording)."
            asked.append(Question("base", text, (), tuple(self._base.first)))
        for line, problem in self._wrong:
            asked.append(
                Question("date", f"Line {line}: {problem}; say which day it was.", (), (line,))
            )
        return asked + self.extra


def _rows(count: int, verb: str = "") -> str:
    """So many rows; with a verb as the beginning of a sentence. The verb is that of one row."""
    if not verb:
        return "one row" if count == 1 else f"{count} rows"
    many = "have" if verb == "has" else verb.removesuffix("s")
    return f"One row {verb}" if count == 1 else f"{count} rows {many}"
