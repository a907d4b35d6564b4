import os
import pty
import select
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from pmtui.cli.keys import described
from pmtui.cli.run import COMMANDS
from pmtui.cli.workbook import fill_demo
from pmtui.clock import SystemClock
from pmtui.store import Store
from terminal.program import Program


def test_version_and_help_say_the_exit_codes(pmtui):
    assert pmtui.ok("--version").startswith("pmtui ")
    help = pmtui.ok("--help")
    assert all(name in help for name in COMMANDS)
    assert "3 the store or the environment failed" in help
    assert max(map(len, help.splitlines())) <= 80


@pytest.mark.parametrize("name", ["config", "timeline"])
def test_a_group_alone_prints_its_help_as_it_stands(pmtui, name):
    done = pmtui(name)
    assert (done.code, done.out) == (2, "")
    assert done.err == pmtui.ok(name, "--help")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_has_an_example(pmtui, name):
    help = pmtui.ok(name, "--help")
    assert "Example" in help
    assert f"pmtui {name}" in help
    assert max(map(len, help.splitlines())) <= 80


@pytest.mark.parametrize("words", [(), ("open", "PM-1"), ("demo",)])
@pytest.mark.parametrize("term", ["dumb", "xterm", None])
def test_without_a_terminal_the_subcommands_are_named(pmtui, monkeypatch, own_machine, words, term):
    if term is None:
        monkeypatch.delenv("TERM", raising=False)
    else:
        monkeypatch.setenv("TERM", term)
    done = pmtui(*words, pipe="")
    assert (done.code, done.out) == (3, "")
    assert "log, add, set" in done.err
    assert not (own_machine / "pmtui.db").exists()


def test_the_demo_fills_a_store_of_its_own(tmp_path, own_machine):
    path = tmp_path / "demo.db"
    reference = fill_demo(path)
    with Store.open(path, clock=SystemClock(), author="x") as store:
        assert store.resolve(reference).severity == "SEV-2"
        assert len(store.summaries()) == 2
    assert not (own_machine / "pmtui.db").exists()


def test_doctor_finds_everything_well_and_makes_no_store(pmtui, own_machine):
    done = pmtui("doctor")
    assert done.code == 0
    assert "none yet" in done.out
    assert not (own_machine / "pmtui.db").exists()
    pmtui.ok("new", "Title")
    assert "postmortems  1" in pmtui.ok("doctor")


def test_doctor_tells_what_is_wrong_with_a_store(pmtui, own_machine):
    (own_machine / "pmtui.db").write_text("not a database " * 20)
    done = pmtui("doctor")
    assert done.code == 1
    assert "problem" in done.out
    (own_machine / "config.toml").write_text('autor = "x"')
    assert "author" in pmtui("doctor").out


def test_doctor_says_which_file_a_directory_means(pmtui, monkeypatch, own_machine):
    assert "names a directory" not in pmtui.ok("doctor")
    monkeypatch.setenv("PMTUI_STORE", str(own_machine))
    out = " ".join(pmtui.ok("doctor").split())
    assert "names a directory, so the store is the file pmtui.db in it" in out


def test_doctor_without_a_home_says_so(pmtui, monkeypatch):
    def nobody(uid):
        raise KeyError(uid)

    for name in ("PMTUI_STORE", "PMTUI_STATE", "PMTUI_CONFIG", "HOME"):
        monkeypatch.delenv(name)
    monkeypatch.setattr("pwd.getpwuid", nobody)
    done = pmtui("doctor")
    assert done.code == 1
    assert "no home" in done.out


def test_config_is_shown_checked_and_found(pmtui, own_machine):
    path = own_machine / "config.toml"
    assert pmtui.ok("config", "path") == f"{path}\n"
    assert pmtui("config", "check").code == 0
    path.write_text('theme = "light"\n[keys]\n"library.begin" = "n"\n')
    assert 'theme = "light"' in pmtui.ok("config", "show")
    assert pmtui("config", "check").code == 0
    path.write_text('[keys]\n"no.such" = "n"\n')
    assert "no.such" in pmtui("config", "check").err
    path.write_text(
        'team_folder = "/nope"\n[keys]\n"workbook.exprt" = "X"\n"workbook.export" = "q"\n'
    )
    done = pmtui("config", "check")
    assert done.code == 1
    assert "did you mean workbook.export?" in done.err
    assert "The key q would run workbook.export and workbook.close; bind one" in done.err
    assert "team_folder: The folder /nope is not there." in done.err
    path.write_text('themme = "light"\n')
    done = pmtui("config", "check")
    assert done.code == 1
    assert "did you mean theme?" in done.err


def test_a_broken_configuration_never_stops_a_capture(pmtui, own_machine):
    (own_machine / "config.toml").write_text("author = ")
    done = pmtui("log", "errors rose")
    assert done.code == 0
    assert done.err.count("cannot be read") == 1


