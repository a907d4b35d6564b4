"""Whatever is pasted, typed or loaded: an answer or a refusal in words, within a bounded time."""

import os
import random

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from hostile.fuzzing import LIMIT, TARGETS, taken

SHARE = 120
"""Inputs of each kind in every run."""
MANY = 100_000
"""Inputs of each kind in the long run."""
BATCH = 2_000
"""Inputs after which hypothesis starts afresh, so that its memory of them stays small."""


def fuzz(name, count, first):
    """Read so many inputs; how many there were and the slowest of them in seconds."""
    target = TARGETS[name]
    seen, slowest = 0, 0.0
    for number in range(first, first + -(-count // BATCH)):

        @settings(
            max_examples=min(BATCH, count),
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        @seed(number)
        @given(target.inputs)
        def one(example):
            nonlocal seen, slowest
            seen += 1
            seconds = taken(target, example)
            if seconds > LIMIT / 2:
                # once more, since another process or a first import is not the input's fault
                seconds = min(seconds, taken(target, example))
            slowest = max(slowest, seconds)
            assert seconds < LIMIT

        one()
    return seen, slowest


@pytest.mark.parametrize("name", TARGETS)
def test_a_share_of_all_inputs_is_answered_or_refused_in_time(name):
    seen, _ = fuzz(name, SHARE, random.randrange(10**9) if os.environ.get("PMTUI_FUZZ") else 0)
    assert seen >= SHARE


@pytest.mark.nightly
@pytest.mark.parametrize("name", TARGETS)
def test_a_hundred_thousand_inputs_are_answered_or_refused_in_time(name, figure):
    first = random.randrange(10**9) if os.environ.get("PMTUI_FUZZ") else 1
    seen, slowest = fuzz(name, MANY, first)
    figure(f"fuzzed {name}", f"{seen} inputs, slowest {slowest * 1000:.0f} ms, seeds from {first}")
    assert seen >= MANY
