"""What a team asks people to confirm beside the review: each by itself, in somebody's name."""

from datetime import datetime

from pmtui.domain.edits import add, remove
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Confirmation
from pmtui.errors import UsageError
from pmtui.review.held import held
from pmtui.review.model import Policy, TeamAttestation


def unconfirmed(pm: Postmortem, policy: Policy) -> tuple[TeamAttestation, ...]:
    """What is still to be confirmed: by itself, word for word as it is asked now, or with a review
    that is recorded as held."""
    if not policy.attest or held(pm):
        return ()
    done = {(c.criterion, c.text) for c in pm.confirmations}
    return tuple(one for one in policy.attest if (one.id, one.text) not in done)


def confirm(pm: Postmortem, asked: TeamAttestation, *, by: str, at: datetime) -> Postmortem:
    """Confirm one of them; an older text of the same id gives way. Raises UsageError without a name."""
    if not by.strip():
        raise UsageError("A confirmation carries a name. Say who confirms it.")
    for old in pm.confirmations:
        if old.criterion == asked.id:
            pm = remove(pm, "confirmations", old.id)
    record = Confirmation(id=new_id(), criterion=asked.id, text=asked.text, by=by.strip(), at=at)
    return add(pm, "confirmations", record)


def asked_as(policy: Policy, id: str) -> TeamAttestation:
    """The text that a team asks to confirm under an id. Raises UsageError where there is none."""
    found = next((one for one in policy.attest if one.id.casefold() == id.casefold()), None)
    if found is None:
        known = ", ".join(one.id for one in policy.attest)
        can = f"It asks {known}." if known else "No team.toml asks for any."
        raise UsageError(f"The team asks nobody to confirm {id}. {can}")
    return found


def take_back(pm: Postmortem, confirmation: str) -> Postmortem:
    """Take a confirmation back, by the id of its record. Raises KeyError where it is gone."""
    return remove(pm, "confirmations", confirmation)
