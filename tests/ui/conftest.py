"""Small hosts: one widget alone, or one pane under a screen that applies what it posts."""

import asyncio
from datetime import UTC, date, datetime

import pytest
from textual import events, on
from textual.app import App
from textual.containers import Container
from textual.reactive import var
from textual.screen import Screen

from pmtui.domain.edits import link, set_fields
from pmtui.domain.entry import parse_entry
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Pane as Name
from pmtui.domain.vocabulary import Severity
from pmtui.review import review
from pmtui.review.model import Context
from pmtui.ui.panes import pane_class
from pmtui.ui.panes.base import Pane, Place
from pmtui.ui.panes.entries import Target, adding, context_of
from pmtui.ui.preview.wanted import ImportWanted
from pmtui.ui.styles import style_sheets

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SIZE = (80, 20)


def lines_of(app):
    return ["".join(s.text for s in strip) for strip in app.screen._compositor.render_strips()]


class Typist(App):
    """An app whose pilot types fast: `"=text"` goes in at once, anything else is a key."""

    async def types(self, pilot, *parts):
        for part in parts:
            if part.startswith("=") and len(part) > 1:
                self.focused.post_message(events.Paste(part[1:]))
                await pilot.pause()
            else:
                await pilot.press(part)


class WidgetHost(Typist):
    """Shows one widget and keeps every message that reaches the app."""

    CSS_PATH = [*style_sheets()]  # noqa: RUF012

    def __init__(self, widget):
        super().__init__()
        self.widget = widget
        self.heard = []

    def compose(self):
        yield self.widget

    def said(self, kind):
        return list({id(m): m for m in self.heard if isinstance(m, kind)}.values())


@pytest.fixture
def alone():
    """Run a script with one widget alone: `alone(widget, script)`; gives the app."""

    def run(widget, script, size=SIZE):
        app = WidgetHost(widget)

        async def go():
            async with app.run_test(
                size=size, notifications=True, message_hook=app.heard.append
            ) as pilot:
                await pilot.pause()
                await script(pilot)

        asyncio.run(go())
        return app

    return run


class Book(Screen):
    """Does what a workbook does for its panes, and remembers it."""

    BINDINGS = [("ctrl+z", "undo_edit", ""), ("u", "undo_edit", "")]  # noqa: RUF012
    postmortem = var(Postmortem(uid=""), init=False)
    findings = var((), init=False)

    def __init__(self, name, pm):
        super().__init__()
        self.pane = pane_class(name)(lambda: NOW)
        self.set_reactive(Book.postmortem, pm)
        self.set_reactive(Book.findings, review(pm, Context(now=NOW)))
        self.context = Context(now=NOW)
        self.before = []
        self.drafts, self.imports = [], []
        self.edits, self.said, self.jumps, self.gate, self.places = [], [], [], [], []

    def compose(self):
        yield Container(self.pane.data_bind(Book.postmortem, Book.findings), id="pane")

    def on_mount(self):
        self.pane.goto(Place(self.pane.PLACE))

    @on(Pane.Edited)
    def _edited(self, event):
        self.edits.append(event)
        self.before.append(self.postmortem)
        self.postmortem = event.edit(self.postmortem)
        self.findings = review(self.postmortem, self.context)

    def action_undo_edit(self):
        if self.before:
            self.postmortem = self.before.pop()

    @on(Pane.Said)
    def _said(self, event):
        self.said.append(event.text)

    @on(ImportWanted)
    def _import_wanted(self, event):
        self.imports.append(event)

    @on(Pane.Drafted)
    def _drafted(self, event):
        self.drafts.append(event)

    @on(Pane.Jump)
    def _jump(self, event):
        self.jumps.append(event.place)

    @on(Pane.GateWanted)
    def _gate(self, event):
        self.gate.append(event)

    @on(Pane.Located)
    def _located(self, event):
        self.places.append(event.place)


class PaneHost(Typist):
    CSS_PATH = [*style_sheets()]  # noqa: RUF012
    CSS = "#pane { height: 1fr; }"

    def __init__(self, book):
        super().__init__()
        self.book = book

    def get_default_screen(self):
        return self.book

    @property
    def text(self):
        return "\n".join(line.rstrip() for line in lines_of(self))


@pytest.fixture
def on_pane(incident):
    """Run a script on one pane at 80x20: `on_pane(name, script, pm)`; gives the host screen."""

    def run(name, script, pm=None, size=SIZE):
        book = Book(name, incident if pm is None else pm)
        app = PaneHost(book)

        async def go():
            async with app.run_test(size=size, notifications=True) as pilot:
                await pilot.pause()
                await script(pilot, book)

        asyncio.run(go())
        return book

    return run


LINES = {
    "participants": ("Noor Haddad, incident commander, @noor", "Ben Okafor, responder"),
    "questions": ("Why did the second node not take over? @storage",),
    "events": (
        "13:40 deploy of pool settings !lead-up",
        "13:55 5xx of checkout passes 2 % !start",
        "14:02 alert CheckoutErrors fires !detected",
        "14:40 rolled back 4711 @ic !mitigated",
        "00:10 status page closed",
    ),
    "factors": ("trigger, change: pool size changed in one step", "no alert below zero free"),
    "lessons": ("+ the runbook named the dashboard", "- the alert named only the proxy"),
    "metrics": ("failed checkouts: 1,204 orders ~",),
    "actions": ("prevent P1 @storage due fri: add admission check", "detect P2: alert on free"),
}


@pytest.fixture(scope="session")
def incident():
    """A postmortem with a little of everything."""
    pm = set_fields(
        Postmortem(uid="incident"),
        "overview",
        "",
        title="Card payments failed",
        incident_date=date(2026, 11, 22),
        severity=Severity.SEV_2,
        owner="Noor Haddad",
        zone="Europe/Berlin",
        summary="Checkout rejected 38 % of card payments for 47 minutes.",
    )
    for table, lines in LINES.items():
        above = None
        for line in lines:
            entry = parse_entry(table, line, context_of(pm, NOW, above))
            above = entry.record_fields.get("at", above)
            pm = adding(entry, Target(table))[0](pm)
    return link(pm, "actions", pm.actions[0].id, "factors", pm.factors[0].id)


@pytest.fixture
def pane_names():
    return tuple(Name)
