import json
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import pytest
from pydantic import TypeAdapter

from pmtui.demo import demo_postmortem
from pmtui.domain.postmortem import LISTS, SINGLES
from pmtui.domain.vocabulary import Severity, Status
from pmtui.review import review
from pmtui.review.model import Context
from pmtui.schema.generated import Shape, json_schema
from pmtui.schema.shapes import CheckReport, ListEntry, findings_json, list_json

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)
SHAPE = Path(__file__).with_name("document_shape.txt")


def type_of(schema):
    match schema:
        case {"anyOf": options}:
            return " | ".join(type_of(option) for option in options)
        case {"$ref": ref}:
            return ref.rpartition("/")[2]
        case {"type": "array", "items": items}:
            return f"list of {type_of(items)}"
        case {"enum": words}:
            return " | ".join(repr(word) for word in words)
        case {"format": form}:
            return form
        case {"type": name}:
            return name
    raise AssertionError(schema)


def shape(schema):
    """One line a field: what the promise of compatibility is about."""
    lines = []
    for name, definition in sorted(schema["$defs"].items()):
        if "enum" in definition:
            lines.append(f"{name} = {type_of(definition)}")
        required = definition.get("required", [])
        for field, value in definition.get("properties", {}).items():
            mark = " (required)" if field in required else ""
            lines.append(f"{name}.{field}: {type_of(value)}{mark}")
    return "\n".join(lines) + "\n"


def test_the_document_has_the_shape_that_was_promised():
    assert shape(json_schema()) == SHAPE.read_text(), (
        "The JSON document changed. Taking a field or a word away breaks older documents and needs "
        "a new document version; else bring document_shape.txt up to date."
    )


@pytest.mark.parametrize("name", get_args(Shape))
def test_a_schema_is_the_same_every_time_and_is_json(name):
    assert json.dumps(json_schema(name)) == json.dumps(json_schema(name))
    assert json_schema(name)["$schema"].endswith("2020-12/schema")


def test_every_record_of_the_domain_is_in_it_whole_and_closed():
    definitions = json_schema()["$defs"]
    for cls in (*SINGLES.values(), *LISTS.values()):
        described = definitions[cls.__name__]
        assert set(described["properties"]) == {f.name for f in fields(cls)}
        assert described["additionalProperties"] is False


def test_fields_say_what_the_workbook_asks():
    due = json_schema()["$defs"]["Action"]["properties"]["due"]
    assert due["description"] == "By which date?"


def test_the_report_of_a_check_fits_its_schema_and_says_both_kinds_of_ready():
    findings = review(demo_postmortem(NOW), Context(now=NOW))
    report = findings_json(Status.DRAFT, findings)
    TypeAdapter(CheckReport).validate_json(json.dumps(report), strict=True)
    assert (report["ready"], report["ready_for_review"]) == (False, False)
    assert [f["criterion"] for f in report["findings"]] == [f.criterion for f in findings]
    assert list(report["findings"][0]) == [
        "criterion", "level", "group", "pane", "record", "field", "message", "next",
    ]  # fmt: skip


def test_nothing_open_is_ready_for_both():
    report = findings_json(Status.IN_REVIEW, ())
    assert report == {
        "status": "in review", "ready": True, "ready_for_review": True, "findings": [],
    }  # fmt: skip


def test_the_list_fits_its_schema():
    row = ListEntry(
        reference="PM-1",
        uid="a" * 16,
        title="Seats",
        severity=Severity.SEV_2,
        status=Status.DRAFT,
        incident_date=date(2026, 3, 11),
        owner="Maren",
        services=["seatmap"],
    )
    rows = list_json([row])
    TypeAdapter(list[ListEntry]).validate_json(json.dumps(rows), strict=True)
    assert rows[0]["incident_date"] == "2026-03-11"
