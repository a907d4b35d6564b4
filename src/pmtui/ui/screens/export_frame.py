"""The frame of the export: renders in a thread, and draws choices, flavours, text and hits."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.getters import query_one
from textual.message import Message

from pmtui.domain.postmortem import Postmortem
from pmtui.errors import PmtuiError
from pmtui.exporters.remote import fetch_line
from pmtui.exporters.shapes import SHAPES
from pmtui.exporters.templates import every_flavour
from pmtui.privacy import decisions
from pmtui.ui.chrome import KeyLine, MessageLine, OneLine
from pmtui.ui.screens.command_screen import CommandScreen, ScreenLeft
from pmtui.ui.screens.export_choice import (
    Choice,
    Rendered,
    read_choice,
    rendered,
)
from pmtui.ui.screens.export_commands import COMMANDS
from pmtui.ui.screens.export_drawing import LEFT, body, choices_line, hits, preview
from pmtui.ui.text import fit, wrap

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen


class ExportFrame(CommandScreen[ScreenLeft]):
    """One export as it is rendered in a thread and shown; what is done to it is in `export`."""

    CALLED = "Export"
    LISTED = COMMANDS
    AUTO_FOCUS = ""

    head = query_one("#export-head", OneLine)
    purpose = query_one("#export-purpose", OneLine)
    choices = query_one("#export-choices", OneLine)
    body = query_one("#export-body", OneLine)
    paste = query_one("#export-paste", OneLine)
    ssh = query_one("#export-ssh", OneLine)
    said = query_one("#export-said", MessageLine)
    keys = query_one("#export-keys", KeyLine)

    @dataclass
    class Ready(Message):
        """The thread has a text."""

        rendered: Rendered
        number: int

    def __init__(self, book: "WorkbookScreen") -> None:
        super().__init__()
        self.book = book
        self.flavours = every_flavour()
        uid = book.postmortem.uid
        self.choice = read_choice(book.saver.recall(f"export:{uid}"), self.flavours)
        self.shown: Rendered | None = None
        """The last text that came; it may be older than what was chosen and decided since."""
        self.asked = 0
        """How often a text was asked for, so that an older one is never taken for the latest."""
        self.came = 0
        """The number of the last text that came."""
        self.showing_hits = False
        self.tops = [0]
        """The first lines of the pages read so far; the last one is shown."""
        self.page = 1
        """Lines of the text that the page shown holds whole."""
        self.hit = 0
        self.done = ""
        """What was done last, for the workbook to say."""
        self.report: tuple[str, ...] = ()
        """What became of the text, in full, in its place until something else is chosen."""

    def compose(self) -> ComposeResult:
        """What, the choices, flavours beside the text, how to paste, what happened, keys."""
        yield OneLine(id="export-head")
        yield OneLine(id="export-purpose")
        yield OneLine(id="export-choices")
        yield OneLine(id="export-body")
        yield OneLine(id="export-paste")
        yield OneLine(id="export-ssh")
        yield MessageLine(id="export-said")
        yield KeyLine(id="export-keys")

    def on_mount(self) -> None:
        """Render what was chosen the last time."""
        title = self.book.postmortem.overview.title or "without a title"
        self.head.say(
            Content(fit(f" Export {self.book.reference} {title}", self.app.size.width)).stylize(
                "bold"
            )
        )
        self.keys.show(COMMANDS)
        self._render_anew()

    def show_frame(self) -> None:
        """Fit the columns to the new size."""
        self._show()

    # -- rendering -----------------------------------------------------------------------------

    def _render_anew(self) -> None:
        self.asked += 1
        self._show()
        self._render_in_thread(self.asked, self.choice, self.book.postmortem)

    @work(thread=True, group="export-rendering", exclusive=True)
    def _render_in_thread(self, number: int, choice: Choice, pm: Postmortem) -> None:
        try:
            found = self._rendered(choice, pm)
        except PmtuiError as error:
            found = Rendered(choice=choice, problem=str(error))
        self.post_message(self.Ready(found, number))

    def _rendered(self, choice: Choice, pm: Postmortem) -> Rendered:
        """The text, in the thread, since the store may be held. Raises StoreError."""
        from pmtui.store.similar import called_of

        saver = self.book.saver
        customers = tuple(saver.recall("customers") or ())
        pseudonyms = saver.recall(f"pseudonyms:{pm.uid}") or {}
        others = saver.ask(lambda store: called_of(store, pm)).result()
        context = self.book.past.context()
        return rendered(pm, choice, self.book.reference, context, customers, pseudonyms, others)

    @on(Ready)
    def _ready(self, event: Ready) -> None:
        if event.number != self.asked:
            return
        self.shown, self.came = event.rendered, event.number
        if event.rendered.out is not None:
            self.hit = min(self.hit, max(0, len(event.rendered.out.found) - 1))
            remarks = event.rendered.out.remarks
            if remarks or self.done:
                self.said.show_message(" ".join(remarks) or self.done, warn=bool(remarks))
        else:
            self.said.show_message(event.rendered.problem, warn=True)
        self._show()

    @property
    def ready(self) -> bool:
        """Whether the text on the screen is that of what was chosen and decided."""
        return self.shown is not None and self.came == self.asked

    def _show(self) -> None:
        if not self.is_mounted:
            return
        width = max(self.app.size.width, 60)
        flavour = self.flavours[self.choice.flavour]
        shape = SHAPES[self.choice.shape]
        out = self.shown.out if self.ready and self.shown is not None else None
        purpose = flavour.purpose if self.choice.shape == "full" else shape.purpose
        self.purpose.say(Content(fit(f" {purpose}", width)))
        self.choices.say(Content(fit(choices_line(self.choice, out, not self.ready), width)))
        height, room = max(self.body.size.height, 1), width - LEFT - 2
        if out is None:
            problem = self.shown.problem if self.ready and self.shown is not None else "…"
            right = [Content(line) for line in wrap(problem, room)]
        elif self.report:
            right = [Content(line) for part in self.report for line in (*wrap(part, room), "")]
        elif self.showing_hits:
            known = decisions(self.book.postmortem)
            masked = frozenset(f.hit.value_hash for f in out.masked)
            right = hits(out.found, known, masked, self.hit, height, room)
        else:
            right, self.page = preview(out.text, self.tops[-1], height, room)
        names = list(self.flavours)
        self.body.say(body(names, names.index(self.choice.flavour), right, height, width))
        self.paste.say(Content(fit(f" {flavour.paste_instruction}", width)).stylize("dim"))
        self.ssh.say(Content(fit(f" {self._ssh_line()}", width)).stylize("dim"))

    def _ssh_line(self) -> str:
        session, choice = self.book.session, self.choice
        options = choice.options(session.now())
        return fetch_line(
            self.book.reference, choice.flavour, options, choice.personal, session.host
        )

    def _choose(self, choice: Choice) -> None:
        self.choice, self.tops, self.done, self.report = choice, [0], "", ()
        self.book.saver.remember(f"export:{self.book.postmortem.uid}", choice.plain())
        self.said.speaking = False
        self.said.say(Content(""))
        self._render_anew()
