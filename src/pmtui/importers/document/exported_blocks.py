"""Markdown that pmtui wrote, as blocks with their texts unescaped."""

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from pmtui.domain.fields import FieldError, FieldSpec, Kind, form, parse
from pmtui.importers.document.inline import plain
from pmtui.importers.document.listing import cells

_LABELLED = re.compile(r"\*\*([^*\n]{1,60}):\*\*(?:[ \n]|$)")
_STRONG = re.compile(r"\*\*(.{1,2000})\*\*$", re.DOTALL)
_MARK = re.compile(r"(?:- |\d{1,4}\. )(?=\S)")
_BREAK = re.compile(r"<br>")


@dataclass(slots=True)
class Block:
    """A heading, paragraph, list, table or code. Texts are still escaped, but for code."""

    kind: Literal["heading", "para", "list", "table", "code"]
    text: str = ""
    items: list[str] = field(default_factory=list)
    numbered: bool = False
    language: str = ""
    """Of code, what its fence says behind the marks."""
    rows: list[list[str]] = field(default_factory=list)
    """The cells of a table, unescaped, head first."""

    @property
    def label(self) -> str:
        """The strong words before a colon with which a paragraph begins, "" for none."""
        found = _LABELLED.match(self.text) if self.kind == "para" else None
        return found[1] if found else ""

    @property
    def value(self) -> str:
        """What follows the label, unescaped."""
        found = _LABELLED.match(self.text)
        return plain(self.text[found.end() :] if found else self.text)

    @property
    def title(self) -> str:
        """The words of a paragraph that is all strong, "" for another one."""
        found = _STRONG.match(self.text) if self.kind == "para" else None
        return plain(found[1]) if found else ""


def split(text: str) -> tuple[str, list[tuple[str, list[str]]]]:
    """The title, and the lines of each section by its heading; fences are left alone."""
    title, fence = "", ""
    sections: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        marks = line[: len(line) - len(line.lstrip("`"))]
        if len(marks) >= 3 and (not fence or line == fence):
            fence = "" if fence else marks
        if not fence and line.startswith("# ") and not title:
            title = plain(line[2:])
        elif not fence and line.startswith("## "):
            sections.append((line[3:].strip(), []))
        elif not fence and line == "---" and sections and sections[-1][0] != "":
            sections.append(("", []))
        elif sections:
            sections[-1][1].append(line)
    return title, sections


def by_heading(found: list[Block]) -> list[tuple[str, list[Block]]]:
    """The blocks under each heading of the third level; the first part has none."""
    parts: list[tuple[str, list[Block]]] = [("", [])]
    for block in found:
        if block.kind == "heading":
            parts.append((block.text, []))
        else:
            parts[-1][1].append(block)
    return parts


def blocks(lines: list[str]) -> list[Block]:
    """The blocks of a part of a document."""
    out: list[Block] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
            continue
        if line.startswith("```"):
            fence = line[: len(line) - len(line.lstrip("`"))]
            end = next((i for i in range(at + 1, len(lines)) if lines[i] == fence), len(lines))
            out.append(
                Block("code", "\n".join(lines[at + 1 : end]), language=line[len(fence) :].strip())
            )
            at = end + 1
            continue
        end = next((i for i in range(at, len(lines)) if not lines[i].strip()), len(lines))
        out.append(_block(lines[at:end]))
        at = end
    return out


def _block(lines: list[str]) -> Block:
    first = lines[0]
    if first.startswith("### "):
        return Block("heading", plain(first[4:]))
    if first.startswith("|"):
        rows = [[_cell(c) for c in cells(line)] for n, line in enumerate(lines) if n != 1]
        width = len(rows[0])
        return Block("table", rows=[row + [""] * (width - len(row)) for row in rows])
    if _MARK.match(first):
        return Block("list", items=_items(lines), numbered=first[0].isdigit())
    return Block("para", "\n".join(lines))


def _items(lines: list[str]) -> list[str]:
    items: list[list[str]] = []
    for line in lines:
        if (found := _MARK.match(line)) or not items:
            items.append([line[found.end() :] if found else line])
        else:
            items[-1].append(line)
    return ["\n".join(item) for item in items]


def _cell(text: str) -> str:
    return plain(_BREAK.sub("\\\\\n", text.replace("\\|", "|")))


def labelled_item(text: str) -> tuple[str, str]:
    """The label of a list item and its value unescaped; no label gives ""."""
    found = _LABELLED.match(text)
    return (found[1], plain(text[found.end() :])) if found else ("", plain(text))


def prose_of(found: list[Block]) -> str:
    """Blocks as the text of a prose field."""
    parts = []
    for block in found:
        match block.kind:
            case "list":
                marks = (f"{n}." if block.numbered else "-" for n in range(1, len(block.items) + 1))
                pairs = zip(marks, block.items, strict=True)
                parts.append("\n".join(f"{mark} {plain(item)}" for mark, item in pairs))
            case "code":
                parts.append(f"```{block.language}\n{block.text}\n```")
            case _:
                parts.append(plain(block.text))
    return "\n\n".join(part for part in parts if part)


def facts_of(record: type[Any], found: list[Block]) -> tuple[dict[str, Any], dict[str, str]]:
    """The fields of a record that its blocks fill, and the labels that are no field of it."""
    by_label = {spec.label: spec for spec in form(record)}
    values: dict[str, Any] = {}
    others: dict[str, str] = {}
    current = ""
    gathered: list[Block] = []

    def close() -> None:
        if current and (text := _prose(by_label[current], gathered)):
            values[by_label[current].name] = text

    for block in found:
        labels = [labelled_item(item) for item in block.items]
        if block.kind == "list" and labels and labels[0][0] and not current:
            for label, value in labels:
                spec = by_label.get(label)
                if spec is None or spec.kind in (Kind.LINKS, Kind.WHEN):
                    others[label] = value
                elif (read := _read(spec, value)) is not None:
                    values[spec.name] = read
        elif block.label in by_label and by_label[block.label].kind is Kind.PROSE:
            close()
            current = block.label
            gathered = [Block("para", block.text.split(":**", 1)[1].lstrip())]
        elif current:
            gathered.append(block)
    close()
    return values, others


def _prose(spec: FieldSpec, found: list[Block]) -> str:
    if spec.name == "why_chain":
        return "\n".join(plain(item) for block in found for item in block.items)
    return prose_of(found)


def _read(spec: FieldSpec, text: str) -> Any:
    try:
        return parse(spec, text)
    except FieldError:
        return None
