"""What a share masks and how it names people, as the team's rules and the store say."""

from pmtui.store.store import Store
from pmtui.team.redacting import Redaction


def redaction_of(store: Store) -> Redaction:
    """The redaction that is in force."""
    return Redaction(customers=tuple(store.recall("customers", [])))
