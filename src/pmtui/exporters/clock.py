"""Times as an exported document prints them: full dates, one zone, no digit more than was known."""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo

from pmtui.domain.moment import When
from pmtui.domain.skew import show_skew
from pmtui.domain.vocabulary import Certainty, Precision
from pmtui.domain.zones import ZoneError, find_zone, to_zone


class Clock:
    """Shows instants in one zone; with offsets where the zone changes its own in between."""

    def __init__(
        self, zone: str, instants: Iterable[datetime] = (), *, waiting: bool = False
    ) -> None:
        """`waiting` says that some times could not be placed, so that they are in no zone."""
        self._waiting = waiting
        self.name, self._zone = _known(zone or "UTC")
        offsets = {self._local(at).utcoffset() for at in instants}
        self._offsets = len(offsets) > 1

    @property
    def sentence(self) -> str:
        """The one place that names the zone."""
        more = ", whose offset changes in between and is shown" if self._offsets else ""
        more += ", but for those marked otherwise" if self._waiting else ""
        return f"All times are in {self.name}{more}."

    def instant(self, at: datetime, precision: Precision = Precision.MINUTE) -> str:
        """`2026-03-11 14:02`, to the second or finer only where it was written so."""
        local = self._local(at)
        shown = local.replace(tzinfo=None).isoformat(sep=" ", timespec=_TIMESPEC[precision])
        if precision is Precision.FRACTION:
            shown = shown.rstrip("0").removesuffix(".")
        return shown + (f" {local.strftime('%z')}" if self._offsets else "")

    def when(self, when: When) -> str:
        """A time with its certainty in signs and words; empty where nothing was said."""
        if when.blank and when.sortable is None:
            return ""
        reason = f" ({when.reason})" if when.reason else ""
        if when.skew:
            reason += f" (clock of the source {show_skew(when.skew)}, corrected)"
        if when.certainty is Certainty.NOT_APPLICABLE:
            return f"not applicable{reason}"
        if when.at is None and when.local and when.reason:
            return self._placeless(when) + reason[len(f" ({when.reason})") :]
        if when.at is None:
            return self._placeless(when) + reason
        sign = "~" if when.certainty is Certainty.APPROXIMATE else ""
        margin = f" ±{when.margin} min" if when.margin else ""
        until = f" to {self.instant(when.until, when.precision)}" if when.until else ""
        return f"{sign}{self.instant(when.at, when.precision)}{until}{margin}{reason}"

    def _placeless(self, when: When) -> str:
        if when.local:
            sign = "~" if when.certainty is Certainty.APPROXIMATE else ""
            why = f"not placed: {when.reason}" if when.reason else "zone unknown"
            return f"{sign}{when.local.replace('T', ' ')[:19]} ({why})"
        if when.day is not None:
            return when.day.isoformat()
        return f"unknown, written “{when.written}”" if when.written else "unknown"

    def _local(self, at: datetime) -> datetime:
        return to_zone(at, self._zone)


_TIMESPEC = {
    Precision.MINUTE: "minutes",
    Precision.SECOND: "seconds",
    Precision.FRACTION: "microseconds",
}


def _known(zone: str) -> tuple[str, tzinfo]:
    """A zone by name; UTC where this machine does not know it, so that an export never fails."""
    try:
        return zone, find_zone(zone)
    except ZoneError:
        return f"UTC (the zone “{zone}” is not known here)", UTC
