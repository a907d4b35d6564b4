"""Commands are one table: ids are unique, keys do not clash, the README agrees."""

import pkgutil
import re
from importlib import import_module
from pathlib import Path

from textual.message_pump import MessagePump

import pmtui.ui.screens
from pmtui.domain.vocabulary import Pane
from pmtui.ui.all_commands import all_commands, keys_table
from pmtui.ui.panes import pane_class
from pmtui.ui.screens.command_screen import CommandScreen
from pmtui.ui.workbook_commands import COMMANDS

README = Path(__file__).parents[2] / "README.md"
NEVER = re.compile(r"ctrl\+(a|b|h|i|m)$|alt\+\d|shift\+enter|ctrl\+enter")


def keys_of(commands):
    return [(key, c.id) for c in dict.fromkeys(commands) for key in c.keys.split(",") if key]


def test_the_readme_lists_the_keys_as_they_are():
    text = README.read_text(encoding="utf-8")
    shown = text.partition("<!-- keys -->")[2].partition("<!-- /keys -->")[0].strip()
    assert shown == keys_table().strip(), (
        "regenerate the table with pmtui.ui.all_commands.keys_table()"
    )


def test_an_id_names_one_command():
    commands = {c for group in all_commands().values() for c in group}
    ids = [c.id for c in commands]
    assert sorted(set(ids)) == sorted(ids)


def test_no_key_of_a_pane_hides_one_of_the_workbook():
    for pane in Pane:
        own = {key for key, _ in keys_of(pane_class(pane).COMMANDS)}
        shared = {key: id for key, id in keys_of(COMMANDS) if key in own and key != "e"}
        assert not shared, f"{pane}: {shared}"


def test_within_one_place_a_key_runs_one_command():
    for place, commands in all_commands().items():
        keys = [key for key, _ in keys_of(commands)]
        assert sorted(set(keys)) == sorted(keys), place


def test_on_every_screen_the_same_keys_help_repaint_and_leave():
    usual = {"question_mark": "help", "f1": "help", "colon": "commands", "ctrl+p": "commands"}
    usual |= {"ctrl+l": "redraw", "q": "leave"}
    screens = [p for p in all_commands() if not p.startswith(("Pane ", "Workbook", "Lists"))]
    assert len(screens) > 7
    for place in screens:
        keys = {key: id.partition(".")[2] for key, id in keys_of(all_commands()[place])}
        assert usual.items() <= keys.items(), place


def test_every_full_screen_has_a_name_for_its_help_and_binds_what_it_lists():
    for info in pkgutil.iter_modules(pmtui.ui.screens.__path__, "pmtui.ui.screens."):
        import_module(info.name)
    found = {screen for cls in CommandScreen.__subclasses__() for screen in (cls, *under(cls))}
    screens = [s for s in found if s.__dict__.get("BINDINGS")]
    assert len(screens) > 7
    for screen in screens:
        assert screen.CALLED, screen
        ids = {b.id for b in screen.BINDINGS}
        assert {c.id for c in screen.LISTED if c.keys} <= ids, screen


def under(cls):
    return [s for sub in cls.__subclasses__() for s in (sub, *under(sub))]


def test_no_key_is_one_that_a_multiplexer_or_terminal_eats():
    for commands in all_commands().values():
        for key, id in keys_of(commands):
            assert not NEVER.match(key), (key, id)


def test_every_help_is_a_whole_sentence():
    for commands in all_commands().values():
        for command in commands:
            assert command.help[0].isupper() and command.help.endswith("."), command.id


def test_no_method_of_a_widget_is_taken_for_the_handler_of_a_key():
    # Textual calls `key_NAME` of whatever has the focus when the key of that name is pressed.
    import inspect

    meant = {"key_ctrl_g"}
    found = set()
    for info in pkgutil.walk_packages(pmtui.ui.__path__, "pmtui.ui."):
        for name, cls in inspect.getmembers(import_module(info.name), inspect.isclass):
            if issubclass(cls, MessagePump) and cls.__module__.startswith("pmtui."):
                found |= {f"{name}.{m}" for m in vars(cls) if m.startswith("key_")} - {
                    f"{name}.{m}" for m in meant
                }
    assert not found
