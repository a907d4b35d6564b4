import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent


@pytest.mark.pty
def test_the_benchmark_measures_and_writes_what_it_measured(tmp_path):
    done = subprocess.run(
        [sys.executable, BENCH, "--quick", "--readme", "--json", tmp_path / "out.json",
         "--only", "hello", "--only", "library"],
        capture_output=True, text=True, timeout=60, cwd=tmp_path,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "FAILED" not in done.stderr
    assert "| Start to a usable library" in done.stdout
    report = json.loads((tmp_path / "out.json").read_text())
    assert report["median"]["hello start"] > 0
    assert report["median"]["library memory"] > 10
    assert {t["what"] for t in report["targets"]} >= {"Memory, library of 1,000"}


def test_a_ratio_above_its_limit_is_told_as_missed():
    from table import markdown, results

    samples = {"library start": [300.0, 100.0, 130.0], "hello start": [100.0]}
    assert "| 1.30 x | 1.25 x (missed) |" in markdown(results(samples))
    assert "| 1.20 x | 1.25 x |" in markdown(results({**samples, "library start": [120.0]}))


def test_a_line_delivers_late_and_at_its_rate():
    import time

    from link import Direction

    line = Direction(delay=0.05, rate=28_000)
    begun = time.perf_counter()
    line.put(b"x" * 2800)
    assert line.take() == []
    due = [line.due() - begun]
    while not line.empty:
        due += [when - begun for when, _ in line.take()]
    assert due[0] == pytest.approx(0.1, abs=0.02)
    assert due[-1] == pytest.approx(0.15, abs=0.02)


def test_the_rules_are_measured_and_checkers_that_are_missing_are_named(tmp_path):
    done = subprocess.run(
        [sys.executable, BENCH, "--prose", "--quick", "--peers", tmp_path],
        capture_output=True, text=True, timeout=60, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "pmtui, one paragraph edited" in done.stdout
    assert done.stderr.count("SKIPPED") == 3 and "write-good" in done.stderr
