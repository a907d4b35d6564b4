"""Real processes for the tests of the store: simultaneous first starts, and kills while saving."""

import os
import random
import select
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from pmtui.clock import SystemClock
from pmtui.domain import edits
from pmtui.domain.changes import diff
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.review.model import Context
from pmtui.store import Store


def first_starts(place: Path, rounds: int) -> int:
    failures = 0
    for number in range(rounds):
        path = place / f"r{number}" / "pmtui.db"
        gate, start = os.pipe()
        children = []
        for _ in range(3):
            if not (pid := os.fork()):
                os.close(start)
                os.read(gate, 1)
                os._exit(_first_start(path))
            children.append(pid)
        os.close(gate)
        os.close(start)
        failures += sum(os.waitpid(pid, 0)[1] != 0 for pid in children)
        with Store.open(path, clock=SystemClock()) as store:
            failures += len(store.summaries()) != 3
    return failures


def _first_start(path: Path) -> int:
    try:
        with Store.open(path, clock=SystemClock()) as store:
            store.create(Postmortem(uid=new_id()), label="new")
    except BaseException as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def kills(place: Path, rounds: int) -> int:
    path = place / "pmtui.db"
    with Store.open(path, clock=SystemClock()) as store:
        uid = store.create(Postmortem(uid=new_id()), label="new").postmortem.uid
    violations = acknowledged = 0
    for _ in range(rounds):
        read, write = os.pipe()
        if not (pid := os.fork()):
            _save_for_ever(path, uid, write)
        os.close(write)
        select.select([], [], [], random.uniform(0.005, 0.06))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        with os.fdopen(read, "rb") as pipe:
            acks = [int(line) for line in pipe.read().split(b"\n")[:-1]]
        with Store.open(path, clock=SystemClock()) as store:
            seqs = {o.seq for o in store.operations(uid)}
            violations += sum(seq not in seqs for seq in acks) + len(store.check())
        acknowledged += len(acks)
    print(f"kills {rounds} acknowledged {acknowledged} violations {violations}")
    return violations or not acknowledged


def _save_for_ever(path: Path, uid: str, write: int) -> None:
    store = Store.open(path, clock=SystemClock())
    loaded = store.load(uid)
    value, seq = loaded.postmortem, loaded.seq
    while True:
        text = value.overview.summary[-5000:] + "x" * random.randint(1, 3000)
        after = edits.set_fields(value, "overview", "", summary=text)
        context = Context(now=datetime.now(UTC))
        done = store.commit(uid, new_id(), diff(value, after), seq, context=context)
        value, seq = done.postmortem, done.seq
        os.write(write, f"{seq}\n".encode())


if __name__ == "__main__":
    deed = {"first-starts": first_starts, "kills": kills}[sys.argv[1]]
    sys.exit(int(deed(Path(sys.argv[2]), int(sys.argv[3]))))
