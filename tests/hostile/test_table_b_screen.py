"""B2 and B15 to B22 in a real terminal: shown as it is, obeyed by nobody, lost by nobody."""

import re
import time

import pytest

from hostile.sweeping import DIALOGS, back, hit, keys_of, pane_key, places, screens_of_the_program
from hostile.sweeping import PLACES as SCREENS
from hostile.texts import BEGIN, HOSTILE, SHOWN, assert_harmless, hostile_postmortem
from pmtui.clock import SystemClock
from pmtui.domain.changes import diff
from pmtui.domain.edits import add
from pmtui.domain.records import RelatedPostmortem
from pmtui.domain.text import sanitise
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.store.store import Store
from terminal.shell import pmtui, show

pytestmark = pytest.mark.pty

RECORDS = {
    "1": ("participants-name", "questions-text", "sources-label"),
    "2": ("events-text",),
    "3": ("metrics-name",),
    "4": ("factors-text", "related-uid"),
    "5": ("facets-worked", "lessons-text"),
    "6": ("actions-text",),
    "7": ("publications-where", "waivers-"),
}
"""By the key of a pane: words of the rows whose records are opened there."""


@pytest.fixture
def hostile_store(own_machine):
    with Store.open(own_machine / "pmtui.db", clock=SystemClock(), author="x") as store:
        store.create(hostile_postmortem(), label=HOSTILE)


def test_b2_b15_b16_b17_every_pane_and_record_shows_hostile_text_literally(start, hostile_store):
    program = start()

    def asked():
        return "Find the next line" in program.text

    def opened():
        return re.search(r"o (List|Back)", program.text)

    program.wait("PM-1").settle()
    assert BEGIN in program.text
    program.press("Enter").wait("1 Overview]").settle()
    for pane, records in RECORDS.items():
        program.press(pane).wait(f"[{pane} ").settle()
        assert BEGIN in program.text, program.text
        for words in records:
            program.press("/").wait(asked).type(words).press("Enter").wait(lambda: not asked())
            program.press("Enter").wait(opened).settle()
            assert SHOWN in program.text, program.text
            program.press("o").wait(lambda: not opened()).settle()
    assert program.process.poll() is None
    program.press("?", "Esc", "x").wait("Export PM-1").settle()
    assert BEGIN in program.text
    program.press("j", "j", "j", "Esc", "2", "I").settle()
    program.paste("\n".join(f"14:0{n} ann: {HOSTILE}" for n in range(9))).settle(0.5)
    assert BEGIN in program.text, program.text
    program.press("j", "Enter", "Enter").settle().press("q").wait("postmortem")
    assert_harmless(program.raw)


def test_the_check_itself_would_see_each_of_them():
    for piece in HOSTILE.split(" "):
        if any(not c.isprintable() for c in piece) and not set("\u200d\b") & set(piece):
            with pytest.raises(AssertionError):
                assert_harmless(b"\x1b[1;1H\x1b[1mwords " + piece.encode())


@pytest.mark.parametrize(
    "words",
    [("show", "1"), ("show", "1", "events"), ("list",), ("check", "1"), ("history", "1"),
     ("export", "1"), ("export", "1", "--to", "json"), ("export", "1", "--to", "text")],
    ids=" ".join,
)  # fmt: skip
def test_b2_b16_commands_print_nothing_that_a_terminal_obeys(start, hostile_store, words):
    program = start(*words, columns=100)
    assert program.end(20) in (0, 1)
    assert "\x1b" not in program.raw.decode()
    assert_harmless(program.raw)
    assert "[@click=app.quit]" in re.sub(r"\s|\\\\", "", program.raw.decode())


PLACES = {
    "a line": ("\r", " ", "[foo=bar", "\x1b", ("overview", "title")),
    "prose": ("jjjjjj\r", "", "click=app", "\x1b", ("overview", "summary")),
    "an entry line": ("4a", "condition: ", "[foo=bar", "\r\x1b", ("factors", 0, "text")),
    "outside a field": ("1", "", "Put it into Title", "f", ("overview", "title")),
}


@pytest.mark.parametrize("place", PLACES)
def test_b17_b21_a_paste_is_kept_and_never_obeyed(start, place):
    opening, before, seen, after, path = PLACES[place]
    pmtui("new", "T", "--date", "2026-11-20")
    program = start("open", "1")
    program.wait("1 Overview]").settle().send(opening)
    program.settle().send(before)
    program.settle().paste(HOSTILE.replace("\u2028", ""))
    program.wait(seen).settle().send(after)
    program.settle()
    assert program.process.poll() is None
    program.send("\x11")
    assert program.end() == 0
    assert_harmless(program.raw)
    kept = show()
    for step in path:
        kept = kept[step]
    assert SHOWN in kept
    assert sanitise(kept).text == kept


def test_b22_a_paste_that_ends_itself_and_goes_on_as_keys_loses_nothing(start):
    pmtui("new", "Checkout", "--date", "2026-11-20")
    program = start("open", "1")
    program.wait("1 Overview]").settle().press("Enter")
    program.send("\x1b[200~ failed\x1b[201~\x11dd\x1b[201~")
    assert program.end() == 0
    assert show()["overview"]["title"] == "Checkout failed"


def test_b19_a_line_of_100_kb_in_prose_leaves_the_keys_quick(start):
    pmtui("new", "Checkout", "--date", "2026-11-20")
    program = start("open", "1")
    program.wait("1 Overview]").settle().send("jjjjjj\r")
    program.settle().paste("word " * 20_000)
    program.wait("Put it into Summary").settle().press("f").settle(0.5)
    waited = []
    for letter in "quick":
        began = time.monotonic()
        program.send(letter)
        before = len(program.raw)
        program.wait(lambda n=before: len(program.raw) > n)
        waited.append(time.monotonic() - began)
    assert sorted(waited)[2] < 0.5, waited
    program.press("Ctrl+Q")
    assert program.end() == 0
    assert show()["overview"]["summary"].rstrip().endswith("quick")
    assert len(show()["overview"]["summary"]) > 99_000


