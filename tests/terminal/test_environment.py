"""Whatever is wrong around it: one sentence, the right exit code, nothing changed."""

import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys

import pytest

from terminal.shell import pmtui, show

pytestmark = pytest.mark.pty


@pytest.fixture
def store_file(own_machine):
    pmtui("new", "Checkout failed", "--date", "2026-11-20")
    return own_machine / "pmtui.db"


def everything_in(folder):
    """Every file below a folder with its content's digest."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refused(program, code=3):
    """The one sentence with which a run ended."""
    assert program.end(10) == code
    said = program.raw.decode()
    assert "Traceback" not in said and "defect" not in said and "\x1b" not in said
    said = " ".join(said.split())
    assert said.endswith("."), said
    return said


# -- terminals that cannot show it -----------------------------------------------------------------


def test_a_dumb_terminal_is_told_what_works_there(start, own_machine):
    assert "log, add, set" in refused(start(term="dumb"))
    assert not (own_machine / "pmtui.db").exists()


@pytest.mark.parametrize("words", [(), ("open", "1"), ("demo",)], ids=str)
def test_without_a_terminal_the_same_is_told(store_file, words):
    done = subprocess.run(
        [sys.executable, "-m", "pmtui", *words],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert "log, add, set" in done.stderr


# -- places ----------------------------------------------------------------------------------------


def test_without_a_home_it_asks_for_a_place(start, monkeypatch, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import pwd\ndef nobody(uid): raise KeyError(uid)\npwd.getpwuid = nobody\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    for name in ("HOME", "PMTUI_STORE", "PMTUI_STATE", "PMTUI_CONFIG"):
        monkeypatch.delenv(name)
    assert "--store" in refused(start())


@pytest.fixture
def unprivileged():
    """Words that start a program for which permissions hold, also as root."""
    if os.geteuid() != 0:
        return ()
    words = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")
    if shutil.which("setpriv") is None or subprocess.run([*words, "true"]).returncode:
        pytest.skip("NOTICE: root may read and write everything here, and setpriv cannot help")
    return words


def test_a_store_that_may_not_be_read_is_named(start, store_file, unprivileged):
    store_file.chmod(0)
    for words in ((), ("open", "1")):
        assert "may not be read" in refused(start(*words, before=unprivileged))


def test_a_store_that_may_not_be_written_opens_for_reading_and_says_so(
    start, store_file, unprivileged
):
    store_file.chmod(0o400)
    before = everything_in(store_file.parent)
    program = start("open", "1", before=unprivileged)
    program.wait("1 Overview]").settle().press("Enter").type(" for all")
    program.wait("READ ONLY").settle(0.5)
    program.press("Ctrl+Q")
    program.end(10)
    after = everything_in(store_file.parent)
    store_file.chmod(0o600)
    assert before["pmtui.db"] == after["pmtui.db"]
    assert show()["overview"]["title"] == "Checkout failed"


# -- stores ----------------------------------------------------------------------------------------


def foreign(path):
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine(a)")
    other.close()


def damaged(path):
    content = bytearray(path.read_bytes())
    content[4096:20480] = b"\xff" * (20480 - 4096)
    path.write_bytes(content)


def cut(path):
    path.write_bytes(path.read_bytes()[:5000])


def emptied_with_backups(path):
    assert any((path.parent / "state").rglob("*.db"))
    path.write_bytes(b"")


def no_database(path):
    path.write_text("notes of mine\n" * 50)


@pytest.mark.parametrize("spoil", [foreign, damaged, cut, no_database, emptied_with_backups])
@pytest.mark.parametrize("words", [(), ("open", "1")], ids=str)
def test_a_store_that_is_none_is_refused_and_left_as_it_is(start, store_file, spoil, words):
    if spoil is emptied_with_backups:
        pmtui("backup")
    spoil(store_file)
    before = everything_in(store_file.parent)
    said = refused(start(*words))
    assert "pmtui.db" in said.replace(" ", "")
    assert everything_in(store_file.parent) == before


def test_a_store_of_a_newer_release_opens_for_reading_and_says_so(start, store_file):
    with sqlite3.connect(store_file) as conn:
        (version,) = conn.execute("PRAGMA user_version").fetchone()
        conn.execute(f"PRAGMA user_version = {version + 1}")
    conn.close()
    before = everything_in(store_file.parent)["pmtui.db"]
    program = start("open", "1")
    program.wait("1 Overview]").settle().press("Enter").type(" for all")
    program.wait("newer").settle(0.5)
    program.press("Ctrl+Q")
    program.end(10)
    assert everything_in(store_file.parent)["pmtui.db"] == before


# -- looks -----------------------------------------------------------------------------------------


def test_a_locale_without_utf_8_gets_plain_characters_only(start, store_file, monkeypatch):
    monkeypatch.setenv("LANG", "C")
    program = start("open", "1")
    program.wait("1 Overview]").settle().press("7", "?", "Esc", "2")
    assert " - draft - " in program.text
    assert bytes(program.raw).isascii()


def test_no_color_sends_no_colour(start, store_file, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    program = start("open", "1")
    program.wait("1 Overview]").settle().press("7", "?", "Esc", "x")
    for codes in re.findall(rb"\x1b\[([\d;]*)m", bytes(program.raw)):
        assert not {int(c) for c in codes.split(b";") if c} & {*range(30, 50), *range(90, 108)}


# -- multiplexers ----------------------------------------------------------------------------------


def tmux(folder):
    return ("tmux", "-f", "/dev/null", "-S", str(folder / "tmux"), "new-session")


def screen(folder):
    return ("screen", "-c", "/dev/null", "-S", "pmtui-test")


@pytest.mark.parametrize("multiplexer", [tmux, screen])
def test_a_multiplexer_lets_everything_be_driven_by_the_safe_keys(
    start, tmp_path, monkeypatch, multiplexer
):
    if shutil.which(multiplexer.__name__) is None:
        pytest.skip(f"NOTICE: {multiplexer.__name__} is not installed here")
    sockets = tmp_path / "s"
    sockets.mkdir(mode=0o700)
    monkeypatch.setenv("SCREENDIR", str(sockets))
    program = start(before=multiplexer(sockets))
    program.wait("No postmortem").settle().press("a").type("2 Checkout failed").press("Enter")
    program.wait("1 Overview]").settle().press("Down", "Down", "Down", "Enter")
    program.type("Noor Haddad").press("Tab", "Tab", "Ctrl+G", "Ctrl+G", "2")
    program.wait("2 Timeline]").settle().press("a").type("14:02 rolled back").press("Enter")
    program.wait("› ").settle().press("Ctrl+G", "Ctrl+G", "m").settle(0.5).press("Enter", "q")
    program.wait("PM-1").settle().press("q")
    program.end(10)
    pm = show()
    assert pm["overview"]["owner"] == "Noor Haddad"
    assert [e["text"] for e in pm["events"]] == ["rolled back"]
