"""The one clock, injected at the edges: nothing else in pmtui asks what time it is."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present instant as an aware datetime in UTC."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The present instant as an aware datetime in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands where it is put: for tests, pictures and the demo."""

    def __init__(self, at: datetime) -> None:
        """Stand at an aware instant. Raises ValueError for one without a zone."""
        if at.tzinfo is None:
            raise ValueError("a clock needs an aware datetime")
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """The instant at which the clock stands, in UTC."""
        return self._at

    def advance(self, by: timedelta) -> None:
        """Move on (or back, as clocks of machines do)."""
        self._at += by