def every_command(program, place):
    """Press every key of a place; whatever opens is left again."""
    pane = pane_key(place)
    for key in keys_of(place):
        if pane and f"[{pane} " not in program.text:
            program.press(pane)
        hit(program, key, 1.0)
        assert program.process.poll() is None, (place, key)
        back(program)


@pytest.mark.nightly
@pytest.mark.parametrize("place", [p for p in places() if pane_key(p) or p == "Workbook"])
def test_b2_b16_every_command_of_every_pane_shows_hostile_text_and_obeys_none(
    start, hostile_store, monkeypatch, place
):
    monkeypatch.setenv("EDITOR", "true")
    program = start("open", "1")
    program.wait("1 Overview]").settle().press(pane_key(place) or "2")
    every_command(program, place)
    program.press("Ctrl+Q")
    assert program.end(10) == 0
    assert_harmless(program.raw)


def test_every_screen_that_exists_is_swept():
    swept = {name for name, *_ in SCREENS.values()}
    assert swept | DIALOGS | {"WorkbookScreen"} == screens_of_the_program()
    panes = {p for p in places() if pane_key(p)} | {"Workbook", "Lists and forms"}
    assert set(places()) - panes <= set(SCREENS)


def an_earlier_one_and_a_copy(folder):
    """A second postmortem, known to the first as an earlier one, and a reviewed copy of the first."""
    related = RelatedPostmortem(id="earlier", uid="earlier", note=f"earlier {HOSTILE}")
    with Store.open(folder / "pmtui.db", clock=SystemClock(), author="x") as store:
        store.create(hostile_postmortem("earlier"), label=HOSTILE)
        now = store.load("hostile")
        pm = add(now.postmortem, "related", related)
        store.commit("hostile", "s", diff(now.postmortem, pm), now.seq, label=HOSTILE)
    options = ExportOptions(now=SystemClock().now(), reference="PM-1")
    text = FLAVOURS["gfm"].render(pm, options).replace("facets-worked", f"reviewed {HOSTILE}")
    (folder / "copy.md").write_text(text)


@pytest.mark.nightly
@pytest.mark.parametrize("place", SCREENS)
def test_b2_b16_every_command_of_every_screen_shows_hostile_text_and_obeys_none(
    start, hostile_store, own_machine, place
):
    _, shown, arguments, keys = SCREENS[place]
    paste = "\n".join(f"14:0{n} ann: {HOSTILE}" for n in range(9))
    an_earlier_one_and_a_copy(own_machine)

    def enter():
        back(program)
        for key in keys:
            match key:
                case "paste":
                    program.paste(paste).settle(0.5)
                case "copy":
                    program.type(str(own_machine / "copy.md")).press("Enter").settle(0.5)
                case "related":
                    program.press("/").settle().type("earlier").press("Enter").settle()
                case _:
                    program.press(key).settle(0.3)
        program.wait(shown).settle(0.3)

    program = start(*arguments)
    program.wait("Overview" if arguments else "PM-1").settle()
    # what is imported after all is offered again by the key that leads to the differences
    for key in sorted(keys_of(place), key="E".__eq__):
        if "┌──" in program.text:
            program.press("Esc").settle(0.3)
        if shown not in program.lines[0] or "┌──" in program.text:
            enter()
        hit(program, key, 1.0)
        assert program.process.poll() is None, (place, key)
    program.press("Ctrl+Q")
    assert program.end(10) == 0
    # an export that a person copies is the one sequence with words of theirs in it, in base64
    assert_harmless(re.sub(rb"\x1b\]52;c;[A-Za-z0-9+/=]{200,}\x07", b"", bytes(program.raw)))


def assert_quiet(program, seconds=0.7):
    """Nothing is sent while nobody does anything: no cursor blinks in any dialog."""
    program.settle(0.25)
    before, end = len(program.raw), time.monotonic() + seconds
    while time.monotonic() < end:
        program.pump(0.05)
    assert len(program.raw) == before, program.text


def test_b2_b16_help_palette_and_dialogs_show_hostile_text_and_obey_none(start, hostile_store):
    program = start("open", "1")
    program.wait("1 Overview]").settle()
    for keys in (("?", "/"), (":",), ("2", "i"), ("v",), ("w",), ("7", "w"), ("W",), ("R",)):
        for key in keys:
            hit(program, key)
        assert_quiet(program)
        back(program)
    hit(program, "x")
    program.wait("Export PM-1").press("f")
    assert program.process.poll() is None
    assert_harmless(program.raw)


def test_b16_a_click_on_what_looks_like_a_link_does_nothing(start, hostile_store, own_machine):
    (own_machine / "config.toml").write_text("mouse = true\n")
    program = start("open", "1")
    program.wait("1 Overview]").settle()
    clicked = 0
    for pane in "12467":
        program.press(pane).settle()
        for row, line in enumerate(program.lines, 1):
            if (column := line.find("[@c")) >= 0:
                at = f"{column + 4};{row}"
                program.send(f"\x1b[<0;{at}M\x1b[<0;{at}m")
                program.settle(0.05)
                clicked += 1
                break
    assert clicked >= 4
    assert program.process.poll() is None
    program.press("Ctrl+Q")
    assert program.end() == 0
    # which shape the pointer has, is said to a terminal whose mouse is used
    assert_harmless(re.sub(rb"\x1b\]22;[a-z-]{1,20}\x07", b"", bytes(program.raw)))
