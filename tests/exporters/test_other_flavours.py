import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.exporters.hostile import HOSTILE, hostile, texts

from pmtui.demo import demo_library, demo_postmortem
from pmtui.domain.edits import add_all
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Action, SourceText
from pmtui.exporters import FLAVOURS, ExportOptions, wiki
from pmtui.exporters.addresses import own
from pmtui.exporters.blocks import Span, Table
from pmtui.exporters.document import build
from pmtui.exporters.mail_text import WIDTH, width
from pmtui.review import review
from pmtui.review.model import Context

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)
quick = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def render(flavour, pm, **options):
    return FLAVOURS[flavour].render(pm, ExportOptions(now=NOW, **{"sources": True, **options}))


@pytest.mark.parametrize("flavour", list(FLAVOURS))
def test_every_flavour_says_what_it_is_for_and_keeps_the_paste_hint_out_of_the_body(flavour):
    chosen = FLAVOURS[flavour]
    assert chosen.name == flavour
    assert chosen.suffix.startswith(".")
    assert chosen.purpose
    assert chosen.paste_instruction.endswith(".")
    text = render(flavour, demo_postmortem(NOW))
    assert text.endswith("\n")
    assert chosen.paste_instruction not in text


@pytest.mark.parametrize("flavour", list(FLAVOURS))
def test_an_empty_postmortem_can_leave_in_every_flavour(flavour):
    assert render(flavour, Postmortem(uid="x" * 16))


@pytest.mark.parametrize("flavour", [f for f in FLAVOURS if f not in ("json", "csv")])
def test_a_draft_is_marked_in_every_flavour_and_a_complete_one_in_none(flavour):
    pm = demo_postmortem(NOW)
    findings = review(pm, Context(now=NOW))
    text = render(flavour, pm, findings=findings)
    assert f"DRAFT: {len(findings)} open" in text
    assert "DRAFT" not in render(flavour, demo_library(NOW)[1])


@quick
@given(texts())
def test_no_control_character_reaches_any_flavour(text):
    pm = hostile(f"{text}\x1b[31m\x00\x07\u202e\x9b")
    for flavour in FLAVOURS:
        if flavour != "json":
            assert not re.search(
                "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u202e]", render(flavour, pm)
            )


def test_gitlab_keeps_its_own_references_from_linking():
    text = render("gitlab", hostile("see !12 and ~urgent and %4 and @ops"))
    assert "see `!12` and `~urgent` and `%4` and `@ops`" in text


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("~~gone~~, ~sub~", "`~~gone~~`, `~sub~`"),
        ("~~two words~~ and ~5 min", "`~~two words~~` and `~5` min"),
        ("~~@team gone~~", "`~~@team gone~~`"),
    ],
)
def test_struck_words_are_one_piece_of_code_in_gitlab(said, left):
    assert left in render("gitlab", hostile(said))


@pytest.mark.parametrize("flavour", ["confluence", "notion", "gdocs"])
def test_where_tables_are_doubtful_there_are_lists_unless_asked(flavour):
    pm = demo_postmortem(NOW)
    assert "| ---" not in render(flavour, pm)
    assert "- **2026-03-11 09:24**: Three callers" in render(flavour, pm)
    assert "| 2026-03-11 09:24 | Three callers" in render(flavour, pm, timeline="table")
    assert "<br>" not in render(flavour, hostile("a\nb"), timeline="table")


def wiki_cells(line):
    line = re.sub(r"(?<!\\)\[[^\[\]|]{1,400}\|https?://[^\]|]{1,2000}\]", "a link", line)
    return re.split(r"(?<!\\)\|", line)[1:-1]


