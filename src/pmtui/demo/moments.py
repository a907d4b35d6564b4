"""Clock times of a day before the demo, as the records hold them."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from pmtui.domain.moment import When
from pmtui.domain.vocabulary import Certainty, ZoneKnown


@dataclass(frozen=True, slots=True)
class Day:
    """One day in UTC, `before` days before a moment."""

    now: datetime
    before: int

    def instant(self, clock: str, *, later: int = 0) -> datetime:
        """An instant on the day, or `later` days after it, from HH:MM."""
        day = (self.now.astimezone(UTC) - timedelta(days=self.before - later)).date()
        return datetime.combine(day, time.fromisoformat(clock), tzinfo=UTC)

    def when(self, clock: str) -> When:
        """A time of the timeline; `~09:12` is an approximate one."""
        approximate = clock.startswith("~")
        return When(
            written=clock,
            certainty=Certainty.APPROXIMATE if approximate else Certainty.EXACT,
            at=self.instant(clock.removeprefix("~")),
            zone="UTC",
            zone_known=ZoneKnown.WRITTEN,
        )
