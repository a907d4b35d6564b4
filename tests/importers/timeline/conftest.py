"""Helpers of the timeline tests."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pmtui.importers import Hints, ParsedTimeline, parse_timeline

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
Parse = Callable[..., ParsedTimeline]


@pytest.fixture
def parse() -> Parse:
    def run(text: str, **hints: object) -> ParsedTimeline:
        return parse_timeline(text, Hints(**{"now": NOW, **hints}))  # type: ignore[arg-type]

    return run
