"""A chat of 300 lines pasted into the workbook: two questions, accepted, undone, done again."""

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.pty

WORDS = ("queue grows", "worker restarted", "latency above 2 s", "cache is cold", "retrying holds")
PEOPLE = ("mara", "idris", "yuki")


def chat():
    """300 lines as a chat window copies them: name and clock, then what was said."""
    lines = []
    for number in range(150):
        clock = f"{9 + number // 60}:{number % 60:02}"
        lines.append(f"{PEOPLE[number % 3]}  {clock} AM")
        lines.append(f"{WORDS[number % 5]} on shard {number}")
    return "\n".join(lines) + "\n"


def pmtui(*arguments):
    command = [sys.executable, "-m", "pmtui", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ))
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_pasted_chat_becomes_events_in_one_step_that_can_be_taken_back(start):
    pmtui("new", "Holds were slow", "--date", "2026-10-22", "--zone", "Europe/Berlin")
    program = start("open", "PM-1")
    program.wait("Holds were slow").press("2").wait("What happened, in order")
    program.press("I").wait("What is to be imported?")
    program.paste(chat()).wait("150 of 150 rows ticked")
    program.wait("? z").wait("? d")
    program.press("z", "Enter").wait("Zone: Europe/Berlin")
    program.press("d", "Enter").wait("Day: 2026-10-22").wait("[x] 10-22 09:00")
    program.press("Enter").wait("Imported 150 events.")
    program.wait("22 Oct 09:00").wait("queue grows on shard 0")
    program.press("u").wait("Took back: import 150 events.").wait("What happened, in order")
    program.press("Ctrl+R").wait("Brought again: import 150 events.").wait("queue grows on shard 0")
    program.press("Ctrl+Q")
    assert program.end() == 0
    document = json.loads(pmtui("export", "PM-1", "--to", "json", "-o", "-"))
    assert len(document["postmortem"]["events"]) == 150
