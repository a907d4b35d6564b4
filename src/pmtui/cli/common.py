"""What the commands share: settings, opening the store, finding a postmortem, committing an edit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pmtui.clock import SystemClock
from pmtui.config import Config, author_name, load_config
from pmtui.errors import StoreError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from pmtui.domain.edits import Edit
    from pmtui.domain.postmortem import Postmortem
    from pmtui.review.model import Context, SimilarPostmortem
    from pmtui.store.model import Loaded
    from pmtui.store.store import Store


class RunClock(SystemClock):
    """The clock of the machine, set back while a command line that was kept is said again."""

    then: datetime | None = None
    """The instant at which it stands; None where it goes."""

    def now(self) -> datetime:
        """The instant by which a command reads its times, in UTC."""
        return self.then or super().now()


CLOCK = RunClock()

_WRITING = frozenset({
    "new", "log", "add", "set", "remove", "move", "review", "attest", "waive", "complete", "reopen",
    "adopt", "sync", "pull", "publish", "import", "undo", "redo", "rescue", "purge", "delete", "undelete",
})  # fmt: skip
"""Commands whose history says who ran them."""

_BEGINNING = frozenset({"new", "log", "import", "sync", "pull", "rescue"})
"""Commands that need nothing in a store, so that they make the one that was named."""

_Command = TypeVar("_Command", bound=Callable[..., Any])


def settings() -> Config:
    """The person's settings, read once a run; mistakes in them are told on stderr."""
    from pmtui.cli.speaking import tell

    kept = _kept()
    config = kept.get("pmtui.config")
    if config is None:
        config = kept["pmtui.config"] = load_config()
        for warning in config.warnings:
            tell(warning)
    assert isinstance(config, Config)
    return config


def _kept() -> dict[str, Any]:
    """What lives as long as one run of one command."""
    ctx = click.get_current_context(silent=True)
    return ctx.meta if ctx is not None else {}


def saved() -> None:
    """What this run was given is in the store, whatever fails from here on."""
    _kept()["pmtui.saved"] = True


def goes_into(reference: str) -> None:
    """Say of which postmortem this run is, for a command line that does not name it."""
    _kept()["pmtui.into"] = reference


def _ask_author() -> None:
    """Say once a run, to a person, that nobody knows who is writing on a shared login."""
    from pmtui.account import how_to_say, shared_login
    from pmtui.cli.speaking import on_terminal, tell

    kept = _kept()
    writes = click.get_current_context(silent=True)
    if kept.get("pmtui.asked") or writes is None or writes.info_name not in _WRITING:
        return
    kept["pmtui.asked"] = True
    if on_terminal() and (login := shared_login(settings())):
        tell(how_to_say(login))


def today() -> date:
    """The day that it is here."""
    return CLOCK.now().astimezone().date()


def past_day(text: str) -> date:
    """A day that was, as every date field takes it. Raises UsageError."""
    from pmtui.cli.reading import one_line
    from pmtui.domain.days import DayError, parse_past

    try:
        return parse_past(one_line(text), today())
    except DayError as error:
        raise UsageError(str(error)) from error


def owned() -> bool:
    """Whether the person said that a store of another account is meant."""
    return bool(_kept().get("pmtui.owned"))


@contextmanager
def store_open() -> "Iterator[Store]":
    """The store of this run, created where there is none.

    One that the command line names is made only by what brings something in: raises StoreError.
    """
    from pmtui.paths import store_path
    from pmtui.store.store import Store

    author = author_name(settings())
    path = store_path()
    refuse_unknown(path)
    _ask_author()
    store = Store.open(path, clock=SystemClock(), author=author, i_own_this=owned())
    kept = _kept()
    outer = kept.get("pmtui.store")
    kept["pmtui.store"] = store
    try:
        yield store
    finally:
        kept["pmtui.store"] = outer
        store.close()


