"""Two real programs edit one postmortem by random keys: what was shown as saved is never gone."""

import os
import random
import re
import time

import pytest

from pmtui.clock import SystemClock
from pmtui.domain.changes import apply
from pmtui.domain.plain import encode_postmortem
from pmtui.paths import store_path
from pmtui.store import Store
from pmtui.store.writing import blank
from store.making import small

pytestmark = pytest.mark.pty

TOKEN = re.compile(r"z[ab][0-9]{3}w")
DEEDS = (
    "field",
    "field",
    "field",
    "add",
    "add",
    "prose",
    "paste",
    "delete",
    "undo",
    "redo",
    "move",
    "keys",
)
AFTERWARDS = ("", " ", "\x1b[D\x1b[D", " \x7f\x7f")
KEYS = "jjjkkkhlnNbgGo.,KJt"


class Hand:
    """One person at one terminal."""

    def __init__(self, program, chance, name):
        self.program, self.chance, self.name = program, chance, name
        self.typed = set()
        self.acknowledged = {}
        """By the text: the screen on which it was shown as saved, for whoever reads a failure."""

    def token(self):
        text = f"z{self.name}{self.chance.randrange(1000):03}w"
        self.typed.add(text)
        return text

    def act(self):
        """One deed of a few keys, all sent before anything is waited for."""
        chance, send = self.chance, self.program.send
        if chance.random() < 0.4:
            send(chance.choice("1123456"))
        send("j" * chance.randrange(4))
        match chance.choice(DEEDS):
            case "field":
                send("\r" + self.token() + chance.choice(AFTERWARDS))
            case "add":
                send("a")
                self.program.settle(0.05)
                send(f"{self.token()} was seen\r")
            case "prose":
                send("1" + "j" * 9 + "\r")
                self.program.settle(0.05)
                send(f" {self.token()} in the story")
            case "paste":
                send(f"\r\x1b[200~ {self.token()}\x1b[201~")
            case "delete":
                send("dd")
            case "undo":
                send("u")
            case "redo":
                send("\x12")
            case "move":
                send(chance.choice("KJ"))
            case "keys":
                for key in chance.choices(KEYS, k=4):
                    send(key)

    def look(self):
        """Note what is shown as saved."""
        self.program.settle(0.3)
        shown = self.program.lines
        if "Esc" in shown[-1] or "┌──" in self.program.text or " saved" not in shown[0]:
            return
        # a field that could not read its text says so, and quotes it
        rows = [row for row in shown[2:-4] if "not read" not in row and "“" not in row]
        for token in self.typed & set(TOKEN.findall("\n".join(rows))):
            self.acknowledged.setdefault(token, self.program.text)


def every_state():
    """Every text that the store ever held, as one text: random keys also begin postmortems."""
    with Store.open(store_path(), clock=SystemClock()) as store:
        assert store.check() == ()
        seen = []
        for uid in (s.uid for s in store.summaries()):
            value = blank(uid)
            for operation in store.operations(uid):
                value = apply(value, operation.changes, check=True)
                seen.append(str(encode_postmortem(value)))
            assert store.load(uid).postmortem == value
        return "\n".join(seen)


def edit_together(start, seconds, seed, figure):
    with Store.open(store_path(), clock=SystemClock(), author="noor") as store:
        store.create(small("Checkout"), label="new")
    programs = [start("open", "1", columns=100, rows=40) for _ in range(2)]
    for program in programs:
        program.wait("1 Overview]").settle()
    hands = [Hand(p, random.Random(seed + n), "ab"[n]) for n, p in enumerate(programs)]
    end = time.monotonic() + seconds
    rounds = 0
    while time.monotonic() < end:
        rounds += 1
        for hand in hands:
            hand.act()
        for _ in range(2):  # back out of what was opened
            for hand in hands:
                hand.program.send("\x1b")
            for hand in hands:
                hand.program.settle(0.2)
        for hand in hands:
            hand.look()
            assert hand.program.process.poll() is None, hand.program.text
    for hand in hands:
        hand.program.press("Ctrl+Q")
        assert hand.program.end(10) == 0, hand.program.text
    told = every_state()
    acknowledged = hands[0].acknowledged | hands[1].acknowledged
    lost = {token: screen for token, screen in acknowledged.items() if token not in told}
    typed = sum(len(h.typed) for h in hands)
    figure(
        f"two programs, {seconds} s of random keys",
        f"{len(lost)} of {len(acknowledged)} acknowledged texts lost; {typed} typed, {rounds} rounds",
    )
    assert not lost, "\n".join(f"{token} of:\n{screen}" for token, screen in lost.items())
    assert len(acknowledged) >= rounds / 4


def test_what_two_programs_showed_as_saved_is_in_the_store_or_its_history(start, figure):
    edit_together(start, 10, 3, figure)


@pytest.mark.nightly
def test_the_same_holds_for_a_minute_of_other_keys(start, figure):
    edit_together(start, 60, int(os.environ.get("PMTUI_SEED", random.randrange(10**6))), figure)
