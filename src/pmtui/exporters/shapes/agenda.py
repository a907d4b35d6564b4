"""The agenda of the review meeting: what nobody knows yet, what people must confirm and accept."""

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import ActionState, Standing
from pmtui.exporters.blocks import (
    Block,
    Bullets,
    Inline,
    Paragraph,
    Section,
    Table,
    filled,
    joined,
    labelled,
    plain,
)
from pmtui.exporters.filled import bullets, value_named
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.options import ExportOptions
from pmtui.exporters.prose import prose

_COLUMNS = {"text": "Action", "owner": "Owner", "priority": "Priority", "due": "Due"}
_SILENT = Paragraph((plain("Nothing."),))


def sections(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Section, ...]:
    """What it is about, then one section for each thing the meeting does."""
    parts = (
        ("overview", "What it is about", _about(pm, options)),
        ("questions", "Open questions", _questions(pm, numbers)),
        ("confirm", "To confirm together", _confirm(options)),
        ("causes", "Contributing factors to agree on", _factors(pm, numbers)),
        ("actions", "Actions to accept", _actions(pm, numbers)),
        ("open", "Still open in the text", _open(options)),
    )
    return tuple(Section(k, title, filled(b) or (_SILENT,)) for k, title, b in parts)


def _about(pm: Postmortem, options: ExportOptions) -> tuple[Block, ...]:
    people = ", ".join(p.name for p in pm.participants if p.name.strip())
    known = (
        ("Reference", options.reference),
        ("Severity", pm.overview.severity or ""),
        ("Incident date", str(pm.overview.incident_date or "")),
        ("Owner", pm.overview.owner),
        ("Participants", people),
    )
    short = tuple(labelled(label, plain(value)) for label, value in known if value.strip())
    return (*bullets(short), *prose(pm.overview.summary))


def _questions(pm: Postmortem, numbers: Numbers) -> tuple[Block, ...]:
    asked = tuple(
        labelled(
            numbers.ref("questions", q.id),
            plain(f"{q.text} (asked by {q.asked_by})" if q.asked_by else q.text),
        )
        for q in pm.questions
        if not q.answer.strip()
    )
    return bullets(asked)


def _confirm(options: ExportOptions) -> tuple[Block, ...]:
    from pmtui.review.model import Group

    return bullets(
        tuple(_finding(f.message, f.next) for f in options.findings if f.group is Group.PEOPLE)
    )


def _open(options: ExportOptions) -> tuple[Block, ...]:
    from pmtui.review.model import Group, Level

    found = tuple(
        labelled(f.pane.capitalize(), _finding(f.message, f.next))
        for f in options.findings
        if f.group is not Group.PEOPLE and f.level is Level.BLOCK
    )
    return bullets(found)


def _finding(message: str, next: str) -> Inline:
    return plain(f"{message} {next}")


def _factors(pm: Postmortem, numbers: Numbers) -> tuple[Block, ...]:
    items = tuple(
        labelled(
            numbers.ref("factors", f.id),
            joined((plain(f.text), plain(_standing(f.standing))), ": "),
        )
        for f in pm.factors
        if f.text.strip()
    )
    return (Bullets(items),) if items else ()


def _standing(standing: Standing | None) -> str:
    return standing or "standing not agreed yet"


def _actions(pm: Postmortem, numbers: Numbers) -> tuple[Block, ...]:
    wanted = [a for a in pm.actions if a.state is ActionState.PROPOSED and a.text.strip()]
    if not wanted:
        return ()
    rows = tuple(
        (plain(numbers.ref("actions", a.id)), *(value_named(a, name) for name in _COLUMNS))
        for a in wanted
    )
    return (Table("actions", ("Ref", *_COLUMNS.values()), rows),)
