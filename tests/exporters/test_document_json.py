import json
from dataclasses import replace
from datetime import UTC, datetime

from pmtui.demo import demo_library, demo_postmortem
from pmtui.exporters import FLAVOURS, ExportOptions

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)


def render(pm, **options):
    return FLAVOURS["json"].render(pm, ExportOptions(now=NOW, **options))


def test_the_document_says_its_version_and_status_first():
    document = json.loads(render(demo_postmortem(NOW)))
    assert list(document) == ["pmtui", "status", "postmortem"]
    assert document["pmtui"] == {"document": 1}
    assert document["status"] == "draft"


def test_the_document_holds_ids_and_no_number_of_the_store():
    text = render(demo_postmortem(NOW), reference="PM-77")
    assert "demoseatmap2flag" in text
    assert '"id": "e-restart"' in text
    assert "PM-77" not in text


def test_the_document_is_readable_text_that_ends_with_one_line_feed():
    pm = demo_postmortem(NOW)
    text = render(replace(pm, overview=replace(pm.overview, title="Zahlungen über 100 € 日本")))
    assert "Zahlungen über 100 € 日本" in text
    assert text.endswith("}\n")


def test_a_postmortem_without_facets_says_so_lest_they_come_back():
    document = json.loads(render(replace(demo_postmortem(NOW), facets=())))
    assert document["postmortem"]["facets"] == []


def test_the_status_of_a_complete_one_is_at_the_top():
    assert json.loads(render(demo_library(NOW)[1]))["status"] == "complete"
