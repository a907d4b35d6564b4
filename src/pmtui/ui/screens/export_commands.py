"""The commands of the export screen, as data."""

from pmtui.ui.commands import Command
from pmtui.ui.screens.command_screen import usual

COMMANDS = (
    Command("export.next", "j,down", "Next", "Go to the next flavour, or the next hit."),
    Command("export.previous", "k,up", "Previous", "Go to the flavour or hit before."),
    Command("export.file", "w,enter", "File", "Write it to a new file in this directory.",
            footer=True, shown="w/Enter"),
    Command("export.copy", "c", "Copy", "Send it to the clipboard of your terminal.", footer=True),
    Command("export.both", "b", "Both", "Write a file and send it to the clipboard."),
    Command("export.shape", "s", "Shape", "Take the next shape: which part leaves.", footer=True),
    Command("export.names", "n", "Names", "Name people in full, by initials, or by role."),
    Command(
        "export.personal", "p", "Personal", "Mask addresses and numbers, give pseudonyms, or keep."
    ),
    Command(
        "export.found",
        "f,tab",
        "Found",
        "Show what looks secret or personal, or the preview again.",
        footer=True,
    ),
    Command("export.decide", "space", "Mask or keep", "Decide to mask the marked hit, or keep it."),
    Command("export.mask-all", "M", "Mask all", "Decide to mask every hit nobody decided on."),
    Command("export.edit", "e", "Edit", "Go to the field in which the marked hit stands."),
    Command("export.down", "d,pagedown", "Down", "Read on in the preview."),
    Command("export.up", "u,pageup", "Up", "Read back in the preview."),
    Command("export.record", "P", "Published", "Note where it was published.", footer=True),
    *usual("export", ("Back", "Go back to the workbook."), leave_keys="escape,q,ctrl+g"),
)  # fmt: skip
"""Every command of the export screen."""
