"""What every full screen with keys of its own has in common, so that a new one is a small thing.

A screen says what it is called and which commands work in it, and draws itself; the help, the
palette, the repaint, the resize, a stray paste and the way out are the same everywhere.
"""

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, work
from textual.screen import Screen, ScreenResultType

from pmtui.ui.chrome import MessageLine
from pmtui.ui.commands import Command
from pmtui.value import Value

if TYPE_CHECKING:
    from pmtui.ui.app import PmtuiApp
    from pmtui.ui.panes.base import Place

NO_KEY = "Nothing was done with the paste, since nothing is written here; ? shows the keys."


def usual(
    context: str, leave: tuple[str, str], *, leave_keys: str = "q,escape,ctrl+g"
) -> tuple[Command, ...]:
    """The commands that every screen has, under its own ids: palette, repaint, help, the way out.

    `leave` is the label and the sentence of the way out.
    """
    label, sentence = leave
    return (
        Command(f"{context}.commands", "colon,ctrl+p", "Commands", "Find any command and run it."),
        Command(f"{context}.redraw", "ctrl+l", "Redraw", "Paint the whole screen anew."),
        Command(
            f"{context}.help", "question_mark,f1", "Help", "Show every key that works here.", True
        ),
        Command(f"{context}.leave", leave_keys, label, sentence, True),
    )


class ScreenLeft(Value):
    """How a screen over a workbook ended: what to say of it, and where the person wants to go."""

    said: str = ""
    place: "Place | None" = None


class CommandScreen(Screen[ScreenResultType]):
    """A full screen with commands of its own; a subclass binds them, too."""

    CALLED: ClassVar[str] = ""
    """What the help calls the screen, as the beginning of a sentence."""
    LISTED: ClassVar[tuple[Command, ...]] = ()
    """Every command of it."""

    @property
    def pmtui(self) -> "PmtuiApp":
        """The application, as what it is."""
        return cast("PmtuiApp", self.app)

    def commands_here(self) -> tuple[Command, ...]:
        """What works where the cursor stands."""
        return self.LISTED

    def show_frame(self) -> None:
        """Fit what is drawn to the size of the terminal."""

    def on_resize(self) -> None:
        """Another size, another drawing."""
        if self.is_mounted:
            self.show_frame()

    @work(group="commands")
    async def action_commands(self) -> None:
        """Find a command and run it."""
        await self._offer("Commands: what would you like to do?")

    @work(group="commands")
    async def action_help(self) -> None:
        """Every key that works here."""
        await self._offer(f"{self.CALLED}: every key that works here. Enter runs the marked one.")

    async def _offer(self, heading: str) -> None:
        from pmtui.ui.screens.command_list import CommandListScreen

        listed = self.commands_here()
        id = await self.app.push_screen_wait(CommandListScreen(listed, heading))
        command = next((c for c in listed if c.id == id), None)
        if command is not None:
            await self.run_action(command.action)

    def action_redraw(self) -> None:
        """Paint everything anew."""
        self.pmtui.action_redraw()

    def action_leave(self) -> object:
        """Back to where it was opened; a subclass may ask first."""
        return self.dismiss(None)

    def on_paste(self, event: events.Paste) -> None:
        """A paste is never run as keys."""
        event.stop()
        self.take_paste(event.text)

    def take_paste(self, text: str) -> None:
        """What becomes of a text that was pasted outside a line to type in; it is not cleaned."""
        self.query_one(MessageLine).show_message(NO_KEY, warn=True)
