"""Reading the JSON document of a postmortem back: checked whole, then taken or refused.

The shape is that of `pmtui.exporters.document_json`; it is validated by pydantic through the
domain's own dataclasses, so that a field is described once.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pmtui.domain.plain import decode_postmortem, encode_postmortem
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.text import Sanitised, sanitise
from pmtui.errors import UsageError
from pmtui.exporters.document_json import DOCUMENT_VERSION
from pmtui.schema.consistency import consistent
from pmtui.schema.limits import read_json, shown

if TYPE_CHECKING:
    from pydantic import ValidationError

MAX_TEXT = 1_000_000
"""Characters of one field; only a source text may be longer."""

_NEXT = "Correct it in the file and import again."


@dataclass(frozen=True, slots=True)
class Loaded:
    """A postmortem from a document, and what was altered to make its texts safe."""

    postmortem: Postmortem
    notice: str
    """One sentence, empty where nothing was altered."""


def read_document(data: bytes) -> Postmortem:
    """The postmortem of a JSON document. Raises UsageError; see `load_document`."""
    return load_document(data).postmortem


def load_document(data: bytes) -> Loaded:
    """Check a JSON document and give its postmortem, with texts made safe to show.

    Raises UsageError with the path of the field, what it takes, and the next step; the value
    that was found is never echoed.
    """
    tree = read_json(data)
    _check_envelope(tree)
    removed: dict[str, int] = {}
    tree = _sanitised(tree, "", removed)
    checked = _validated(tree)
    if "status" in tree and tree["status"] != checked.review.status.value:
        raise UsageError(
            "status: it differs from postmortem.review.status. Make both the same and import again."
        )
    return Loaded(_canonical(consistent(checked)), Sanitised("", removed).notice())


def _check_envelope(tree: Any) -> None:
    """Refuse by one sentence what is no document, or one of a later release."""
    version = None
    if isinstance(tree, dict) and isinstance(tree.get("pmtui"), dict):
        version = tree["pmtui"].get("document")
    if type(version) is not int or version < 1:
        raise UsageError(
            "This is not a postmortem of pmtui: “pmtui.document” with its version is missing. "
            "Export one with “pmtui export --to json”."
        )
    if version > DOCUMENT_VERSION:
        raise UsageError(
            f"The document has version {version}; this pmtui reads up to {DOCUMENT_VERSION}. "
            "Update pmtui and import again."
        )


def _validated(tree: dict[str, Any]) -> Postmortem:
    import json

    from pydantic import ValidationError

    from pmtui.schema.adapters import document_adapter

    try:
        # Strict JSON: words for enumerations and dates are taken, a number for a text is not.
        found = document_adapter().validate_json(json.dumps(tree), strict=True)
    except ValidationError as error:
        # The chain would carry the input into a log.
        raise UsageError(_first_error(error)) from None
    return found.postmortem


def _canonical(pm: Postmortem) -> Postmortem:
    """The same value as the domain itself would build it, instants in UTC."""
    try:
        plain = encode_postmortem(pm)
    except OverflowError as error:
        raise UsageError(
            f"postmortem: a time lies beyond the calendar once it is in UTC. {_NEXT}"
        ) from error
    if not pm.facets:
        plain["facets"] = []
    return decode_postmortem(plain)


def _first_error(error: "ValidationError") -> str:
    errors = error.errors(include_url=False, include_context=True, include_input=False)
    first = errors[0]
    path = path_of(first["loc"])
    more = len(errors) - 1
    others = f" There is {more} more." if more == 1 else f" There are {more} more."
    tail = others if more else ""
    match first["type"]:
        case "extra_forbidden" | "unexpected_keyword_argument":
            fault = "pmtui does not know this field"
        case "missing" | "missing_keyword_only_argument":
            fault = "it is missing"
        case "enum":
            fault = f"it takes one of {first['ctx']['expected']}"
        case kind:
            fault = _FAULTS.get(kind, "it has the wrong form")
    return f"{path}: {fault}.{tail} {_NEXT}"


_FAULTS = {
    "string_type": "it takes a text",
    "bool_type": "it takes true or false",
    "int_type": "it takes a whole number",
    "tuple_type": "it takes a list",
    "dataclass_type": "it takes an object",
    "model_type": "it takes an object",
    "date_type": "it takes a date like 2026-11-22",
    "date_from_datetime_parsing": "it takes a date like 2026-11-22",
    "date_from_datetime_inexact": "it takes a date like 2026-11-22",
    "date_parsing": "it takes a date like 2026-11-22",
    "datetime_type": "it takes an instant like 2026-11-22T14:02:00Z",
    "datetime_parsing": "it takes an instant like 2026-11-22T14:02:00Z",
    "datetime_from_date_parsing": "it takes an instant like 2026-11-22T14:02:00Z",
}


def path_of(location: tuple[int | str, ...]) -> str:
    """Where in the document: `postmortem.events[3].at.zone`."""
    path = ""
    for step in location:
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            name = step if step.isidentifier() and len(step) <= 40 else shown(step)
            path += f".{name}" if path else name
    return path or "the document"


def _sanitised(value: Any, path: str, removed: dict[str, int]) -> Any:
    match value:
        case str():
            return _safe_text(value, path, removed)
        case dict():
            return {key: _sanitised(v, _join(path, key), removed) for key, v in value.items()}
        case list():
            return [_sanitised(v, f"{path}[{i}]", removed) for i, v in enumerate(value)]
        case _:
            return value


def _join(path: str, key: str) -> str:
    if any("\ud800" <= c <= "\udfff" for c in key):
        raise UsageError(f"{path or 'the document'}: a key is not valid text. {_NEXT}")
    name = path_of((key,))
    return f"{path}.{name}" if path else name


def _safe_text(text: str, path: str, removed: dict[str, int]) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UsageError(
            f"{path}: it holds half a character (a lone surrogate). {_NEXT}"
        ) from error
    if len(text) > MAX_TEXT and not path.startswith("postmortem.sources["):
        raise UsageError(
            f"{path}: it is longer than {MAX_TEXT} characters. Move it into a source text of the "
            "postmortem and import again."
        )
    safe = sanitise(text)
    for kind, count in safe.removed.items():
        removed[kind] = removed.get(kind, 0) + count
    return safe.text
