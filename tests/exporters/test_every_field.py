from datetime import timedelta

import pytest
from tests.exporters.filling import NOW, filled

from pmtui.exporters import FLAVOURS, ExportOptions

FULL = [f for f in FLAVOURS if f not in ("slack", "csv")]
"""The flavours that hold the whole postmortem."""


@pytest.mark.parametrize("flavour", FULL)
def test_every_field_a_person_can_fill_is_in_the_export(flavour):
    example = filled()
    assert len(example.expected) > 100
    text = FLAVOURS[flavour].render(example.postmortem, ExportOptions(now=NOW, sources=True))
    flat = " ".join(text.split()).casefold()
    missing = {
        where: word
        for where, word in example.expected.items()
        if word.casefold() not in flat and (flavour != "json" or "word" in word)
    }
    assert missing == {}


@pytest.mark.parametrize("flavour", list(FLAVOURS))
def test_the_moment_of_the_export_changes_nothing(flavour):
    pm = filled().postmortem
    render = FLAVOURS[flavour].render
    first = render(pm, ExportOptions(now=NOW))
    later = render(pm, ExportOptions(now=NOW + timedelta(days=400)))
    assert first == later
