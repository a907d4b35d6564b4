"""Inputs that nobody would write, and what each reader must do with them: answer or refuse, soon."""

import atexit
import copy
import functools
import json
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from tests.importers.timeline.timeline_texts import FAMILIES

from pmtui.clock import FixedClock
from pmtui.demo import demo_library
from pmtui.domain.edits import add
from pmtui.domain.entry import ENTRY_TABLES, EntryContext, format_entry, parse_due, parse_entry
from pmtui.domain.entry_actions import DueError
from pmtui.domain.ids import new_id
from pmtui.domain.moment import When
from pmtui.domain.postmortem import LISTS, Postmortem
from pmtui.domain.text import sanitise
from pmtui.domain.vocabulary import Certainty
from pmtui.domain.when import echo, format_when, parse_when
from pmtui.domain.when_words import WhenError
from pmtui.errors import UsageError
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.exporters.document_json import document
from pmtui.importers import Hints, decode, parse_timeline, to_json
from pmtui.importers.document import is_document, read_document
from pmtui.importers.events import accept, plan
from pmtui.language import cues, lint_document, lint_text
from pmtui.memory.query import read_query
from pmtui.schema.document import load_document
from pmtui.store import Store
from pmtui.store.find import find, look_at

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
LIMIT = 1.0
"""Seconds of the processor for one input; no input here is longer than some kilobytes."""
HANG = 20.0
"""Seconds of the processor after which an input is given up."""


class Hung(AssertionError):
    """An input that was not read to its end."""


@contextmanager
def bounded():
    """Ends what takes too long, also inside an expression, and says so."""

    def stop(*_: object) -> None:
        raise Hung(f"after {HANG:.0f} s of the processor there was no answer")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANG)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@dataclass(frozen=True)
class Target:
    """One reader: what it is given, and what must hold of its answer."""

    inputs: st.SearchStrategy[Any]
    read: Callable[[Any], None]
    place: int | None = None
    """Where the text stands in an input of several parts."""

    def bred(self, given: Any, seed: int, count: int) -> Iterator[Any]:
        """An input and others that were bred from it."""
        yield given
        chance = random.Random(seed)
        text = given if self.place is None else given[self.place]
        for _ in range(count - 1):
            other = bred(text, chance)
            yield other if self.place is None else (
                *given[: self.place], other, *given[self.place + 1 :]
            )  # fmt: skip


def taken(target: Target, given: Any) -> float:
    """Read one input; the seconds of the processor that it took. Names the input where it fails."""
    begun = time.process_time()
    try:
        with bounded():
            target.read(given)
    except Exception as error:
        error.add_note(f"Input: {given!r}")
        raise
    return time.process_time() - begun


# -- texts -----------------------------------------------------------------------------------------

ODDITIES = [
        "\x1b[31m", "\x1b]52;c;UA==\x07", "\x9b", "\u202e", "\u200b", "\ufeff", "\x00", "\x07", "\r",
        "\r\n", "\x0c", "\u2028", "\x85", "\t", "\\", "a\u0301" * 12, "🏳️‍🌈", "日本語", "שלום", "\ud800",
        "[/]", "[@click=app.quit]x[/]", "{name}", "%s", "$HOME", "%", "${jndi:ldap://x}", "`", "```",
        "<!--", "-->", "<script>", "&#64;", "|", "\\|", "| --- |", "---", "===", "#", "> ", "- [ ] ",
        "'", '"', "(", "[", "{", "]", "}", ")", "(((((", "[[[[[", "{{{{{", ":", "::", "=", "@", "!",
        "99999999999999999999", "0x10", "-0", "1e400", "NaN", "٣", "½", "Ⅷ", "İ", "ß",
]  # fmt: skip
ODD = st.one_of(st.text(max_size=30), st.sampled_from(ODDITIES))
"""What stands in no grammar."""


