"""The export: flavour, shape, names and hits at one glance, with the text as it will leave."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.message import Message

from pmtui.domain.postmortem import PANE_OF
from pmtui.errors import PmtuiError
from pmtui.exporters.publishing import publish
from pmtui.exporters.remote import fetch_line
from pmtui.exporters.shapes import SHAPES
from pmtui.exporters.templates import every_flavour
from pmtui.privacy import decide, decisions
from pmtui.ui.chrome import KeyLine, MessageLine, OneLine
from pmtui.ui.commands import bindings
from pmtui.ui.panes.base import Place
from pmtui.ui.screens.command_screen import CommandScreen
from pmtui.ui.screens.export_choice import (
    Choice,
    Rendered,
    read_choice,
    rendered,
)
from pmtui.ui.screens.export_commands import COMMANDS
from pmtui.ui.screens.export_drawing import LEFT, body, choices_line, hits, preview
from pmtui.ui.screens.export_handing import hand_over
from pmtui.ui.text import fit, wrap
from pmtui.ui.widgets.dialogs import AskLine
from pmtui.value import Value

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen


class Left(Value):
    """How an export ended: what to say of it, and where the person wants to edit."""

    said: str = ""
    place: Place | None = None


class ExportScreen(CommandScreen[Left]):
    """One export. Renders in a thread, shows the text as it would leave, hands it over."""

    CALLED = "Export"
    LISTED = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
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
        from pmtui.store.similar import called_of

        self.asked += 1
        self._show()
        saver, uid = self.book.saver, self.book.postmortem.uid
        customers = tuple(saver.recall("customers") or ())
        known = saver.recall(f"pseudonyms:{uid}") or {}
        others = called_of(self.book.session.store, self.book.postmortem)
        self._render_in_thread(self.asked, self.choice, customers, known, others)

    @work(thread=True, group="export-rendering", exclusive=True)
    def _render_in_thread(
        self,
        number: int,
        choice: Choice,
        customers: tuple[str, ...],
        pseudonyms: dict[str, str],
        others: dict[str, str],
    ) -> None:
        book = self.book
        context = book.past.context()
        found = rendered(
            book.postmortem, choice, book.reference, context, customers, pseudonyms, others
        )
        self.post_message(self.Ready(found, number))

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

    # -- choosing ------------------------------------------------------------------------------

    def action_next(self) -> None:
        """On in the flavours or in the hits."""
        self._step(1)

    def action_previous(self) -> None:
        """Back in the flavours or in the hits."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.showing_hits and self.shown is not None and self.shown.out is not None:
            self.hit = max(0, min(self.hit + by, len(self.shown.out.found) - 1))
            self._show()
            return
        names = list(self.flavours)
        place = max(0, min(names.index(self.choice.flavour) + by, len(names) - 1))
        if names[place] != self.choice.flavour:
            self._choose(replace(self.choice, flavour=names[place]).fitting())

    def action_shape(self) -> None:
        """The next shape."""
        self._choose(self.choice.next_shape())

    def action_names(self) -> None:
        """The next way of naming people."""
        self._choose(self.choice.next_names())

    def action_personal(self) -> None:
        """The next fate of personal data."""
        self._choose(self.choice.next_personal())

    def action_found(self) -> None:
        """Between the preview and the hits."""
        self.showing_hits = not self.showing_hits
        self.report = ()
        if self.showing_hits:
            self.said.show_message(
                "Space masks or keeps the marked one, M masks all, e edits; f shows the text."
            )
        self._show()

    def action_decide(self) -> None:
        """Keep what would be masked, or mask what would be kept."""
        out = self.shown.out if self.shown is not None else None
        if not self.showing_hits or out is None or not out.found:
            self.said.show_message("f shows what was found; Space decides about it there.")
            return
        hit = out.found[self.hit].hit
        known = decisions(self.book.postmortem)
        masked = any(f.hit.value_hash == hit.value_hash for f in out.masked)
        keep = masked and known.decided(hit.value_hash)
        self._decide([hit.value_hash], keep=keep)
        self.done = f"{hit.kind} {'stays readable' if keep else 'is masked'} in every export."

    def action_mask_all(self) -> None:
        """Nothing that was found leaves, unless somebody said so."""
        out = self.shown.out if self.shown is not None else None
        if out is None or not out.undecided:
            self.said.show_message("Nothing is left to decide on.")
            return
        self._decide([f.hit.value_hash for f in out.undecided], keep=False)
        self.done = f"{len(out.undecided)} masked in every export; Space keeps the marked one."

    def _decide(self, hashes: list[str], *, keep: bool) -> None:
        by, at = self.book.session.author, self.book.session.now()
        self.book.edit(
            lambda pm: decide(pm, hashes, keep=keep, by=by, at=at),
            f"{'keep' if keep else 'mask'} what was found at the export",
            kind="decision",
        )
        self._render_anew()

    def action_edit(self) -> None:
        """Leave for the field in which the marked hit stands."""
        out = self.shown.out if self.shown is not None else None
        if not self.showing_hits or out is None or not out.found:
            self.said.show_message("f shows what was found; e goes to its field from there.")
            return
        found = out.found[self.hit]
        place = Place(PANE_OF[found.table], found.table, found.record, found.field, found.hit.start)
        said = f"{found.hit.kind}: change it here, and have a secret that leaked replaced."
        self.dismiss(Left(said, place))

    def action_down(self) -> None:
        """On in the preview."""
        self._scroll(1)

    def action_up(self) -> None:
        """Back in the preview."""
        self._scroll(-1)

    def _scroll(self, by: int) -> None:
        if self.shown is not None and self.shown.out is not None and not self.showing_hits:
            after = self.tops[-1] + max(1, self.page)
            if self.report:
                self.report = ()
            elif by > 0 and after < self.shown.out.text.count("\n"):
                self.tops.append(after)
            elif by < 0 and len(self.tops) > 1:
                self.tops.pop()
            self._show()

    # -- leaving -------------------------------------------------------------------------------

    def action_file(self) -> None:
        """A file only."""
        self._hand_over(file=True, clipboard=False)

    def action_copy(self) -> None:
        """The clipboard only; the message names the dependable way."""
        self._hand_over(file=False, clipboard=True)

    def action_both(self) -> None:
        """A file and the clipboard."""
        self._hand_over(file=True, clipboard=True)

    def _hand_over(self, *, file: bool, clipboard: bool) -> None:
        if not self.ready or self.shown is None or self.shown.out is None:
            why = self.shown.problem if self.ready and self.shown is not None else ""
            self.said.show_message(why or "It is not ready yet; press the key again.", warn=True)
            return
        self._remember_pseudonyms(self.shown.out.pseudonyms)
        flavour, ssh = self.flavours[self.choice.flavour], self._ssh_line()
        try:
            lines = hand_over(
                self.book, self.shown.out.text, flavour, ssh, file=file, clipboard=clipboard
            )
        except PmtuiError as error:
            self.said.show_message(str(error), warn=True)
            return
        self.done, self.report = lines[0], lines
        self.showing_hits = False
        self.said.show_message("P notes where you publish it; d shows the text again.")
        self._show()

    def _remember_pseudonyms(self, pseudonyms: dict[str, str]) -> None:
        if pseudonyms:
            self.book.saver.remember(f"pseudonyms:{self.book.postmortem.uid}", pseudonyms)

    @work(group="export-asking")
    async def action_record(self) -> None:
        """Ask where it was published, today."""
        where = await self.app.push_screen_wait(
            AskLine("Where was it published?", reason="An address, a channel, a list.")
        )
        if not where:
            return
        by, on = self.book.session.author, self.book.session.now().astimezone().date()
        self.book.edit(
            lambda pm: publish(pm, where=where, on=on, by=by), "note where it was published"
        )
        self.done = f"Noted: published in {where} on {on.isoformat()}."
        self._render_anew()

    def action_leave(self) -> None:
        """From the hits to the text, from there to the workbook."""
        if self.showing_hits:
            self.action_found()
            return
        self.dismiss(Left(self.done))
