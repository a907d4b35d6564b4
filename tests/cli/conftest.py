"""The command line as a function: words in, exit code, stdout and stderr out."""

import io
from dataclasses import dataclass

import pytest

from pmtui.cli.run import run


@dataclass
class Done:
    code: int
    out: str
    err: str


class Pmtui:
    def __init__(self, capsys, monkeypatch):
        self.capsys = capsys
        self.monkeypatch = monkeypatch

    def __call__(self, *words, pipe=None):
        if pipe is not None:
            data = pipe if isinstance(pipe, bytes) else pipe.encode()
            self.monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        self.capsys.readouterr()
        code = run(list(words))
        captured = self.capsys.readouterr()
        assert "Traceback" not in captured.err
        return Done(code, captured.out, captured.err)

    def ok(self, *words, pipe=None):
        done = self(*words, pipe=pipe)
        assert done.code == 0, done.err
        return done.out


@pytest.fixture
def pmtui(capsys, monkeypatch):
    return Pmtui(capsys, monkeypatch)


@pytest.fixture
def begun(pmtui):
    pmtui.ok("new", "Card payments failed", "--severity", "2", "--date", "2026-11-22")
    return pmtui


@pytest.fixture
def as_terminal(monkeypatch):
    def isatty(stream):
        return True

    def become(columns=80):
        import os
        import sys

        for stream in (sys.stdout, sys.stderr):
            monkeypatch.setattr(type(stream), "isatty", isatty, raising=False)
        size = os.terminal_size((columns, 24))
        monkeypatch.setattr("pmtui.cli.speaking.os.get_terminal_size", lambda fd: size)

    return become
