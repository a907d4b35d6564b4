"""`review`, `attest`, `complete`, `reopen`: what people decide, through the gate."""

import sys
from collections.abc import Callable
from datetime import date

import click

from pmtui.cli.common import (
    CLOCK,
    commit,
    judging,
    load,
    past_day,
    settings,
    store_open,
    today,
)
from pmtui.cli.judge import line_of
from pmtui.cli.reading import one_line, reference_argument, typed_text
from pmtui.cli.speaking import tell, width
from pmtui.config import author_name
from pmtui.domain.postmortem import Postmortem
from pmtui.errors import AnswerIsNo, UsageError
from pmtui.review import gate
from pmtui.review.confirming import asked_as, confirm, take_back
from pmtui.review.gate import GateRefused
from pmtui.review.held import attest, not_yet, withdraw_attestation
from pmtui.review.reading import same_person
from pmtui.store.model import Loaded

by_option = click.option(
    "--by", metavar="NAME", type=one_line, help="In whose name; default is yours."
)


def who(by: str | None) -> str:
    """In whose name something is decided."""
    return by or author_name(settings())


@click.command("review")
@reference_argument
@click.option("--anyway", is_flag=True, help="Also while findings bar completion.")
@by_option
def review_command(reference: str, anyway: bool, by: str | None) -> None:
    """Move a draft to in review; while something bars it, say all of it and ask.

    Example: pmtui review PM-7
    """

    def decide(pm: Postmortem) -> Postmortem:
        at, context = CLOCK.now(), judging(pm)
        try:
            return gate.move_to_review(pm, by=who(by), at=at, context=context, anyway=anyway)
        except GateRefused as refusal:
            if not _asked(pm, refusal):
                raise
        return gate.move_to_review(pm, by=who(by), at=at, context=context, anyway=True)

    done = _decided(reference, "move to review", decide, "Add --anyway to move it all the same.")
    tell(f"{done.reference} is in review; pmtui complete {done.reference} completes it.")


def _asked(pm: Postmortem, refusal: GateRefused) -> bool:
    """Whether a person at a terminal wants to go on; nobody is asked in a script."""
    if sys.stdin is None or not sys.stdin.isatty() or not sys.stderr.isatty():
        return False
    tell("\n".join(line_of(pm, f, width() or 80) for f in refusal.findings))
    return click.confirm("These are still open. Move it to review anyway?", err=True)


@click.command("complete")
@reference_argument
@by_option
def complete_command(reference: str, by: str | None) -> None:
    """Complete it; with a blocking finding it lists all of them and changes nothing.

    Example: pmtui complete PM-7
    """

    def decide(pm: Postmortem) -> Postmortem:
        return gate.complete(pm, by=who(by), at=CLOCK.now(), context=judging(pm))

    done = _decided(reference, "complete", decide)
    tell(f"{done.reference} is complete; pmtui export {done.reference} hands it over.")


@click.command("reopen")
@reference_argument
@click.argument("reason", metavar="REASON...", nargs=-1, required=True)
@by_option
def reopen_command(reference: str, reason: tuple[str, ...], by: str | None) -> None:
    """Reopen a complete postmortem, with a reason that stays in the history.

    Example: pmtui reopen PM-7 "the second outage had the same cause"
    """
    why = one_line(typed_text(reason))

    def decide(pm: Postmortem) -> Postmortem:
        return gate.reopen(pm, by=who(by), at=CLOCK.now(), reason=why)

    done = _decided(reference, "reopen", decide)
    tell(f"{done.reference} is {done.postmortem.review.status} again.")


def _decided(
    reference: str, label: str, edit: Callable[[Postmortem], Postmortem], hint: str = ""
) -> Loaded:
    with store_open() as store:
        loaded = load(store, reference)
        try:
            return commit(store, loaded, edit, label, kind="status")
        except GateRefused as refusal:
            raise _refused(loaded.postmortem, refusal, hint) from refusal


def _refused(pm: Postmortem, refusal: GateRefused, hint: str) -> AnswerIsNo:
    """The refusal with every finding that bars the way."""
    lines = [line_of(pm, f, None) for f in refusal.findings]
    return AnswerIsNo("\n".join([f"{refusal} {hint}".strip(), *lines]))


