"""Twelve-hour clocks without AM or PM: the half of the day follows from headings and order."""

from pmtui.importers.timeline.stampparts import Stamp, hour24

NOTE = "AM or PM is taken from the order of the rows"


def settle(stamps: list[Stamp], forced: dict[int, str]) -> None:
    """Give bare hours a half of the day, in place, where a list is written in 12-hour style.

    `forced` maps a position in `stamps` to "a" or "p" that a heading ("Morning (AM)") sets from
    there on. A list with an hour of 13 or more, or of 0, is a 24-hour list and left alone.
    """
    timed = [(i, stamp) for i, stamp in enumerate(stamps) if stamp.timed]
    marked = any(stamp.meridiem for _, stamp in timed) or bool(forced)
    late = any(not s.meridiem and not 1 <= (s.hour or 0) <= 12 for _, s in timed)
    if not marked or late:
        return
    previous: int | None = None
    half = ""
    for place, (index, stamp) in enumerate(timed):
        if forced and any(key <= index for key in forced):
            latest = max(key for key in forced if key <= index)
            half = forced.get(latest, half)
            if latest == index:
                previous = None
        if stamp.dated:
            previous = None
        if not stamp.meridiem:
            _choose(stamp, previous, half or _coming(timed, place))
        if stamp.end is not None and not stamp.end.meridiem:
            _choose(stamp.end, _of_day(stamp), "")
        previous = _of_day(stamp)


def _coming(timed: list[tuple[int, Stamp]], place: int) -> str:
    """The half of the day that the next marked row names."""
    for _, stamp in timed[place:]:
        if stamp.meridiem:
            return stamp.meridiem
    return "a"


def _of_day(stamp: Stamp) -> int:
    return hour24(stamp.hour or 0, stamp.meridiem) * 60 + (stamp.minute or 0)


def _choose(stamp: Stamp, previous: int | None, half: str) -> None:
    base = (stamp.hour or 0) % 12 * 60 + (stamp.minute or 0)
    if previous is None:
        stamp.meridiem = half or "a"
    else:
        later = [value for value in (base, base + 720) if value >= previous]
        nearest = min((base, base + 720), key=lambda value: abs(value - previous))
        stamp.meridiem = "p" if (later[0] if later else nearest) >= 720 else "a"
        if half and not later:
            stamp.meridiem = half
    if NOTE not in stamp.notes:
        stamp.notes += (NOTE,)