def bred(text: str | bytes, chance: random.Random) -> str | bytes:
    """A text with some of it cut out, doubled, flooded, swapped or replaced by what is odd."""
    if isinstance(text, bytes):
        tree = _tree(text) if chance.random() < 0.8 else None
        if tree is not None:
            return json.dumps(_spoilt(tree, chance)).encode()
        return str(bred(text.decode("latin-1"), chance)).encode("latin-1", errors="replace")
    for _ in range(chance.randint(1, 3)):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice((1, 1, 2, 5, 20, 200)))
        piece = text[start:end]
        odd = chance.choice((chance.choice(ODDITIES), chr(chance.randrange(0x3000)), piece))
        deed = chance.randrange(6)
        if deed == 0:
            text = text[:start] + text[end:]
        elif deed == 1:
            text = text[:end] + piece + text[end:]
        elif deed == 2:
            text = text[:start] + odd + text[end:]
        elif deed == 3:
            text = text[:start] + odd + text[start:]
        elif deed == 4:
            text = text[:start] + odd * min(chance.choice((3, 30, 300)), 2000 // (len(odd) + 1))
        else:
            text = text[end:] + piece + text[:start]
    return text


def _tree(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return None


def _spoilt(tree: Any, chance: random.Random) -> Any:
    """A tree of JSON in which one value is another, gone, or twice there."""
    parent, key, node = None, None, tree
    while isinstance(node, dict | list) and node and chance.random() < 0.9:
        parent, key = (
            node,
            chance.choice(list(node) if isinstance(node, dict) else range(len(node))),
        )
        node = node[key]
    if parent is None:
        return tree
    deed = chance.randrange(5)
    if deed == 0:
        del parent[key]
    elif deed == 1 and isinstance(parent, dict):
        parent[chance.choice(ODDITIES)] = node
    elif deed == 2 and isinstance(parent, list):
        parent.append(copy.deepcopy(node))
    elif isinstance(node, str) and chance.random() < 0.6:
        parent[key] = bred(node, chance)
    else:
        parent[key] = copy.deepcopy(chance.choice(VALUES))
    return tree


VALUES = ["", "x", None, True, 0, -1, 10**20, 1.5, [], {}, [[]], {"": 0}, "\ud800", "2026-13-99",
          "2026-11-22T14:02:00Z", "draft", "complete", ["a", "a"], [None], {"id": "x"}]  # fmt: skip

LINES = [line for family in FAMILIES for line in family.text.split("\n")]


def mixed(known: st.SearchStrategy[str], most: int = 12, glue: str = "\n") -> Any:
    """Known pieces and odd ones, glued in one of some ways."""
    return st.tuples(
        st.lists(st.one_of(known, known, known, ODD), max_size=most),
        st.sampled_from([glue, glue, "", " "]),
    ).map(lambda both: both[1].join(both[0]))


@st.composite
def spoilt(draw: st.DrawFn, texts: list[str]) -> str:
    """A text as it is read, with some of it cut out, doubled or replaced."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 2, 8, 60])))
        text = text[:start] + draw(ODD) + text[draw(st.sampled_from([start, end])) :]
    return text


# -- timelines -------------------------------------------------------------------------------------

HINTS = st.builds(
    Hints,
    zone=st.sampled_from([None, "UTC", "Europe/Berlin", "IST", "nowhere", "\x00"]),
    date=st.none() | st.dates(),
    year=st.sampled_from([None, 0, -1, 2026, 9999, 99999]),
    now=st.sampled_from([None, NOW, datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59)]),
)
STAMPS = st.from_regex(
    r"[-#*|>` ]{0,4}[0-9]{1,4}[-:/.T ][0-9]{1,2}[-:/.]?[0-9]{0,6} ?(UTC|PST|am|Z|\+99:99)? ?.{0,9}",
    fullmatch=True,
)
TIMELINES = st.tuples(
    st.one_of(
        mixed(st.one_of(st.sampled_from(LINES), STAMPS)),
        spoilt([family.text for family in FAMILIES]),
        st.binary(max_size=200),
    ),
    HINTS,
)


def read_timeline(given: tuple[str | bytes, Hints]) -> None:
    text, hints = given
    if isinstance(text, bytes):
        text, _ = decode(text)
    parsed = parse_timeline(text, hints)
    json.dumps(to_json(parsed))
    pm = Postmortem(uid="fuzz")
    made = plan(parsed, pm)
    accept(pm, made)


# -- documents -------------------------------------------------------------------------------------

EXPORTS = [
    FLAVOURS[flavour].render(pm, ExportOptions(now=NOW))
    for flavour in ("gfm", "confluence", "notion")
    for pm in demo_library(NOW)
]
PARTS = [part for text in EXPORTS for part in text.split("\n## ")]
HEADINGS = [
    "# Checkout failed", "## Summary", "## Timeline", "## Impact", "## Root causes", "## Action items",
    "## What went well", "## What went poorly", "## Where we got lucky", "## Detection", "---",
    "title: x", "date: 2026-11-20", "severity: 2", "authors: [a, b]", "| When | What |", "|---|---|",
    "| 14:02 UTC | it broke |", "- 14:02 it broke", "* [x] done", "1. one", "> quoted", "```", "===",
    "**Owner:** ana", "Status: resolved", "<details><summary>x</summary>", "</details>", "",
]  # fmt: skip
DOCUMENTS = st.one_of(
    mixed(st.sampled_from(HEADINGS), most=25),
    spoilt(PARTS).flatmap(
        lambda part: st.sampled_from(EXPORTS).map(lambda text: f"{text[:300]}\n## {part}")
    ),
    mixed(st.sampled_from([line for text in EXPORTS for line in text.split("\n")]), most=25),
)


def read_whole(text: str) -> None:
    is_document(text)
    made = read_document(text, now=NOW, label="\x1bx.md")
    # What was read from a document may be stored and leaves as a document again.
    load_document(json.dumps(document(made.postmortem)).encode())


# -- JSON ------------------------------------------------------------------------------------------

TREES = [document(pm) for pm in demo_library(NOW)]
LEAVES = st.one_of(
    ODD.map(lambda text: text.replace("\ud800", "")),
    st.integers(),
    st.floats(),
    st.sampled_from(["\ud800", "", None, True, [], {}, [[]], {"": 0}, 10**400, "2026-13-99",
                     "2026-11-22T14:02:00Z", "draft", "complete", "utc", -1]),
)  # fmt: skip


@st.composite
def spoilt_trees(draw: st.DrawFn) -> bytes:
    """A document in which some values are others, gone, or twice there."""
    tree: Any = json.loads(json.dumps(draw(st.sampled_from(TREES))))
    for _ in range(draw(st.integers(1, 3))):
        node, key = tree, None
        while isinstance(node, dict | list) and node:
            keys = list(node) if isinstance(node, dict) else range(len(node))
            parent, key = node, draw(st.sampled_from(keys))
            node = node[key]
            if draw(st.integers(0, 4)) == 0:
                break
        if key is None:
            break
        what = draw(st.sampled_from(["set", "set", "drop", "add"]))
        if what == "drop":
            del parent[key]
        elif what == "set" or isinstance(parent, list):
            parent[key] = copy.deepcopy(draw(LEAVES))
        else:
            parent[draw(ODD)] = copy.deepcopy(draw(LEAVES))
    return json.dumps(tree, ensure_ascii=draw(st.booleans())).encode(errors="surrogatepass")


JSON = st.one_of(
    spoilt_trees(),
    spoilt([json.dumps(tree) for tree in TREES]).map(lambda t: t.encode(errors="surrogatepass")),
    st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ODD, inner, max_size=3), max_leaves=8)
    .map(lambda tree: json.dumps({"pmtui": {"document": 1}, "postmortem": tree}).encode()),
    st.binary(max_size=80),
)  # fmt: skip


def read_json_document(data: bytes) -> None:
    try:
        loaded = load_document(data)
    except UsageError as refusal:
        said = str(refusal)
        assert said.endswith("."), said
        assert len(said) < 400, said
        assert sanitise(said).text == said, said
        return
    again = json.dumps(document(loaded.postmortem)).encode()
    assert load_document(again).postmortem == loaded.postmortem


# -- language --------------------------------------------------------------------------------------

WORDS = [
    "we should have", "the engineer", "human error", "failed to look", "obviously", "who", "'s",
    "@dana", "the deployment failed", "could have been prevented", "be more careful", "root cause",
    "he", "she", "they", "nobody noticed", "the on-call", "which", "that", ",", ".", "?", ";", " - ",
    "\n", "\n\n", "# Causes\n", "## Action items\n", "- ", "> ", "| ", "```\n", "`", '"', "“", "”",
    "](", "[x](http://a)", "<!-- pmtui-allow BL301: a good reason -->", "**", "_", "2026-11-22 14:02",
    "https://a/b?c", "dana@example.org", "PROD-12", "İ", "straße", "never", "always", "the team",
]  # fmt: skip
PROSE = mixed(st.sampled_from(WORDS), most=30, glue=" ")
PANES = st.sampled_from([None, "overview", "timeline", "impact", "causes", "response", "actions"])


def lint(given: tuple[str, str | None]) -> None:
    text, pane = given
    found = lint_document(text, pane)
    if pane is not None:
        found += lint_text(text, pane)
    for finding in found:
        assert text[finding.start : finding.end] == finding.match
    for cue in cues(text):
        assert text[cue.start : cue.end] == cue.match


# -- times and entry lines -------------------------------------------------------------------------

TIME_WORDS = [
    "14:02", "14:02:11", "14:02:11.123", "1402", "2pm", "2 pm", "12am", "24:00", "23:60", "~", "ca.",
    "~14:02", "14:02..14:20", "..", "-", "–", "-15m", "+2h", "-1h30m", "yesterday", "today", "monday",
    "fri", "noon", "midnight", "now", "?", "n/a", "unknown", "2026-11-22", "22.11.2026", "11/22/2026",
    "03/04/2026", "nov 22", "22 nov 2026", "T", "Z", "UTC", "PST", "IST", "+05:30", "UTC+2", "+99:99",
    "Europe/Berlin", "2026-03-29 02:30", "2026-10-25 02:30", "0000-01-01", "9999-12-31 23:59", "0001",
    "±5m", "+-5m", "to", "until", "last", "ago", "5 minutes ago", "2026-W48-6", "day", "@", "1",
]  # fmt: skip
TIMES = mixed(st.sampled_from(TIME_WORDS), most=6, glue=" ")
ABOVE = st.sampled_from([
    None, When(), When(certainty=Certainty.EXACT, at=NOW, written="12:00"),
    When(certainty=Certainty.EXACT, at=datetime(9999, 12, 31, 23, 59, tzinfo=UTC)),
    When(certainty=Certainty.EXACT, at=datetime(1, 1, 1, tzinfo=UTC)),
    When(certainty=Certainty.DATE_ONLY, day=date(1, 1, 1)),
])  # fmt: skip
MOMENTS = st.tuples(
    TIMES,
    st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Mars/Olympus"]),
    st.none() | st.dates(),
    ABOVE,
    st.booleans(),
)


def read_time(given: tuple[str, str, date | None, When | None, bool]) -> None:
    text, zone, day, above, future_ok = given
    try:
        parse_due(text, NOW.date())
    except DueError as error:
        assert str(error)
    try:
        when = parse_when(text, now=NOW, zone=zone, day=day, above=above, future_ok=future_ok)
    except WhenError as error:
        assert str(error)
        return
    echo(when, zone=zone)
    format_when(when, zone=zone)


SIGNS = [
    "@ic", "@", "@“a b”", '@"a', "!mitigated", "!", "!nonsense", "#1", "#", "due fri:", "due:", "P1",
    "prevent", "mitigate", "established:", "missed safeguard,", "+ ", "- ", "* ", "> ", "query:", "--",
    "(how)", "1,204 orders ~", "~", "[OPS-12]", "[", "https://a.example/x", "on call", "team storage",
    "Noor Haddad,", "incident commander,", "detected unknown:", "n/a:", "\\", "because", "#event 1",
]  # fmt: skip
ENTRIES = st.tuples(
    st.sampled_from(sorted(ENTRY_TABLES)),
    mixed(st.sampled_from([*SIGNS, *TIME_WORDS, *WORDS]), most=8, glue=" "),
    ABOVE,
    st.none() | st.dates(),
)


def read_entry(given: tuple[str, str, When | None, date | None]) -> None:
    table, line, above, day = given
    entry = parse_entry(table, line, EntryContext(now=NOW, above=above, day=day))
    record = LISTS[table](id=new_id(), **entry.record_fields)
    add(Postmortem(uid="fuzz"), table, record)
    format_entry(table, record)


# -- search ----------------------------------------------------------------------------------------

QUERY_WORDS = [
    "checkout", "db-01", "50%", "conn*", "-staging", "OR", "or", "AND", "NOT", "NEAR(", '"out of memory"',
    '"', '"a', "sev:1,2", "sev:", "sev:9", "status:draft", "owner:noor", "tag:tls", "origin:x", "service:x",
    "before:30d", "after:2026-01", "after:2026-02-31", "before:", "title:x", "a:b:c", "-", "--", "-\"", "*",
    "**", "(", ")", "^", "{", "}", ":", "+", "~", "PM-7", "pm-0", "pm-99999999999", "the", "of", "a", "ß",
    "\\", "%", "_", "';", "--;", "NULL", "MATCH", "rowid:1", "text:x", "{title}:x", "日本", "ﬀ",
]  # fmt: skip
QUERIES = st.tuples(mixed(st.sampled_from(QUERY_WORDS), most=8, glue=" "), st.booleans())


@functools.cache
def library() -> Store:
    """A store of some postmortems that is asked again and again."""
    folder = Path(tempfile.mkdtemp(prefix="pmtui-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    opened = Store.open(folder / "pmtui.db", clock=FixedClock(NOW), author="fuzz")
    for pm in demo_library(NOW):
        opened.create(pm, label="new")
    return opened


def search(given: tuple[str, bool]) -> None:
    text, typing = given
    query = read_query(text, NOW.date(), typing=typing)
    found = find(library(), query, 20)
    assert len(found.hits) <= found.total
    uids = {s.number: s.uid for s in library().summaries()}
    for hit in found.hits:
        look_at(library(), uids[hit.number], hit, query)


TARGETS = {
    "timelines": Target(TIMELINES, read_timeline, 0),
    "documents": Target(DOCUMENTS, read_whole),
    "JSON": Target(JSON, read_json_document),
    "language": Target(st.tuples(PROSE, PANES), lint, 0),
    "times": Target(MOMENTS, read_time, 0),
    "entry lines": Target(ENTRIES, read_entry, 1),
    "search": Target(QUERIES, search, 0),
}
