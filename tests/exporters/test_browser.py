"""The HTML page in a real browser: what it asks for, how it reads, how it prints."""

import base64
import re
from datetime import UTC, datetime

import pytest

from exporters.browser import Browser, found
from exporters.hostile import HOSTILE
from pmtui.demo import demo_postmortem
from pmtui.domain.edits import set_fields
from pmtui.domain.facts import timeline
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.review import review
from pmtui.review.model import Context

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)
A4 = (594.96, 841.92)
"""Points."""

CONTRAST = """
(() => {
  const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => {
    const f = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b);
  };
  const ground = e => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || (c.length === 4 && c[3] === 1)) return c;
    }
    return [255, 255, 255];
  };
  const poor = [];
  let seen = 0;
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    if (e.tagName === 'title') continue;
    const style = getComputedStyle(e);
    const ink = parse(e.namespaceURI.endsWith('svg') ? style.fill : style.color);
    const a = light(ink), b = light(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    seen += 1;
    if (ratio < 4.5) poor.push([e.tagName, e.textContent.slice(0, 30), ratio]);
  }
  return {seen, poor, paper: getComputedStyle(document.body).backgroundColor};
})()
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    program = found()
    if program is None:
        pytest.skip("NOTICE: no Chromium is installed, so the HTML page was not looked at")
    with Browser(program, tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture(scope="module")
def demo():
    return demo_postmortem(NOW)


def page(pm, folder, **options):
    file = folder / "pm.html"
    chosen = ExportOptions(now=NOW, findings=review(pm, Context(now=NOW)), **options)
    file.write_text(FLAVOURS["html"].render(pm, chosen), encoding="utf-8")
    return file


def test_no_request_leaves_and_no_script_runs(browser, demo, tmp_path):
    hostile = " ".join((
        *HOSTILE,
        "<script>window.ran = 1</script><img src=x onerror='window.ran = 1'>",
        "![](https://beacon.example/a.png) https://beacon.example/b.png",
        "<link rel=stylesheet href=https://beacon.example/c.css>",
        "</style><style>@import url(https://beacon.example/d.css);</style>",
        "[x](javascript:window.ran=1)",
    ))  # fmt: skip
    pm = set_fields(demo, "overview", "", title=hostile, summary=hostile)
    pm = set_fields(pm, "events", pm.events[0].id, text=hostile)
    file = page(pm, tmp_path)
    assert browser.open(file) == [file.as_uri()]
    assert browser.look("window.ran === undefined && document.scripts.length === 0")
    assert browser.look(
        "[...document.links].every(a => /^(https?:|mailto:|file:.*#)/.test(a.href))"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_reads_with_the_contrast_of_aa(browser, demo, tmp_path, scheme):
    browser.media(prefers_color_scheme=scheme)
    browser.open(page(demo, tmp_path, reference="PM-7"))
    found = browser.look(CONTRAST)
    assert found["seen"] > 100
    assert found["poor"] == []
    assert (found["paper"] == "rgb(255, 255, 255)") == (scheme == "light")


def test_the_timeline_is_to_scale(browser, demo, tmp_path):
    browser.media()
    browser.open(page(demo, tmp_path))
    places = browser.look(
        "[...document.querySelectorAll('svg circle')].map(c => {"
        " const r = c.getBoundingClientRect(); return r.left + r.width / 2 })"
    )
    instants = [e.at.at.timestamp() for e in timeline(demo) if e.at.at]
    assert len(places) == len(instants)
    first, last = min(instants), max(instants)
    for place, instant in zip(places, instants, strict=True):
        wanted = places[0] + (instant - first) / (last - first) * (places[-1] - places[0])
        assert abs(place - wanted) < 1


def test_names_asked_for_as_roles_are_in_no_corner_of_the_page(browser, demo, tmp_path):
    browser.open(page(demo, tmp_path, names="roles"))
    assert "Okafor" not in browser.look("document.documentElement.outerHTML")


def test_print_gives_a4_pages_without_a_cut_row(browser, demo, tmp_path):
    browser.open(page(demo, tmp_path, reference="PM-7"))
    printed = browser.do("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
    pdf = base64.b64decode(printed["data"])
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert len(boxes) > 1
    assert {tuple(round(float(n)) for n in box) for box in boxes} == {(595, 842)}
    browser.media("print")
    assert browser.look(
        "[...document.querySelectorAll('tr, figure')].every("
        "e => getComputedStyle(e).breakInside === 'avoid' && e.getBoundingClientRect().height < 900)"
    )
    assert browser.look("getComputedStyle(document.querySelector('thead')).display") == (
        "table-header-group"
    )
    assert browser.look(
        "[...document.querySelectorAll('.wide')].every(e => e.scrollWidth <= e.clientWidth + 1)"
    )
    browser.media()
