"""An earlier postmortem, to be read over the workbook: why it looks alike, and what it taught."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one

from pmtui.domain.facts import timeline
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Relation
from pmtui.domain.when_show import format_when
from pmtui.store.model import Loaded
from pmtui.ui.chrome import KeyLine, MessageLine, OneLine
from pmtui.ui.commands import bindings
from pmtui.ui.screens.beside_commands import COMMANDS, SHOWN
from pmtui.ui.screens.command_screen import CommandScreen
from pmtui.ui.text import fit
from pmtui.ui.widgets.items import HeadItem, Item, NoteItem, RowItem
from pmtui.ui.widgets.sheet import Sheet
from pmtui.ui.widgets.whole import describe_whole

if TYPE_CHECKING:
    from pmtui.memory.matches import Match

_EVENTS = 200
"""Events that are shown; a longer timeline is read in its own workbook."""


class BesideScreen(CommandScreen[Relation | None]):
    """Shows one postmortem; answers what was decided about it, None for nothing."""

    CALLED = "An earlier postmortem"
    LISTED = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    head = query_one("#beside-head", OneLine)
    sheet = query_one("#beside-sheet", Sheet)

    def __init__(self, loaded: Loaded, match: "Match | None", today: date) -> None:
        super().__init__()
        self.loaded = loaded
        self.match = match
        self.today = today

    def compose(self) -> ComposeResult:
        """What it is, the text, the keys."""
        yield OneLine(id="beside-head")
        yield Sheet(describe_whole, id="beside-sheet")
        yield MessageLine(id="beside-said")
        yield KeyLine(id="beside-keys")

    def on_mount(self) -> None:
        """Ready to read."""
        self.sheet.show(self._items())
        self.sheet.focus()
        self.show_frame()

    def show_frame(self) -> None:
        """What it is, and the keys."""
        title = self.loaded.postmortem.overview.title or "Untitled"
        origin = f" from {self.loaded.origin}" if self.loaded.origin else ""
        text = f" {self.loaded.reference}{origin} · to be read · {title}"
        self.head.say(Content(fit(text, self.head.width)).stylize("bold"))
        self.query_one("#beside-keys", KeyLine).show(SHOWN)

    def _items(self) -> list[Item]:
        pm = self.loaded.postmortem
        items: list[Item] = []
        if self.match is not None:
            items.append(HeadItem("Why it looks alike"))
            items += [_row(f"why{i}", text) for i, text in enumerate(self.match.reasons)]
        items += [HeadItem("What was promised"), *self._promises()]
        for name, title in (("summary", "Summary"), ("resolution", "Resolution")):
            if text := getattr(pm.overview, name).strip():
                items += [HeadItem(title), *_paragraphs(name, text)]
        items += _list("Contributing factors", "factors", [f.text for f in pm.factors])
        items += _list("Lessons", "lessons", [x.text for x in pm.lessons])
        items += _list("Timeline", "events", _moments(pm))
        return items

    def _promises(self) -> list[Item]:
        from pmtui.memory.matches import state_in_words

        if self.match is None:
            actions = [(a.text, a.state.value) for a in self.loaded.postmortem.actions]
        else:
            actions = [(p.text, state_in_words(p, self.today)) for p in self.match.promises]
        if not actions:
            return [NoteItem("No action was written down.")]
        return [_row(f"action{i}", text, state) for i, (text, state) in enumerate(actions)]

    def action_decide(self, relation: str) -> None:
        """Link it or dismiss it, and go back."""
        self.dismiss(Relation(relation))


def _row(id: str, text: str, tail: str = "") -> RowItem:
    return RowItem("beside", id, text or "no text", tail)


def _paragraphs(name: str, text: str) -> list[Item]:
    parts = [" ".join(part.split()) for part in text.split("\n\n")]
    return [_row(f"{name}{i}", part) for i, part in enumerate(parts) if part]


def _list(title: str, name: str, texts: list[str]) -> list[Item]:
    rows = [_row(f"{name}{i}", " ".join(text.split())) for i, text in enumerate(texts) if text]
    return [HeadItem(title), *rows] if rows else []


def _moments(pm: Postmortem) -> list[str]:
    zone = pm.overview.zone or "UTC"
    events = timeline(pm)
    told = [f"{format_when(e.at, zone=zone)}  {e.text}".strip() for e in events[:_EVENTS]]
    rest = len(events) - len(told)
    return [*told, f"and {rest} more; open the postmortem to read them"] if rest else told
