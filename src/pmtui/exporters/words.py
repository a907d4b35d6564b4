"""A team's own words in an export: what a severity means to it, and where its tracker leads."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pmtui.exporters.alive import alive
from pmtui.exporters.blocks import Block, Bullets, Inline, Paragraph, Section, Span, Table

TRACKED = "Tracker"
"""The column of work items; there any number is one, also where no projects are named."""

_ANY = r"[A-Z][A-Z0-9_]{1,15}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamWords:
    """What a team's rules say about words that an export shows."""

    severities: Mapping[str, str] = field(default_factory=dict)
    """By severity its name and definition, as one text."""
    tracker_url: str = ""
    """With {id} in it; "" where nothing becomes a link."""
    projects: tuple[str, ...] = ()
    """What stands before the number of a work item; without any, only the tracker's column links."""


def team_words() -> TeamWords:
    """The words of the rules in force."""
    from pmtui.review.team import team

    found = team()
    told = {
        severity: ". ".join(part for part in (grade.name, grade.definition) if part)
        for severity, grade in found.severities.items()
    }
    return TeamWords(
        severities={s: words for s, words in told.items() if words},
        tracker_url=found.tracker_url,
        projects=found.projects,
    )


def linked(sections: tuple[Section, ...], words: TeamWords) -> tuple[Section, ...]:
    """The sections with the numbers of work items as links."""
    if not words.tracker_url:
        return sections
    named = "|".join(re.escape(p) for p in words.projects)
    link = _Links(words.tracker_url, _pattern(named) if named else None, _pattern(_ANY))
    return tuple(replace(s, blocks=tuple(link.block(b) for b in s.blocks)) for s in sections)


def _pattern(project: str) -> re.Pattern[str]:
    return re.compile(
        rf"https?://\S{{1,2000}}|(?P<item>(?<![\w./-])(?:{project})-\d{{1,9}}(?![\w-]))"
    )


@dataclass(frozen=True, slots=True)
class _Links:
    url: str
    everywhere: re.Pattern[str] | None
    tracked: re.Pattern[str]

    def block(self, block: Block) -> Block:
        """A block with links in its texts."""
        match block:
            case Paragraph(lines):
                return Paragraph(tuple(self._inline(line, self.everywhere) for line in lines))
            case Bullets(items):
                found = tuple(self._inline(item, self.everywhere) for item in items)
                return replace(block, items=found)
            case Table():
                return replace(block, rows=tuple(self._row(block.head, r) for r in block.rows))
        return block

    def _row(self, head: tuple[str, ...], row: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(
            self._inline(cell, self.tracked if name == TRACKED else self.everywhere)
            for name, cell in zip(head, row, strict=True)
        )

    def _inline(self, inline: Inline, pattern: re.Pattern[str] | None) -> Inline:
        if pattern is None:
            return inline
        return tuple(piece for span in alive(inline) for piece in self._pieces(span, pattern))

    def _pieces(self, span: Span, pattern: re.Pattern[str]) -> tuple[Span, ...]:
        if span.style == "code" or span.link:
            return (span,)
        pieces: list[Span] = []
        position = 0
        for found in pattern.finditer(span.text):
            if found["item"] is None:
                continue  # what is an address already stays one
            if found.start() > position:
                pieces.append(replace(span, text=span.text[position : found.start()]))
            pieces.append(replace(span, text=found[0], link=self.url.replace("{id}", found[0])))
            position = found.end()
        if not pieces:
            return (span,)
        if position < len(span.text):
            pieces.append(replace(span, text=span.text[position:]))
        return tuple(pieces)
