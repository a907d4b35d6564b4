"""Actions: what will change, who owns it, by when, and which factors it answers."""

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Action
from pmtui.exporters.alive import heavy
from pmtui.exporters.blocks import Block, Inline, Paragraph, Table, plain, told
from pmtui.exporters.filled import bullets, facts, proses, value_named
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.options import ExportOptions

COLUMNS = {
    "text": "Action",
    "type": "Type",
    "owner": "Owner",
    "priority": "Priority",
    "state": "State",
    "due": "Due",
    "tracker": "Tracker",
}
"""The fields that stand in the table; every other filled one follows below it."""


def blocks(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Block, ...]:
    """The blocks of the section."""
    found: tuple[Block, ...] = bullets(facts(pm.plan, numbers))
    if pm.actions:
        head = ("Ref", *COLUMNS.values(), "Answers")
        rows = tuple(_row(action, numbers) for action in pm.actions)
        found = (*found, Table("actions", head, rows))
    return (*found, *proses(pm.plan), *(b for a in pm.actions for b in _more(a, numbers)))


def _row(action: Action, numbers: Numbers) -> tuple[Inline, ...]:
    cells = (value_named(action, name) for name in COLUMNS)
    answers = numbers.refs("factors", action.factors)
    return (plain(numbers.ref("actions", action.id)), *cells, answers)


def _more(action: Action, numbers: Numbers) -> tuple[Block, ...]:
    found = (*bullets(facts(action, numbers, omit=(*COLUMNS, "factors"))), *proses(action))
    if not found:
        return ()
    title = f"{numbers.ref('actions', action.id)} {action.text}"
    return (Paragraph((heavy(told(title)),)), *found)
