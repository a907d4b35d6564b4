"""Commands of pmtui run from a second shell, beside the program under test."""

import json
import os
import subprocess
import sys


def pmtui(*arguments, ok=True, stdin=None):
    """Run one command and give back what it printed on stdout."""
    done = subprocess.run(
        [sys.executable, "-m", "pmtui", *arguments],
        capture_output=True,
        text=True,
        input=stdin,
        env=dict(os.environ),
    )
    assert done.returncode == 0 or not ok, done.stderr
    return done.stdout


def show(reference="1"):
    """The postmortem as JSON."""
    return json.loads(pmtui("show", reference, "--json"))["postmortem"]


def status(reference="1"):
    """Where it stands."""
    return json.loads(pmtui("check", reference, "--json", ok=False))["status"]
