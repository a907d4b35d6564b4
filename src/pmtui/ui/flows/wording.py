"""What is done about a finding where it stands: reword it, set it aside, or say it is wrong."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmtui.domain.fields import specs
from pmtui.domain.postmortem import Postmortem, find, record_class
from pmtui.domain.vocabulary import Pane
from pmtui.review.model import Finding, Level
from pmtui.review.team_rules import team_rules
from pmtui.review.waivers import can_be_false_alarm
from pmtui.ui.flows.gate import false_alarm, waive
from pmtui.ui.panes.base import Place
from pmtui.ui.text import fit
from pmtui.ui.widgets.labels import title_of

if TYPE_CHECKING:
    from pmtui.ui.screens.workbook import WorkbookScreen

LONGEST_NAME = 30
"""Cells of a record that is named in a heading."""


async def rewrite(screen: "WorkbookScreen", place: Place) -> None:
    """Offer what helps to reword the sentence of the finding at hand, and put the new one in."""
    from pmtui.review.rewording import about_words, help_for, put_sentence, still_found
    from pmtui.ui.widgets.rewrite_dialog import Rewrite

    shown = screen.finding_here(place)
    if shown is not None and about_words(shown):
        finding = shown
    else:
        words = [f for f in screen.findings if about_words(f)]
        nearest = _nearest(screen.postmortem, words, place)
        if nearest is None:
            screen.say(_elsewhere(words, place.pane))
            return
        finding, offer = nearest, (place, nearest.key, nearest.start)
        if shown is not None and screen.rewording_offered != offer:
            screen.rewording_offered = offer
            where, said = _where(screen.postmortem, finding), fit(finding.message, 40).rstrip()
            screen.say(f"{shown.criterion} is not about wording. R again rewords {where}: {said}")
            return
    screen.rewording_offered = None
    own = team_rules().rules
    help = help_for(screen.postmortem, finding, own)
    if help is None:
        screen.say("These words were changed meanwhile; look at the finding again.")
        return
    new = await screen.app.push_screen_wait(
        Rewrite(
            f"In {_where(screen.postmortem, finding)}: {finding.criterion}  {finding.message}",
            help.sentence,
            marked=help.marked,
            pattern=help.pattern,
            example=help.example,
            roles=help.roles,
            look=still_found(screen.postmortem, finding, own),
        )
    )
    if new is None or new == " ".join(help.sentence.split()):
        screen.say("Nothing was changed.")
        return
    label = specs(record_class(finding.table))[finding.field].label.lower()
    put = put_sentence(finding, help.sentence, help.start, new)
    if not screen.edit(put, f"reword {label}"):
        screen.say("The sentence is gone from its place; nothing was changed.", warn=True)


def _nearest(pm: Postmortem, words: Sequence[Finding], place: Place) -> Finding | None:
    """The finding of this field, else of this record, else the nearest one of this pane."""
    here = words
    if place.pane is not Pane.REVIEW:  # which shows those of all panes
        here = [f for f in words if f.pane == place.pane]
    numbers = {r.id: n for n, r in enumerate(getattr(pm, place.table, ()) if place.record else ())}
    at = numbers.get(place.record, 0)

    def distance(finding: Finding) -> tuple[bool, int, bool]:
        other = finding.table != place.table
        away = 0 if other else abs(numbers.get(finding.record, at) - at)
        return other, away, finding.field != place.field

    return min(here, key=distance, default=None)


def _where(pm: Postmortem, finding: Finding) -> str:
    """The field that a finding is about, and of which record."""
    label = specs(record_class(finding.table))[finding.field].label
    if not finding.record:
        return label
    name = title_of(find(pm, finding.table, finding.record))
    return f"{label} of “{fit(name, LONGEST_NAME).rstrip()}”"


def _elsewhere(words: Sequence[Finding], pane: Pane) -> str:
    """Where the next finding about wording is, seen from a pane that has none."""
    order = list(Pane)
    here = order.index(pane)
    if not words:
        return "No finding about wording is left in this postmortem."
    next_one = min(words, key=lambda f: (order.index(f.pane) - here) % len(order))
    return (
        f"No finding about wording here; the next is in {next_one.pane.value.capitalize()}: "
        f"press {order.index(next_one.pane) + 1}, then R."
    )


async def waive_here(screen: "WorkbookScreen", place: Place) -> None:
    """Set the finding at hand aside with a reason."""
    finding = screen.finding_here(place)
    if finding is None:
        screen.say("No finding is here to be waived; n leads to the next one.")
    elif finding.level is Level.ADVISE:
        screen.say("A hint bars nothing, so there is nothing to waive; F says that it is wrong.")
    else:
        await waive(screen, finding, "")


async def false_alarm_here(screen: "WorkbookScreen", place: Place) -> None:
    """Mark the finding at hand as wrong about the words."""
    finding = screen.finding_here(place)
    if finding is None or not can_be_false_alarm(finding):
        screen.say("Only a finding about wording can be a false alarm; W waives with a reason.")
        return
    false_alarm(screen, finding)


async def names_to_roles(screen: "WorkbookScreen", place: Place) -> None:
    """Write roles for all names in causal and critical prose, as one step."""
    from pmtui.review import rewording

    _, names, texts = rewording.names_to_roles(screen.postmortem)
    if not names:
        screen.say(
            "No name of a participant with a role stands in summary, causes or what was hard."
        )
        return

    def put(pm: Postmortem) -> Postmortem:
        return rewording.names_to_roles(pm)[0]

    if screen.edit(put, "write roles for names"):
        screen.say(
            f"{names} name{'s' * (names != 1)} in {texts} text{'s' * (texts != 1)} became roles. "
            "u takes it back."
        )
