"""From the workbook to a file, a clipboard and the note of where it went, on a real terminal."""

import base64
import re
import stat

import pytest

from pmtui.cli.run import run

pytestmark = pytest.mark.pty

TOKEN = "gh" + "p_" + "Zk3" * 12


def test_a_postmortem_leaves_masked_and_where_it_went_is_noted(start, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    run(["new", "../../etc/passwd: orders failed", "--severity", "4"])
    run(["log", "PM-1", f"signed in with {TOKEN}"])
    program = start("open", "1")
    program.wait("1 Overview]").settle().press("x").wait("Found 1, 1 undecided").settle()
    assert "ssh 10.0.0.2 pmtui export PM-1 --to gfm | pbcopy" in program.text
    program.press("s", "b").wait("Written to").settle()
    assert "Sent" in program.text
    (file,) = tmp_path.iterdir()
    assert file.name.startswith("etc-passwd-orders-failed-pm-1")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "(masked" in program.press("d", "s", "s").wait("signed in with").text
    assert TOKEN not in file.read_text() and TOKEN.encode() not in program.raw
    sent = re.search(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", bytes(program.raw))
    assert base64.b64decode(sent[1]) == file.read_bytes()
    program.press("P").wait("Where was it published?").type("wiki page 12").press("Enter")
    program.wait("Noted: published in wiki page 12").press("Esc").wait("1 Overview]").settle()
    program.press("Ctrl+Q")
    assert program.end() == 0
