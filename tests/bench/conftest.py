"""The benchmark is a program of its own; its tests use its modules by their short names."""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.append(str(HERE))


@pytest.fixture
def bench(tmp_path):
    """A bench with one postmortem of twenty events."""
    from programs import Bench
    from stores import fill

    made = Bench(tmp_path, 1)
    fill(made.store("events-20"), 1, 20)
    return made
