"""Speed beside naive line parsing with dateutil in the same run, and memory against the input."""

import random
import tracemalloc
from datetime import datetime, timedelta
from time import process_time

import pytest

from pmtui.importers import Hints, parse_timeline

pytestmark = pytest.mark.slow


def syslog(count: int) -> str:
    chance, when, out = random.Random(1), datetime(2026, 11, 1), []
    for number in range(count):
        when += timedelta(seconds=chance.choice([0, 0, 1, 2, 7]))
        out.append(
            f"{when:%b} {when.day:2d} {when:%H:%M:%S} web-{number % 9} app[{1000 + number % 77}]: request"
            f" {number} to /checkout took {chance.randint(1, 900)} ms id={chance.getrandbits(48):x}"
        )
    return "\n".join(out)


def slack(count: int) -> str:
    chance, when, out = random.Random(1), datetime(2026, 11, 1, 9), []
    while len(out) < count:
        when += timedelta(seconds=chance.randint(5, 200))
        out.append(
            f"{chance.choice(['Dana Ortiz', 'Ravi', 'Leo Ng'])}  {when:%I:%M %p}".replace(
                "  0", "  "
            )
        )
        out += [
            f"the cart service of shard {n} is still slow, looking at its logs now"
            for n in range(chance.randint(1, 3))
        ]
        out += [""] * (chance.random() < 0.3)
    return "\n".join(out[:count])


def naive_rate(lines: list[str]) -> float:
    parser = pytest.importorskip("dateutil.parser", reason="dateutil is not installed")
    begin = process_time()
    for line in lines:
        try:
            parser.parse(line, fuzzy=True)
        except (ValueError, OverflowError):
            continue
    return len(lines) / (process_time() - begin)


@pytest.mark.parametrize(
    ("text", "events", "times"),
    [(syslog(100_000), 100_000, 10), (slack(20_000), 5000, 8)],
    ids=["syslog", "slack"],
)
def test_reading_is_many_times_as_fast_as_naive_parsing(text: str, events: int, times: int) -> None:
    lines = text.split("\n")
    begin = process_time()
    parsed = parse_timeline(text, Hints(year=2026))
    rate = len(lines) / (process_time() - begin)
    assert len(parsed.events) >= events
    assert rate >= times * naive_rate(lines[:4000])


@pytest.mark.parametrize("text", [syslog(50_000), slack(20_000)], ids=["syslog", "slack"])
def test_memory_stays_below_six_times_the_input(text: str) -> None:
    tracemalloc.start()
    parse_timeline(text, Hints(year=2026))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak + len(text) <= 6 * len(text)
