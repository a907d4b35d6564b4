"""A power cut, simulated: what SQLite writes and syncs is recorded, then images of the disk are
made as they may lie there after a cut at any moment.

A sync makes durable what was written to that file before it. Of what was written since, any sector
of 512 bytes may have reached the disk or not, whatever the order.
"""

import os
import random
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
TESTS = Path(__file__).resolve().parents[1]

SAVE = """
import os, sys
from pathlib import Path
from pmtui.clock import SystemClock
from pmtui.domain import edits
from pmtui.domain.changes import diff
from pmtui.domain.ids import new_id
from pmtui.store import Store
from store.making import context

path, acks = Path(sys.argv[1]), os.open(sys.argv[2], os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
with Store.open(path, clock=SystemClock(), author="noor") as store:
    loaded = store.load(store.resolve("1").uid)
    value, seq = loaded.postmortem, loaded.seq
    for number in range(int(sys.argv[3])):
        text = f"{number} " + "x" * (37 * number % 9000)
        after = edits.set_fields(value, "overview", "", summary=text)
        done = store.commit(value.uid, new_id(), diff(value, after), seq, context=context())
        value, seq = done.postmortem, done.seq
        os.write(acks, f"{seq}\\n".encode())
"""

_CALL = re.compile(r"^\d*\s*(\w+)\((.*)\)\s+= (-?\d+)")
_BYTES = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass
class Step:
    """One thing that was done to a file: write, truncate, sync, unlink or ack."""

    kind: str
    file: str
    offset: int = 0
    data: bytes = b""


def record(path, folder, saves):
    """Save under strace; the steps in their order. Raises FileNotFoundError without strace."""
    log, acks = folder / "strace.log", folder / "acks"
    calls = "openat,close,lseek,write,pwrite64,ftruncate,fsync,fdatasync,unlink"
    done = subprocess.run(
        ["strace", "-f", "-qq", "-xx", "-s", "200000", "-e", f"trace={calls}", "-o", log,
         sys.executable, "-c", SAVE, path, acks, str(saves)],
        capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": f"{TESTS.parent / 'src'}:{TESTS}"},
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-500:])
    return list(_steps(log, path, acks))


def _steps(log, path, acks):
    names = {str(path): "db", f"{path}-journal": "journal", str(acks): "ack"}
    files, positions = {}, {}
    for line in log.read_text(encoding="ascii", errors="replace").splitlines():
        found = _CALL.match(line)
        if found is None or int(found[3]) < 0:
            continue
        call, words, result = found[1], found[2], int(found[3])
        texts = [bytes.fromhex(t.replace("\\x", "")) for t in _BYTES.findall(words)]
        if call == "openat":
            files.pop(result, None)
            if (name := names.get(texts[0].decode(errors="replace"))) is not None:
                files[result], positions[result] = name, 0
            continue
        if call == "unlink":
            if (name := names.get(texts[0].decode(errors="replace"))) is not None:
                yield Step("unlink", name)
            continue
        handle = int(words.partition(",")[0])
        if (name := files.get(handle)) is None:
            continue
        if call == "close":
            files.pop(handle)
        elif call == "lseek":
            positions[handle] = result
        else:
            yield _step(name, call, words, texts, positions[handle], result)
            positions[handle] += result if call == "write" else 0


def _step(name, call, words, texts, position, result):
    if name == "ack":
        return Step("ack", name, int(texts[0]))
    if call in ("write", "pwrite64"):
        at = position if call == "write" else int(words.rpartition(",")[2])
        return Step("write", name, at, texts[0][:result])
    if call == "ftruncate":
        return Step("truncate", name, int(words.rpartition(",")[2]))
    return Step("sync", name)


@dataclass
class File:
    """What surely lies on the disk, and what may."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[Step] = field(default_factory=list)
    there: bool = False

    def take(self, step):
        if step.kind == "sync":
            for one in self.pending:
                _apply(self.durable, one, lambda: True)
            self.pending = []
        elif step.kind == "unlink":
            self.durable, self.pending, self.there = bytearray(), [], False
        else:
            self.there = True
            self.pending.append(step)

    def image(self, draw):
        """One of the states in which a cut may leave it."""
        data = bytearray(self.durable)
        kind = draw.random()
        chance = 0.0 if kind < 0.15 else 1.0 if kind < 0.3 else draw.random()
        for step in self.pending:
            _apply(data, step, lambda: draw.random() < chance)
        return bytes(data)


def _apply(data, step, reached):
    if step.kind == "truncate":
        if reached():
            del data[step.offset :]
            data.extend(bytes(step.offset - len(data)))
        return
    for start in range(0, len(step.data), SECTOR):
        piece = step.data[start : start + SECTOR]
        if reached():
            at = step.offset + start
            if len(data) < at + len(piece):
                data.extend(bytes(at + len(piece) - len(data)))
            data[at : at + len(piece)] = piece


def images(start, steps, count, seed):
    """`count` images: the bytes of the store, those of its journal or None, and what was acked."""
    draw = random.Random(seed)
    moments = sorted(draw.choices(range(1, len(steps) + 1), k=count))
    db, journal = File(bytearray(start), there=True), File()
    files = {"db": db, "journal": journal}
    acked, position = 0, 0
    for moment in moments:
        for step in steps[position:moment]:
            if step.kind == "ack":
                acked = step.offset
            else:
                files[step.file].take(step)
        position = moment
        yield db.image(draw), journal.image(draw) if journal.there else None, acked


def written(folder, number, image, journal):
    """An image as files of its own; the path of the store."""
    path = Path(folder) / f"cut{number}" / "pmtui.db"
    path.parent.mkdir(mode=0o700)
    path.write_bytes(image)
    path.chmod(0o600)
    if journal is not None:
        Path(f"{path}-journal").write_bytes(journal)
    return path
