"""The commands that work on every pane of a workbook, as data."""

from pmtui.domain.vocabulary import Pane
from pmtui.ui.commands import Command

_PANES = tuple(
    Command(
        f"workbook.pane_{number}",
        str(number),
        pane.value.capitalize(),
        f"Go to the pane {pane.value.capitalize()}.",
        run=f"switch({number - 1})",
    )
    for number, pane in enumerate(Pane, 1)
)

LEADER = Command(
    "workbook.leader",
    "ctrl+g",
    "Commands",
    "In a field: take one letter as a command.",
    run="flow('leader')",
)
REOPEN = Command(
    "workbook.reopen",
    "O",
    "Reopen",
    "Reopen a complete postmortem, with a reason.",
    run="flow('reopen')",
)

COMMANDS = (
    *_PANES,
    Command(
        "workbook.previous_pane", "h", "Pane left", "Go to the pane on the left.", run="turn(-1)"
    ),
    Command("workbook.next_pane", "l", "Pane right", "Go to the pane on the right.", run="turn(1)"),
    Command(
        "workbook.next_finding",
        "n",
        "Next",
        "Jump to the next finding.",
        footer=True,
        run="find(1)",
    ),
    Command(
        "workbook.previous_finding",
        "N",
        "Previous",
        "Jump to the previous finding.",
        run="find(-1)",
    ),
    Command(
        "workbook.explain",
        "i",
        "Why",
        "Say in full what is asked here, why, and who asks it.",
        run="flow('explain')",
    ),
    Command(
        "workbook.rewrite",
        "R",
        "Reword",
        "Reword the sentence of the finding at hand, with a pattern and roles for names.",
        run="flow('rewrite')",
    ),
    Command(
        "workbook.waive",
        "W",
        "Waive",
        "Set the finding at hand aside, with a reason that is printed in the export.",
        run="flow('waive')",
    ),
    Command(
        "workbook.false-alarm",
        "F",
        "False alarm",
        "Say that the finding at hand is wrong about the words here.",
        run="flow('false_alarm')",
    ),
    Command(
        "workbook.names-to-roles",
        "",
        "Names to roles",
        "Write roles for all names in summary, causes and what was hard, as one step.",
        run="flow('names_to_roles')",
    ),
    Command("workbook.jump_back", "b", "Back", "Come back to where the last jump began."),
    Command("workbook.undo_edit", "u,ctrl+z", "Undo", "Take back the last step, even yesterday's."),
    Command("workbook.redo_edit", "ctrl+r,ctrl+y", "Redo", "Do again what was taken back."),
    Command(
        "workbook.editor",
        "e",
        "$EDITOR",
        "Open the text at hand in your own editor.",
        run="flow('editor')",
    ),
    Command(
        "workbook.import",
        "I",
        "Import",
        "Make events of a chat, a log, an alert or an old timeline: look first, then accept.",
        run="flow('import')",
    ),
    Command(
        "workbook.export",
        "x",
        "Export",
        "Copy the postmortem out or write it to a file.",
        run="flow('export')",
    ),
    Command(
        "workbook.meeting",
        "M",
        "Meeting",
        "Hold the review meeting: agenda, clock, notes, decisions, review held.",
        run="flow('meeting')",
    ),
    Command(
        "workbook.move_on",
        "C",
        "Review/complete",
        "Move the postmortem to its next status.",
        run="flow('move_on')",
    ),
    REOPEN,
    Command(
        "workbook.saved", "ctrl+s", "Saved?", "Say when it was last saved; saving is automatic."
    ),
    Command(
        "workbook.history",
        "H",
        "History",
        "Show who changed what lately, also what another window wrote over.",
        run="flow('history')",
    ),
    Command(
        "workbook.redraw", "ctrl+l", "Redraw", "Paint the whole screen anew.", run="app.redraw"
    ),
    Command(
        "workbook.writer",
        "at",
        "Who writes",
        "Say who is writing, on a login that several people share.",
        run="flow('writer')",
    ),
    Command(
        "workbook.rescue",
        "",
        "Rescue",
        "Take in text that was rescued while saving failed.",
        run="flow('rescue')",
    ),
    Command(
        "workbook.share",
        "",
        "Share",
        "Put the postmortem into the team's folder, masked; commit and push it.",
        run="flow('share')",
    ),
    Command(
        "workbook.promises",
        "",
        "Promises",
        "Show what was promised in all postmortems, and come back here.",
        run="flow('promises')",
    ),
    Command(
        "workbook.suspend",
        "",
        "Shell",
        "Go to the shell for a while; fg comes back.",
        run="app.suspend_process",
    ),
    LEADER,
    Command(
        "workbook.commands",
        "colon,ctrl+p",
        "Commands",
        "Find any command and run it.",
        run="flow('commands')",
    ),
    Command(
        "workbook.help",
        "question_mark,f1",
        "Help",
        "Show what every key does here.",
        footer=True,
        run="flow('help')",
    ),
    Command("workbook.close", "q", "Library", "Go back to the library; all is saved.", footer=True),
)

IN_FIELD = (LEADER._replace(footer=True),)
"""What the footer shows of them while a field is being edited, when letters type."""
