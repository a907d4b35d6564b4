"""Texts that try to become structure, where they are put, and what a document means."""

from dataclasses import replace

from hypothesis import strategies as st

from pmtui.domain.edits import add_all
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Action, Event, Evidence, Factor, Question, SourceText
from pmtui.exporters.alive import alive
from pmtui.exporters.blocks import Bullets, Code, Heading, Paragraph, Span, Table, as_bullets, flat

HOSTILE = (
    "| a | b |", "trailing \\", "a\\|b", "\\", "`", "``` x", "```", "~~~", "~~gone~~", "# no",
    "## no", "---", "===", "***", "- no", "+ no", "1. no", "1) no", "    code", "> no",
    "<script>alert(1)</script>", "<!-- x", "<br>", "&lt;", "&#64;", "&copy", "[x](javascript:x)",
    "![x](https://evil.example/p.png)", "[x]: https://evil.example", "*b*", "_i_", "__b__", "a_b_c",
    "@team", "@org/team", "#123", "owner/repo#4", "GH-7", "https://a.example/x_y?q=1&r=*2*",
    "https://a.example/a|b", "$x$ and $y$", ":-: | :-:", "[ ] task", "{name} %s", "日本語", "é",
    "- [ ] x", "**b:** x", "a **b** c", "[t](https://a.example/(x)) y", "[t](https://a.example/p?a=1&b=2)",
    "1. one\n2. two", "### in", "| a |\n|---|", "**`x`**", "[`x_y`](https://a.example/z)", "*a*b", "_a *b* c_", "end ##", "a  b", "<https://a.example>", "www.a.example", "^[note]", "[^1]",
)  # fmt: skip


def squeezed(text):
    return " ".join(text.split())


def said(inline):
    """The words of a line, without the marks that a person set."""
    return flat(alive(inline))


def meant(document):
    """The same for the document before it was rendered."""
    found = [("p", document.banner)] if document.banner else []
    found.append(("h1", squeezed(document.title)))
    for section in document.sections:
        found.append(("h2", section.title))
        for block in section.blocks:
            if isinstance(block, Table) and document.as_list(block, frozenset()):
                block = as_bullets(block)
            match block:
                case Heading(text):
                    found.append(("h3", squeezed(said((Span(text, "told"),)))))
                case Paragraph(lines):
                    found.append(("p", squeezed(" ".join(said(line) for line in lines))))
                case Bullets(items):
                    found += [("li", squeezed(said(item))) for item in items]
                case Code(text):
                    found.append(("code", text))
                case Table(_, head, rows):
                    found += [("th", name) for name in head]
                    found += [("td", squeezed(said(cell))) for row in rows for cell in row]
    found.append(("hr", ""))
    found += [("p", squeezed(line)) for line in document.colophon]
    return found


def texts():
    words = st.one_of(st.sampled_from(HOSTILE), st.text("ab|\\`*_~[]<>#-+=.:!&$1 \n@", max_size=8))
    return st.lists(words, max_size=5).flatmap(
        lambda parts: st.sampled_from([" ", "", "\n"]).map(lambda s: s.join(parts))
    )


def hostile(text):
    """The text in a heading, a cell, a list, a line and a block."""
    pm = Postmortem(uid="h" * 16)
    pm = replace(pm, overview=replace(pm.overview, title=text, summary=text, owner=text))
    pm = add_all(pm, "events", (Event(id="e", text=text, who=text, detail=text),))
    pm = add_all(pm, "factors", (Factor(id="f", text=text, why_chain=text, events=("e",)),))
    pm = add_all(pm, "actions", (Action(id="a", text=text, owner=text, factors=("f",)),))
    pm = add_all(pm, "evidence", (Evidence(id="v", of="e", text=text, source=text),))
    pm = add_all(pm, "questions", (Question(id="q", text=text, answer=text),))
    return add_all(pm, "sources", (SourceText(id="s", label=text, text=text),))
