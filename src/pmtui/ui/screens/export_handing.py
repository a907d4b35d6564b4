"""A text out of the workbook: to a new file, to the clipboard, and what to say about it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pmtui.clipboard import copy_out
from pmtui.files import default_name, free_path, write_file

if TYPE_CHECKING:
    from pmtui.exporters import Flavour
    from pmtui.ui.screens.workbook import WorkbookScreen


def hand_over(
    book: "WorkbookScreen", text: str, flavour: "Flavour", ssh: str, *, file: bool, clipboard: bool
) -> tuple[str, ...]:
    """Write and send a text; gives whole sentences, the most important one first.

    Raises PmtuiError where the file cannot be written; nothing is sent then.
    """
    lines: list[str] = []
    path = ""
    if file:
        name = default_name(book.postmortem, book.reference, flavour.suffix)
        written = write_file(free_path(Path.cwd() / name), text)
        path = str(written.path)
        lines.append(f"Written to {path} ({written.size:,} bytes).")
    if clipboard:
        write = book.pmtui.send_to_terminal
        lines.append(copy_out(text, env=os.environ, write=write, file=path, ssh=ssh).message)
    lines.append(flavour.paste_instruction)
    if not clipboard:
        lines.append(f"From your own machine, the dependable way: {ssh}")
    return tuple(lines)
