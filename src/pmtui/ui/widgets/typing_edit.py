"""Typing as edits: each stroke goes up as a splice, and what comes back is told from what is new."""

from collections import deque

from pmtui.domain.edits import Edit, set_fields
from pmtui.domain.postmortem import Postmortem, find
from pmtui.ui.widgets.common import changed_part


def typed(table: str, record: str, field: str, before: str, after: str) -> Edit:
    """The edit that a person made to a text that was `before` on the screen.

    Where the text has changed meanwhile, only what was typed is put in, if its place still stands.
    """
    start, same = changed_part(before, after)
    cut, put = before[start : len(before) - same], after[start : len(after) - same]

    def edit(pm: Postmortem) -> Postmortem:
        current: str = getattr(find(pm, table, record), field)
        if current == before or current[start : start + len(cut)] != cut:
            return set_fields(pm, table, record, **{field: after})
        text = current[:start] + put + current[start + len(cut) :]
        return set_fields(pm, table, record, **{field: text})

    return edit


class Flight:
    """Texts that were sent up and have not come back yet.

    An editor is ahead of the value by some strokes; a value that was sent from here is no news and
    must not be put over what was typed since.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._sent: deque[str] = deque()
        self._landed = text
        """What came down last; it comes again when something beside it is shown anew."""

    def send(self, text: str) -> tuple[str, str]:
        """Note that the text went up; gives what it was and what it is."""
        before, self.text = self.text, text
        self._sent.append(text)
        return before, text

    def is_news(self, value: str) -> bool:
        """Whether a value that came down was made elsewhere, by an undo or another window."""
        if value in self._sent:
            while self._sent.popleft() != value:
                pass
            self._landed = value
            return False
        if value in (self.text, self._landed):
            return False
        self._sent.clear()
        self.text = self._landed = value
        return True
