from datetime import date

import pytest

from pmtui.memory.recall import YEARS, same_days, years_ago


def test_earlier_years_come_latest_first():
    days = same_days(date(2026, 11, 28))
    assert days[:2] == (date(2025, 11, 28), date(2024, 11, 28)) and len(days) == YEARS


@pytest.mark.parametrize(
    ("today", "holds", "lacks"),
    [
        (date(2026, 2, 28), date(2024, 2, 29), date(2024, 3, 1)),
        (date(2028, 2, 28), date(2027, 2, 28), date(2024, 2, 29)),
        (date(2028, 2, 29), date(2024, 2, 29), date(2027, 2, 28)),
    ],
)
def test_the_29th_of_february_is_remembered_every_year(today, holds, lacks):
    assert holds in same_days(today) and lacks not in same_days(today)


def test_the_first_years_of_the_calendar_do_no_harm():
    assert same_days(date(3, 1, 1)) == (date(2, 1, 1), date(1, 1, 1))


def test_how_long_ago_is_told_in_years():
    assert years_ago(date(2025, 1, 1), date(2026, 1, 1)) == "a year ago"
    assert years_ago(date(2021, 1, 1), date(2026, 1, 1)) == "5 years ago"
