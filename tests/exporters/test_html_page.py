import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from tests.exporters.hostile import HOSTILE, hostile, meant, squeezed, texts
from tests.strategies import postmortems

from pmtui.demo import demo_postmortem
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Absence
from pmtui.domain.vocabulary import Certainty, Milestone
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.exporters.document import build
from pmtui.exporters.html_style import STYLE

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)
VOID = {"meta", "br"}
TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "nav", "section", "h1", "h2", "h3",
    "p", "ul", "ol", "li", "a", "strong", "em", "code", "pre", "div", "table", "thead", "tbody", "tr",
    "th", "td", "br", "footer", "figure", "figcaption", "svg", "line", "circle", "rect", "text",
}  # fmt: skip


class Page(HTMLParser):
    """Checks that every tag is one of ours and closed in order; collects what is read."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.found = []
        self.links = []

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS, f"{tag} was not meant"
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs)
        if tag == "a":
            self.links.append(dict(attrs)["href"])
        if tag == "br" and self.found:
            self.found[-1][1] += " "
        if tag not in VOID:
            self.open.append(tag)
        if "nav" in self.open or "svg" in self.open or "figcaption" in self.open:
            return
        if tag in ("h1", "h2", "h3", "p", "li", "th", "td", "pre"):
            self.found.append([{"pre": "code"}.get(tag, tag), ""])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        skipped = {"nav", "svg", "figcaption", "style", "title"}
        if self.found and not skipped & set(self.open):
            self.found[-1][1] += data


def page_of(text):
    page = Page()
    page.feed(text)
    page.close()
    assert page.open == []
    return page


def render(pm, **options):
    return FLAVOURS["html"].render(pm, ExportOptions(now=NOW, **options))


def assert_survives(pm):
    page = page_of(render(pm))
    wanted = [(k, squeezed(t)) for k, t in meant(build(pm, ExportOptions(now=NOW))) if k != "hr"]
    assert [(kind, squeezed(text)) for kind, text in page.found] == wanted
    assert all(link.startswith(("https://", "http://", "mailto:", "#")) for link in page.links)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_the_hostile_list_becomes_a_tag_or_a_link(text):
    assert_survives(hostile(text))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
def test_no_text_at_all_becomes_a_tag(text):
    assert_survives(hostile(text))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(postmortems())
def test_any_postmortem_gives_a_well_formed_page(pm):
    assert_survives(pm)


def test_the_page_needs_nothing_and_sends_nothing():
    text = render(demo_postmortem(NOW))
    assert "default-src 'none'; style-src 'unsafe-inline'" in text
    assert '<meta name="referrer" content="no-referrer">' in text
    assert "<script" not in text
    assert not re.search(r'(?:src|srcset|data|action)="', text)
    assert "url(" not in text
    assert "@import" not in text


def test_only_web_and_mail_addresses_are_links():
    text = render(hostile("javascript:alert(1) data:text/html,x file:///etc https://a.example/x."))
    links = [link for link in page_of(text).links if not link.startswith("#")]
    assert set(links) == {"https://a.example/x"}


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lin = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "print"])
def test_every_text_colour_passes_aa(scheme):
    roots = [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{([^}]+)\}", STYLE)
    ]
    assert len(roots) == 3
    colours = roots[scheme]
    for ink in ("ink", "soft", "link"):
        for ground in ("paper", "fill"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    assert contrast(colours["warn-ink"], colours["warn"]) >= 4.5
    assert contrast(colours["mark"], colours["paper"]) >= 3


def test_the_picture_is_to_scale():
    pm = demo_postmortem(NOW)
    centres = [float(x) for x in re.findall(r'<circle class="\w+" cx="([\d.]+)"', render(pm))]
    seconds = [(e.at.at - pm.events[0].at.at) / timedelta(seconds=1) for e in pm.events]
    for x, passed in zip(centres, seconds, strict=True):
        share = (x - centres[0]) / (centres[-1] - centres[0])
        assert share == pytest.approx(passed / seconds[-1], abs=0.001)


def test_the_words_of_the_picture_do_not_overlap():
    text = render(demo_postmortem(NOW))
    words = re.findall(r'<text x="([\d.]+)" y="(\d+)" text-anchor="(\w+)">([^<]+)</text>', text)
    assert len(words) > 8
    rows = {}
    for x, y, anchor, word in words[:-1]:
        left = float(x) - (6.5 * len(word) if anchor == "end" else 0)
        rows.setdefault(y, []).append((left, left + 6.5 * len(word)))
    for spans in rows.values():
        spans.sort()
        assert all(a[1] <= b[0] + 7 for a, b in zip(spans, spans[1:], strict=False))


def test_without_two_instants_there_is_no_picture():
    assert "<svg" not in render(Postmortem(uid="x" * 16))
    pm = demo_postmortem(NOW)
    assert "<svg" not in render(replace(pm, events=pm.events[:1]))


def test_the_picture_says_its_milestones_to_those_who_do_not_see_it():
    assert 'aria-label="Timeline to scale: lead-up 2026-03-11 08:40;' in render(
        demo_postmortem(NOW)
    )


def test_the_picture_shows_the_impact_that_the_durations_tell_and_no_control_signs():
    pm = demo_postmortem(NOW)
    event = replace(pm.events[0], text="a\x1b[31m\u202e")
    pm = replace(pm, events=(event, *pm.events[1:]))
    assert 'class="impact"' in render(pm)
    unknown = Absence(id="a", milestone=Milestone.IMPACT_END, why=Certainty.UNKNOWN)
    ends = tuple(
        replace(e, milestones=tuple(m for m in e.milestones if m is not Milestone.IMPACT_END))
        for e in pm.events
    )
    page = render(replace(pm, events=ends, absences=(unknown,)))
    assert 'class="impact"' not in page
    assert "\x1b" not in page and "\u202e" not in page
    one = render(pm, shape="onepage")
    assert "<svg" in one and "table below" not in one
