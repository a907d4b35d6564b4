import os
import signal
import sys
import time

import pytest

pytestmark = pytest.mark.pty

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def test_an_invalid_byte_is_shown_and_hostile_text_never_reaches_the_terminal(open_session):
    session = open_session()
    session.type(b"caf\xe9 lives")
    session.until("caf\ufffd lives")
    session.type(b"\x1b[200~p[/]\x1b]0;t\x07\xc2\x9b5m\xe2\x80\xaeq\x1b[201~")
    shown = session.until("q")
    assert "bad[/]" in shown and "p[/]" in shown
    for raw in (b"\x1b]52", b"\x1b]0", b"\x07", b"\xc2\x9b", b"\xe2\x80\xae", b"\xe2\x80\x8b"):
        assert raw not in session.output
    session.type(b"\x11")
    assert session.exit_code() == 0
    assert session.output.endswith(b"\x1b[?1049l\x1b[?25h")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGHUP, 129), (signal.SIGTERM, 143)])
def test_a_signal_saves_and_leaves_with_its_code(number, code, open_session):
    session = open_session()
    session.type(b"unsaved")
    session.until("unsaved")
    session.signal(number)
    assert session.exit_code() == code
    assert session.notes.read_text() == "unsaved"
    assert b"\x1b[?1049l" in session.output
    assert b"Traceback" not in session.output


@linux
@pytest.mark.parametrize("options", [(), ("--ignore-hang-up",)], ids=["default", "nohup"])
def test_a_closed_terminal_saves_and_ends_without_spinning(options, open_session):
    session = open_session(*options)
    session.type(b"unsaved")
    session.until("unsaved")
    before = os.times().children_user
    start = time.monotonic()
    session.hang_up()
    assert session.exit_code() == 129
    assert time.monotonic() - start < 3
    assert session.notes.read_text() == "unsaved"
    assert os.times().children_user - before < 5  # CPU of the whole run, start included


def test_stopping_saves_first_and_continuing_paints_everything(open_session):
    session = open_session()
    session.type(b"unsaved")
    session.until("unsaved")
    session.signal(signal.SIGTSTP)
    assert session.stopped()
    assert session.notes.read_text() == "unsaved"
    session.double.feed("\x1b[2J\x1b[Hshell prompt")
    session.signal(signal.SIGCONT)
    session.until("READY")
    assert "unsaved" in session.until("bad[/]")
    session.type(b" more")
    session.until("unsaved more")


def test_an_editor_gets_the_terminal_and_the_screen_comes_back(open_session):
    session = open_session()
    session.type(b"prose")
    session.until("prose")
    session.type(b"\x14")
    while b"EDITOR HERE" not in session.output:
        session.read(1)
    assert session.notes.read_text() == "prose"
    session.type(b" more")
    assert "EDITOR" not in session.until("prose more")
    session.until("READY")


def test_a_link_that_drops_during_the_editor_still_ends_in_order(open_session):
    session = open_session()
    session.type(b"prose")
    session.until("prose")
    session.type(b"\x0f")
    while b"EDITOR HERE" not in session.output:
        session.read(1)
    session.hang_up()
    assert session.exit_code() == 129
    assert session.notes.read_text() == "prose"


def test_keys_typed_while_it_starts_arrive_all_and_in_order(open_session):
    session = open_session(wait="")
    typed = 0
    session.type(b"\r")  # before raw mode the terminal itself makes a line feed of it
    while not session.double.screen.display[23].startswith("READY"):
        session.type(b"abcdefghij"[typed % 10 : typed % 10 + 1])
        typed += 1
        session.read(0.02)
    session.type(b"!")
    shown = session.until("!")
    text = "".join(line.strip() for line in shown.splitlines()[2:23])
    assert text == ("abcdefghij" * typed)[:typed] + "!"


@linux
def test_a_blocked_terminal_costs_no_memory_and_ends_with_one_fresh_frame(open_session):
    session = open_session()
    session.type(b"\x0e")
    start = session.memory()
    assert session.notes_written()  # nothing is read meanwhile: the terminal is blocked
    grown = session.memory() - start
    received = len(session.output)
    shown = session.until("CHURNED")
    assert "frame 300" in shown
    assert grown < 5000
    assert len(session.output) - received < 40_000


def test_a_crash_saves_logs_without_locals_and_says_one_sentence(open_session):
    session = open_session()
    session.type(b"unsaved")
    session.until("unsaved")
    session.type(b"\x0c")
    assert session.exit_code() == 1
    assert session.notes.read_text() == "unsaved"
    last = session.output.rpartition(b"\x1b[?1049l")[2].decode()
    assert "fault of its own (RuntimeError)" in " ".join(last.split())
    assert "nobody may see" not in last and "Traceback" not in last
    (log,) = (session.state / "crashes").iterdir()
    assert log.stat().st_mode & 0o777 == 0o600
    assert "RuntimeError: broken 30" in log.read_text()
    assert "nobody may see" not in log.read_text().replace('secret = "draft text', "")


def test_a_new_size_is_followed_and_painted_whole(open_session):
    session = open_session()
    session.type(b"prose")
    session.until("prose")
    session.resize(40, 10)
    session.until("prose", line=1)
    session.until("READY", line=9)


def test_nothing_is_sent_while_nobody_types(open_session):
    session = open_session()
    while session.read(0.3):
        pass
    assert session.read(0.5) == b""
