"""The phase bar: the five milestones that every incident has, in two lines of words."""

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from pmtui.domain.facts import Phase, phases
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Certainty
from pmtui.domain.when_show import show_when
from pmtui.ui.text import fit


class PhaseBar(Widget):
    """Impact start, detected, responding, mitigated, resolved: when, and how long after."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: tuple[tuple[str, str], ...] = ()

    def show(self, pm: Postmortem) -> None:
        """Show the milestones of a postmortem; an equal bar is not painted again."""
        cells = tuple(_cell(pm, phase) for phase in phases(pm))
        if cells != self._cells:
            self._cells = cells
            self.refresh()

    def render(self) -> Content:
        """Names above, times below."""
        width = max(10, (self.size.width or 80) // max(1, len(self._cells)))
        tops, bottoms = [], []
        for position, (name, time) in enumerate(self._cells):
            sign = "> " if position else "  "
            tops.append(f"{sign}{fit(name, width - 3):<{width - 2}}")
            bottoms.append(f"  {_fitting(time, width - 3):<{width - 2}}")
        return Content("".join(tops) + "\n" + "".join(bottoms))


def _fitting(time: str, room: int) -> str:
    """A time with the length behind it, or without where that has no room: a cut one would lie."""
    whole = time if cell_len(time) <= room else time.partition(" +")[0].partition(" -")[0]
    return fit(whole, room)


def _cell(pm: Postmortem, phase: Phase) -> tuple[str, str]:
    name = phase.milestone.value
    if phase.event is not None:
        time = show_when(phase.event.at, pm.overview.zone, with_date=False)
        if phase.since_previous is not None:
            time += f" {_short(phase.since_previous[0])}"
        return name, time
    if phase.absence is not None:
        not_applicable = phase.absence.why is Certainty.NOT_APPLICABLE
        return name, "n/a" if not_applicable else "unknown"
    return name, "not marked"


def _short(minutes: float) -> str:
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(int(abs(minutes)), 60)
    return f"{sign}{hours}h{rest:02}" if hours else f"{sign}{rest}m"
