"""What a line offers: the last entry complete, as it was typed so far."""

import asyncio

import pytest

from pmtui.ui.widgets.suggesting import WordSuggester

WORDS = ("checkout", "Payments", "payroll")


@pytest.mark.parametrize(
    ("typed", "several", "offered"),
    [
        ("check", True, "checkout"),
        ("checkout, pay", True, "checkout, payments"),
        ("checkout,PAY", True, "checkout,PAYments"),
        ("checkout", True, None),
        ("", True, None),
        ("checkout, ", True, None),
        ("x, pay", False, None),
        ("payr", False, "payroll"),
    ],
)
def test_the_last_entry_is_completed(typed, several, offered):
    suggester = WordSuggester(WORDS, several=several)
    assert asyncio.run(suggester.get_suggestion(typed)) == offered
