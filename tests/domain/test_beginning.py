from datetime import UTC, date, datetime

import pytest

from pmtui.domain.beginning import EXAMPLE, read_beginning
from pmtui.domain.vocabulary import Milestone, Severity

NOW = datetime(2026, 11, 28, 20, 30, tzinfo=UTC)
THURSDAY, FRIDAY, TODAY = date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 28)


@pytest.mark.parametrize(
    ("line", "severity", "day", "hour", "title"),
    [
        ("2 thu Checkout down", "SEV-2", THURSDAY, None, "Checkout down"),
        ("2 26 Nov Checkout down", "SEV-2", THURSDAY, None, "Checkout down"),
        ("sev2 thursday Checkout down", "SEV-2", THURSDAY, None, "Checkout down"),
        ("on Nov 26, 2026 SEV-3 Search", "SEV-3", THURSDAY, None, "Search"),
        ("P1 yesterday 10pm Checkout down", "SEV-1", FRIDAY, (FRIDAY, 22), "Checkout down"),
        ("yesterday at 10 pm 2 Checkout", "SEV-2", FRIDAY, (FRIDAY, 22), "Checkout"),
        ("4 Nov Checkout down", None, date(2026, 11, 4), None, "Checkout down"),
        ("2 Nov 26 Checkout down", "SEV-2", THURSDAY, None, "Checkout down"),
        ("2 pm Checkout down", None, TODAY, (TODAY, 14), "Checkout down"),
        ("3 p.m. 1 Checkout down", "SEV-1", TODAY, (TODAY, 15), "Checkout down"),
        ("09:00 Checkout down", None, TODAY, (TODAY, 9), "Checkout down"),
        ("Checkout down since 09:00", None, TODAY, None, "Checkout down since 09:00"),
        ("23:00 Checkout down", None, TODAY, None, "23:00 Checkout down"),
        ("503s on 3 hosts", None, TODAY, None, "503s on 3 hosts"),
        ("tomorrow never came", None, TODAY, None, "tomorrow never came"),
        ("\\Sun cluster failed", None, TODAY, None, "Sun cluster failed"),
    ],
)
def test_severity_day_and_hour_in_front_are_read_and_the_rest_is_the_title(
    line, severity, day, hour, title
):
    found = read_beginning(line, NOW)
    assert (found.title, found.incident_date) == (title, day)
    assert found.severity == (Severity(severity) if severity else None)
    start = (found.at.at.date(), found.at.at.hour) if found.at is not None else None
    assert start == hour
    assert [e.milestones for e in found.events] == [(Milestone.IMPACT_START,)] * bool(hour)


def test_a_grade_of_the_team_is_read_by_its_name():
    found = read_beginning("P0 Checkout down", NOW, graded=lambda w: {"P0": "SEV-1"}.get(w, w))
    assert found.severity is Severity.SEV_1
    assert "began on Fri 2026-11-27 at 22:00 · SEV-2" in read_beginning(EXAMPLE, NOW).echo
