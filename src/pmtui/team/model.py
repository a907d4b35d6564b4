"""What sharing and syncing did, to be told."""

from dataclasses import dataclass, field
from pathlib import Path

from pmtui.domain.rebase import Conflict
from pmtui.errors import AnswerIsNo, PmtuiError, UsageError
from pmtui.value import Value

DOCUMENT = "postmortem.json"
READABLE = "postmortem.md"
ATTRIBUTES = ".gitattributes"


class NoFolder(UsageError):
    """No folder of a team is named, or it is not there."""


class TeamTrouble(PmtuiError):
    """Git, ssh or the folder failed; what is here is as it was."""


class NotNow(AnswerIsNo):
    """The checkout is in a state in which nothing may be written; what is here is as it was."""


class Place(Value):
    """The folder of a team, or a host that a postmortem was fetched from."""

    key: str
    """How the store remembers it."""
    label: str
    """How people call it: the origin of what was read from it."""
    path: Path = Path()

    @classmethod
    def at(cls, path: Path) -> "Place":
        """A folder."""
        return cls(str(path), path.name or str(path), path)

    @classmethod
    def named(cls, name: str) -> "Place":
        """What is no folder."""
        return cls(name, name)


@dataclass(slots=True)
class Told:
    """What was done, in sentences: `done` in the order of the deeds, `problems` what was not."""

    done: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    entries: dict[str, str] = field(default_factory=dict)
    """The directories of what was shared, and the titles as they may leave."""
    settled: dict[str, list[Conflict]] = field(default_factory=dict)
    """By uid, where both sides met in a document that git had left open, for the history."""
    changed: int = 0
    """Postmortems that are new or different here."""
