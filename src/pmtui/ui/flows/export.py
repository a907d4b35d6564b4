"""Out of the terminal from the workbook: choose a flavour, then a file, the clipboard or both."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pmtui.clipboard import copy_out, ssh_line
from pmtui.errors import PmtuiError
from pmtui.files import default_name, write_file
from pmtui.review import review
from pmtui.ui.panes.base import Place
from pmtui.ui.screens.message import MessageScreen
from pmtui.ui.widgets.dialogs import ChooseLetter

if TYPE_CHECKING:
    from pmtui.exporters import Flavour
    from pmtui.ui.screens.workbook import WorkbookScreen

LETTERS = "1234567890abcdefghijkmnoprstuvw"


async def export(screen: "WorkbookScreen", _: Place) -> None:
    """Ask for the flavour and the way out; always write a file, since no terminal acknowledges."""
    from pmtui.exporters import FLAVOURS, ExportOptions

    keyed = dict(zip(LETTERS, FLAVOURS.values(), strict=False))
    answer = await screen.app.push_screen_wait(
        ChooseLetter(
            "In which flavour is it to leave?",
            [(letter, f"{f.name:<16} {f.purpose}") for letter, f in keyed.items()],
        )
    )
    if not answer:
        return
    flavour = keyed[answer]
    way = await screen.app.push_screen_wait(
        ChooseLetter(
            f"Where is the {flavour.name} to go? A file is written in either case.",
            [("f", "a file only"), ("c", "the clipboard of your terminal as well")],
        )
    )
    if not way:
        return
    now = screen.session.now()
    options = ExportOptions(
        now=now,
        findings=review(screen.postmortem, screen.session.context()),
        reference=screen.reference,
    )
    text = flavour.render(screen.postmortem, options)
    await screen.app.push_screen_wait(
        MessageScreen("Exported", _hand_over(screen, flavour, text, way == "c"))
    )


def _hand_over(
    screen: "WorkbookScreen", flavour: "Flavour", text: str, to_clipboard: bool
) -> tuple[str, ...]:
    lines = []
    file = ""
    name = default_name(screen.postmortem, screen.reference, flavour.suffix)
    try:
        written = write_file(_free(Path.cwd() / name), text)
        file = str(written.path)
        lines.append(f"Written to {file} ({written.size:,} bytes).")
    except PmtuiError as error:
        lines.append(str(error))
    ssh = ssh_line(screen.reference, flavour.name, screen.session.host)
    if to_clipboard:
        write = screen.pmtui.send_to_terminal
        lines.append(copy_out(text, env=os.environ, write=write, file=file, ssh=ssh).message)
    lines.append(flavour.paste_instruction)
    lines.append(f"From your own machine, the dependable way: {ssh}")
    return tuple(lines)


def _free(path: Path) -> Path:
    """The path, or one with a number behind it: an export never overwrites an earlier one."""
    candidate, number = path, 2
    while candidate.exists() or candidate.is_symlink():
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return candidate
