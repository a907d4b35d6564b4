"""Properties: nothing raises, cuts do not matter, what is written out is read back."""

import re
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.importers.timeline.timeline_texts import FAMILIES

from pmtui.importers import Hints, decode, parse_timeline, to_json

PIECES = st.one_of(
    st.text(max_size=60),
    st.sampled_from([line for family in FAMILIES for line in family.text.split("\n")]),
    st.from_regex(r"[-#*|>` ]{0,4}[0-9]{1,4}[-:/.][0-9]{1,2}[-:/.]?[0-9]{0,4} ?(UTC|PST|am|Z)? .{0,9}", fullmatch=True),
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=12).map("\n".join)
HINTS = st.builds(
    Hints,
    zone=st.sampled_from([None, "UTC", "Europe/Berlin", "IST", "nowhere"]),
    date=st.none() | st.dates(),
    year=st.sampled_from([None, 0, 2026, 99999]),
    now=st.sampled_from([None, datetime(2026, 11, 28, tzinfo=UTC), datetime(1, 1, 1)]),
)


@settings(max_examples=150, deadline=None)
@given(TEXTS, HINTS)
def test_no_text_raises_and_every_time_is_well_formed(text: str, hints: Hints) -> None:
    parsed = parse_timeline(text, hints)
    to_json(parsed)
    for event in parsed.events:
        for at in (event.at, event.end):
            if at and at[0].isdigit():
                datetime.fromisoformat(at)
            else:
                assert at is None or re.match(r"[+T]|--\d", at)
        assert 1 <= event.line <= event.last


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    parse_timeline(decode(data)[0])


WORDS = st.from_regex(r"[a-z][a-z0-9,]{0,8}( [a-z/#(][a-z0-9.)]{0,8}){0,6}", fullmatch=True)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1))
WRITTEN = st.lists(st.tuples(MOMENTS, WORDS), min_size=1, max_size=8)


def read_back(text: str) -> list[tuple[str, str]]:
    return [(event.at, event.text) for event in parse_timeline(text).events]


@settings(max_examples=80, deadline=None)
@given(WRITTEN)
def test_a_written_list_is_read_back(rows: list[tuple[datetime, str]]) -> None:
    text = "\n".join(f"- {when:%Y-%m-%d %H:%M} UTC — {words}" for when, words in rows)
    assert read_back(text) == [(f"{when:%Y-%m-%dT%H:%M}Z", words) for when, words in rows]


@settings(max_examples=80, deadline=None)
@given(WRITTEN)
def test_a_written_table_is_read_back(rows: list[tuple[datetime, str]]) -> None:
    lines = [f"| {when:%Y-%m-%d %H:%M} UTC | {words} |" for when, words in rows]
    text = "\n".join(["| When | Event |", "|---|---|", *lines])
    assert read_back(text) == [(f"{when:%Y-%m-%dT%H:%M}Z", words) for when, words in rows]
