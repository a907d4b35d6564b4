from datetime import date

from pmtui.domain.fields import specs
from pmtui.domain.postmortem import record_class
from pmtui.ui.widgets.field_text import echo_of, read_typed

DAY = date(2024, 2, 29)


def no_time(*_):
    raise AssertionError("a day is no time")


def test_a_day_typed_in_words_is_counted_from_the_day_of_the_clock():
    spec = specs(record_class("overview"))["incident_date"]
    assert read_typed(spec, "yesterday", no_time, DAY) == date(2024, 2, 28)
    assert echo_of(spec, "today", no_time, no_time, DAY) == "→ Thursday 2024-02-29"
