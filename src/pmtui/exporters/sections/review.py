"""Review: that people met and agreed, what was waived and why, where it was shared."""

from pmtui.domain.fields import form
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem
from pmtui.domain.records import Confirmation, Publication, Transition, Waiver
from pmtui.domain.vocabulary import LessonKind, Milestone, Status
from pmtui.exporters.blocks import Block, Bullets, Heading, Inline, Table, joined, plain
from pmtui.exporters.filled import bullets, facts, proses
from pmtui.exporters.numbers import GONE, Numbers
from pmtui.exporters.options import ExportOptions

WAIVERS = ("Criterion", "Concerns", "Reason", "By", "On")


def blocks(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Block, ...]:
    """The blocks of the section."""
    found: list[Block] = [*bullets(facts(pm.review, numbers)), *proses(pm.review)]
    if pm.waivers:
        rows = tuple(_waiver(waiver, pm, numbers, options) for waiver in pm.waivers)
        found += [Heading("Waivers"), Table("waivers", WAIVERS, rows)]
    if pm.confirmations:
        found += [
            Heading("Confirmed"),
            Bullets(tuple(_confirmed(c, numbers) for c in pm.confirmations)),
        ]
    if pm.publications:
        shared = tuple(_publication(p) for p in pm.publications)
        found += [Heading("Published"), Bullets(shared)]
    if pm.transitions:
        moves = tuple(_transition(t, numbers) for t in pm.transitions)
        found += [Heading("Changes of status"), Bullets(moves, numbered=True)]
    return tuple(found)


def _waiver(
    waiver: Waiver, pm: Postmortem, numbers: Numbers, options: ExportOptions
) -> tuple[Inline, ...]:
    concerns = _record(waiver.record, pm, numbers) if waiver.record else ""
    if waiver.criterion == "C36" and concerns == GONE:
        concerns = "an earlier postmortem that resembles this one"
    field = _field(waiver, pm)
    return (
        plain(f"{waiver.criterion} {_asks(waiver.criterion)}"),
        joined((plain(concerns), plain(field)), ", "),
        joined(
            (plain(_VOID if waiver.id in options.void_waivers else ""), plain(waiver.reason)), " "
        ),
        plain(waiver.by),
        plain(numbers.clock.instant(waiver.at) if waiver.at else ""),
    )


_VOID = "(void: what was waived has changed)"


def _asks(criterion: str) -> str:
    """What the criterion asks, since its number says nothing to a reader."""
    from pmtui.review import CRITERIA

    return next((c.asks for c in CRITERIA if c.id == criterion), "")


def _field(waiver: Waiver, pm: Postmortem) -> str:
    """The label of the field that was waived, as its form has it."""
    classes = (
        *(type(record) for t in LISTS for record in getattr(pm, t) if record.id == waiver.record),
        *(() if waiver.record else SINGLES.values()),
        *LISTS.values(),
    )
    labels = (s.label for cls in classes for s in form(cls) if s.name == waiver.field)
    return next(labels, waiver.field.replace("_", " "))


def _record(id: str, pm: Postmortem, numbers: Numbers) -> str:
    for event in pm.events:
        if event.id == id and (at := numbers.clock.when(event.at)):
            return f"the event of {at}"
    if any(record.id == id for table in LISTS for record in getattr(pm, table)):
        return numbers.anywhere(id)
    # What was waived may be that there is no such record yet.
    if id in tuple(Milestone):
        return f"the milestone “{id}”"
    if id in tuple(LessonKind):
        return f"no lesson of the kind “{id}”"
    return GONE


def _confirmed(confirmation: Confirmation, numbers: Numbers) -> Inline:
    at = numbers.clock.instant(confirmation.at) if confirmation.at else ""
    by = f"by {confirmation.by}" if confirmation.by else ""
    return joined((plain(confirmation.text), joined((plain(by), plain(at)))), ": ")


def _publication(publication: Publication) -> Inline:
    on = f"on {publication.on.isoformat()}" if publication.on else ""
    by = f"by {publication.by}" if publication.by else ""
    return joined((plain(publication.where), plain(on), plain(by)))


def _transition(move: Transition, numbers: Numbers) -> Inline:
    criteria = ""
    if move.to is Status.COMPLETE and move.criteria_set:
        criteria = f"criteria set {move.criteria_set}"
    parts = (
        plain(f"to {move.to}"),
        plain(numbers.clock.instant(move.at) if move.at else ""),
        plain(f"by {move.by}" if move.by else ""),
        plain(criteria),
    )
    reason = plain(move.reason)
    return joined((joined(parts), reason), ": ")
