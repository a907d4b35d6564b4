"""A time as a postmortem knows it: a UTC instant, what was written, and how sure it is."""

from datetime import UTC, date, datetime

from pmtui.domain.vocabulary import Certainty, Precision, ZoneKnown
from pmtui.value import Value


class When(Value, kw_only=True):
    """When something happened. Blank by default; a blank or unknown time is never an error.

    Exactly one of `at`, `local` and `day` is set when a time is known: `at` once the zone is
    known, `local` while it is not (the event is then quarantined), `day` when no clock time was
    written. Instants are aware datetimes in UTC.
    """

    written: str = ""
    """The time as a person or a log wrote it; never changed by a computation."""
    certainty: Certainty = Certainty.UNKNOWN
    at: datetime | None = None
    """The instant, or the start of a range."""
    until: datetime | None = None
    """The end of a range."""
    local: str = ""
    """The wall clock as ISO 8601 without a zone, while the zone is unknown."""
    day: date | None = None
    margin: int = 0
    """Minutes either side, where an approximate time says how approximate."""
    precision: Precision = Precision.MINUTE
    zone: str = ""
    """The zone it was written in: an IANA name, an abbreviation or an offset."""
    zone_known: ZoneKnown = ZoneKnown.UNKNOWN
    skew: int = 0
    """Seconds that the clock of the source was ahead, taken out of `at`, `until` and `local`."""
    reason: str = ""
    """Why the time is unknown or does not apply."""

    @property
    def blank(self) -> bool:
        """Nothing has been said about the time yet."""
        return self.certainty is Certainty.UNKNOWN and not (self.written or self.reason)

    @property
    def quarantined(self) -> bool:
        """The clock time is known, its zone is not: it cannot be placed yet (criterion C07)."""
        return self.at is None and bool(self.local)

    @property
    def sortable(self) -> datetime | None:
        """An instant to sort by: the instant, the wall clock read as UTC, or the day's midnight."""
        if self.at is not None:
            return self.at
        if self.local:
            return datetime.fromisoformat(self.local).replace(tzinfo=UTC)
        if self.day is not None:
            return datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC)
        return None


BLANK = When()
