import base64
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pmtui import clipboard
from pmtui.clipboard import copy_out

OSC52 = re.compile(rb"\x1b\]52;[^;]*;([A-Za-z0-9+/=]+)(?:\x07|\x1b\\)")
SSH = {"SSH_CONNECTION": "1 2 3 4", "TERM": "xterm-256color"}


class Tools:
    def __init__(self, *working):
        self.working = working
        self.ran = []

    def __call__(self, command, data):
        self.ran.append((command, data))
        return " ".join(command) in self.working


@pytest.mark.parametrize(
    ("env", "tool"),
    [
        ({}, "pbcopy"),
        ({"WAYLAND_DISPLAY": "w"}, "wl-copy"),
        ({"DISPLAY": ":0"}, "xclip -selection clipboard"),
    ],
)
def test_a_local_session_uses_the_tool_of_its_desktop(env, tool):
    tools = Tools(tool)
    result = copy_out("text é", env=env, run=tools, write=None)
    assert (result.route, result.sent) == ("tool", True)
    assert tools.ran[-1][1] == "text é".encode()


def test_over_ssh_no_local_tool_is_tried():
    tools = Tools("pbcopy")
    sent = []
    result = copy_out("text", env={**SSH, "DISPLAY": ":10"}, run=tools, write=sent.append)
    assert result.route == "terminal"
    assert tools.ran == []
    assert sent == ["\x1b]52;c;dGV4dA==\x07"]


def test_tmux_gets_the_text_by_its_own_command():
    tools = Tools("tmux load-buffer -w -")
    result = copy_out("text", env={**SSH, "TMUX": "x"}, run=tools, write=None)
    assert result.route == "tmux"
    assert result.message == "Sent 4 bytes to tmux (and your terminal, if it allows)."


def test_an_old_tmux_without_the_flag_gets_its_buffer_filled():
    result = copy_out("text", env={**SSH, "TMUX": "x"}, run=Tools("tmux load-buffer -"), write=None)
    assert result.route == "tmux-buffer"


def test_screen_gets_chunks_it_can_take():
    sent = []
    text = "line of text\n" * 200
    result = copy_out(text, env={**SSH, "STY": "1.x"}, run=Tools(), write=sent.append)
    assert result.route == "screen"
    chunks = re.findall(r"\x1bP(.*?)\x1b\\", sent[0], re.DOTALL)
    assert all(len(chunk) + 4 <= clipboard.SCREEN_CHUNK for chunk in chunks)
    whole = OSC52.fullmatch("".join(chunks).encode())
    assert base64.b64decode(whole[1]).decode() == text


@pytest.mark.parametrize("env", [{**SSH, "TERM": "dumb"}, {**SSH, "TERM": "linux"}, SSH])
def test_without_a_way_it_says_so_and_names_the_other_ways(env):
    write = None if env is SSH else [].append
    result = copy_out("x", env=env, run=Tools(), write=write, file="/x/pm.md", ssh="ssh h …")
    assert (result.route, result.sent) == ("none", False)
    assert result.message == (
        "This terminal offers no clipboard over SSH. It is in /x/pm.md, or run: ssh h …"
    )


def test_too_large_a_text_is_not_sent_in_part():
    sent = []
    result = copy_out("x" * 60_000, env=SSH, run=Tools(), write=sent.append, file="/x/pm.md")
    assert not result.sent and not sent
    assert result.message == (
        "4.5 KB over the terminal's limit, so nothing was sent. It is in /x/pm.md."
    )


def test_a_terminal_that_breaks_is_reported():
    def broken(_sequence):
        raise OSError

    assert not copy_out("x", env=SSH, run=Tools(), write=broken).sent


@pytest.mark.parametrize("env", [{}, SSH, {**SSH, "TMUX": "x"}, {**SSH, "STY": "x"}])
def test_no_message_claims_that_the_text_was_copied(env):
    tools = Tools("pbcopy", "tmux load-buffer -w -")
    message = copy_out("x", env=env, run=tools, write=lambda _: None, file="f").message
    assert "copied" not in message.lower()


def test_the_command_line_loads_no_textual_for_it():
    code = (
        "import sys, pmtui.clipboard; sys.exit('textual' in sys.modules or 'rich' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


PAYLOAD = "é" * 700 + "end"
COPY = f"""
import os, sys
from pmtui.clipboard import copy_out, terminal_writer
env = {{**os.environ, "SSH_CONNECTION": "1"}}
result = copy_out({PAYLOAD!r}, env=env, write=terminal_writer())
open(sys.argv[1], "w").write(result.route)
sys.stdin.readline()
"""


def seen_outside(command, env, done: Path) -> bytes:
    """Run a multiplexer in a pty that is the user's terminal; what OSC 52 brought there."""
    pid, master = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, env)
    output = b""
    deadline = time.monotonic() + 8
    try:
        while time.monotonic() < deadline:
            if select.select((master,), (), (), 0.05)[0]:
                output += os.read(master, 65536)
            if (match := OSC52.search(output)) and done.exists():
                return base64.b64decode(match[1])
    except OSError:
        pass  # the multiplexer ended: whatever it sent is all there is
    finally:
        os.close(master)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return b""


@pytest.fixture
def place(tmp_path_factory):
    """A directory of our own whose name is short enough for a socket."""
    return tmp_path_factory.mktemp("m")


def need(program):
    if shutil.which(program) is None:
        pytest.skip(f"{program} IS NOT INSTALLED: its clipboard route was NOT tested")


def user_env(place):
    kept = {k: v for k, v in os.environ.items() if k not in ("TMUX", "STY", "COLUMNS", "LINES")}
    return {
        **kept,
        "TERM": "xterm-256color",
        "SCREENDIR": str(place),
        "TMUX_TMPDIR": str(place),
    }


@pytest.mark.pty
@pytest.mark.parametrize("option", ["", "set -g set-clipboard on", "set -g allow-passthrough on"])
def test_a_real_tmux_brings_the_text_to_the_terminal_outside(option, place):
    need("tmux")
    (place / "send_it.py").write_text(COPY)
    (place / "conf").write_text(option + "\n")
    inner = f"{sys.executable} {place}/send_it.py {place}/route"
    command = ["tmux", "-f", str(place / "conf"), "new-session", inner]
    try:
        arrived = seen_outside(command, user_env(place), place / "route")
    finally:
        subprocess.run(
            ["tmux", "kill-server"], env=user_env(place), check=False, capture_output=True
        )
    assert arrived.decode() == PAYLOAD
    assert (place / "route").read_text() == "tmux"


@pytest.mark.pty
def test_a_real_screen_brings_the_text_to_the_terminal_outside(place):
    need("screen")
    (place / "send_it.py").write_text(COPY)
    command = ["screen", "-c", "/dev/null", "-S", "pmtui"]
    command += [sys.executable, f"{place}/send_it.py", f"{place}/route"]
    try:
        arrived = seen_outside(command, user_env(place), place / "route")
    finally:
        subprocess.run(
            ["screen", "-S", "pmtui", "-X", "quit"],
            env=user_env(place),
            check=False,
            capture_output=True,
        )
    assert arrived.decode() == PAYLOAD
    assert (place / "route").read_text() == "screen"
