"""The text at hand in the person's own editor, and back into the field as one step."""

import os
from typing import TYPE_CHECKING

from pmtui.domain.edits import set_fields
from pmtui.domain.fields import Kind, specs
from pmtui.domain.postmortem import Postmortem, find, record_class
from pmtui.domain.text import sanitise
from pmtui.editor import edit_text, editing_folder
from pmtui.errors import PmtuiError
from pmtui.ui.panes.base import Place

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen


async def edit_in_editor(screen: "WorkbookScreen", place: Place) -> None:
    """Suspend the workbook, run the editor, and put what it saved into the field."""
    if not place.table or not place.field:
        screen.say("Put the cursor on a text first, then press e.", warn=True)
        return
    spec = specs(record_class(place.table)).get(place.field)
    if spec is None or spec.kind not in (Kind.LINE, Kind.PROSE):
        screen.say("Only texts go to the editor; press Enter to change this.", warn=True)
        return
    before: str = getattr(find(screen.postmortem, place.table, place.record), place.field)
    try:
        screen.saver.flush()
        with screen.app.suspend():
            done = edit_text(
                before,
                heading=f"{screen.reference} {spec.label}: {spec.ask}",
                folder=editing_folder(os.environ),
                env=os.environ,
            )
    except PmtuiError as error:
        screen.say(str(error), warn=True)
        return
    if done.problem:
        screen.say(
            f"Nothing was changed, since {done.problem}; its text is in {done.kept}.", warn=True
        )
        return
    text = sanitise(done.text, multiline=spec.kind is Kind.PROSE).text
    table, record, field = place.table, place.record, place.field

    def put(pm: Postmortem) -> Postmortem:
        return set_fields(pm, table, record, **{field: text})

    if not screen.edit(put, f"edit {spec.label.lower()} in the editor"):
        screen.say("The editor changed nothing.")
