"""Getting text off this machine: by the clipboard route that works here, and an honest word on it.

Over SSH only the terminal can reach the user's clipboard (escape sequence OSC 52), it never
answers, and a multiplexer in between drops or wraps it. So the routes are, in order: a local tool
when this is no SSH session, tmux's own buffer, GNU screen's wrapping, the bare sequence. The
dependable path stays `ssh HOST pmtui export … | pbcopy`, which `pmtui.exporters.remote` spells out.
"""

import base64
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from pmtui.value import Value

Route = Literal["tool", "tmux", "tmux-buffer", "screen", "terminal", "none"]
Run = Callable[[list[str], bytes], bool]
Write = Callable[[str], None]

LIMIT = 74_000
"""Characters of base64 that common terminals take in one OSC 52."""
SCREEN_CHUNK = 500
"""Bytes GNU screen takes in one device control string, its brackets included."""
TOOL_SECONDS = 3
"""Seconds a clipboard tool may take, for example while it waits for a display."""
_SSH = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
_NO_CLIPBOARD = frozenset({"", "dumb", "linux", "vt100", "vt220", "unknown"})


class CopyResult(Value):
    """Which way the text went, what to tell the user, and whether it was sent at all."""

    route: Route
    message: str
    sent: bool


def copy_out(
    text: str,
    *,
    env: Mapping[str, str],
    run: Run | None = None,
    write: Write | None = None,
    file: str = "",
    ssh: str = "",
) -> CopyResult:
    """Send `text` towards the user's clipboard.

    `run` starts a tool with bytes on its input and says whether it succeeded; `write` puts escape
    sequences on the terminal, past everything that draws (None where there is no terminal). `file`
    and `ssh` are the other ways to the same text, named in the message. Never raises.
    """
    run = run or run_tool
    data = text.encode("utf-8", "replace")
    size = _size(len(data))
    other = _other_ways(file, ssh)
    if not any(env.get(name) for name in _SSH):
        for tool in _local_tools(env):
            if run(tool, data):
                return CopyResult("tool", f"Handed {size} to {tool[0]} on this machine.", True)
    encoded = base64.b64encode(data).decode("ascii")
    if len(encoded) > LIMIT:
        over = _size((len(encoded) - LIMIT) * 3 // 4)
        return CopyResult(
            "none", f"{over} over the terminal's limit, so nothing was sent.{other}", False
        )
    if env.get("TMUX"):
        if run(["tmux", "load-buffer", "-w", "-"], data):
            said = f"Sent {size} to tmux (and your terminal, if it allows)."
            return CopyResult("tmux", said + other, True)
        if run(["tmux", "load-buffer", "-"], data):
            said = f"Sent {size} to tmux's buffer only: paste with its prefix and ]."
            return CopyResult("tmux-buffer", said + other, True)
    if write is None or env.get("TERM", "") in _NO_CLIPBOARD:
        where = " over SSH" if any(env.get(name) for name in _SSH) else ""
        return CopyResult("none", f"This terminal offers no clipboard{where}.{other}", False)
    sequence = f"\x1b]52;c;{encoded}\x07"
    in_screen = bool(env.get("STY")) and not env.get("TMUX")
    try:
        write(_wrap_for_screen(sequence) if in_screen else sequence)
    except OSError:
        return CopyResult("none", f"The terminal did not take the text.{other}", False)
    hint = other.replace(" It is", " If paste is empty, it is", 1)
    said = f"Sent {size} to your terminal's clipboard.{hint}"
    return CopyResult("screen" if in_screen else "terminal", said, True)


def run_tool(command: list[str], data: bytes) -> bool:
    """Run a clipboard tool with `data` on its input; false when it is missing or fails."""
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.DEVNULL,  # some tools stay behind and would hold a pipe open
            stderr=subprocess.DEVNULL,
            timeout=TOOL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def terminal_writer() -> Write | None:
    """Writes to the controlling terminal, for the command line; None where there is none."""
    terminal = Path("/dev/tty")
    try:
        terminal.open("wb").close()
    except OSError:
        return None

    def write(sequence: str) -> None:
        with terminal.open("wb", buffering=0) as tty:
            rest = sequence.encode("utf-8", "replace")
            while rest:
                rest = rest[tty.write(rest) or 0 :]

    return write


def _local_tools(env: Mapping[str, str]) -> tuple[list[str], ...]:
    """Clipboard tools that can work in this session, best first."""
    tools: list[list[str]] = []
    if env.get("WAYLAND_DISPLAY"):
        tools.append(["wl-copy"])
    if env.get("DISPLAY"):
        tools += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    if not tools:
        tools.append(["pbcopy"])
    return tuple(tools)


def _wrap_for_screen(sequence: str) -> str:
    """`sequence` in device control strings, which GNU screen passes to the terminal outside."""
    step = SCREEN_CHUNK - len("\x1bP\x1b\\")
    chunks = (sequence[start : start + step] for start in range(0, len(sequence), step))
    return "".join(f"\x1bP{chunk}\x1b\\" for chunk in chunks)


def _other_ways(file: str, ssh: str) -> str:
    """A sentence on where else the text is; empty when nowhere."""
    if file and ssh:
        return f" It is in {file}, or run: {ssh}"
    if file:
        return f" It is in {file}."
    return f" It is one command away: {ssh}" if ssh else ""


def _size(count: int) -> str:
    """A number of bytes for people: `812 bytes`, `4.1 KB`."""
    return f"{count} bytes" if count < 1000 else f"{count / 1000:.1f} KB"
