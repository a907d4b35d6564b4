"""A quoted alert with its own zone, whole hours off its row: the zone of the rows may be wrong.

Nothing is changed; the row becomes doubtful and the zone is asked once.
"""

import re
from datetime import datetime

from pmtui.importers.timeline.clock import Placed, minutes_of
from pmtui.importers.timeline.model import Question
from pmtui.importers.timeline.session import Session
from pmtui.importers.timeline.stampparts import masked, read_clock

_ALERT_CLOCK = re.compile(
    r"(?<![\d:])\d{1,2}:\d\d(?::\d\d)?[ ]?(?:[AaPp][Mm])?[ ]?(?:UTC|GMT)\b(?![+-])"
)


def suspect(session: Session, placed: Placed, first: int, last: int) -> None:
    """Compare a row with the first UTC clock in the lines below it (indexes from 0)."""
    if placed.zone_known not in ("heading", "assumed", "written") or "T" not in placed.at[1:]:
        return
    try:
        here = datetime.fromisoformat(placed.at)
    except ValueError:
        return
    offset = here.utcoffset()
    if offset is None:
        return
    minutes = here.hour * 60 + here.minute - round(offset.total_seconds() / 60)
    for match in _ALERT_CLOCK.finditer(session.source.block(first + 1, last + 1)[:3000]):
        found = read_clock(masked(match.group()), 0)
        if found is None:
            continue
        gap = (minutes_of(found[0]) - minutes) % 1440
        gap = min(gap, 1440 - gap)
        if gap >= 30 and gap % 30 in (0, 1, 29):
            _ask(
                session, placed, first, f"{match.group().strip()} below it are {gap} minutes apart"
            )
            return


def _ask(session: Session, placed: Placed, first: int, apart: str) -> None:
    placed.doubt(f"the row and the {apart}: is {placed.source_zone} right?", "doubtful")
    if not any(question.kind == "label" for question in session.asking.extra):
        text = f"Is {placed.source_zone} the zone of the rows? Line {first + 1} and the {apart}."
        session.asking.extra.append(
            Question("label", text, (), (first + 1,), placed.source_zone or "")
        )
