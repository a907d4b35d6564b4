"""B19, B20 and B30 to B37, B42 to B44: files and stores that come in, places that things go to."""

import json
import os
import stat
import subprocess
import sys
import time
import zipfile

import pytest

from pmtui.clock import SystemClock
from pmtui.domain.text import LONGEST_FIELD
from pmtui.files import default_name, write_file
from pmtui.importers import Cancelled, Hints, parse_timeline
from pmtui.importers.timeline import engine
from pmtui.paths import store_path
from pmtui.store import Store
from pmtui.ui.widgets.prose import LONGEST_LINE, break_long_lines
from store.making import small


def stored(pmtui, reference="1"):
    return json.loads(pmtui.ok("show", reference, "--json"))["postmortem"]


# -- too much ------------------------------------------------------------------------------------


def test_b19_a_line_of_10_mb_is_refused_in_a_field_kept_as_a_source_and_wrapped(begun):
    line = "word " * 2_000_000
    refused = begun("set", "1", "summary", "-", pipe=line)
    assert refused.code == 2
    assert "256 KB" in refused.err and "source text" in refused.err
    assert stored(begun)["overview"].get("summary", "") == ""
    line = line[:1_000_000]
    begun.ok("add", "1", "sources", "-", pipe=line)
    assert len(stored(begun)["sources"][0]["text"]) > 999_000
    captured = begun("log", "PM-1", "-", pipe=line)
    assert captured.code == 0 and "Only the first 256 KB" in captured.err
    assert len(stored(begun)["evidence"][0]["text"]) <= LONGEST_FIELD
    assert max(map(len, break_long_lines(line[:100_000]).split("\n"))) <= LONGEST_LINE


def test_b20_a_long_log_is_read_with_progress_and_can_be_stopped():
    line = "2026-11-22T14:02:{:02d}Z web-3 app: connection refused {}\n"
    text = "".join(line.format(n % 60, n) for n in range(200_000))
    seen = []

    def stop(done, of):
        seen.append((done, of))
        return done < 3_000

    begun = time.process_time()
    with pytest.raises(Cancelled):
        parse_timeline(text, Hints(), stop)
    assert time.process_time() - begun < 2
    assert seen[-1][0] >= 3_000 and seen[-1][1] == 200_000
    assert len(seen) > 3


def test_b20_what_lies_behind_20_mb_is_not_read_and_that_is_said(monkeypatch, begun, tmp_path):
    monkeypatch.setattr(engine, "CAP", 2_000)
    parsed = parse_timeline("2026-11-22 14:02 UTC it broke\n" * 100)
    assert any("Only the first" in note.text for note in parsed.notes)
    assert parsed.events
    large = tmp_path / "large.log"
    with large.open("wb") as file:
        file.truncate(20_000_001)
    refused = begun("import", str(large), "1")
    assert refused.code == 2 and "20 MB" in refused.err


# -- places --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title", ["../../etc/x", "..", "-rf", "a\0b", "x" * 400, "日本語", "~", "CON"]
)
def test_b30_a_file_named_by_a_title_lies_in_its_directory(tmp_path, title):
    inside = tmp_path / "inside"
    inside.mkdir()
    name = default_name(small(title), "PM-7", ".md")
    written = write_file(inside / name, "text").path
    assert written.parent == inside
    assert [p.name for p in tmp_path.iterdir()] == ["inside"]
    assert name.endswith("pm-7.md") and not name.startswith(("-", ".", "~"))
    assert len(name) < 100


def test_b31_an_export_never_goes_over_a_file_that_exists(begun, tmp_path):
    target = tmp_path / "pm.md"
    target.write_text("theirs")
    done = begun("export", "1", "-o", str(target))
    assert done.code == 2 and "--force" in done.err
    assert target.read_text() == "theirs"
    assert begun("export", "1", "-o", str(target), "--force").code == 0
    assert "Card payments failed" in target.read_text()


@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe", "directory", "device"])
def test_b32_an_export_goes_into_no_link_pipe_device_or_directory(begun, tmp_path, kind):
    target, victim = tmp_path / "target", tmp_path / "victim"
    match kind:
        case "link":
            victim.write_text("whole")
            target.symlink_to(victim)
        case "dangling link":
            target.symlink_to(victim)
        case "pipe":
            os.mkfifo(target)
        case "directory":
            target.mkdir()
        case "device":
            target = os.devnull
    for force in ((), ("--force",)):
        done = begun("export", "1", "-o", str(target), *force)
        assert done.code == 2, done.err
    if kind == "dangling link":
        assert not victim.exists()
    elif kind == "link":
        assert victim.read_text() == "whole"


