"""`adopt`: a postmortem that came from somebody else becomes one's own to edit."""

import click

from pmtui.cli.common import store_open
from pmtui.cli.reading import reference_argument
from pmtui.cli.speaking import emit, tell
from pmtui.errors import AnswerIsNo


@click.command("adopt")
@reference_argument
def adopt_command(reference: str) -> None:
    """Make a read-only postmortem of a colleague yours to edit.

    What its owner shares later is merged with what you write; nothing of either is lost.

    Example: pmtui adopt PM-7
    """
    with store_open() as store:
        found = store.resolve(reference)
        if not found.origin:
            raise AnswerIsNo(f"{found.reference} is yours already; pmtui open {found.reference}.")
        store.adopt(found.uid)
    emit(found.reference)
    tell(f"It came from {found.origin} and is yours to edit now: pmtui open {found.reference}.")
