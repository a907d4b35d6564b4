"""Whatever is typed or found: one sentence, the right exit code, never a traceback."""

import os
import random
import subprocess
import sys

import pytest

from pmtui.cli.run import COMMANDS

HOSTILE = (
    "\x1b]0;owned\x07", "\x1b[2J", "a\0b", "\u202eevil", "[/]", "[@click=app.quit]x[/]",
    os.fsdecode(b"\xff\xfe\x80"), "\ud800", "x" * 100_000, "é" * 50_000, "-", "--", "---", "-h1",
    "", " ", "\n", "%s{}%", "'; DROP TABLE postmortem; --", "PM-", "PM-0", "PM-99999999999999",
    "0", "-1", "٣", "a\u0301" * 200, "..", "../../etc/passwd", "~nobody", "$(id)", "\x9b31m",
)  # fmt: skip


def safe(text):
    return not any(ord(c) < 32 and c not in "\n\t" for c in text) and "\x9b" not in text


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_in_any_field_is_kept_harmless(begun, text):
    begun.ok("log", "PM-1", "before", text, pipe="")
    begun.ok("set", "1", "summary", "about", text)
    for words in (("show", "1"), ("check", "1"), ("export", "1", "--to", "json"), ("list",),
                  ("history", "1"), ("show", "1", "events")):  # fmt: skip
        done = begun(*words)
        assert done.code in (0, 1)
        done.out.encode("utf-8")
        assert safe(done.out), words
    assert len(begun("new", "T", text).out) <= 6


@pytest.mark.parametrize("seed", range(12))
def test_no_argument_makes_a_traceback(begun, seed):
    chance = random.Random(seed)
    names = [n for n in COMMANDS if n not in ("demo", "keys")]
    for _ in range(12):
        words = [chance.choice((*names, chance.choice(HOSTILE)))]
        for _ in range(chance.randrange(5)):
            words.append(
                chance.choice(
                    (
                        "1",
                        "PM-1",
                        "--json",
                        "--at",
                        "--to",
                        "-o",
                        "--by",
                        "E1",
                        "summary",
                        "C01",
                        "parse",
                        chance.choice(HOSTILE),
                    )
                )
            )
        if "-o" in words:
            continue
        done = begun(*words, pipe=chance.choice(("", "text", "\0\x1b")))
        assert done.code in (0, 1, 2, 3), words
        assert "defect" not in done.err, (words, done.err)
        assert safe(done.err), words
        assert len(done.err) < 20_000, words
    assert begun("check", "1").code == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nonsense",), "not a command"),
        (("lst",), "did you mean list?"),
        (("PM-7",), "pmtui open PM-7"),
        (("check",), "Missing argument"),
        (("check", "1", "2"), "unexpected extra"),
        (("list", "--nonsense"), "No such option"),
        (("move", "1", "F1", "far"), "not a valid integer"),
        (("--store",), "requires an argument"),
        (("config",), "Usage"),
        (("timeline",), "Usage"),
    ],
)
def test_a_usage_error_names_the_help(pmtui, words, told):
    done = pmtui(*words)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert "pmtui" in done.err


WRITES = (("new", "Title"), ("log", "text"), ("add", "1", "event", "x"), ("set", "1", "owner", "x"),
          ("undo", "1"), ("complete", "1"))  # fmt: skip
READS = (("list",), ("show", "1"), ("check", "1"), ("history", "1"))


@pytest.fixture
def store_file(own_machine):
    return own_machine / "pmtui.db"


@pytest.mark.parametrize(
    "content", [b"not a database at all " * 10, b"SQLite format 3\0" + b"\0" * 200]
)
def test_a_foreign_file_is_refused_and_left_as_it_is(pmtui, store_file, content):
    store_file.write_bytes(content)
    for words in (*READS, *WRITES):
        done = pmtui(*words)
        assert (done.code, done.out) == (3, ""), words
        assert str(store_file) in done.err
        assert len(done.err.splitlines()) == 1
    assert store_file.read_bytes() == content