@pytest.mark.parametrize("text", HOSTILE)
def test_wiki_tables_keep_their_cells(text):
    pm = replace(hostile(text), sources=(), evidence=())
    document = build(pm, ExportOptions(now=NOW))
    tables = [b for s in document.sections for b in s.blocks if isinstance(b, Table)]
    text = re.sub(r"(?s)\{(noformat|code)\}\n.*?\n\{\1\}", "", render("jira", pm))
    lines = text.splitlines()
    rows = [line for line in lines if re.match(r"\|[^|]", line)]
    assert len(rows) == sum(len(t.rows) for t in tables)
    wanted = sorted(len(row) for t in tables for row in t.rows)
    assert sorted(len(wiki_cells(row)) for row in rows) == wanted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{code} [x|y] *b*", r"\{code\} \[x\|y\] _b_"),
        ("C:\\temp", "C:&#92;temp"),
        ("a_b_c and 2026-03-11", "a_b_c and 2026-03-11"),
        ("-gone- !img.png! (/)", r"\-gone\- \!img.png! \(/)"),
        ("https://a.example/x_y-z", "https://a.example/x_y-z"),
        ("h1. big", "h&#49;. big"),
        ("# one", r"\# one"),
    ],
)
def test_wiki_markup_in_a_text_stays_text(text, shown):
    pm = Postmortem(uid="w" * 16)
    pm = replace(pm, overview=replace(pm.overview, summary=text))
    assert f"h3. Summary\n\n{shown}\n" in render("confluence-wiki", pm)


URLS = st.text("ab1/?=&#%.|[]{}()_*-~!^;:é", min_size=1, max_size=14)


@quick
@given(URLS, st.text("ab |[]{}*_-\\&(é)!", min_size=1, max_size=12))
@example("a|b]c", "x|y] z")
@example("a?q=[1]&r={2}|3", "&#124;")
def test_a_wiki_link_ends_where_it_is_meant_to(path, words):
    url = f"https://a.example/{path}"
    shown = wiki.inline((Span("see "), Span(words, link=url), Span(" and more]")))
    found = re.fullmatch(r"see \[([^\[\]|{}]*)\|([^\[\]|{}\s]+)\] and more\\\]", shown)
    assert found, shown
    assert unescape(found[1]) == " ".join(words.split())
    assert unquote(found[2]) == unquote(url)
    bare = wiki.inline((Span(f"see {url} and"),)).removeprefix("see ").removesuffix(" and")
    address = re.match(r"(?:[^|\[\]{}\\]|\\(?=$))+", bare)
    core = own(url, "[]{}")
    assert address and unquote(address[0]).startswith(unquote(core))


@pytest.mark.parametrize(
    ("flavour", "shown"),
    [
        ("gfm", "see <https://a.example/x_(y)>, (<https://a.example/z>)."),
        ("html", '<a href="https://a.example/x_(y)"'),
        ("html", '(<a href="https://a.example/z"'),
        ("jira", "see https://a.example/x_(y), (https://a.example/z)."),
        ("slack", "see https://a.example/x_(y), (https://a.example/z)."),
    ],
)
def test_an_address_keeps_the_parenthesis_that_it_opened_itself(flavour, shown):
    pm = Postmortem(uid="s" * 16)
    said = "see https://a.example/x_(y), (https://a.example/z)."
    assert shown in render(flavour, replace(pm, overview=replace(pm.overview, summary=said)))


def test_lists_quotes_and_code_are_themselves_in_slack():
    pm = Postmortem(uid="s" * 16)
    said = "A first line of some words, which is long enough to be broken here:\n> 5 %\n\n1. a\n2. b\n\n```sql\nSELECT `x` < 3;\n```"
    pm = replace(pm, overview=replace(pm.overview, summary=said))
    text = render("slack", pm)
    assert "here:\n`&gt;` 5 %\n1. a\n2. b\n```\nSELECT `x` &lt; 3;\n```" in text


def test_a_wiki_code_block_cannot_be_closed_from_inside():
    pm = Postmortem(uid="w" * 16)
    pm = add_all(pm, "sources", (SourceText(id="s", text="a {noformat} {code}\nb"),))
    text = render("jira", pm)
    assert "{code}\na {noformat} { code}\nb\n{code}" in text


@quick
@given(texts())
def test_mail_is_at_most_78_columns_but_for_a_long_word(text):
    for line in render("text", hostile(text)).splitlines():
        assert width(line) <= WIDTH or len(line.split()) <= 2 or line.startswith("    ")
        assert "\t" not in line


def test_mail_headings_are_underlined_and_wide_letters_counted():
    pm = demo_postmortem(NOW)
    pm = replace(pm, overview=replace(pm.overview, title="決済が失敗した"))
    assert "決済が失敗した\n" + "=" * 14 in render("text", pm)


