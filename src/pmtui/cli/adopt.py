"""`adopt`: a postmortem that came from somebody else becomes one's own to edit."""

import click

from pmtui.cli.common import store_open
from pmtui.cli.reading import reference_argument
from pmtui.cli.speaking import emit, tell


@click.command("adopt")
@reference_argument
def adopt_command(reference: str) -> None:
    """Make a read-only postmortem of a colleague yours to edit.

    What its owner shares later is merged with what you write; nothing of either is lost.

    Example: pmtui adopt PM-7
    """
    adopted(reference)


def adopted(reference: str) -> None:
    """Adopt one postmortem and say so."""
    from pmtui.store.shared import adopt

    with store_open() as store:
        found = store.resolve(reference)
        adopt(store, found.uid)
    emit(found.reference)
    tell(f"It came from {found.origin} and is yours to edit now: pmtui open {found.reference}.")
