"""Two windows on one postmortem: what both wrote, merged so that no sentence is of two people.

The store, the saver and the screen merge by the same function, so that they agree on the value.
"""

from pmtui.domain import rebase
from pmtui.domain.fields import Kind
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.rebase import Conflict


def merge(
    base: Postmortem, theirs: Postmortem, ours: Postmortem
) -> tuple[Postmortem, tuple[Conflict, ...]]:
    """Their value with what we changed since the base, and what a person should look at.

    A sentence, or a value of one line, that both changed stands there twice, whole.
    """
    return rebase.merge(base, theirs, ours, _met)


def _met(kind: Kind, base: str, theirs: str, ours: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    # Imported only where two people wrote in one text: it brings the rules for sentences.
    from pmtui.language.passages import lines_met, passages_met

    found = (lines_met if kind is Kind.LINE else passages_met)(base, theirs, ours)
    return found.text, found.clashes
