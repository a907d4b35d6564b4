"""Beginning a postmortem from the library: one line to type a title in, with its echo."""

from typing import TYPE_CHECKING

from pmtui.domain.beginning import EXAMPLE, HELP, read_beginning
from pmtui.domain.edits import set_fields
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.review.team import beginning
from pmtui.ui.chrome import MessageLine
from pmtui.ui.widgets.entry_line import EntryLine, Reading
from pmtui.ui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from pmtui.ui.screens.library import LibraryScreen

TABLE = "postmortems"


async def open_line(library: "LibraryScreen") -> None:
    """Open the line; what was left in it is there again."""
    today = library.session.now().astimezone().date()

    def read(text: str) -> Reading:
        begun = read_beginning(text, today)
        return Reading(begun.echo, "" if begun.title else "Type a title behind it.")

    if not library.query(EntryLine):
        await library.mount(EntryLine(), before="#finding")
    library.query_one(EntryLine).open(TABLE, EXAMPLE, HELP, read)


async def begin(library: "LibraryScreen", text: str) -> None:
    """Begin a postmortem with the typed title, and open it."""
    library.query_one(EntryLine).close()
    begun = read_beginning(text, library.session.now().astimezone().date())
    pm = set_fields(
        Postmortem(uid=new_id()),
        "overview",
        "",
        title=begun.title,
        severity=begun.severity,
        incident_date=begun.incident_date,
        **beginning(library.session.zone),
    )
    await library.pmtui.begin_postmortem(pm)


def take_title(library: "LibraryScreen", text: str) -> None:
    """A paste is no title beyond its first line."""
    library.query_one("#entry-input", LineInput).insert_text_at_cursor(
        text.strip().partition("\n")[0]
    )
    library.query_one(MessageLine).show_message(
        "Only the first line became the title; paste the rest inside the postmortem.", True
    )
