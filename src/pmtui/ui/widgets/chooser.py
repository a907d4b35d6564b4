"""A modal chooser: filters as one types, marks several, creates on the spot."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from pmtui.ui.text import content
from pmtui.ui.widgets.picker import Option, Picker
from pmtui.value import Value


class Chosen(Value):
    """What was chosen: ids of options, and the text of something new, "" for nothing new."""

    ids: tuple[str, ...]
    new: str = ""


class Chooser(ModalScreen[Chosen | None]):
    """Answers with the choice; None where the person left without one."""

    AUTO_FOCUS = ""

    def __init__(
        self,
        heading: str,
        options: Sequence[Option],
        chosen: Sequence[str] = (),
        *,
        several: bool = True,
        create: bool = False,
        only_marked: bool = False,
    ) -> None:
        super().__init__()
        self.heading = heading
        self.options = tuple(options)
        self.chosen = tuple(chosen)
        self.several = several
        self.create = create
        self.only_marked = only_marked
        """Whether Enter takes what is marked and no more, be it nothing."""

    def compose(self) -> ComposeResult:
        """A heading, the picker and the keys."""
        with Vertical(classes="dialog"):
            yield Static(content(self.heading), classes="dialog-heading")
            yield Picker(create=self.create, only_marked=self.only_marked)
            yield Static(content(self._keys()), classes="dialog-keys")

    def _keys(self) -> str:
        parts = ["Enter takes the marked ones" if self.only_marked else "Enter takes", "Esc leaves"]
        if self.several:
            parts.insert(0, "Tab marks several")
        if self.create:
            parts.append("a new text becomes a new record")
        return " · ".join(parts)

    def on_mount(self) -> None:
        """Ready to type."""
        picker = self.query_one(Picker)
        picker.styles.height = max(4, min(14, len(self.options) + 2))
        picker.offer(self.options, self.chosen, several=self.several)

    @on(Picker.Taken)
    def _taken(self, event: Picker.Taken) -> None:
        event.stop()
        taken = event.changed and not event.left
        self.dismiss(Chosen(event.ids, event.new) if taken else None)

    def key_ctrl_g(self) -> None:
        """The leader's twin of Esc."""
        self.dismiss(None)
