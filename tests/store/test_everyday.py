"""What an ordinary session loads, and how a save grows with the document."""

import json
import statistics
import subprocess
import sys
import time

from pmtui.clock import SystemClock
from pmtui.domain import edits
from pmtui.domain.changes import diff
from pmtui.domain.ids import new_id
from pmtui.store import Store
from store.making import context, long

SESSION = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from pmtui.clock import SystemClock
from pmtui.domain import edits
from pmtui.domain.changes import diff
from pmtui.domain.postmortem import Postmortem
from pmtui.paths import store_path
from pmtui.review.model import Context
from pmtui.store import Store
from pmtui.store.saver import Saver

path, context = store_path(sys.argv[1]), Context(now=datetime.now(UTC))
for _ in range(2):
    store = Store.open(path, clock=SystemClock(), author="noor")
    made = store.create(Postmortem(uid="u" + str(len(store.summaries()))), label="new")
    after = edits.set_fields(made.postmortem, "overview", "", title="T")
    store.commit(after.uid, "s", diff(made.postmortem, after), made.seq, context=context)
    store.undo(after.uid, context=context)
    store.resolve("1"), store.operations(after.uid), store.data_version()
    store.close()
saver = Saver(path, SystemClock(), "noor", lambda: context, lambda report: None)
saver.put(edits.set_fields(saver.open(after.uid).postmortem, "overview", "", title="U"), "t", "x")
saver.close()
print(json.dumps(sorted(sys.modules)))
"""


def test_an_ordinary_session_loads_the_standard_library_only(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SESSION, str(tmp_path / "pmtui.db")],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = set(json.loads(done.stdout))
    heavy = {"sqlite_utils", "pydantic", "textual", "rich", "click", "platformdirs", "asyncio"}
    assert loaded & heavy == set()
    assert "pmtui.store.backup" not in loaded
    assert "pmtui.store.check" not in loaded


def test_a_save_hardly_grows_with_the_timeline(tmp_path):
    sides = {n: Side(tmp_path / f"{n}.db", n) for n in (20, 2_000)}
    for _ in range(60):
        for side in sides.values():
            side.save_one_letter()
    for side in sides.values():
        side.store.close()
    medians = {n: statistics.median(side.seconds) for n, side in sides.items()}
    # The target is 1.3; the margin is for a machine that does other things meanwhile.
    assert medians[2_000] / medians[20] < 2.0


class Side:
    def __init__(self, path, count):
        self.store = Store.open(path, clock=SystemClock())
        made = self.store.create(long(count), label="new")
        self.value, self.seq, self.seconds = made.postmortem, made.seq, []
        self.event = self.value.events[count // 2].id

    def save_one_letter(self):
        text = next(e.text for e in self.value.events if e.id == self.event)
        after = edits.set_fields(self.value, "events", self.event, text=text + "x")
        began = time.perf_counter()
        changes = diff(self.value, after)
        done = self.store.commit(after.uid, new_id(), changes, self.seq, context=context())
        self.seconds.append(time.perf_counter() - began)
        self.value, self.seq = after, done.seq
