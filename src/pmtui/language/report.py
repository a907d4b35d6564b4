"""Renders findings for people and machines: JSON, one line each, GitHub annotations.

The JSON contract is {"findings": [{"rule", "severity", "line", "start", "end", "match",
"question", "pane"}]} with 1-based lines and offsets into the whole input.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pmtui.language.findings import LanguageFinding

_ANNOTATION: Final = {"block": "error", "warn": "warning", "advise": "notice"}
_FIELDS: Final = ("rule", "severity", "line", "start", "end", "match", "question", "pane")


def as_json(findings: Iterable[LanguageFinding], path: str | None = None) -> str:
    """Render findings as the JSON document of the contract; `path` is added where it is known."""
    import json

    document: dict[str, Any] = {
        "findings": [
            {name: getattr(finding, name) for name in _FIELDS} | ({"path": path} if path else {})
            for finding in findings
        ]
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def as_text(findings: Iterable[LanguageFinding], path: str) -> str:
    """Render one line a finding: path:line: severity rule question [what was matched]."""
    return "".join(
        f"{path}:{one.line}: {one.severity} {one.rule} {one.question} [{_flat(one.match)}]\n"
        for one in findings
    )


def as_github(findings: Iterable[LanguageFinding], path: str) -> str:
    """Render workflow commands that annotate the lines of a pull request."""
    return "".join(
        f"::{_ANNOTATION[one.severity]} file={_property(path)},line={one.line},"
        f"title={_property(one.rule)}::{_message(f'{one.question} [{_flat(one.match)}]')}\n"
        for one in findings
    )


def _flat(match: str) -> str:
    return " ".join(match.split())


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
