"""`python tests/bench`: pmtui beside other programs of the terminal, measured side by side."""

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import measures
import prose
import reading
from program import NeverAppeared
from programs import Bench
from stores import fill
from table import Samples, markdown, plain, results

STORES = {
    "pms-10": (10, 0),
    "pms-1000": (1000, 0),
    "pms-10000": (10_000, 0),
    "events-20": (1, 20),
    "events-2000": (1, 2000),
    "events-10000": (1, 10_000),
}
"""Postmortems, and the events of each."""


REPEATED = 5
"""How often a round makes its short visits, one after the other in turn."""


def visits(bench: Bench) -> list[Callable[[Bench], measures.Figures]]:
    """What one round does, in this order; tells on stderr what is missing here."""
    short = [*measures.STARTS, measures.log, measures.listed(10), measures.listed(10_000),
             measures.searched(10), measures.searched(10_000)]  # fmt: skip
    found = [
        reading.lint,
        reading.timeline,
        measures.hello,
        measures.library,
        measures.opened(20),
        measures.opened(10_000),
        measures.opened(2000),
        measures.text_area,
        measures.big_library,
        measures.link,
        measures.text_area_link,
    ]
    peers = {name: measures.editor(name) for name in ("nano", "vim", "micro")}
    peers["jrnl"] = measures.jrnl
    for name, visit in peers.items():
        if name in bench.tools:
            (short if name == "jrnl" else found).append(visit)
        else:
            print(f"SKIPPED: {name} is not installed, so nothing is measured beside it.",
                  file=sys.stderr)  # fmt: skip
    return short * (REPEATED if bench.scale == 1 else 1) + found


def measure(bench: Bench, rounds: int, only: list[str]) -> Samples:
    """So many rounds, every second one backwards; all figures by name."""
    samples: Samples = {}
    chosen = [v for v in visits(bench) if not only or v.__name__ in only]
    for number in range(0 if bench.scale == 1 else 1, rounds + 1):
        for visit in chosen if number % 2 == 0 else reversed(chosen):
            if number == 0 and visit.__name__ not in ("hello", "jrnl", "library"):
                continue  # the round before the first warms the caches only
            try:
                figures = visit(bench)
            except NeverAppeared as error:
                print(f"FAILED: {visit.__name__}: {error}", file=sys.stderr)
                continue
            print(f"round {number}: {visit.__name__}", file=sys.stderr)
            if number:
                for name, value in figures.items():
                    samples.setdefault(name, []).append(value)
    return samples


def main() -> int:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(prog="python tests/bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often everything is measured")
    parser.add_argument("--only", action="append", default=[], metavar="VISIT")
    parser.add_argument("--json", type=Path, help="where the figures go as JSON")
    parser.add_argument("--readme", action="store_true", help="print the table as Markdown")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the stores for the next run")
    parser.add_argument("--quick", action="store_true", help="a hundredth of the sizes, one round")
    parser.add_argument("--prose", action="store_true", help="the rules beside other checkers")
    parser.add_argument("--peers", type=Path, help="with --prose: where the others are installed")
    options = parser.parse_args()
    if options.prose:
        return prose.main(1 if options.quick else options.rounds, options.peers, options.json)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if options.quick:
        measures.IDLE = 0.5
    with tempfile.TemporaryDirectory(prefix="pmtui-bench-") as made:
        folder = (options.keep or Path(made)).absolute()
        folder.mkdir(exist_ok=True, parents=True)
        bench = Bench(folder, 100 if options.quick else 1)
        for name, (postmortems, events) in STORES.items():
            fill(bench.store(name), bench.scaled(postmortems), bench.scaled(events))
        samples = measure(bench, 1 if options.quick else options.rounds, options.only)
    found = results(samples)
    print(markdown(found) if options.readme else plain(found))
    if options.json:
        report = {
            "python": platform.python_version(),
            "machine": platform.platform(),
            "median": {name: statistics.median(values) for name, values in samples.items()},
            "samples": samples,
            "targets": [
                {"what": r.target.what, "ours": r.ours, "against": r.against, "ratio": r.ratio,
                 "limit": r.target.limit, "met": r.met} for r in found
            ],
        }  # fmt: skip
        options.json.write_text(json.dumps(report, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
