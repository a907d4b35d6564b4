import pytest

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Pane
from pmtui.review import review
from pmtui.review.context import standard_context
from pmtui.review.examples import EXAMPLE_NOW
from pmtui.review.model import Level
from pmtui.ui.flows.gate import completing
from pmtui.ui.workbook_chrome import tab_names


@pytest.mark.parametrize("current", (Pane.OVERVIEW, Pane.REVIEW))
def test_the_open_pane_is_named_whole_at_the_least_width(current):
    names = dict(tab_names(current, 60))
    assert sum(len(name) + 2 for name in names.values()) <= 60
    assert names[current].endswith(current.value.capitalize())
    assert names[Pane.TIMELINE] == "2 Time"
    assert dict(tab_names(current, 80))[Pane.TIMELINE] == "2 Timeline"


def test_who_completes_is_told_what_stays_open():
    findings = review(Postmortem(uid="p1"), standard_context(EXAMPLE_NOW))
    looked_at = [f for f in findings if f.level is Level.WARN]
    said = f"{len(looked_at)} findings that do not bar it stay open; the export counts them."
    assert completing("PM-1", looked_at).endswith(f"O reopens it. {said}")
    assert "1 finding that does not bar it stays open; the export" in completing(
        "PM-1", looked_at[:1]
    )
    assert completing("PM-1", ()).endswith("O reopens it.")