def test_a_store_of_a_newer_release_is_read_and_not_written(begun, store_file):
    import sqlite3

    with sqlite3.connect(store_file) as conn:
        conn.execute("PRAGMA user_version = 99")
    conn.close()
    for words in READS:
        assert begun(*words).code in (0, 1), words
    for words in WRITES:
        done = begun(*words)
        assert done.code in (1, 3), words
        assert done.err
    assert "newer" in begun("new", "Title").err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_write_protected_store_is_read_and_not_written(begun, store_file):
    store_file.chmod(0o400)
    for words in READS:
        assert begun(*words).code in (0, 1), words
    assert begun("new", "Title").code == 3


def test_a_folder_means_the_store_in_it(pmtui, tmp_path, monkeypatch):
    monkeypatch.setenv("PMTUI_STORE", str(tmp_path))
    pmtui.ok("new", "Title")
    assert (tmp_path / "pmtui.db").is_file()
    (tmp_path / "sub" / "pmtui.db").mkdir(parents=True)
    done = pmtui("--store", str(tmp_path / "sub") + "/", "list")
    assert done.code == 3


@pytest.mark.parametrize("place", ["/proc/nowhere/pmtui.db", "/dev/null/pmtui.db", "a\0b"])
def test_a_store_that_cannot_be_made_is_said(pmtui, monkeypatch, place):
    monkeypatch.setenv("PMTUI_STORE", "")
    done = pmtui("--store", place, "new", "Title")
    assert done.code in (2, 3)
    assert done.out == ""
    assert "defect" not in done.err


def test_without_a_home_the_next_step_is_said(pmtui, monkeypatch):
    be_homeless(monkeypatch)
    for words in (("list",), ("new", "Title"), ("config", "path")):
        done = pmtui(*words)
        assert (done.code, done.out) == (3, ""), words
        assert "no home" in done.err


def be_homeless(monkeypatch):
    def nobody(uid):
        raise KeyError(uid)

    for name in ("PMTUI_STORE", "PMTUI_STATE", "PMTUI_CONFIG", "HOME"):
        monkeypatch.delenv(name)
    monkeypatch.setattr("pwd.getpwuid", nobody)


def program(*words, **more):
    return subprocess.run(
        [sys.executable, "-m", "pmtui", *words], capture_output=True, timeout=20, **more
    )


def test_bytes_that_are_no_text_are_arguments_like_others():
    done = program(b"new", b"Title \xff\xfe", b"--owner", b"\x80")
    assert (done.returncode, done.stdout) == (0, b"PM-1\n")
    shown = program("show", "1", "--json").stdout.decode()
    assert "Title \ufffd" in shown


def test_closed_streams_and_gone_readers_end_quietly():
    command = f"{sys.executable} -m pmtui"
    script = (
        f"{command} new Title >/dev/null 2>&1\n"
        f"{command} log - <&-; echo $?\n"
        f"{command} list >&-; echo $?\n"
        f"{command} list > /dev/full; echo $?\n"
        f"({command} export 1; echo $? >&2) | true\n"
    )
    done = subprocess.run(["sh", "-c", script], capture_output=True, timeout=30, text=True)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.stdout.split() == ["2", "0", "3"]


def test_output_is_utf8_whatever_the_locale():
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert program("new", "Zürich 災害", env=env).returncode == 0
    assert "災害" in program("list", env=env).stdout.decode()
    refused = program("export", "1", "-o", "tür.md", env=env)
    assert refused.returncode == 3
    assert "Set LC_ALL=C.UTF-8" in refused.stderr.decode()


def test_a_fault_of_our_own_is_told_without_a_traceback(pmtui, monkeypatch, own_machine):
    def broken(*_):
        raise RuntimeError("secret of a draft")

    monkeypatch.setattr("pmtui.cli.look.store_open", broken)
    done = pmtui("list")
    assert (done.code, done.out) == (3, "")
    assert "defect of pmtui (RuntimeError)" in done.err
    assert "secret" not in done.err
    [log] = (own_machine / "state" / "crashes").iterdir()
    assert "RuntimeError" in log.read_text()
