"""What somebody decided about a hit: mask it or keep it. Remembered in the postmortem itself.

A decision is a record beside the false alarms, so it is undone, merged, seen by the gate and kept
in the history like any edit. It holds a digest of the value, never the value.
"""

from collections.abc import Iterable
from datetime import datetime

from pmtui.domain.edits import add, remove
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import FalseAlarm
from pmtui.value import Value

KEEP = "C41"
"""The rule of a decision that a value may leave: it is no secret, or is meant to be read."""
MASK = "C41-mask"
"""The rule of a decision that a value is masked in every copy that leaves."""


class Decisions(Value, kw_only=True):
    """The digests of values that were decided on."""

    keep: frozenset[str] = frozenset()
    mask: frozenset[str] = frozenset()

    def decided(self, value_hash: str) -> bool:
        """Whether somebody looked at the value."""
        return value_hash in self.keep or value_hash in self.mask


def decisions(pm: Postmortem) -> Decisions:
    """Every decision that a postmortem remembers; a waiver of C41 keeps what it waives."""
    alarms = ((a.rule, a.text_hash) for a in pm.false_alarms)
    return decided_by((*alarms, *((w.criterion, w.text_hash) for w in pm.waivers)))


def decided_by(pairs: Iterable[tuple[str, str]]) -> Decisions:
    """What pairs of a rule and a digest decide; what is to be masked is masked."""
    by_rule: dict[str, set[str]] = {KEEP: set(), MASK: set()}
    for rule, digest in pairs:
        if rule in by_rule:
            by_rule[rule].add(digest)
    keep, mask = by_rule[KEEP], by_rule[MASK]
    return Decisions(keep=frozenset(keep - mask - {""}), mask=frozenset(mask))


def decide(
    pm: Postmortem, hashes: Iterable[str], *, keep: bool, by: str, at: datetime
) -> Postmortem:
    """Remember a decision about values by their digests, in somebody's name; the last one counts."""
    rule = KEEP if keep else MASK
    for digest in dict.fromkeys(hashes):
        for old in pm.false_alarms:
            if old.rule in (KEEP, MASK) and old.text_hash == digest and old.rule != rule:
                pm = remove(pm, "false_alarms", old.id)
        if all((a.rule, a.text_hash) != (rule, digest) for a in pm.false_alarms):
            alarm = FalseAlarm(id=new_id(), rule=rule, text_hash=digest, by=by.strip(), at=at)
            pm = add(pm, "false_alarms", alarm)
    return pm


def without_decisions(pm: Postmortem) -> Postmortem:
    """The postmortem without its decisions to mask: the digest of a short password can be guessed."""
    for alarm in pm.false_alarms:
        if alarm.rule == MASK:
            pm = remove(pm, "false_alarms", alarm.id)
    return pm
