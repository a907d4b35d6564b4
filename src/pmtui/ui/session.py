"""What a run of the interface is given: the store, the clock, the person, the settings."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pmtui.clock import Clock
from pmtui.store.store import Store

if TYPE_CHECKING:
    from pmtui.review.model import Context


@dataclass(slots=True)
class Session:
    """One run of the workbook, from start to quit. The command line builds it."""

    store: Store
    """Open on the thread of the interface, for reading only; writing is the saver's."""
    store_path: Path
    clock: Clock
    author: str
    shared_login: str = ""
    """The login, while it does not tell who is writing; "" once somebody is named."""
    asked_writer: bool = False
    """Whether the first edit has asked."""
    person_behind: str = ""
    """Who may be writing on a shared login, as a suggestion."""
    open_uid: str = ""
    """The postmortem to open at once; "" stays in the library."""
    opened_last: str = ""
    """The postmortem whose workbook was opened last in this session; "" for none yet."""
    ascii: bool = False
    theme: str = "ansi-dark"
    mouse: bool = False
    notice: str = ""
    """One sentence to show at the start: a throw-away store, a network home, what was recovered."""
    keymap: dict[str, str] = field(default_factory=dict)
    """The person's keys by command id."""
    host: str = ""
    """How this machine is reached by ssh, for the ready-made export line."""
    zone: str = ""
    """The time zone of new postmortems; "" for that of the team, else UTC."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return self.clock.now()

    def context(self) -> "Context":
        """In which context the criteria are judged now."""
        from pmtui.review.context import standard_context  # the library needs no criteria

        return standard_context(self.now())
