from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pmtui.domain.edits import set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.exporters.outgoing import misfit, outgoing
from pmtui.exporters.shapes import SHAPES
from pmtui.privacy import Protection
from pmtui.review.examples import complete_example

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)
TYPED = "See [the runbook](https://status.example/a_b) and **bold** and `co_de`."
MARKDOWN = ("See [the runbook](https://status.example/a_b) and **bold** and `co_de`.",)
WIKI = ("See [the runbook|https://status.example/a_b] and *bold* and {{co_de}}.",)
SHOWN = {
    "slack": ("See the runbook (https://status.example/a_b) and *bold* and `co_de`.",),
    "html": (">the runbook</a> and <strong>bold</strong> and <code>co_de</code>.",),
    "text": ("the runbook <https://status.example/a_b> and bold and co_de.",),
    "confluence-wiki": WIKI,
    "jira": WIKI,
}
"""How a line that a person marked up is to be read, by flavour; Markdown where none is named."""


def marked():
    pm = complete_example()
    fields = ("summary", "resolution", "external_summary", "external_happened", "external_next")
    pm = set_fields(pm, "overview", "", **dict.fromkeys(fields, TYPED))
    return replace(
        pm,
        events=tuple(replace(e, text=TYPED) for e in pm.events),
        factors=tuple(replace(f, text=TYPED) for f in pm.factors),
        actions=tuple(replace(a, text=TYPED) for a in pm.actions),
        lessons=tuple(replace(lesson, text=TYPED) for lesson in pm.lessons),
        questions=tuple(replace(q, text=TYPED, answer="") for q in pm.questions),
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_what_was_marked_up_is_marked_in_every_flavour_of_every_shape(shape):
    options = ExportOptions(now=NOW, shape=shape, timeline="list", actions="list")
    for name, flavour in FLAVOURS.items():
        if name in ("json", "csv") or misfit(name, shape):
            continue
        text = outgoing(marked(), flavour, options, Protection()).text
        text = " ".join(text.split()) if name == "text" else text
        assert all(line in text for line in SHOWN.get(name, MARKDOWN)), (name, text)
        for left in ("\\*\\*", "\\[the", "[the runbook](<", "{{{{", "&#91;"):
            assert left not in text, (name, left)
        if name in ("html", "text", "slack", "jira", "confluence-wiki"):
            assert "**bold**" not in text and "](" not in text, name


def test_a_link_whose_address_holds_bars_and_parentheses_is_a_link():
    pm = set_fields(
        Postmortem(uid="l" * 16),
        "overview",
        "",
        summary="See [a|b](https://g.example/d_(1)?v=x|y).",
    )
    options = ExportOptions(now=NOW)
    assert "[a|b](https://g.example/d_(1)?v=x|y)." in FLAVOURS["gfm"].render(pm, options)
    assert "[a&#124;b|https://g.example/d_(1)?v=x%7Cy]." in FLAVOURS["jira"].render(pm, options)
    assert 'href="https://g.example/d_(1)?v=x|y"' in FLAVOURS["html"].render(pm, options)


def test_an_address_with_a_masked_secret_stays_one_address():
    said = "dial https://u:hunter2x@db.example/x?api_key=12345abcdef&a=b then"
    pm = set_fields(Postmortem(uid="m" * 16), "overview", "", summary=said)
    out = outgoing(pm, FLAVOURS["gfm"], ExportOptions(now=NOW), Protection(vendor=False))
    assert "dial <https://u:(masked)@db.example/x?api_key=(masked)&a=b> then" in out.text