def test_b33_a_file_in_a_shared_directory_is_private_and_no_name_is_used_twice(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    opened, names = os.open, []

    def watched(path, flags, *rest, **more):
        if str(path).startswith(str(shared)) and flags & os.O_CREAT:
            assert flags & os.O_EXCL
            names.append(str(path))
        return opened(path, flags, *rest, **more)

    old = os.umask(0)
    os.open = watched
    try:
        for number in range(3):
            written = write_file(shared / f"{number}.md", "text").path
            assert stat.S_IMODE(written.stat().st_mode) == 0o600
    finally:
        os.open = opened
        os.umask(old)
    assert len(set(names)) == 3
    assert sorted(p.name for p in shared.iterdir()) == ["0.md", "1.md", "2.md"]


# -- documents -----------------------------------------------------------------------------------


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(50_000_000))


BOMBS = {
    "zip": bomb,
    "deep": lambda path: path.write_bytes(b'{"pmtui": ' + b"[" * 200_000),
    "deep and closed": lambda path: path.write_bytes(
        b'{"pmtui": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    ),
    "5,000 digits": lambda path: path.write_bytes(b'{"pmtui": {"document": ' + b"7" * 5000 + b"}}"),
    "many values": lambda path: path.write_bytes(b'{"pmtui": [' + b"[]," * 3_000_000 + b"1]}"),
}
MEASURED = """
import os, resource, sys
import pmtui.cli.enter, pmtui.importers.accept, pmtui.schema.document
from pmtui.cli.run import run
for path in sys.argv[1:]:
    if not (pid := os.fork()):
        before = resource.getrusage(resource.RUSAGE_SELF)
        code = run(["import", path])
        after = resource.getrusage(resource.RUSAGE_SELF)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(code, seconds, (after.ru_maxrss - before.ru_maxrss) / 1024, flush=True)
        os._exit(0)
    os.waitpid(pid, 0)
"""


def test_b34_a_bomb_costs_a_sentence_within_a_second_and_64_mb(tmp_path):
    paths = [tmp_path / name for name in BOMBS]
    for path in paths:
        BOMBS[path.name](path)
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [line.split() for line in done.stdout.splitlines()]
    assert len(rows) == len(BOMBS) == len(done.stderr.splitlines())
    for name, (code, seconds, megabytes) in zip(BOMBS, rows, strict=True):
        assert code == "2", name
        assert float(seconds) < 1, name
        assert float(megabytes) < 64, name


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda tree: tree["postmortem"]["overview"].update(wish=1), "does not know"),
        (lambda tree: tree["postmortem"].update(wish=[]), "does not know"),
        (lambda tree: tree["pmtui"].update(document=2), "this pmtui reads up to 1"),
        (lambda tree: tree["postmortem"]["events"].append(tree["postmortem"]["events"][0]), "same id"),
    ],
    ids=["an unknown field", "an unknown list", "a newer version", "an id twice"],
)  # fmt: skip
def test_b35_what_is_not_understood_is_refused_and_nothing_dropped(begun, tmp_path, change, says):
    begun.ok("log", "PM-1", "it broke")
    tree = json.loads(begun.ok("show", "1", "--json"))
    tree["postmortem"]["uid"] = "b" * 16
    change(tree)
    (tmp_path / "other.json").write_text(json.dumps(tree))
    done = begun("import", str(tmp_path / "other.json"))
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert begun.ok("list").count("PM-") == 1


@pytest.mark.parametrize(
    "value", ["NaN", "-Infinity", "1e400", '"hunter2"', "[]", '{"hunter2": 1}']
)
def test_b36_a_wrong_value_is_named_by_its_field_and_never_echoed(begun, tmp_path, value):
    text = begun.ok("show", "1", "--json").replace('"SEV-2"', value)
    (tmp_path / "wrong.json").write_text(text)
    done = begun("import", str(tmp_path / "wrong.json"))
    assert done.code == 2
    assert "hunter2" not in done.err
    if value[0] in '"[{':
        assert done.err.startswith("postmortem.overview.severity: ")


