"""What was changed outside in an exported copy, piece by piece: tick, read, accept as one step."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one

from pmtui.importers.document.difference import Piece
from pmtui.returned.choice import around
from pmtui.ui.chrome import KeyLine, MessageLine, OneLine
from pmtui.ui.commands import bindings
from pmtui.ui.screens.command_screen import CommandScreen
from pmtui.ui.screens.difference_commands import COMMANDS
from pmtui.ui.screens.message import MessageScreen
from pmtui.ui.text import fit, wrap
from pmtui.ui.widgets.line_list import LineList
from pmtui.ui.widgets.record_list import Column, RecordList, Row
from pmtui.value import Value

SIGNS = {"add": "+", "remove": "-", "change": "~"}
"""What a piece does, before its words."""
VIEWED = 8
"""Lines of each text that are shown in full view."""


class Taken(Value):
    """How the choice ended: the pieces to take, or that the text is to be read as a timeline."""

    pieces: tuple[Piece, ...] = ()
    as_timeline: bool = False


class PieceList(RecordList):
    """The pieces; Enter accepts the ticked ones."""

    def action_open(self) -> None:
        """Say that Enter was pressed."""
        self.post_message(self.Opened(self, self.key or ("difference", "", "")))


class DifferenceScreen(CommandScreen[Taken]):
    """Every piece is ticked at the start, since somebody meant it; nothing lands before Enter."""

    CALLED = "Differences"
    LISTED = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = ""

    head = query_one("#difference-head", OneLine)
    was = query_one("#difference-was", OneLine)
    message = query_one("#difference-now", MessageLine)
    keys = query_one("#difference-keys", KeyLine)
    rows = query_one("#difference-rows", PieceList)

    def __init__(self, pieces: Sequence[Piece], notes: Sequence[str], label: str) -> None:
        super().__init__()
        self.pieces = {str(piece.number): piece for piece in pieces}
        self.notes = tuple(notes)
        self.label = label
        self.ticked = set(self.pieces)

    def compose(self) -> ComposeResult:
        """Head, pieces, both texts of the piece at hand, keys."""
        yield OneLine(id="difference-head")
        yield PieceList("difference", (Column(3), Column()), id="difference-rows")
        yield OneLine(id="difference-was")
        yield MessageLine(id="difference-now")
        yield KeyLine(id="difference-keys")

    def on_mount(self) -> None:
        """Show them all."""
        self.rows.focus()
        self._show()
        if self.notes:
            more = f" (w shows {len(self.notes) - 1} more)" if len(self.notes) > 1 else ""
            self.message.show_message(self.notes[0] + more, warn=True)

    def show_frame(self) -> None:
        """Fit the lines to the new width."""
        self._show()

    def _show(self) -> None:
        self.keys.show(COMMANDS)
        count = len(self.pieces)
        said = f" {self.label}: {count} difference{'s' * (count != 1)}, {len(self.ticked)} ticked"
        self.head.say(Content(fit(said, self.head.width)).stylize("bold"))
        ids = tuple(self.pieces)
        self.rows.show(ids, lambda index: self._row(ids[index]))
        self._show_piece()

    def _row(self, id: str) -> Row:
        piece = self.pieces[id]
        tick = "[x]" if id in self.ticked else "[ ]"
        words = f"{SIGNS[piece.kind]} {piece.section}: {piece.what}"
        return Row(id, (tick, words), mark="? look" if piece.note else "")

    def _here(self) -> Piece | None:
        return self.pieces.get(self.rows.current)

    def _show_piece(self) -> None:
        piece = self._here()
        if piece is None:
            return
        width = self.head.width
        room = max(width - 12, 40)
        before, after = around(_flat(piece.before), _flat(piece.after), room)
        was = "" if piece.kind == "add" else f" now  {before or '(nothing)'}"
        new = "" if piece.kind == "remove" else f" new  {after or '(nothing)'}"
        if piece.note:
            was, new = (was or new), f" ! {piece.note}"
        self.was.say(Content(fit(was, width)))
        if not self.message.speaking:
            self.message.say(Content(fit(new, width)))

    @on(LineList.Highlighted)
    def _moved(self) -> None:
        self.message.speaking = False
        self._show_piece()

    # -- commands ------------------------------------------------------------------------------

    def action_tick(self) -> None:
        """Tick or untick the piece, and go on to the next."""
        if self.rows.current:
            self.ticked ^= {self.rows.current}
            self._show()
            self.rows.step(1)

    def action_all(self) -> None:
        """Tick all, or untick them."""
        self.ticked = set() if len(self.ticked) == len(self.pieces) else set(self.pieces)
        self._show()

    @work(group="difference")
    async def action_view(self) -> None:
        """Read both texts."""
        piece = self._here()
        if piece is None:
            return
        lines: list[str] = []
        for name, text, shown in (
            ("Now", piece.before, piece.kind != "add"),
            ("In the document", piece.after, piece.kind != "remove"),
        ):
            if shown:
                parts = [line for part in text.split("\n") for line in wrap(part[:4000], 66)]
                more = ["…"] if len(parts) > VIEWED else []
                lines += [f"{name}:", *(f"  {p}" for p in parts[:VIEWED] or ["(nothing)"]), *more]
        if piece.note:
            lines.append(f"Note: {piece.note}.")
        await self.app.push_screen_wait(MessageScreen(f"{piece.section}: {piece.what}", lines))

    @work(group="difference")
    async def action_notes(self) -> None:
        """Read the notes."""
        notes = self.notes or ("Nothing else was noticed about this document.",)
        shown = [line for note in notes for line in wrap(note, 70)]
        await self.app.push_screen_wait(MessageScreen("Noticed while comparing", shown))

    def action_events(self) -> None:
        """Read the document as a timeline instead."""
        self.dismiss(Taken(as_timeline=True))

    @on(LineList.Opened)
    def _opened(self, event: LineList.Opened) -> None:
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Take the ticked pieces."""
        taken = tuple(piece for id, piece in self.pieces.items() if id in self.ticked)
        if not taken:
            self.message.show_message(
                "No difference is ticked. Space ticks one, * all, Esc leaves.", warn=True
            )
            return
        self.dismiss(Taken(taken))

    def action_leave(self) -> None:
        """Leave; the file still holds what was not taken."""
        self.dismiss(Taken())


def _flat(text: str) -> str:
    return " ".join(text.split())
