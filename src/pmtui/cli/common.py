"""What the commands share: opening the store, finding a postmortem, committing an edit, printing."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from pmtui.clock import SystemClock
from pmtui.config import Config, author_name, load_config
from pmtui.domain.edits import Edit
from pmtui.domain.postmortem import Postmortem
from pmtui.errors import UsageError
from pmtui.review.model import Context
from pmtui.store.model import Loaded
from pmtui.store.store import Store

CLOCK = SystemClock()


def settings() -> Config:
    """The person's settings; mistakes in them are told on stderr."""
    config = load_config()
    for warning in config.warnings:
        click.echo(warning, err=True)
    return config


@contextmanager
def store_open() -> Iterator[Store]:
    """The store of this run, created where there is none."""
    from pmtui.paths import store_path

    store = Store.open(store_path(), clock=CLOCK, author=author_name(settings()))
    try:
        yield store
    finally:
        store.close()


def judging() -> Context:
    """The context in which this run judges."""
    return Context(now=CLOCK.now())


def load(store: Store, reference: str) -> Loaded:
    """The postmortem behind a reference."""
    return store.load(store.resolve(reference).uid)


def commit(store: Store, loaded: Loaded, edit: Edit, label: str, *, kind: str = "edit") -> Loaded:
    """Apply an edit and commit it as one step; what a complete postmortem refuses is said."""
    from pmtui.domain.changes import diff
    from pmtui.domain.ids import new_id
    from pmtui.review.gate import locked

    before = loaded.postmortem
    after = edit(before)
    changes = diff(before, after)
    if not changes:
        return loaded
    if kind == "edit":
        for change in changes:
            if sentence := locked(before, change.table, change.field):
                raise UsageError(sentence)
    done = store.commit(
        before.uid, new_id(), changes, loaded.seq, kind=kind, label=label, context=judging()
    )
    for notice in done.notices:
        tell(notice)
    return Loaded(done.postmortem, loaded.reference, done.seq)


def tell(text: str) -> None:
    """Talk goes to stderr, so that stdout holds data only."""
    click.echo(text, err=True)


def emit(text: str) -> None:
    """Data on stdout. On a terminal, controls in it are made harmless."""
    if sys.stdout.isatty():
        from pmtui.domain.text import sanitise

        text = sanitise(text).text
    click.echo(text, nl=not text.endswith("\n"))


def emit_json(value: Any) -> None:
    """Data as JSON on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def typed_text(words: tuple[str, ...] | str) -> str:
    """What was typed as arguments, cleaned; a single “-” reads the pipe."""
    from pmtui.domain.text import decode, sanitise

    text = words if isinstance(words, str) else " ".join(words)
    if text == "-":
        text = decode(sys.stdin.buffer.read(20_000_001)[:20_000_000])
    return sanitise(text).text


def zone_of(pm: Postmortem) -> str:
    """The zone in which bare times of a postmortem are read."""
    return pm.overview.zone or "UTC"


JSON_OPTIONS = (
    click.option("--json", "as_json", is_flag=True, help="The same as --format json."),
    click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text"),
)


def json_option(command: Any) -> Any:
    """Adds --json and --format to a command; it receives `as_json` and `format_`."""
    for option in JSON_OPTIONS:
        command = option(command)
    return command
