"""The targets, and the figures of a run beside them."""

import statistics
from dataclasses import dataclass

Samples = dict[str, list[float]]


@dataclass(frozen=True)
class Target:
    """One line of the table: our figure, what it is compared with, how far it may go.

    Without `against` the figure itself is compared with `limit`, in `unit`.
    """

    what: str
    ours: str
    limit: float
    against: str = ""
    beside: str = ""
    unit: str = "ms"


TARGETS = (
    Target("Start to a usable library, 1,000 postmortems", "library start", 1.25,
           "hello start", "an empty Textual application"),
    Target("The same with 10,000 postmortems", "big library start", 1.5,
           "hello start", "an empty Textual application"),
    Target("Open 10,000 events, first screenful", "open 10000 first", 1.2,
           "open 20 first", "20 events"),
    Target("Open 2,000 events, first screenful", "open 2000 first", 1.2,
           "open 20 first", "20 events"),
    Target("Open 10,000 events, to the last one", "open 10000 all", 1.6,
           "open 20 all", "20 events"),
    Target("Bytes for a letter in prose", "open 20 key bytes", 3,
           "nano key bytes", "nano", "bytes"),
    Target("Bytes for Down among 10,000 events", "open 10000 down", 450, unit="bytes"),
    Target("Bytes for Down among 10,000 postmortems", "big library down", 450, unit="bytes"),
    Target("Last of 32 quick letters seen, bad link", "link lag", 1.1, "nano lag", "nano"),
    Target("Change of pane, bad link", "link pane", 600),
    Target("Slowest first change of pane, bad link", "link pane worst", 600),
    Target("Letter in prose seen, 10,000 events, p95", "open 10000 key p95", 1.5,
           "text area key p95", "a Textual text area alone"),
    Target("Idle for 5 s, 10,000 events: bytes", "open 10000 idle bytes", 0, unit="bytes"),
    Target("Idle for 5 s, 10,000 events: processor", "open 10000 idle cpu", 0.2, unit="%"),
    Target("Memory, library of 1,000", "library memory", 1.25,
           "hello memory", "an empty Textual application", "MB"),
    Target("Memory, a postmortem of 20 events, after writing", "open 20 memory", 1.25,
           "hello memory", "an empty Textual application", "MB"),
    Target("Memory, 10,000 events, after writing", "open 10000 memory", 1.6,
           "hello memory", "an empty Textual application", "MB"),
    Target("pmtui log, one line", "log", 1.5, "jrnl", "jrnl"),
    Target("pmtui list, 10,000 postmortems", "list 10000", 2, "list 10", "10 postmortems"),
    Target("pmtui search, 10,000 postmortems", "search 10000", 2, "search 10", "10 postmortems"),
    Target("Check 5,000 words for the first time", "lint cold", 20),
    Target("The same after an edit of one paragraph", "lint again", 2),
    Target("Timeline out of 2,000 lines of a log", "timeline", 0.1,
           "dateutil", "dateutil line by line"),
)  # fmt: skip


@dataclass(frozen=True)
class Result:
    """A target and what was measured; `ratio` is the figure itself where nothing is beside it."""

    target: Target
    ours: float
    against: float | None
    ratio: float

    @property
    def met(self) -> bool:
        """Whether the figure keeps within its limit."""
        return self.ratio <= self.target.limit


def results(samples: Samples) -> list[Result]:
    """One result for each target that was measured: medians of all rounds."""
    found = []
    for target in TARGETS:
        if target.ours not in samples or (target.against and target.against not in samples):
            continue
        ours = statistics.median(samples[target.ours])
        against = statistics.median(samples[target.against]) if target.against else None
        ratio = _ratio(samples[target.ours], samples[target.against]) if against else ours
        found.append(Result(target, ours, against, ratio))
    return found


def _ratio(ours: list[float], against: list[float]) -> float:
    """The median of the ratios of what was measured one after the other.

    A machine that is busy for a while so slows down both sides of a ratio alike.
    """
    if len(ours) != len(against):
        return statistics.median(ours) / statistics.median(against)
    return statistics.median(a / b for a, b in zip(ours, against, strict=True))


def _cells(result: Result) -> tuple[str, str, str, str, str]:
    target, unit = result.target, result.target.unit
    number = ".1f" if unit in ("MB", "%") or (unit == "ms" and result.ours < 10) else ".0f"
    ours = f"{result.ours:{number}} {unit}"
    if result.against is None:
        beside, limit = "–", f"{target.limit:g} {unit}"
        ratio = "–"
    else:
        beside = f"{result.against:{number}} {unit}, {target.beside}"
        limit, ratio = f"{target.limit:g} x", f"{result.ratio:.2f} x"
    return target.what, ours, beside, ratio, f"{limit}{'' if result.met else ' (missed)'}"


HEAD = ("what", "pmtui", "beside", "ratio", "at most")


def plain(found: list[Result]) -> str:
    """The table for a terminal."""
    rows = [HEAD, *(_cells(result) for result in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)


def markdown(found: list[Result]) -> str:
    """The table for the README."""
    rows = [HEAD, ("---",) * len(HEAD), *(_cells(result) for result in found)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