@pytest.mark.parametrize(
    ("line", "zone", "said"),
    [
        ("2026-11-22 14:02 it broke", None, "waits for a time zone"),
        ("2026-03-29 02:30 it broke", "Europe/Berlin", "clock change"),
        ("2026-10-25 02:30 it broke", "Europe/Berlin", "clock"),
        ("0000-01-01 10:00 UTC it broke", "UTC", "does not exist"),
        ("9999-12-31 23:59 UTC it broke", "UTC", ""),
        ("03/04/2026 14:02 UTC it broke", "UTC", "month first or day first"),
    ],
)
def test_b37_a_time_that_cannot_be_known_is_asked_and_its_words_are_kept(
    begun, tmp_path, line, zone, said
):
    (tmp_path / "a.log").write_text(f"{line}\n2026-11-22 15:00 UTC it was over\n")
    done = begun(
        "import", str(tmp_path / "a.log"), "1", "--all", *(("--zone", zone) if zone else ())
    )
    assert said in done.err
    kept = json.dumps(stored(begun), ensure_ascii=False)
    assert "it was over" in kept
    first = line.rpartition(" it broke")[0]
    assert first in kept or "it broke" in kept or "Line 1: " in done.err


# -- where pmtui finds itself --------------------------------------------------------------------


def program(*words, **env):
    return subprocess.run(
        [sys.executable, "-m", "pmtui", *words],
        capture_output=True,
        timeout=20,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize(
    ("env", "words", "codes"),
    [
        ({"HOME": ""}, ("list",), (0,)),
        ({"HOME": "relative"}, ("list",), (0,)),
        ({"XDG_DATA_HOME": "relative", "XDG_STATE_HOME": "also"}, ("list",), (0,)),
        ({"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"}, ("list",), (0,)),
        ({"TERM": "dumb"}, (), (3,)),
        ({"TERM": ""}, ("open", "1"), (3,)),
        ({"TERM": "nonsense", "COLUMNS": "0", "LINES": "x"}, ("list",), (0,)),
    ],
    ids=str,
)
def test_b42_odd_surroundings_are_explained_or_work(own_machine, env, words, codes):
    done = program(*words, **env)
    assert done.returncode in codes, done.stderr
    assert b"Traceback" not in done.stderr + done.stdout
    assert b"\x1b" not in done.stderr + done.stdout


@pytest.mark.parametrize("kind", ["another program's database", "a text", "zeros"])
def test_b43_a_file_that_is_no_store_is_refused_and_left_as_it_is(pmtui, kind):
    import sqlite3

    path = store_path()
    if kind == "another program's database":
        with sqlite3.connect(path) as conn:
            conn.execute("CREATE TABLE theirs(x)")
        conn.close()
    else:
        path.write_bytes(b"notes\n" * 200 if kind == "a text" else bytes(4096))
    before = path.read_bytes(), sorted(p.name for p in path.parent.iterdir())
    for words in (("list",), ("new", "T"), ("log", "text"), ("doctor",), ("doctor", "--repair")):
        done = pmtui(*words)
        assert done.code in (1, 3), words
        assert str(path) in " ".join((done.err + done.out).split()), words
    after = path.read_bytes(), sorted(p.name for p in path.parent.iterdir() if p.name != "state")
    assert after == before


def test_b44_a_store_behind_a_link_is_opened_once_and_the_link_stays(
    pmtui, own_machine, monkeypatch
):
    real = own_machine / "elsewhere"
    real.mkdir()
    link = own_machine / "linked.db"
    link.symlink_to(real / "pmtui.db")
    monkeypatch.setenv("PMTUI_STORE", str(link))
    pmtui.ok("new", "First")
    assert link.is_symlink()
    assert stat.S_IMODE((real / "pmtui.db").stat().st_mode) == 0o600
    monkeypatch.setenv("PMTUI_STORE", str(real / "pmtui.db"))
    pmtui.ok("new", "Second")
    assert pmtui.ok("--store", str(link), "list").count("PM-") == 2
    pmtui.ok("backup")
    assert "2" in pmtui.ok("--store", str(link), "restore")


def test_b44_a_link_that_is_turned_elsewhere_while_it_is_open_takes_no_more(own_machine):
    from pmtui.store.errors import StoreGone

    for name in ("a", "b"):
        (own_machine / name).mkdir()
        with Store.open(own_machine / name / "pmtui.db", clock=SystemClock(), author="x") as made:
            made.create(small(name), label="new")
    link = own_machine / "linked.db"
    link.symlink_to(own_machine / "a" / "pmtui.db")
    with Store.open(link, clock=SystemClock(), author="x") as opened:
        link.unlink()
        link.symlink_to(own_machine / "b" / "pmtui.db")
        with pytest.raises(StoreGone):
            opened.create(small("c"), label="new")
    with Store.open(own_machine / "b" / "pmtui.db", clock=SystemClock()) as other:
        assert [s.title for s in other.summaries()] == ["b"]


def test_b44_a_store_of_another_account_is_refused_unless_it_is_meant(begun, monkeypatch):
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 4711)
    refused = begun("list")
    assert refused.code == 3 and "--i-own-this" in refused.err
    assert "PM-1" in begun.ok("--i-own-this", "list")
