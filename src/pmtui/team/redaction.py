"""What a share masks and how it names people, as the team's rules and the store say."""

from typing import cast

from pmtui.errors import AnswerIsNo
from pmtui.exporters.options import Names
from pmtui.privacy.masking import Personal
from pmtui.review.team import team
from pmtui.store.store import Store
from pmtui.team.redacting import Redaction


def redaction_of(store: Store) -> Redaction:
    """The redaction that is in force.

    Raises AnswerIsNo while the rules hold a mistake: what was meant to be masked might not be.
    """
    rules = team()
    if rules.mistakes:
        raise AnswerIsNo(
            f"{rules.mistakes[0]} Nothing is shared until the team's rules are mended; "
            "pmtui config check lists every mistake."
        )
    return Redaction(
        names=cast(Names, rules.names),
        personal=cast(Personal, rules.personal),
        customers=tuple(store.recall("customers", [])),
    )
