from dataclasses import replace
from datetime import date

import pytest

from app.making import NOW
from pmtui.clock import FixedClock
from pmtui.domain.edits import set_fields
from pmtui.domain.vocabulary import ActionState
from pmtui.review.examples import complete_example
from pmtui.store.recalling import on_this_day
from pmtui.store.store import Store
from pmtui.ui.notices import a_year_ago, notice_of


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "pmtui.db", clock=FixedClock(NOW), author="Ana") as store:
        for year in (2025, 2022, 2026):
            pm = replace(complete_example(), uid=f"of{year}")
            day = date(year, 11, 28)
            pm = set_fields(pm, "overview", "", incident_date=day, title=f"In {year} " + "x" * 90)
            store.create(pm, label="made")
        yield store


def test_the_same_day_of_earlier_years_is_recalled_in_a_line_that_fits(store):
    today = date(2026, 11, 28)
    line = a_year_ago(store, today)
    assert line.startswith("A year ago today: PM-1 In 2025 ") and len(line) <= 78
    assert line.endswith("and 1 more: pmtui list --on-this-day.")
    assert [s.uid for s in on_this_day(store, today)] == ["of2025", "of2022"]


def test_one_alone_can_be_drilled_and_other_days_are_silent(store):
    line = a_year_ago(store, date(2025, 11, 28))
    assert line.startswith("3 years ago today: PM-2 ") and "pmtui drill 2" in line
    assert len(line) <= 78 and a_year_ago(store, date(2026, 11, 27)) == ""


def test_what_is_overdue_does_not_hide_what_is_recalled(store):
    line = notice_of(store, date(2025, 11, 28))
    assert line.startswith("3 years ago today: PM-2 ")
    pm = set_fields(complete_example(), "overview", "", incident_date=date(2024, 5, 5))
    for action in pm.actions:
        late = {"due": date(2025, 1, 1), "state": ActionState.COMMITTED}
        pm = set_fields(pm, "actions", action.id, **late)
    store.create(pm, label="made")
    line = notice_of(store, date(2025, 11, 28))
    assert len(line) <= 78 and line.endswith("pmtui drill 2.")
    assert f"{len(pm.actions)} promises are overdue: p. 3 years ago today: PM-2 In 2022" in line
    alone = notice_of(store, date(2025, 11, 27))
    assert alone.endswith("the oldest by 330 days: p shows them.")


def test_an_index_answers_it(store):
    query = "EXPLAIN QUERY PLAN SELECT uid FROM postmortem WHERE incident_date IN ('a', 'b')"
    assert "postmortem_day" in store._conn.execute(query).fetchone()[3]
