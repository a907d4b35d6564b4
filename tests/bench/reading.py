"""What is measured in this very process, by its processor time: checking prose, reading a log."""

import time
from datetime import UTC, datetime, timedelta

import prose
from programs import Bench

LINES = 2000
"""Lines of the log; a reader line by line is slow, and both sides read the same."""
SERVICES = ("checkout", "ledger", "seatmap")
BEGIN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def lint(bench: Bench) -> dict[str, float]:
    """Checking a text of 5,000 words for the first time, and after an edit of one paragraph."""
    text = prose.text_of(5000 // bench.scale)
    return {"lint cold": prose.ours_cold(text), "lint again": prose.ours_again(text)}


def timeline(bench: Bench) -> dict[str, float]:
    """Reading the timeline out of a log, beside asking `dateutil` for the time of each line."""
    from dateutil import parser

    from pmtui.importers import Hints, parse_timeline

    lines = [
        f"{BEGIN + timedelta(seconds=7 * n):%Y-%m-%d %H:%M:%S} ERROR {SERVICES[n % 3]}: the retry of a "
        "seat hold failed, since the pool of the database gave no connection in time"
        for n in range(LINES // bench.scale)
    ]
    text = "\n".join(lines) + "\n"
    hints = Hints(zone="UTC", now=BEGIN + timedelta(days=1))
    parse_timeline(text[:500], hints)  # what is loaded on first use
    began = time.process_time()
    read = parse_timeline(text, hints)
    middle = time.process_time()
    naive = [parser.parse(line, fuzzy=True) for line in lines]
    end = time.process_time()
    assert len(read.events) == len(naive), "both read every line"
    return {"timeline": 1000 * (middle - began), "dateutil": 1000 * (end - middle)}
