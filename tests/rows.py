"""The rows of tables A and B, of which each has tests that carry its number: which of them ran.

Reports arrive here from every process of the suite; the end says what ran, what did not and why,
and the figures that tests have put below.
"""

import re
from dataclasses import dataclass, field


@dataclass
class Table:
    """One table: what became of its rows."""

    letter: str
    rows: int
    title: str
    outcomes: dict[int, set[str]] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)

    def take(self, report):
        named = re.search(rf"::test_((?:{self.letter.lower()}\d+_)+)", report.nodeid)
        if named is None or (report.when != "call" and report.outcome == "passed"):
            return
        for number in re.findall(r"\d+", named[1]):
            row = int(number)
            self.outcomes.setdefault(row, set()).add(report.outcome)
            if report.outcome == "skipped" and isinstance(report.longrepr, tuple):
                self.reasons[row] = report.longrepr[2].removeprefix("Skipped: ")

    def lines(self):
        if not self.outcomes:
            return []
        ran = sorted(row for row, outcomes in self.outcomes.items() if outcomes != {"skipped"})
        failed = [f"{self.letter}{row}" for row in ran if "failed" in self.outcomes[row]]
        told = f"table {self.letter}, {self.title}: {len(ran)} of {self.rows} rows ran"
        lines = ["", f"{told}, {len(failed)} failed {' '.join(failed)}".rstrip()]
        left = [row for row in range(1, self.rows + 1) if row not in ran]
        lines += [
            f"  {self.letter}{row} NOT RUN: {self.reasons[row]}"
            for row in left
            if row in self.reasons
        ]
        if others := [f"{self.letter}{row}" for row in left if row not in self.reasons]:
            lines.append(f"  NOT RUN, as not among the chosen tests: {' '.join(others)}")
        return lines


TABLES = (Table("A", 42, "faults"), Table("B", 44, "bad input"))
FIGURES = {}


def take(report):
    """Keep what a test of a row came to, and the figures of any test."""
    for table in TABLES:
        table.take(report)
    if report.when == "call":
        FIGURES.update((name, str(value)) for name, value in report.user_properties)


def lines():
    """What to say at the end."""
    told = [line for table in TABLES for line in table.lines()]
    figures = [f"  {name}: {value}" for name, value in FIGURES.items()]
    return told + (["", "figures:", *figures] if figures else [])
