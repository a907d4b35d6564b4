"""`waive`: a finding set aside with a reason, or marked as a false alarm, and back again."""

from collections.abc import Callable, Iterable

import click

from pmtui.cli.common import CLOCK, commit, judging, load, store_open
from pmtui.cli.decide import by_option, who
from pmtui.cli.places import find_record
from pmtui.cli.reading import one_line, reference_argument, typed_text
from pmtui.cli.speaking import tell
from pmtui.domain.postmortem import LISTS, Postmortem
from pmtui.domain.records import FalseAlarm, Waiver
from pmtui.errors import UsageError
from pmtui.review import review
from pmtui.review.model import Finding
from pmtui.review.waivers import (
    can_be_false_alarm,
    mark_false_alarm,
    unmark_false_alarm,
    unwaive,
    waive,
)


@click.command("waive")
@reference_argument
@click.argument("criterion", metavar="CRITERION", type=one_line)
@click.argument("reason", metavar="[REASON...]", nargs=-1)
@click.option("--record", metavar="R", type=one_line, help="Which record: actions.2, A2 or its id.")
@click.option("--field", metavar="F", type=one_line, help="Which field, where several are found.")
@click.option("--false-alarm", is_flag=True, help="The finding is wrong; no reason is asked.")
@click.option("--back", is_flag=True, help="Take the waiver or false alarm back.")
@by_option
def waive_command(
    reference: str,
    criterion: str,
    reason: tuple[str, ...],
    record: str | None,
    field: str | None,
    false_alarm: bool,
    back: bool,
    by: str | None,
) -> None:
    """Set a finding aside with a reason, which the export prints.

    \b
    Examples: pmtui waive PM-7 C28 "the service is retired in May"
              pmtui waive PM-7 C05 --record detected "the log was rotated"
              pmtui waive PM-7 BL101 --record A2 --false-alarm
              pmtui waive PM-7 C28 --back
    """
    criterion = criterion.upper()
    why = typed_text(reason) if reason else ""
    if reason and (back or false_alarm):
        raise UsageError("--back and --false-alarm take no reason. Leave it out.")
    with store_open() as store:
        loaded = load(store, reference)
        pm = loaded.postmortem
        if back:
            edit, said = _taking_back(pm, criterion, record, field)
        else:
            finding = _chosen(pm, review(pm, judging(pm)), criterion, record, field)
            edit, said = _setting_aside(finding, why, who(by), false_alarm)
        commit(store, loaded, edit, said[0], kind="status")
    tell(said[1])


_Deed = tuple[Callable[[Postmortem], Postmortem], tuple[str, str]]
"""An edit, its label in the history, and what is said of it."""


def _setting_aside(finding: Finding, why: str, who: str, false_alarm: bool) -> _Deed:
    at = CLOCK.now()
    if false_alarm:
        said = ("mark a false alarm", "It is marked as a false alarm; --back takes that back.")
        return lambda pm: mark_false_alarm(pm, finding, by=who, at=at), said
    if not why and can_be_false_alarm(finding):
        raise UsageError("Say why it does not apply here, or add --false-alarm if it is wrong.")
    said = ("waive a finding", "It is waived; the waiver is void when the text it waives changes.")
    return lambda pm: waive(pm, finding, reason=why, by=who, at=at), said


def _chosen(
    pm: Postmortem,
    findings: Iterable[Finding],
    criterion: str,
    record: str | None,
    field: str | None,
) -> Finding:
    """The one finding that is meant. Raises UsageError with the ways to say which."""
    every = [f for f in findings if f.criterion == criterion]
    found = [f for f in every if _fits(pm, f.table, f.record, record)]
    found = [f for f in found if field in (None, f.field)]
    marks = {(f.record, f.field, f.text_hash): f for f in found}
    if len(marks) == 1:
        return found[0]
    if not found:
        raise UsageError(_none_open(pm, every, criterion, record, field))
    ways = [_way(f.record, f.field) for f in marks.values()]
    raise UsageError(f"{criterion} has several findings. Add one of: {'; '.join(ways)}.")


def _none_open(
    pm: Postmortem, every: list[Finding], criterion: str, record: str | None, field: str | None
) -> str:
    """Why nothing is meant: it is set aside already, or others of the criterion are open."""
    aside = [w for w in pm.waivers if w.criterion == criterion]
    if any(_meant(w.record, record) and field in (None, w.field) for w in aside):
        return f"{criterion} is waived there already; --back takes that back."
    if every:
        ways = dict.fromkeys(_way(f.record, f.field) for f in every)
        return f"{criterion} has no such open finding; open are: {'; '.join(ways)}."
    return f"{criterion} has no open finding here. See pmtui check."


def _way(record: str, field: str) -> str:
    parts = [f'--record "{record}"'] if record else []
    if field:
        parts.append(f"--field {field}")
    return " ".join(parts) or "nothing"


def _fits(pm: Postmortem, table: str, id: str, record: str | None) -> bool:
    """Whether a record is the one that was named, by id, by its start, by number or by A2."""
    if record is None or id == record or (id and _meant(id, record)):
        return True
    if table not in LISTS or not id:
        return False
    try:
        return find_record(pm, table, record.rpartition(".")[2]) == id
    except UsageError:
        return False


def _taking_back(pm: Postmortem, criterion: str, record: str | None, field: str | None) -> _Deed:
    """Takes a waiver or a false alarm of a criterion back. Raises UsageError where none is meant."""
    waivers: list[Waiver] = [w for w in pm.waivers if w.criterion == criterion]
    alarms: list[FalseAlarm] = [a for a in pm.false_alarms if a.rule == criterion]
    waivers = [w for w in waivers if _meant(w.record, record) and field in (None, w.field)]
    alarms = [a for a in alarms if _meant(a.record, record) and field in (None, a.field)]
    if len(waivers) + len(alarms) > 1:
        places = [(w.record, w.field) for w in waivers] + [(a.record, a.field) for a in alarms]
        ways = "; ".join(_way(id, name) for id, name in places)
        raise UsageError(f"{criterion} is set aside several times. Add one of: {ways}.")
    if waivers:
        said = ("take a waiver back", "The waiver is taken back; the finding stands again.")
        return lambda pm: unwaive(pm, waivers[0].id), said
    if alarms:
        said = ("take a false alarm back", "The false alarm is taken back.")
        return lambda pm: unmark_false_alarm(pm, alarms[0].id), said
    raise UsageError(f"{criterion} is not set aside here. See pmtui show REF waivers.")


def _meant(id: str, record: str | None) -> bool:
    return record is None or id.startswith((record.lower(), _spelled(record)))


def _spelled(record: str) -> str:
    """A milestone or a kind of lesson as it is stored, however its words were joined."""
    word = record.strip().lower()
    return word if word == "lead-up" else word.replace("-", " ").replace("_", " ")