def refuse_unknown(path: "Path") -> None:
    """Raises StoreError for a store that was named and is not there, unless the command begins one.

    A mistyped name must not look like an empty store.
    """
    command = click.get_current_context(silent=True)
    begins = command is None or command.info_name in _BEGINNING
    if not begins and _kept().get("pmtui.named") and not path.exists():
        from pmtui.store.backup import has_backups

        more = " It has backups: pmtui restore lists them." if has_backups(path) else ""
        raise StoreError(
            f"There is no store at {path}. Check the name; with it, pmtui new TITLE makes a "
            f"store.{more}"
        )


def under_way(store: "Store") -> str:
    """The uid of the postmortem opened or logged to last that still takes events; "" for none."""
    from pmtui.domain.vocabulary import Status

    uid = store.recall("last")
    own = {s.uid for s in store.summaries() if not s.origin and s.status is not Status.COMPLETE}
    return uid if uid in own else ""


def judging(pm: "Postmortem | None" = None) -> "Context":
    """The context in which this run judges; what is wrong with one's own rules is told once.

    With a postmortem of the store, it knows what resembles it there (C36).
    """
    from pmtui.cli.speaking import tell
    from pmtui.review.context import standard_context
    from pmtui.review.team_rules import problems_to_tell, team_rules

    team_rules()
    for sentence in problems_to_tell():
        tell(sentence)
    return standard_context(CLOCK.now(), _past(pm) if pm is not None else ())


def _past(pm: "Postmortem") -> "tuple[SimilarPostmortem, ...]":
    from pmtui.cli.similar import PATIENCE, looked_up
    from pmtui.store.similar import asked_about

    store = _kept().get("pmtui.store")
    if store is not None:
        return asked_about(looked_up(store, pm, seconds=PATIENCE))
    with store_open() as store:
        return asked_about(looked_up(store, pm, seconds=PATIENCE))


def load(store: "Store", reference: str) -> "Loaded":
    """The postmortem behind a reference."""
    return store.load(store.resolve(reference).uid)


def commit(
    store: "Store", loaded: "Loaded", edit: "Edit", label: str, *, kind: str = "edit"
) -> "Loaded":
    """Apply an edit and commit it as one step; what a complete postmortem refuses is said.

    Returns the very `loaded` where the edit changes nothing.
    """
    from pmtui.cli.speaking import tell
    from pmtui.domain.changes import diff
    from pmtui.domain.ids import new_id
    from pmtui.store.errors import OfSomebodyElse
    from pmtui.store.model import Loaded

    before = loaded.postmortem
    if loaded.origin:
        raise OfSomebodyElse(loaded.refusal)
    changes = diff(before, edit(before))
    if not changes:
        return loaded
    if kind == "edit":
        _refuse_locked(before, [(c.table, c.field) for c in changes])
    done = store.commit(before.uid, new_id(), changes, loaded.seq, kind=kind, label=label)
    saved()
    for notice in done.notices:
        tell(notice)
    if done.conflicts:
        tell("Somebody else changed the same text meanwhile, so both texts are kept; see history.")
    return Loaded(done.postmortem, loaded.reference, done.seq)


def _refuse_locked(pm: "Postmortem", places: list[tuple[str, str]]) -> None:
    """Raises AnswerIsNo where a complete postmortem may not be changed."""
    from pmtui.domain.vocabulary import Status

    if pm.review.status is not Status.COMPLETE:
        return
    from pmtui.errors import AnswerIsNo
    from pmtui.review.gate import locked

    for table, field in places:
        if sentence := locked(pm, table, field):
            raise AnswerIsNo(f"{sentence} See pmtui reopen --help.")


def zone_of(pm: "Postmortem") -> str:
    """The zone in which bare times of a postmortem are read."""
    return pm.overview.zone or "UTC"


_JSON_OPTIONS = (
    click.option("--json", "as_json", is_flag=True, help="The same as --format json."),
    click.option(
        "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How."
    ),
)


def json_option(command: _Command) -> _Command:
    """Adds --json and --format to a command; it receives `as_json` and `format_`."""
    for option in _JSON_OPTIONS:
        command = option(command)
    return command
