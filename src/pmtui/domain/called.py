"""What a postmortem calls another one where it leaves the store: its number, title and address.

`PM-3 “Seats could not be picked” (https://wiki.example/pm/3)` says to a reader what the id inside
the store does not, and says it so that a copy that comes back finds the same one again.
"""

import re

from pmtui.value import Value

_CALLED = re.compile(
    r"(?P<reference>PM-\d{1,17})(?: \(from [^()\n]{1,200}\))? “(?P<title>.{0,2000}?)”"
    r"(?: \(https?://[^\s()]{1,2000}\))?(?:: (?P<note>.{0,20000}))?$",
    re.DOTALL,
)


class Called(Value):
    """Another postmortem as a text calls it, and what follows."""

    reference: str
    title: str
    note: str

    @property
    def name(self) -> str:
        """The reference and title alone."""
        return f"{self.reference} “{self.title}”"


def called(reference: str, title: str, *, origin: str = "", address: str = "") -> str:
    """The words for another postmortem; `address` is where it can be read, if anywhere."""
    parts = [reference]
    if origin := " ".join(origin.split()).translate(_NO_BRACKETS):
        parts.append(f"(from {origin})")
    parts.append(f"“{' '.join(title.split()) or 'Untitled'}”")
    if address.startswith(("https://", "http://")) and not set(address) & set(" \t\n"):
        parts.append(f"({address.replace('(', '%28').replace(')', '%29')})")
    return " ".join(parts)


_NO_BRACKETS = str.maketrans("", "", "()")


def read_called(text: str) -> Called | None:
    """What `called` wrote, with the note behind it; None for anything else."""
    found = _CALLED.match(text)
    return Called(found["reference"], found["title"], found["note"] or "") if found else None