def test_slack_is_a_summary_that_fits_a_message():
    text = render("slack", demo_postmortem(NOW), reference="PM-7")
    assert "PM-7 · SEV-2" in text
    assert "Impact: about 1 h 36 min" in text
    assert "(P1, Yuki Sandoval, 2026-03-23)" in text


@quick
@given(texts())
@example("1111<<:@")
def test_slack_never_grows_over_its_limit_and_never_opens_a_tag(text):
    pm = hostile(text * 30)
    pm = add_all(pm, "actions", [Action(id=f"n{i}", text="&<>" * 200) for i in range(9)])
    message = render("slack", pm)
    assert len(message) <= 3000
    assert "<" not in message
    assert not re.search(r"&(?!amp;|lt;|gt;)", message)


def test_only_what_slack_would_format_unasked_stands_in_code():
    pm = Postmortem(uid="s" * 16)
    pm = replace(
        pm, overview=replace(pm.overview, summary="ask @here about *x* and _y_ in a_b, x*y*z")
    )
    assert "ask `@here` about _x_ and _y_ in a_b, x*y*z" in render("slack", pm)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("restart `db-1` now", "restart `db-1` now"),
        ("(`db-1`), `a`b", "(`db-1`), ˋaˋb"),
        ("https://w.example/a_(b), see _x y", "https://w.example/a_(b), see _x y"),
        ("_a https://w.example/a_ b", "`_a` https://w.example/a_ b"),
        ("a\\*b, <@U123>", "a\\*b, `&lt;@U123&gt;`"),
        ("~5 min, then ~10 min", "~5 min, then ~10 min"),
        ("(__init__), *args, *.log", "(`__init__`), *args, *.log"),
        ("**a_b** and *args", "*a_b* and *args"),
        ("*args and **a_b**", "`*args` and *a_b*"),
        ("> 5 % of (*.log) and (*.txt)", "`&gt;` 5 % of (`*.log`) and (`*.txt`)"),
        ("ran `kubectl get *pods* & co`.", "ran `kubectl get *pods* &amp; co`."),
        ("*`db-1`", "*`db-1`"),
        ("one ` alone", "one ` alone"),
    ],
)
def test_code_stays_the_same_code_in_slack(said, shown):
    pm = Postmortem(uid="s" * 16)
    pm = replace(pm, overview=replace(pm.overview, summary=said))
    assert shown in render("slack", pm).splitlines()


@pytest.mark.parametrize("sheet", ["actions", "timeline"])
@quick
@given(texts())
def test_a_spreadsheet_reads_every_cell_back_and_computes_none(sheet, text):
    pm = hostile(f"={text}")
    rows = list(csv.reader(io.StringIO(render("csv", pm, sheet=sheet), newline="")))
    raw = list(csv.reader(io.StringIO(render("csv", pm, sheet=sheet, raw=True), newline="")))
    assert [[c.removeprefix("'") for c in row] for row in rows] == raw
    for cell in (c for row in rows for c in row):
        assert not cell.lstrip(" ").startswith(tuple("=+-@＝＋－＠\t\r\0"))


@pytest.mark.parametrize("cell", ["=1+1", " =cmd", "+1", "-2", "@x", "＝1", "－1", "'=x"])
def test_a_cell_that_would_be_computed_is_prefixed(cell):
    pm = add_all(Postmortem(uid="c" * 16), "actions", (Action(id="a", owner=cell),))
    (row,) = list(csv.DictReader(io.StringIO(render("csv", pm))))
    assert row["Owner"] == "'" + cell.strip()


def test_the_sheets_hold_what_a_person_filled():
    rows = list(csv.DictReader(io.StringIO(render("csv", demo_postmortem(NOW)))))
    assert [row["Ref"] for row in rows] == ["A1", "A2", "A3", "A4", "A5"]
    assert rows[1]["Effort"] == "3 days"
    assert rows[4]["State"] == "proposed"
    text = render("csv", demo_postmortem(NOW), sheet="timeline", zone="Europe/Berlin")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["Time"] == "2026-03-11 09:40"
    assert rows[0]["Zone"] == "Europe/Berlin"
    assert rows[6]["Factors"] == "F4"
