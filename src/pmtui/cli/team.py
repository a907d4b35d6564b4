"""What the commands about a team share: the folder, and telling what was done."""

from typing import TYPE_CHECKING

from pmtui.cli.common import settings
from pmtui.cli.speaking import emit, tell
from pmtui.errors import AnswerIsNo

if TYPE_CHECKING:
    from pmtui.team.model import Place, Told


def place_named(folder: str | None) -> "Place":
    """The folder of the command line, else of the settings. Raises NoFolder."""
    from pmtui.team.folder import place_at

    return place_at(folder if folder is not None else settings().team_folder)


def say(told: "Told", nothing: str) -> None:
    """What was done on stdout, what was not on stderr; raises AnswerIsNo where there is such."""
    if told.done:
        emit("\n".join(told.done))
    elif not told.problems:
        tell(nothing)
    for problem in told.problems:
        tell(problem)
    if told.problems:
        count = len(told.problems)
        raise AnswerIsNo(
            f"{'One thing was' if count == 1 else f'{count} things were'} left as it was; see above."
        )
