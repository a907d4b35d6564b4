import time
from datetime import UTC, datetime

import pytest

from pmtui.demo import demo_postmortem
from pmtui.errors import UsageError
from pmtui.exporters import ExportOptions
from pmtui.exporters.templates import every_flavour, templates
from pmtui.exporters.templates.context import context_of
from pmtui.exporters.templates.sandbox import render_text

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)
OPTIONS = ExportOptions(now=NOW, reference="PM-7")


@pytest.fixture(scope="module")
def demo():
    return demo_postmortem(NOW)


@pytest.fixture(scope="module")
def seen(demo):
    return context_of(demo, OPTIONS)


def test_a_template_is_listed_beside_the_flavours_and_renders(tmp_path, demo):
    (tmp_path / "weekly.md.j2").write_text(
        "# {{ title|md }} ({{ reference }})\n"
        "{% for a in actions if a.owner %}\n"
        "{{ loop.index }}. {{ a.ref }} {{ a.text|md }}: {{ a.owner }}, {{ a.factors|join(', ') }}\n"
        "{% endfor %}\n{{ milestones['detected'] }}; {{ durations[0].formula }}\n"
    )
    (tmp_path / "gfm.html.j2").write_text("<h1>{{ title }}</h1>")
    (tmp_path / "-rf.j2").write_text("")
    found = every_flavour(tmp_path)
    assert {"gfm", "weekly", "gfm-template"} <= set(found)
    assert found["weekly"].suffix == ".md"
    assert all(flavour.name == name for name, flavour in found.items())
    text = found["weekly"].render(demo, OPTIONS)
    assert text.startswith("# Seats could not be picked in 41 % of bookings (PM-7)\n1. A1 Add a")
    assert "detected − impact start" in text
    assert text == found["weekly"].render(demo, OPTIONS)


def test_names_are_given_as_asked(demo):
    roles = context_of(demo, ExportOptions(now=NOW, names="roles"))
    assert "Okafor" in str(context_of(demo, OPTIONS))
    assert "Okafor" not in str(roles)


def test_html_is_escaped_and_markdown_can_be():
    hostile = {"title": "<script>x</script> *b* |c| @all"}
    assert render_text("{{ title }}", "a.html.j2", hostile).startswith("&lt;script&gt;")
    assert r"\*b\*" in render_text("{{ title|md }}", "a.md.j2", hostile)
    assert r"\|c\|" in render_text("{{ title|wiki }}", "a.wiki.j2", hostile)


@pytest.mark.parametrize(
    ("source", "line", "why"),
    [
        ("a\n{{ title", 2, "end of"),
        ("a\n\n{% for x in %}", 3, "Expected an expression"),
        ("{{ titel }}", 1, "'titel' is undefined"),
        ("a\n{{ overview.sumary }}", 2, "sumary"),
        ("{{ actions }}", 1, "only texts and numbers"),
        ("x\n{{ title.__class__ }}", 2, "may not be read"),
        ("{{ title.upper() }}", 1, "may not be read"),
        ("{{ ''['__class__'] }}", 1, ""),
        ("{{ overview.__class__.__mro__ }}", 1, ""),
        ("{{ cycler.__init__.__globals__ }}", 1, "undefined"),
        ("{{ self.__init__ }}", 1, ""),
        ("{{ range.__self__ }}", 1, "may not be read"),
        ("{{ (title|map('attr', '__class__'))|list }}", 1, ""),
        ("{{ actions|map(attribute='__class__')|join }}", 1, ""),
        ("{{ '%s'|format(title) }}", 1, "No filter named 'format'"),
        ("a\nb\n{% include '/etc/passwd' %}", 3, "other files"),
        ("{% import 'x' as y %}", 1, "other files"),
        ("{% extends 'x' %}", 1, "other files"),
        ("{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}", 1,
         "steps"),
        ("{{ range(10000000)|list|length }}", 1, "counts over"),
        ("{% macro f(n) %}{{ f(n) }}{{ f(n) }}{% endmacro %}{{ f(1) }}", 1, ""),
        ("{{ 'a' * 1000000000 }}", 1, "numbers only"),
        ("{{ 9 ** 9 ** 9 }}", 1, "too large"),
        ("{{ '%1000000000d' % 1 }}", 1, "numbers only"),
        ("{% set n = namespace(x='aa') %}{% for i in range(60) %}{% set n.x = n.x + n.x %}"
         "{% endfor %}", 1, "characters"),
        ("{% set n = namespace(x='aa') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}"
         "{% endfor %}", 1, "characters"),
        ("{% set n = namespace(x='aa') %}{% for i in range(60) %}"
         "{% set n.x = n.x|replace('a', 'aa') %}{% endfor %}", 1, "characters"),
        ("{% set n = namespace(x='aa') %}{% for i in range(60) %}"
         "{% set n.x %}{{ n.x }}{{ n.x }}{% endset %}{% endfor %}", 1, "characters"),
    ],
)  # fmt: skip
def test_what_is_wrong_or_endless_is_refused_with_its_line(seen, source, line, why):
    begun = time.process_time()
    with pytest.raises(UsageError) as refused:
        render_text(source, "t.md.j2", seen)
    assert time.process_time() - begun < 4
    assert str(refused.value).startswith(f"t.md.j2, line {line}: ")
    assert why in str(refused.value)


@pytest.mark.parametrize("data", [b"\x7fELF\0\0", b"ok\n\xff\xfe", b"x" * 300_000])
def test_a_file_that_is_no_template_is_refused(tmp_path, demo, data):
    (tmp_path / "bad.md.j2").write_bytes(data)
    with pytest.raises(UsageError, match=r"bad\.md\.j2"):
        templates(tmp_path)["bad"].render(demo, OPTIONS)


def test_there_need_be_no_folder(tmp_path):
    assert templates(tmp_path / "none") == {}
