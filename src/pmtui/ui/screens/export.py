"""The export: flavour, shape, names and hits at one glance, with the text as it will leave."""

from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from pmtui.domain.edits import Edit
from pmtui.domain.postmortem import PANE_OF
from pmtui.errors import PmtuiError
from pmtui.exporters.publishing import publish, refuse_code
from pmtui.privacy import decide, decisions
from pmtui.ui.commands import bindings
from pmtui.ui.panes.base import Place
from pmtui.ui.screens.command_screen import ScreenLeft
from pmtui.ui.screens.export_commands import COMMANDS
from pmtui.ui.screens.export_frame import ExportFrame
from pmtui.ui.screens.export_handing import hand_over
from pmtui.ui.widgets.dialogs import AskLine


class ExportScreen(ExportFrame):
    """Choosing, deciding about what was found, and handing the text over."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

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
            out = self.shown.out if self.shown is not None else None
            keys = "Space masks or keeps the marked one, M masks all, e edits; "
            self.said.show_message(
                f"{keys if out is not None and out.found else ''}f shows the text."
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
        if self._decide([hit.value_hash], keep=keep):
            self.done = f"{hit.kind} {'stays readable' if keep else 'is masked'} in every export."

    def action_mask_all(self) -> None:
        """Nothing that was found leaves, unless somebody said so."""
        out = self.shown.out if self.shown is not None else None
        if out is None or not out.undecided:
            self.said.show_message("Nothing is left to decide on.")
            return
        if self._decide([f.hit.value_hash for f in out.undecided], keep=False):
            self.done = f"{len(out.undecided)} masked in every export; Space keeps the marked one."

    def _decide(self, hashes: list[str], *, keep: bool) -> bool:
        """Remember what was decided; False where the postmortem takes it not, which is said."""
        by, at = self.book.session.author, self.book.session.now()
        decided = self._edit(
            lambda pm: decide(pm, hashes, keep=keep, by=by, at=at),
            f"{'keep' if keep else 'mask'} what was found at the export",
            kind="decision",
        )
        if decided:
            self._render_anew()
        return decided

    def _edit(self, edit: Edit, label: str, *, kind: str = "edit") -> bool:
        if why := self.book.editing.refusal:
            self.said.show_message(why, warn=True)
            return False
        return self.book.edit(edit, label, kind=kind)

    def action_edit(self) -> None:
        """Leave for the field in which the marked hit stands."""
        out = self.shown.out if self.shown is not None else None
        if not self.showing_hits or out is None or not out.found:
            self.said.show_message("f shows what was found; e goes to its field from there.")
            return
        found = out.found[self.hit]
        place = Place(PANE_OF[found.table], found.table, found.record, found.field, found.hit.start)
        said = f"{found.hit.kind}: change it here, and have a secret that leaked replaced."
        self.dismiss(ScreenLeft(said, place))

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
        try:
            refuse_code(where)
        except PmtuiError as error:
            self.said.show_message(str(error), warn=True)
            return
        by, on = self.book.session.author, self.book.session.now().astimezone().date()
        if self._edit(
            lambda pm: publish(pm, where=where, on=on, by=by), "note where it was published"
        ):
            self.done = f"Noted: published in {where} on {on.isoformat()}."
            self._render_anew()

    def action_leave(self) -> None:
        """From the hits to the text, from there to the workbook."""
        if self.showing_hits:
            self.action_found()
            return
        self.dismiss(ScreenLeft(self.done))