@click.command("attest")
@reference_argument
@click.option("--on", metavar="DATE", type=past_day, help="The day of the review; default today.")
@click.option(
    "--reader",
    "readers",
    multiple=True,
    metavar="NAME",
    type=one_line,
    help="Who read it; repeatable.",
)
@click.option("--reviewer", metavar="NAME", type=one_line, help="Who, other than the owner.")
@click.option("--approver", metavar="NAME", type=one_line, help="Who accepts the actions.")
@click.option("--where", metavar="PLACE", type=one_line, help="Meeting or link.")
@click.option("--note", metavar="TEXT", type=one_line, help="What to remember.")
@click.option("--withdraw", is_flag=True, help="Take the attestation back.")
@click.option(
    "--confirm", "confirmed", multiple=True, metavar="ID", type=one_line,
    help="Confirm what the team asks under ID, by itself; repeatable.",
)  # fmt: skip
@click.option(
    "--unconfirm", "taken_back", multiple=True, metavar="ID", type=one_line,
    help="Take a confirmation back; repeatable.",
)  # fmt: skip
@by_option
def attest_command(
    reference: str,
    on: date | None,
    readers: tuple[str, ...],
    reviewer: str | None,
    approver: str | None,
    where: str | None,
    note: str | None,
    withdraw: bool,
    confirmed: tuple[str, ...],
    taken_back: tuple[str, ...],
    by: str | None,
) -> None:
    """Record that the review was held: what no machine can know (C37 to C39).

    What was recorded before stays where nothing new is named; --reader "" empties the readers.

    \b
    Examples: pmtui attest PM-7 --reviewer "Ben Osei" --reader Ana
              pmtui attest PM-7 --withdraw
              pmtui attest PM-7 --confirm T1
    """
    if withdraw:
        _withdraw(reference)
        return
    if confirmed or taken_back:
        _confirm(reference, confirmed, taken_back, by)
        return
    if not reviewer:
        raise UsageError("A review has a reviewer other than the owner. Name one: --reviewer NAME.")
    day = on or today()

    def held(pm: Postmortem) -> Postmortem:
        if problem := not_yet(pm, day, CLOCK.now()):
            raise UsageError(problem)
        before = pm.review
        return attest(
            pm,
            held_on=day,
            readers=readers or before.readers,
            reviewer=reviewer or "",
            approver=before.approver if approver is None else approver,
            recorded_by=who(by),
            where=before.held_where if where is None else where,
            note=before.note if note is None else note,
        )

    with store_open() as store:
        loaded = load(store, reference)
        commit(store, loaded, held, "record the review", kind="status")
    tell("The review is recorded; it lapses when a factor or an action is added or removed.")
    if (before := loaded.postmortem.review).held_fingerprint:
        tell(
            f"It replaces the record of {before.held_on}; what is not named now was kept from it, and the "
            "history has it whole."
        )
    if same_person(reviewer, loaded.postmortem.overview.owner):
        tell(
            f"{reviewer} is the owner, so that a second person is still wanted (C39). Record one with "
            f"pmtui attest {loaded.reference} --reviewer NAME."
        )
    for one in judging().policy.attest:
        tell(f"Confirmed with it, as the team asks ({one.id}): {one.text}")


def _confirm(
    reference: str, confirmed: tuple[str, ...], taken_back: tuple[str, ...], by: str | None
) -> None:
    """Confirm, or take back, what a team asks under these ids."""
    asked = [asked_as(judging().policy, id) for id in confirmed]
    at, name, back = CLOCK.now(), who(by), {id.casefold() for id in taken_back}

    def edit(pm: Postmortem) -> Postmortem:
        gone = [c.id for c in pm.confirmations if c.criterion.casefold() in back]
        if back and not gone:
            raise UsageError(f"Nobody confirmed {', '.join(taken_back)}; nothing was changed.")
        for id in gone:
            pm = take_back(pm, id)
        for one in asked:
            pm = confirm(pm, one, by=name, at=at)
        return pm

    with store_open() as store:
        commit(store, load(store, reference), edit, "confirm what the team asks", kind="status")
    for one in asked:
        tell(f"Confirmed by {name} ({one.id}): {one.text}")
    for id in taken_back:
        tell(f"{id} is to be confirmed again.")


def _withdraw(reference: str) -> None:
    with store_open() as store:
        loaded = load(store, reference)
        done = commit(store, loaded, withdraw_attestation, "withdraw the review", kind="status")
        if done is loaded:
            raise AnswerIsNo(f"No review is attested in {loaded.reference}; nothing was changed.")
    tell("The attestation is withdrawn; pmtui attest records a review again.")
