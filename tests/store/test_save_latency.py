"""How long the autosave of one stroke takes in a long postmortem beside a short one."""

from statistics import median, quantiles
from time import perf_counter

import pytest

from pmtui.clock import SystemClock
from pmtui.domain import edits
from pmtui.store import Store
from pmtui.store.saver import Saver
from store.making import context, long

ROUNDS = 5
SAMPLES = 60
"""Strokes of each round; the two postmortems take turns, so that a busy moment weighs on both."""
MOST = 1.3


class Typist:
    """Types a letter at a time into an event in the middle, and waits until it is saved."""

    def __init__(self, path, count):
        with Store.open(path, clock=SystemClock(), author="noor") as store:
            uid = store.create(long(count), label="new").postmortem.uid
        self.saver = Saver(path, SystemClock(), "noor", context, lambda _: None, throttle=60.0)
        self.value = self.saver.open(uid).postmortem
        self.event = self.value.events[count // 2].id
        self.text = "rolled back"

    def stroke(self):
        self.text += "x"
        self.value = edits.set_fields(self.value, "events", self.event, text=self.text)
        begun = perf_counter()
        self.saver.put(self.value, "visit", "edit")
        self.saver.flush()
        return perf_counter() - begun


def p95(times):
    return quantiles(times, n=20)[-1]


@pytest.mark.slow
def test_a_stroke_in_2000_events_is_saved_nearly_as_soon_as_in_20(tmp_path, figure):
    short, longer = Typist(tmp_path / "20.db", 20), Typist(tmp_path / "2000.db", 2000)
    for typist in (short, longer) * 5:
        typist.stroke()
    ratios, times = [], []
    for _ in range(ROUNDS):
        pairs = [(short.stroke(), longer.stroke()) for _ in range(SAMPLES)]
        both = p95([a for a, _ in pairs]), p95([b for _, b in pairs])
        ratios.append(both[1] / both[0])
        times.append(both)
    for typist in (short, longer):
        typist.saver.close()
    figure(
        "save of one stroke, p95, 2,000 events against 20",
        f"{median(b for _, b in times) * 1000:.1f} ms against {median(a for a, _ in times) * 1000:.1f} ms, "
        f"ratio {median(ratios):.2f}",
    )
    assert median(ratios) <= MOST
