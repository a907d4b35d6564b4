"""Starts the real program with a machine and a folder of its own; what is left over is ended."""

import os

import pytest

from terminal.program import Program


@pytest.fixture
def start(own_machine, monkeypatch):
    monkeypatch.chdir(own_machine)
    running = []

    def begin(*arguments, **options):
        program = Program(*arguments, env=dict(os.environ), **options)
        running.append(program)
        return program

    yield begin
    for program in running:
        program.__exit__()
