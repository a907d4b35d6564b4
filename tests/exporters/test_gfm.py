from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from markdown_it import MarkdownIt
from tests.exporters.hostile import HOSTILE, hostile, meant, squeezed, texts
from tests.strategies import postmortems

from pmtui.demo import demo_library, demo_postmortem
from pmtui.domain.edits import add_all
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import SourceText, Waiver
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.exporters.document import build
from pmtui.exporters.markdown import render as render_markdown
from pmtui.review import CRITERIA, review
from pmtui.review.model import Context

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)


def render(pm, **options):
    return FLAVOURS["gfm"].render(pm, ExportOptions(now=NOW, **{"sources": True, **options}))


def inline_text(token):
    parts = []
    for child in token.children:
        match child.type:
            case "text" | "code_inline":
                parts.append(child.content)
            case "softbreak" | "hardbreak":
                parts.append(" ")
            case "html_inline":
                assert child.content == "<br>"
                parts.append(" ")
            case "link_open":
                assert child.attrs["href"].startswith("https://")
            case "strong_open" | "strong_close" | "em_open" | "em_close" | "link_close":
                pass
            case kind:
                raise AssertionError(f"{kind} was not meant")
    return squeezed("".join(parts))


def parsed(markdown):
    """What a reader of Markdown sees: kind and text of every block, in order."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    found = []
    context = []
    for token in parser.parse(markdown):
        match token.type:
            case "heading_open" | "paragraph_open" | "list_item_open" | "td_open" | "th_open":
                context.append(token.tag)
            case "heading_close" | "paragraph_close" | "list_item_close" | "td_close" | "th_close":
                context.pop()
            case "inline":
                place = context[-1] if context[-1] != "p" or len(context) == 1 else context[-2]
                found.append((place, inline_text(token)))
            case "fence":
                found.append(("code", token.content.removesuffix("\n")))
            case "hr":
                found.append(("hr", ""))
            case "code_block" | "html_block" | "blockquote_open":
                raise AssertionError(f"{token.type} was not meant: {token.content}")
    return found


def assert_survives(pm, **options):
    document = build(pm, ExportOptions(now=NOW, **{"sources": True, **options}))
    assert parsed(render_markdown(document)) == meant(document)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_the_hostile_list_becomes_structure(text):
    assert_survives(hostile(text))
    assert_survives(hostile(f"x\n{text}\ny"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
@example("a\\")
@example("`\\|")
@example("@team#123")
def test_no_text_at_all_becomes_structure(text):
    assert_survives(hostile(text))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(postmortems())
def test_any_postmortem_survives_as_tables_and_as_lists(pm):
    assert_survives(pm)
    assert_survives(pm, timeline="list", actions="list")


def test_names_and_numbers_that_would_notify_stand_in_code():
    text = render(hostile("ask @noor about acme/shop#12 and mail a@b.example"))
    assert "`@noor`" in text
    assert "`acme/shop#12`" in text
    assert "a@b.example" in text


def test_a_draft_says_how_many_findings_are_open_and_never_the_word_complete():
    pm = demo_postmortem(NOW)
    findings = review(pm, Context(now=NOW))
    text = render(pm, findings=findings)
    assert text.startswith(f"**DRAFT: {len(findings)} open**\n\n# Seats could")
    assert "complete" not in text.casefold()
    assert all(finding.criterion in text for finding in findings)


def test_a_complete_one_carries_no_banner_and_names_its_criteria():
    text = render(demo_library(NOW)[1])
    assert text.startswith("# The staff travel portal")
    assert "DRAFT" not in text
    last = text.splitlines()[-5:]
    assert last[0].startswith("Criteria set: ")
    assert (
        last[2] == "Last change of status: to complete by Idris Calloway on 2026-03-04 10:20 UTC."
    )
    assert last[4].startswith("Written with pmtui ")


def test_the_sections_come_in_their_fixed_order():
    headings = [t for kind, t in parsed(render(demo_postmortem(NOW))) if kind == "h2"]
    assert headings == [
        "Overview", "Impact", "Timeline", "Contributing factors", "Response", "Actions", "Appendix",
    ]  # fmt: skip


def test_durations_stand_beside_their_formulas():
    text = render(demo_postmortem(NOW))
    assert "| about 1 h 36 min | mitigated − impact start |" in text


def test_links_are_shown_from_both_ends():
    text = render(demo_postmortem(NOW))
    assert "- **Answered by:** A1" in text
    assert "| FLAG-318 | F1 |" in text
    assert "— followed up by: A4" in text
    assert "- **Follows up:** L2" in text
    assert "V1, F1 |" in text


def test_all_times_are_in_one_zone_that_is_named_once():
    text = render(demo_postmortem(NOW), zone="Asia/Kathmandu")
    assert text.count("Asia/Kathmandu") == 1
    assert "| 2026-03-11 14:25 | Seatmap restarts" in text


def test_offsets_are_shown_where_the_zone_changes_its_own_in_between():
    pm = demo_postmortem(NOW)
    first, *rest = pm.events
    early = replace(first.at, at=datetime(2025, 10, 25, 12, tzinfo=UTC))
    pm = replace(pm, events=(replace(first, at=early), *rest))
    text = render(pm, zone="Europe/Berlin")
    assert "| 2025-10-25 14:00 +0200 | Seatmap restarts" in text
    assert "| 2026-03-11 10:24 +0100 | Three callers" in text


def test_a_zone_unknown_here_does_not_keep_the_document_back():
    pm = demo_postmortem(NOW)
    pm = replace(pm, overview=replace(pm.overview, zone="Mars/Olympus"))
    assert "All times are in UTC (the zone “Mars/Olympus” is not known here)." in render(pm)


def test_one_row_is_one_line():
    lines = render(demo_postmortem(NOW)).splitlines()
    assert sum(line.startswith("| 2026-03-11") for line in lines) == 13
    assert sum(line.startswith("| A") for line in lines) == 5


def test_an_event_added_later_changes_few_lines():
    pm = demo_postmortem(NOW)
    before = render(pm).splitlines()
    more = replace(pm.events[6], id="e-new", rank="", text="Log sample asked for", known_then="")
    after = render(add_all(pm, "events", (replace(more, options=""),))).splitlines()
    assert len(set(after) - set(before)) <= 3
    assert len(set(before) - set(after)) <= 2


def test_appendix_and_last_lines_can_be_left_out():
    text = render(demo_postmortem(NOW), appendix=False, colophon=False)
    assert "## Appendix" not in text
    assert "pmtui" not in text


def test_a_fence_is_longer_than_any_run_of_backticks_in_it():
    pm = add_all(Postmortem(uid="s" * 16), "sources", (SourceText(id="s", text="a\n`````\nb"),))
    assert "``````\na\n`````\nb\n``````" in render(pm)


def test_source_texts_leave_only_where_they_are_asked_for():
    pm = add_all(Postmortem(uid="s" * 16), "sources", (SourceText(id="s", text="pasted"),))
    assert "pasted" not in FLAVOURS["gfm"].render(pm, ExportOptions(now=NOW))
    assert "pasted" in render(pm)
    assert "pasted" in FLAVOURS["json"].render(pm, ExportOptions(now=NOW))


def test_a_link_to_a_record_that_is_gone_says_so():
    pm = demo_postmortem(NOW)
    lost = replace(pm.actions[0], factors=("gone",))
    text = render(replace(pm, actions=(lost, *pm.actions[1:])))
    assert "a record that no longer exists" in text


def test_a_waiver_is_printed_with_what_was_asked_and_says_when_it_is_void():
    pm = demo_postmortem(NOW)
    waiver = Waiver(
        id="w", criterion="C15", reason="one condition was enough", by="Maren Okafor", at=NOW
    )
    pm = add_all(pm, "waivers", (waiver,))
    asked = next(c.asks for c in CRITERIA if c.id == "C15")
    row = "one condition was enough | Maren Okafor | 2026-03-13 09:00 |"
    assert f"| C15 {asked} |  | {row}" in render(pm)
    void = f"| C15 {asked} |  | (void: what was waived has changed) {row}"
    assert void in render(pm, void_waivers=frozenset({"w"}))


@pytest.mark.parametrize(
    ("criterion", "record", "said"),
    [
        ("C05", "detected", "the milestone “detected”"),
        ("C24", "got lucky", "no lesson of the kind “got lucky”"),
        ("C36", "f" * 16, "an earlier postmortem that resembles this one"),
    ],
)
def test_a_waiver_of_what_is_missing_says_what_that_is(criterion, record, said):
    waiver = Waiver(id="w", criterion=criterion, record=record, reason="it was never written down")
    pm = add_all(demo_postmortem(NOW), "waivers", (waiver,))
    assert f" | {said} | it was never written down" in render(pm)


def test_an_address_that_holds_a_bar_is_a_whole_link_in_a_cell_and_in_prose():
    address = "https://grafana.example/d?var=a|b"
    pm = demo_postmortem(NOW)
    event = replace(pm.events[0], text=f"see {address}| then", detail="")
    pm = replace(pm, events=(event, *pm.events[1:]))
    pm = replace(pm, overview=replace(pm.overview, summary=f"Seen at {address}."))
    tokens = MarkdownIt("commonmark").enable("table").parse(render(pm))
    links = [c.attrs["href"] for t in tokens for c in t.children or () if c.type == "link_open"]
    assert links.count("https://grafana.example/d?var=a%7Cb") >= 2
    page = FLAVOURS["html"].render(pm, ExportOptions(now=NOW))
    assert page.count(f'<a href="{address}"') >= 2
