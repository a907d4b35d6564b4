"""A team's words in an export: work items as links, severities explained, nothing live besides."""

from dataclasses import replace

import pytest
from tests.strategies import NOW

from pmtui.domain.edits import add, set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Action
from pmtui.domain.vocabulary import Severity
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.exporters.words import TeamWords
from pmtui.importers.document.exported import read_exported

WORDS = TeamWords(
    severities={"SEV-2": "Major. Some cannot pay"},
    tracker_url="https://tracker.example/{id}",
    projects=("OPS",),
)


def sample():
    pm = set_fields(
        Postmortem(uid="u"), "overview", "", title="Down", severity=Severity.SEV_2,
        summary="See OPS-12, not UTF-8, xOPS-3 or https://a.example/OPS-4.",
    )  # fmt: skip
    return add(pm, "actions", Action(id="a", text="Fix `OPS-5`", tracker="SHOP-9"))


def rendered(flavour, words=WORDS, pm=None):
    return FLAVOURS[flavour].render(pm or sample(), ExportOptions(now=NOW, team=words))


def test_numbers_of_named_projects_are_links_and_nothing_else():
    text = rendered("gfm")
    assert "See [OPS-12](<https://tracker.example/OPS-12>), not UTF-8, xOPS-3 or" in text
    assert "[SHOP-9](<https://tracker.example/SHOP-9>)" in text
    assert "<https://a.example/OPS-4>" in text
    assert "Fix `OPS-5` |" in text
    assert text.count("https://tracker.example/") == 2


def test_without_projects_only_the_column_of_the_tracker_links():
    text = rendered("gfm", replace(WORDS, projects=()))
    assert "[SHOP-9](<" in text
    assert "[OPS-12]" not in text


@pytest.mark.parametrize(
    ("flavour", "link"),
    [
        ("html", '<a href="https://tracker.example/SHOP-9" rel="noreferrer noopener">SHOP-9</a>'),
        ("jira", "[SHOP-9|https://tracker.example/SHOP-9]"),
        ("text", "SHOP-9"),
    ],
)
def test_every_flavour_links_in_its_own_way(flavour, link):
    assert link in rendered(flavour)


def test_the_severity_is_explained_at_the_end_only_where_a_team_says_so():
    assert "SEV-2 in this team: Major. Some cannot pay." in rendered("gfm")
    assert "in this team" not in rendered("gfm", TeamWords())


def test_a_link_reads_back_as_the_number():
    back = read_exported(rendered("gfm")).postmortem
    assert "See OPS-12, not UTF-8" in back.overview.summary
    assert back.actions[0].tracker == "SHOP-9"


def test_templates_of_the_team_are_flavours_beside_one_s_own(own_machine, tmp_path):
    from pmtui.exporters.templates import every_flavour
    from pmtui.review.team import forget

    for place, text in ((own_machine / "templates", "mine"), (own_machine / "shared", "theirs")):
        place.mkdir()
        (place / "weekly.md.j2").write_text(text)
    (own_machine / "shared" / "daily.md.j2").write_text("{{ title }} today")
    (own_machine / "shared" / "out.md.j2").symlink_to(tmp_path / "elsewhere.j2")
    (own_machine / "team.toml").write_text('templates = "shared"\n')
    forget()
    try:
        found = every_flavour()
    finally:
        forget()
    options = ExportOptions(now=NOW)
    assert "out" not in found
    assert found["weekly"].render(sample(), options).strip() == "mine"
    assert found["daily"].render(sample(), options).strip() == "Down today"
