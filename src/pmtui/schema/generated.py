"""JSON Schemas of what pmtui prints and reads, generated from the types, never written by hand."""

from typing import Any, Literal

from pmtui.domain.fields import form
from pmtui.domain.postmortem import LISTS, SINGLES

Shape = Literal["document", "check", "list", "search", "actions", "themes", "similar"]

_TITLES: dict[Shape, str] = {
    "document": "A postmortem, as `export --to json` writes and `import` reads it",
    "check": "What `check REF --json` prints",
    "list": "What `list --json` prints",
    "search": "What `search --json` prints",
    "actions": "What `actions --json` prints",
    "themes": "What `themes --json` prints",
    "similar": "What `similar REF --json` prints",
}


def json_schema(shape: Shape = "document") -> dict[str, Any]:
    """The JSON Schema (2020-12) of one shape; the same for every call of one release."""
    from pydantic import TypeAdapter

    from pmtui.schema.adapters import document_adapter
    from pmtui.schema.memory_shapes import ActionEntry, SimilarEntry, ThemesReport
    from pmtui.schema.shapes import CheckReport, ListEntry, SearchEntry

    adapters: dict[Shape, TypeAdapter[Any]] = {
        "document": document_adapter(),
        "check": TypeAdapter(CheckReport),
        "list": TypeAdapter(list[ListEntry]),
        "search": TypeAdapter(list[SearchEntry]),
        "actions": TypeAdapter(list[ActionEntry]),
        "themes": TypeAdapter(ThemesReport),
        "similar": TypeAdapter(list[SimilarEntry]),
    }
    generated = adapters[shape].json_schema()
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _TITLES[shape],
    }
    _ask(generated.get("$defs", {}))
    return head | {key: value for key, value in generated.items() if key != "title"}


def _ask(definitions: dict[str, Any]) -> None:
    """Say of each field of a record what the workbook asks for it."""
    for record in (*SINGLES.values(), *LISTS.values()):
        properties = definitions.get(record.__name__, {}).get("properties", {})
        for spec in form(record):
            if spec.name in properties:
                properties[spec.name]["description"] = spec.ask
