"""How themes look: a heading for each kind, a bar and a count for each theme."""

from collections.abc import Sequence

from rich.segment import Segment

from pmtui.memory.questions import asks
from pmtui.memory.themes import Kind, Theme, bar, label, references
from pmtui.ui.text import fit, segments, wrap
from pmtui.ui.widgets.line_list import BOLD
from pmtui.ui.widgets.record_list import Column, RecordList, Row
from pmtui.value import Value

BAR_CELLS = 16
MOST_NAMED = 4
MOST_BESIDE_A_QUESTION = 1
"""Postmortems named in a line; the question of a criterion wants the room more."""
MOST_IN_DETAIL = 40
"""Postmortems named below the list; more than fit any terminal."""
COLUMNS = (Column(BAR_CELLS), Column(5), Column())
"""Bar, count, and what it is with the postmortems behind it."""

HEAD = "head/"
"""How the id of a line begins that is only a heading."""
GAP = "gap/"
"""How the id of an empty line begins."""


class Table(Value):
    """The lines of the screen: ids in their order, headings and themes by id."""

    ids: tuple[str, ...]
    heads: dict[str, str]
    themes: dict[str, Theme]


def table(found: Sequence[Theme], judged: int, waiting: int) -> Table:
    """Themes under their headings. `judged` postmortems count for criteria left open; while some
    wait to be judged, the heading says so in place of numbers that would still grow."""
    ids: list[str] = []
    heads: dict[str, str] = {}
    themes: dict[str, Theme] = {}
    for kind in Kind:
        here = [t for t in found if t.kind is kind]
        pending = kind is Kind.OPEN and waiting
        if not here and not pending:
            continue
        ids += [f"{GAP}{kind.name}"] if ids else []
        ids.append(f"{HEAD}{kind.name}")
        heads[ids[-1]] = _heading(kind, judged, waiting)
        for theme in here:
            ids.append(f"{kind.name}/{theme.key}")
            themes[ids[-1]] = theme
    return Table(tuple(ids), heads, themes)


def _heading(kind: Kind, judged: int, waiting: int) -> str:
    words = kind.value.capitalize()
    if kind is not Kind.OPEN:
        return words
    if waiting:
        return f"{words}: {waiting:,} of {judged:,} still to be judged"
    return f"{words}, of {judged:,} in review or complete"


class ThemeList(RecordList):
    """The list of themes; the cursor passes over headings."""

    drawn = Table((), {}, {})

    def show_table(self, shown: Table) -> None:
        """Show these lines."""
        self.drawn = shown
        most = max((t.count for t in shown.themes.values()), default=0)
        self.show(shown.ids, lambda index: row(shown, shown.ids[index], most))

    def selectable(self, index: int) -> bool:
        """Whether it is a theme."""
        return self.ids[index] in self.drawn.themes

    def draw(self, index: int, line: int, width: int, selected: bool) -> list[Segment]:
        """A heading, or a theme in its columns."""
        id = self.ids[index]
        if id.startswith(GAP):
            return segments("", width)
        if id.startswith(HEAD):
            return segments(self.drawn.heads[id], width, BOLD)
        return super().draw(index, line, width, selected)


def row(shown: Table, id: str, most: int) -> Row:
    """One theme in a line."""
    theme = shown.themes.get(id)
    if theme is None:
        return Row(id, ("", "", ""))
    cells = (bar(theme.count, most, BAR_CELLS), f"{theme.count:>5,}", label(theme, asks))
    asked = theme.kind in (Kind.OPEN, Kind.WAIVER)
    return Row(id, cells, references(theme, MOST_BESIDE_A_QUESTION if asked else MOST_NAMED))


def details(theme: Theme | None, width: int) -> list[str]:
    """What a theme is called in full, and the postmortems behind it, in two lines."""
    if theme is None:
        return ["", ""]
    called = wrap(label(theme, asks), width - 2)
    if len(called) > 1:
        return [f" {called[0]}", f" {fit(' '.join(called[1:]), width - 2)}"]
    return [f" {called[0]}", f" {fit(references(theme, MOST_IN_DETAIL), width - 2)}"]
