"""Large inputs are worked on in pieces, so that the interface answers; the result is the same."""

import json
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.importers import parse_timeline
from pmtui.importers.timeline import decoding, jsontext
from pmtui.importers.timeline.jsontext import Broken, decode_at, decode_whole
from pmtui.ui.preview.reading import giving_way

PARTS = ("word ", "é", "\x07", "\x1b[31m", "\x1b]0;t\x07", "\n", "\r\n", "\x0c", "\ud800", "\x9b1m")


@given(st.lists(st.sampled_from(PARTS), max_size=60).map("".join))
@settings(max_examples=150, deadline=None)
def test_cleaning_in_pieces_is_cleaning_at_once(text):
    whole = decoding.clean(text)
    piece, decoding.PIECE = decoding.PIECE, 8
    try:
        assert decoding.clean(text) == whole
    finally:
        decoding.PIECE = piece


VALUES = st.recursive(
    st.one_of(st.integers(0, 9), st.sampled_from(["a", "}, {", '"', "x},{y"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from("ab"), inner)
    ),
    max_leaves=12,
)


@given(st.one_of(st.lists(VALUES, max_size=9), st.dictionaries(st.text(max_size=2), VALUES)))
@settings(max_examples=150, deadline=None)
def test_json_in_pieces_is_the_same_value(value):
    piece, jsontext.PIECE = jsontext.PIECE, 6
    try:
        for text in (json.dumps(value), json.dumps(value, indent=1), json.dumps(value)[:-1]):
            try:
                wanted = decode_at(text, 0)
            except Broken:
                with pytest.raises(Broken):
                    decode_whole(text, 0)
            else:
                assert decode_whole(text, 0) == wanted
    finally:
        jsontext.PIECE = piece


def test_a_written_timeline_below_a_log_is_read_as_one():
    log = "2026-11-26T09:33:01Z ERROR pool exhausted\n2026-11-26T09:33:05Z ERROR again\n\n"
    events = parse_timeline(log + "Timeline (UTC):\n\n- 09:33 errors start\n- 09:41 rolled back\n")
    assert [e.text for e in events.events[2:]] == ["errors start", "rolled back"]
    assert events.events[3].at == "2026-11-26T09:41Z"
    trace = "\n  caused by pool\n  at 09:33 in line 7\n"
    assert len(parse_timeline(log + trace + "\n" + log).events) == 4


@pytest.mark.slow
def test_nobody_waits_more_than_a_moment_while_a_large_text_is_read():
    text = (
        "Nov 26 09:33:01 lb-3 haproxy[12]: backend seatmap is DOWN after check\x1b[0m\n" * 200_000
    )
    done = threading.Event()

    def read():
        with giving_way():
            parse_timeline(text)
        done.set()

    threading.Thread(target=read).start()
    gaps, last = [], time.perf_counter()
    while not done.is_set():
        time.sleep(0.002)
        now = time.perf_counter()
        gaps.append(now - last)
        last = now
    assert sorted(gaps)[-3] < 0.15, "the machine is busy as well; alone it is below 0.05"