def test_keys_are_listed_with_their_command_ids(pmtui):
    out = pmtui.ok("keys")
    assert "library.begin" in out
    assert "Workbook:" in out
    assert pmtui("keys", "--test", pipe="").code == 3


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (b"\x07", "Ctrl+G"),
        (b"\x1b[A", "Up"),
        (b"\x1bx", "Alt+x"),
        ("é".encode(), "é"),
        (b"\x1b[999~", "unknown to pmtui"),
        (b"\xff", "\ufffd"),
        (b"", "the terminal is gone"),
    ],
)
def test_a_key_is_described_by_what_was_sent_and_its_name(sent, name):
    assert described(sent).endswith(name)
    assert sent.hex(" ") in described(sent)


@pytest.mark.pty
def test_keys_test_shows_raw_keys_until_q_and_gives_the_terminal_back():
    leader, follower = pty.openpty()
    before = termios.tcgetattr(follower)
    program = subprocess.Popen(
        [sys.executable, "-m", "pmtui", "keys", "--test"],
        stdin=follower, stdout=follower, stderr=follower,
    )  # fmt: skip
    seen = b""
    deadline = time.monotonic() + 10

    def read_until(enough):
        nonlocal seen
        while not enough():
            left = deadline - time.monotonic()
            assert left > 0 and select.select([leader], [], [], left)[0], seen
            seen += os.read(leader, 1000)

    try:
        read_until(lambda: b"q ends" in seen and seen.endswith(b"\n"))
        for count, key in enumerate((b"\x13", b"\x1b[A", b"q"), 2):
            os.write(leader, key)
            read_until(lambda: seen.count(b"\n") >= count)  # noqa: B023
        assert program.wait(5) == 0
    finally:
        program.kill()
        program.wait()
    assert b"Ctrl+S" in seen and b"1b 5b 41" in seen and b"Up" in seen
    assert termios.tcgetattr(follower) == before
    os.close(leader)
    os.close(follower)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion_is_printed_for_a_shell(pmtui, shell):
    assert "_PMTUI_COMPLETE" in pmtui.ok("completion", shell)


def test_completion_offers_references(begun, monkeypatch):
    from pmtui.cli.reading import complete_reference

    assert [c.value for c in complete_reference(None, None, "pm")] == ["PM-1"]
    assert [c.value for c in complete_reference(None, None, "1")] == ["PM-1"]
    assert complete_reference(None, None, "2") == []
    monkeypatch.setenv("_PMTUI_COMPLETE", "bash_complete")
    for words, place, offered in (
        ("pmtui shar", "1", "plain,share\n"),
        ("pmtui nope x", "2", "\n"),
    ):
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", place)
        with pytest.raises(SystemExit):
            begun()
        assert begun.capsys.readouterr() == (offered, "")
    monkeypatch.setenv("PMTUI_STORE", str(Path(__file__)))
    assert complete_reference(None, None, "") == []


@pytest.mark.pty
def test_the_demo_says_what_it_is_and_leaves_nothing_behind(tmp_path, own_machine):
    with Program("demo", env={**os.environ, "TMPDIR": str(tmp_path)}) as program:
        program.wait("1 Overview").settle()
        assert b"throw-away store" in program.raw
        assert list(tmp_path.glob("pmtui-demo-*"))
        program.press("q", "q")
        program.wait(lambda: program.process.poll() is not None)
        while program.pump() and b"are gone" not in program.raw:
            pass
    assert program.process.returncode == 0
    assert b"pmtui new TITLE" in program.raw
    assert not list(tmp_path.glob("pmtui-demo-*"))
    assert not (own_machine / "pmtui.db").exists()


def test_a_damaged_record_is_brought_back_from_the_history_after_a_backup(pmtui):
    import sqlite3
    from contextlib import closing

    from pmtui.paths import store_path
    from pmtui.store.backup import backups

    pmtui.ok("new", "Card payments failed")
    with closing(sqlite3.connect(store_path())) as conn:
        conn.execute("UPDATE overview SET title='Card paymentz failed'")
        conn.commit()
    told = pmtui("doctor")
    assert told.code == 1
    assert "doctor --repair" in " ".join(told.out.split())
    assert pmtui("doctor", "--repair").code == 0
    assert "Card payments failed" in pmtui.ok("show", "1")
    assert {b.reason for b in backups(store_path())} == {"before-repair", "repaired"}
    assert "nothing needs it" in pmtui("doctor", "--repair").out
    assert "damaged, as it was before a repair" in " ".join(pmtui.ok("restore").split())
    store_path().write_bytes(b"\0" * 4096 + store_path().read_bytes()[4096:])
    pmtui.ok("restore", "latest")
    assert "Card payments failed" in pmtui.ok("show", "1")
    (good,) = (b.path for b in backups(store_path()) if b.reason == "repaired")
    good.unlink()
    assert pmtui("restore", "latest").code == 2


def test_the_history_of_a_damaged_postmortem_is_told_all_the_same(pmtui):
    import sqlite3
    from contextlib import closing

    from pmtui.paths import store_path

    pmtui.ok("new", "Card payments failed")
    pmtui.ok("add", "1", "factors", "No alert below zero")
    with closing(sqlite3.connect(store_path())) as conn:
        conn.execute("UPDATE factors SET events='{broken'")
        conn.commit()
    assert pmtui("show", "1").code == 3
    assert "“No alert below zero”" in " ".join(pmtui.ok("history", "1").split())
