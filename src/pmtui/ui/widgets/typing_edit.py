"""Typing as edits: each stroke goes up as a splice, and what comes back is told from what is new."""

from collections import deque
from dataclasses import dataclass

from pmtui.domain.edits import Edit, set_fields
from pmtui.domain.postmortem import Postmortem, find
from pmtui.ui.widgets.carets import followed
from pmtui.ui.widgets.common import changed_part


def typed(table: str, record: str, field: str, before: str, after: str) -> Edit:
    """The edit that a person made to a text that was `before` on the screen."""

    def edit(pm: Postmortem) -> Postmortem:
        current: str = getattr(find(pm, table, record), field)
        return set_fields(pm, table, record, **{field: put_over(before, after, current)})

    return edit


def put_over(before: str, after: str, current: str) -> str:
    """A text with what was typed into it while it was still `before` on the screen.

    Where it has changed meanwhile, what was typed follows the word behind which it stood, and what
    is not there any more is not taken out.
    """
    if current == before:
        return after
    start, same = changed_part(before, after)
    cut, put = before[start : len(before) - same], after[start : len(after) - same]
    place = followed(before, current, start + len(cut)) - len(cut)
    if place < 0 or current[place : place + len(cut)] != cut:
        place, cut = followed(before, current, start), ""
    return current[:place] + put + current[place + len(cut) :]


@dataclass(slots=True)
class _Stroke:
    before: str
    after: str
    expected: str
    """What the value will be once it has landed."""


class Flight:
    """Texts that were sent up and have not come back yet.

    An editor is ahead of the value by some strokes; a value that was sent from here is no news and
    must not be put over what was typed since. What is news is shown with these strokes in it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._sent: deque[_Stroke] = deque()
        self._landed = text
        """What came down last; it comes again when something beside it is shown anew."""

    def send(self, text: str) -> tuple[str, str]:
        """Note that the text went up; gives what it was and what it is."""
        before, self.text = self.text, text
        self._sent.append(_Stroke(before, text, text))
        return before, text

    def is_news(self, value: str) -> bool:
        """Whether a value that came down was made elsewhere, by an undo or another window.

        `text` is then what is to be shown.
        """
        if any(stroke.expected == value for stroke in self._sent):
            while self._sent.popleft().expected != value:
                pass
            self._landed = value
            return False
        if value in (self.text, self._landed):
            return False
        self.text = self._landed = value
        for stroke in self._sent:
            self.text = stroke.expected = put_over(stroke.before, stroke.after, self.text)
        return True
