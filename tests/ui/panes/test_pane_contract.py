import re
from dataclasses import replace

import pytest

from pmtui.domain.fields import Kind, specs
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem
from pmtui.domain.records import Evidence
from pmtui.domain.vocabulary import Pane as Name
from pmtui.ui.panes import PANES, pane_class
from pmtui.ui.panes.base import Place

HOSTILE = "[/] [@click=app.quit]x[/] [$primary] \x1b]52;c;UA==\x07 {0} %s"
LITERAL = "[/] [@click=app.quit]x[/]"
SAFE = re.compile(
    r"[a-zA-Z0-9]|full_stop|comma|less_than_sign|greater_than_sign|enter|escape|tab|space"
    r"|up|down|left|right|home|end|pageup|pagedown|question_mark|slash|colon"
)


def hostile(record, cls):
    texts = {
        s.name: HOSTILE
        for s in specs(cls).values()
        if s.kind in (Kind.LINE, Kind.PROSE) or s.name == "uid"
    }
    lists = {s.name: (HOSTILE,) for s in specs(cls).values() if s.kind is Kind.NAMES}
    return replace(record, **texts, **lists)


def hostile_postmortem():
    parts = {table: hostile(cls(), cls) for table, cls in SINGLES.items()}
    for table, cls in LISTS.items():
        if table != "facets":
            parts[table] = (hostile(cls(id=f"{table}-1", rank="i"), cls),)
    pm = Postmortem(uid="hostile", **parts)
    facets = tuple(hostile(f, type(f)) for f in pm.facets)
    backing = tuple(
        hostile(Evidence(id=f"e-{t}", of=f"{t}-1", rank=t), Evidence)
        for t in ("events", "factors", "lessons")
    )
    return replace(pm, facets=facets, evidence=backing)


@pytest.mark.parametrize("name", list(Name))
def test_hostile_text_in_every_field_is_shown_literally_and_harms_nothing(on_pane, name):
    pm = hostile_postmortem()
    seen = []

    async def script(pilot, book):
        seen.append(pilot.app.text)
        tables = [t for t in LISTS if book.pane.opens(t) and getattr(pm, t)]
        for table in tables:
            record = getattr(pm, table)[0].id
            book.pane.goto(Place(name, table, record, "text"))
            await pilot.pause()
            book.pane.trail = [(table, record)]
            await book.pane.show_view()
            await pilot.pause()
            seen.append(pilot.app.text)
        await pilot.press("o", "d", "L")

    on_pane(name, script, pm)
    assert LITERAL in "\n".join(seen)


@pytest.mark.parametrize("name", list(Name))
def test_a_pane_of_nothing_teaches_and_takes_every_key_without_harm(on_pane, name):
    async def script(pilot, book):
        assert (
            "e.g." in pilot.app.text or "Nothing" in pilot.app.text or "To write" in pilot.app.text
        )
        for command in book.pane.commands_here():
            assert callable(getattr(book.pane, f"action_{command.action}")), command.id
        await pilot.press("J", "v", "escape", "z", "o", "comma", "G", "g")

    book = on_pane(name, script, Postmortem(uid="empty"))
    assert book.pane.place().pane is name


def test_commands_have_one_id_each_safe_keys_and_no_clash_within_a_pane():
    by_id = {}
    for name in PANES:
        keys = {}
        for command in pane_class(name).COMMANDS:
            assert by_id.setdefault(command.id, command) == command
            assert command.help.endswith(".")
            for key in filter(None, command.keys.split(",")):
                assert SAFE.fullmatch(key), key
                assert keys.setdefault(key, command) == command, (name, key)


def test_places_of_findings_on_other_panes_are_found_again_on_the_review(on_pane):
    async def script(pilot, book):
        for finding in book.findings[:3]:
            place = Place(Name.REVIEW, finding.table, finding.record, finding.field)
            book.pane.goto(place)
            await pilot.pause()
            assert book.pane.place() == place

    on_pane(Name.REVIEW, script)
