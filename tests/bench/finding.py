"""How fast the search is: over documents of a folder as they are, and over many copies of them.

    python tests/bench/finding.py FOLDER [--copies 10000] [--keep STORE]

FOLDER holds old postmortems in Markdown. Each becomes a postmortem as `pmtui import` makes it;
queries are drawn from their words, so that they find something. Both ways of asking are measured:
each query whole, as `pmtui search` asks it, and letter by letter, as the library does. What a
start must not pay for is measured side by side: the same store with and without the index.
"""

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from pmtui.clock import FixedClock
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import LISTS, Postmortem
from pmtui.errors import PmtuiError
from pmtui.importers import accept
from pmtui.memory.query import read_query
from pmtui.memory.words import words
from pmtui.store.find import find, find_in, look_at, numbered
from pmtui.store.store import Store

NOW = datetime(2026, 11, 28, tzinfo=UTC)
QUERIES = 400
STARTS = 15
SHOWN = 20


def documents(folder: Path) -> list[Postmortem]:
    """What can be imported of a folder; what cannot is named."""
    found = []
    answers = accept.answers_from(None, None, None)
    for file in sorted(folder.glob("*.md")):
        try:
            text = accept.readable(file.read_bytes(), file.name)
            draft = accept.draft_from(text, name=file.name, now=NOW, zone="UTC", answers=answers)
        except PmtuiError as error:
            print(f"left out {file.name}: {error}", file=sys.stderr)
            continue
        found.append(draft.postmortem)
    return found


def fill(path: Path, some: list[Postmortem], count: int) -> None:
    """A store with so many postmortems, the documents over and over."""
    half = path.with_suffix(".half")
    half.unlink(missing_ok=True)
    with Store.open(half, clock=FixedClock(NOW), author="bench") as store:
        store._conn.execute("PRAGMA synchronous=OFF")
        for number in range(count):
            store.create(replace(some[number % len(some)], uid=new_id()), label="bench")
    half.rename(path)


def queries(some: list[Postmortem], seed: int = 1) -> list[str]:
    """What people look for: a word or some, of a title or a text, phrases, beginnings, filters."""
    chance = random.Random(seed)
    found = []
    while len(found) < QUERIES:
        pm = chance.choice(some)
        texts = [r.text for t in LISTS for r in getattr(pm, t) if getattr(r, "text", "")]
        drawn = words(chance.choice([pm.overview.title, pm.overview.title, *texts]))
        spoken = [word for word in drawn if len(word) > 2]
        if len(spoken) < 3:
            continue
        place = chance.randrange(len(drawn) - 1)
        word = chance.choice(spoken)
        found.append(
            chance.choice([
                word,
                word,
                " ".join(chance.sample(spoken, 2)),
                " ".join(chance.sample(spoken, 2)),
                " ".join(chance.sample(spoken, 3)),
                f'"{" ".join(drawn[place : place + 2])}"',
                f"{word[:4]}*",
                f"{word} -{chance.choice(spoken)}",
                f"{word} status:draft after:2018",
                f"{word} OR {chance.choice(spoken)}",
            ])
        )  # fmt: skip
    return found


def asked(path: Path, wanted: list[str]) -> list[float]:
    """Seconds for each query: understood, ranked, and twenty hits with their snippets."""
    seconds = []
    with Store.open(path, clock=FixedClock(NOW)) as store:
        for text in wanted:
            begun = time.perf_counter()
            query = read_query(text, date(2026, 11, 28))
            hits = find(store, query, SHOWN).hits
            known = numbered(store, [hit.number for hit in hits])
            for hit in hits:
                look_at(store, known[hit.number].uid, hit, query)
            seconds.append(time.perf_counter() - begun)
    return seconds


def typed(path: Path, wanted: list[str]) -> list[float]:
    """Seconds for each letter, on a connection of its own, as in the library."""
    seconds = []
    for text in wanted:
        for end in range(1, len(text) + 1):
            begun = time.perf_counter()
            query = read_query(text[:end], date(2026, 11, 28), typing=True)
            if not query.blank:
                find_in(path, query, 1000)
            seconds.append(time.perf_counter() - begun)
    return seconds


def both(path: Path) -> tuple[Path, Path]:
    """Two copies of a store, written in one go: as it is, and without the index."""
    sides = path.with_suffix(".with"), path.with_suffix(".without")
    for side in sides:
        if not side.exists():
            shutil.copy(path, side)
            with closing(sqlite3.connect(side)) as conn:
                if side is sides[1]:
                    conn.execute("DROP TABLE search")
                conn.execute("VACUUM")
    return sides


def opened(path: Path) -> float:
    """Seconds to open a store and read the first screen of the library."""
    begun = time.perf_counter()
    with Store.open(path, clock=FixedClock(NOW)) as store:
        store.summaries(200)
    return time.perf_counter() - begun


def listed(path: Path) -> float:
    """Seconds of `pmtui list`."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "pmtui", "list"], check=True, stdout=subprocess.DEVNULL,
        env={**os.environ, "PMTUI_STORE": str(path)},
    )  # fmt: skip
    return time.perf_counter() - begun


def told(name: str, seconds: list[float]) -> None:
    """A line of figures."""
    rest = sorted(seconds)
    p50, p95 = (1000 * rest[int(len(rest) * part)] for part in (0.5, 0.95))
    print(f"  {name:<34} p50 {p50:7.1f} ms   p95 {p95:7.1f} ms   worst {1000 * rest[-1]:7.1f} ms")


def measured(path: Path, some: list[Postmortem], count: int) -> None:
    """Everything about one store."""
    if not path.exists():
        fill(path, some, count)
    wanted = queries(some)
    print(f"{count} postmortems, {path.stat().st_size / 2**20:.0f} MB")
    asked(path, wanted[:20])
    told(f"{len(wanted)} queries, {SHOWN} hits shown", asked(path, wanted))
    told("each letter of 60 of them", typed(path, wanted[:60]))
    stores = both(path)
    for name, measure in (("open, first screen", opened), ("pmtui list", listed)):
        sides: tuple[list[float], list[float]] = ([], [])
        for _ in range(STARTS):
            for side, store in zip(sides, stores, strict=True):
                side.append(measure(store))
        medians = [sorted(side)[STARTS // 2] for side in sides]
        print(
            f"  {name:<34} {1000 * medians[0]:.1f} ms with the index, {1000 * medians[1]:.1f} ms "
            f"without, ratio {medians[0] / medians[1]:.2f}"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--copies", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="keep the stores in this directory")
    given = parser.parse_args()
    place = given.keep or Path(tempfile.mkdtemp(prefix="pmtui-bench-"))
    place.mkdir(parents=True, exist_ok=True)
    os.environ["PMTUI_STATE"] = str(place / "state")
    some = documents(given.folder)
    try:
        measured(place / "documents.db", some, len(some))
        measured(place / f"copies-{given.copies}.db", some, given.copies)
    finally:
        if given.keep is None:
            shutil.rmtree(place)


if __name__ == "__main__":
    main()
