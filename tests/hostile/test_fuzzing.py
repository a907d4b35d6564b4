"""Whatever is pasted, typed or loaded: an answer or a refusal in words, within a bounded time."""

import os
import random

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from hostile.fuzzing import LIMIT, TARGETS, taken

SHARE = 40
"""Inputs of hypothesis of each kind in every run, and as many bred from each as `FEW`."""
FEW = 5
MANY = 100_000
"""Inputs of each kind in the long run."""
BROOD = 20
"""Inputs that are bred from one of hypothesis, whose own pace is a hundred a second."""
BATCH = 1_000
"""Inputs after which hypothesis starts afresh, so that its memory of them stays small."""


def fuzz(name, count, first, brood):
    """Read so many inputs; how many there were and the slowest of them in seconds."""
    target = TARGETS[name]
    seen, slowest = 0, 0.0
    for number in range(first, first + -(-count // (BATCH * brood))):

        @settings(
            max_examples=min(BATCH, count // brood),
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        @seed(number)
        @given(target.inputs, st.integers(0, 2**32))
        def several(example, chance):
            nonlocal seen, slowest
            for one in target.bred(example, chance, brood):
                seen += 1
                seconds = taken(target, one)
                if seconds > LIMIT / 2:
                    # once more, since another process or a first import is not the input's fault
                    seconds = min(seconds, taken(target, one))
                slowest = max(slowest, seconds)
                assert seconds < LIMIT, f"{seconds:.1f} s for {one!r}"

        several()
    return seen, slowest


def beginning():
    return random.randrange(10**9) if os.environ.get("PMTUI_FUZZ") else 1


@pytest.mark.parametrize("name", TARGETS)
def test_a_share_of_all_inputs_is_answered_or_refused_in_time(name):
    seen, _ = fuzz(name, SHARE * FEW, beginning(), FEW)
    assert seen >= SHARE * FEW


@pytest.mark.nightly
@pytest.mark.parametrize("name", TARGETS)
def test_a_hundred_thousand_inputs_are_answered_or_refused_in_time(name, figure):
    first = beginning()
    seen, slowest = fuzz(name, MANY, first, BROOD)
    figure(f"fuzzed {name}", f"{seen} inputs, slowest {slowest * 1000:.0f} ms, seeds from {first}")
    assert seen >= MANY
