"""Beginning a postmortem from the library: one line to type a title in, with its echo."""

from typing import TYPE_CHECKING

from pmtui.domain.beginning import EXAMPLE, HELP, Beginning, read_beginning
from pmtui.domain.edits import add_all, set_fields
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.review.team import beginning, graded
from pmtui.ui.chrome import MessageLine
from pmtui.ui.widgets.entry_line import EntryLine, Reading
from pmtui.ui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from pmtui.ui.screens.library import LibraryScreen

TABLE = "postmortems"


async def open_line(library: "LibraryScreen") -> None:
    """Open the line; what was left in it is there again."""

    def read(text: str) -> Reading:
        begun = _read(library, text)
        return Reading(begun.echo, "" if begun.title else "Type a title behind it.")

    if not library.query(EntryLine):
        await library.mount(EntryLine(), before="#finding")
    library.query_one(EntryLine).open(TABLE, EXAMPLE, HELP, read)


def _read(library: "LibraryScreen", text: str) -> Beginning:
    zone = beginning(library.session.zone)["zone"]
    return read_beginning(text, library.session.now(), zone, graded)


async def begin(library: "LibraryScreen", text: str) -> None:
    """Begin a postmortem with the typed title, and open it."""
    library.query_one(EntryLine).close()
    begun = _read(library, text)
    pm = set_fields(
        Postmortem(uid=new_id()),
        "overview",
        "",
        title=begun.title,
        severity=begun.severity,
        incident_date=begun.incident_date,
        **beginning(library.session.zone),
    )
    await library.pmtui.begin_postmortem(add_all(pm, "events", begun.events))


def take_title(library: "LibraryScreen", text: str) -> None:
    """A paste is no title beyond its first line."""
    library.query_one("#entry-input", LineInput).insert_text_at_cursor(
        text.strip().partition("\n")[0]
    )
    library.query_one(MessageLine).show_message(
        "Only the first line became the title; paste the rest inside the postmortem.", True
    )
