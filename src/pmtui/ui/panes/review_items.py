"""What the pane Review shows beside the findings: the short form, the people, the log."""

from collections.abc import Sequence
from dataclasses import replace

from pmtui.domain.postmortem import Postmortem, depth_of
from pmtui.domain.records import Transition
from pmtui.domain.vocabulary import Depth
from pmtui.domain.zones import to_zone, zone_or_utc
from pmtui.review import bars_completion
from pmtui.review.held import edited_since, held, lapsed
from pmtui.review.model import Finding, Level
from pmtui.ui.panes.rows import row_of, section
from pmtui.ui.widgets.items import FieldItem, HeadItem, Item, NoteItem, TeachItem, fields_of

_BACK = "d d takes one back"


def short_form(pm: Postmortem) -> list[Item]:
    """The few fields of a light review; nothing for a deeper one."""
    if depth_of(pm) is not Depth.LIGHT:
        return []
    items: list[Item] = [HeadItem("A small incident needs no more than this")]
    items += fields_of("overview", names=("owner", "severity", "summary"))
    items += fields_of("impact", names=("who", "affected", "functions"))
    if pm.factors:
        items += [
            FieldItem("factors", pm.factors[0].id, item.spec, "One factor")
            for item in fields_of("factors", pm.factors[0].id, ("text",))
            if isinstance(item, FieldItem)
        ]
    else:
        items.append(TeachItem("factors", "One condition that had to be present · a adds it"))
    return items


def people(pm: Postmortem, void: frozenset[str], allowed: Sequence[Item]) -> list[Item]:
    """The review held, what was set aside (of which `void` counts no more), sharing, the log."""
    state = "M holds it; or fill it in, then t attests it"
    if held(pm):
        state = "recorded"
    elif lapsed(pm):
        state = "lapsed: factors or actions changed"
    items: list[Item] = [
        HeadItem(f"Review held ({state})"),
        *_edited_since(pm),
        *fields_of("review"),
    ]
    if pm.waivers:
        items.append(HeadItem(f"Waived, printed in the export ({len(pm.waivers)}) · {_BACK}"))
        items += [
            replace(row, tail=f"void: changed since · {row.tail}") if row.record in void else row
            for row in (row_of(pm, "waivers", waiver) for waiver in pm.waivers)
        ]
    if pm.confirmations:
        items.append(HeadItem(f"Confirmed for the team ({len(pm.confirmations)}) · {_BACK}"))
        items += [row_of(pm, "confirmations", one) for one in pm.confirmations]
    if pm.false_alarms:
        items.append(HeadItem(f"False alarms, not printed ({len(pm.false_alarms)}) · {_BACK}"))
        items += [row_of(pm, "false_alarms", alarm) for alarm in pm.false_alarms]
    items += allowed
    items += section(pm, "publications", "Where it was shared")
    if pm.transitions:
        items.append(HeadItem("Log"))
        items += [NoteItem(_moved(pm, t)) for t in pm.transitions]
    return items


def _moved(pm: Postmortem, move: Transition) -> str:
    """A change of status in a line of the log, on the clock of the postmortem."""
    at = ""
    if move.at:
        local = to_zone(move.at, zone_or_utc(pm.overview.zone))
        at = f"{local:%Y-%m-%d %H:%M} {local.tzname()}  "
    if not (move.by or move.reason):
        return f"{at}{move.to.value}"
    return f"{at}{move.to.value}  by {move.by or '?'}{f': {move.reason}' if move.reason else ''}"


def allowed_here(pm: Postmortem) -> list[Item]:
    """What comments in the texts allow; loads the language rules."""
    from pmtui.review.language import allowed_in_text

    allowed = list(allowed_in_text(pm))
    notes = [NoteItem(f"{rules}  {where}: {why}") for rules, where, why in allowed]
    heading = HeadItem(f"Allowed by a comment in the text ({len(allowed)})")
    return [heading, *notes] if notes else []


def _edited_since(pm: Postmortem) -> list[Item]:
    panes = edited_since(pm)
    names = ", ".join(pane.value.capitalize() for pane in panes)
    return [NoteItem(f"Edited since the review: {names}.")] if panes else []


def barring_text(findings: Sequence[Finding]) -> str:
    """How many findings stand between the draft and complete."""
    barring = sum(bars_completion(f) for f in findings)
    others = sum(f.level is Level.WARN for f in findings)
    rest = f" {others} more do{'es' * (others == 1)} not." if others else ""
    bar = f"{barring} findings bar" if barring > 1 else f"{barring or 'No'} finding bars"
    return f"{bar} completion.{rest}"
