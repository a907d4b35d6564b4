"""`python tests/bench --prose`: the blameless rules beside other checkers of prose, in one run.

The same 5,000 words go to each, taking turns. Every checker is measured inside its own process
with its engine loaded: ours with an empty memory each time, the others warm and at their first
text. Processor time is counted, since other work makes everybody wait alike. `--peers FOLDER`
names where they are installed: `FOLDER/venv` with proselint, `FOLDER/node_modules` with write-good
and alex. What is missing is named, never guessed.
"""

import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

PARAGRAPH = (
    "At 10:{:02d} the queue on shard {} grew because the consumers failed to acknowledge messages, "
    "and the on-call engineer restarted two of them. The dashboard showed a lag of {} seconds. We "
    "should have more than one panel for this. The alert was set to 95 %, which the leak reached "
    "only at night, and the runbook names a retired host.\n\n"
)
TIMES = 7
"""How often each checker reads the text in one turn; the best counts."""

_PROSELINT = """
import sys, time
from proselint.tools import LintFile
text = sys.stdin.read()
def once(content):
    LintFile(source="text", content=content).lint()
try:
    LintFile
    from proselint.checks import __register__
    from proselint.registry import CheckRegistry
    CheckRegistry().register_many(__register__)
except (ImportError, TypeError, ValueError):
    pass
best, first = 1e9, 0.0
for n in range(int(sys.argv[1]) + 1):
    began = time.process_time()
    once(text + f"Run {n}.")
    used = time.process_time() - began
    if n:
        best = min(best, used)
    else:
        first = used
print(best * 1000, first * 1000)
"""
_NODE = """
const text = require("fs").readFileSync(0, "utf8");
(async () => {
  const loaded = await import(process.argv[1]);
  const check = loaded[process.argv[2]] || loaded.default || loaded;
  let best = 1e9, first = 0;
  for (let n = 0; n <= Number(process.argv[3]); n++) {
    const began = process.cpuUsage();
    check(text + `Run ${n}.`);
    const used = process.cpuUsage(began);
    const spent = (used.user + used.system) / 1000;
    if (n) best = Math.min(best, spent);
    else first = spent;
  }
  console.log(best, first);
})();
"""


def text_of(words: int = 5000) -> str:
    """So many words of a postmortem, every paragraph another one."""
    each = len(PARAGRAPH.split())
    return "".join(PARAGRAPH.format(n % 60, n, n * 7) for n in range(-(-words // each)))


def _best(work: Callable[[int], object]) -> float:
    best = float("inf")
    for number in range(TIMES):
        began = time.process_time()
        work(number)
        best = min(best, time.process_time() - began)
    return best * 1000


def ours_cold(text: str) -> float:
    """The rules compiled, nothing remembered."""
    from pmtui.language import forget, lint_document, prepare

    prepare("causes")

    def work(_: int) -> None:
        forget()
        lint_document(text, "causes")

    return _best(work)


def ours_again(text: str) -> float:
    """After an edit of one paragraph of a text that was checked before."""
    from pmtui.language import lint_document

    lint_document(text, "causes")
    return _best(
        lambda n: lint_document(text.replace("shard 40 grew", f"shard 40 grew by {n}"), "causes")
    )


def ours_import() -> float:
    """What loading the engine adds to a Python that has `re` and dataclasses already."""
    code = (
        "import re, dataclasses, typing, functools, time; began = time.process_time(); "
        "import pmtui.language.linting, pmtui.language.rulebook; "
        "print((time.process_time() - began) * 1000)"
    )
    times = (
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        for _ in range(TIMES)
    )
    return min(float(done.stdout) for done in times)


def peers(folder: Path | None) -> dict[str, list[str]]:
    """The commands of the checkers that are installed, by name."""
    found: dict[str, list[str]] = {}
    python = folder / "venv" / "bin" / "python" if folder else Path(sys.executable)
    if python.exists():
        known = subprocess.run([str(python), "-c", "import proselint"], capture_output=True)
        if known.returncode == 0:
            found["proselint"] = [str(python), "-c", _PROSELINT, str(TIMES)]
    node = shutil.which("node")
    for name, main, function in (("write-good", "write-good.js", "default"),
                                 ("alex", "index.js", "markdown")):  # fmt: skip
        module = folder / "node_modules" / name / main if folder else None
        if node and module is not None and module.exists():
            found[name] = [node, "-e", _NODE, str(module), function, str(TIMES)]
    return found


def main(rounds: int, folder: Path | None, out: Path | None) -> int:
    """Measure in turns, print the table, write the JSON."""
    text = text_of()
    commands = peers(folder)
    for name in ("proselint", "write-good", "alex"):
        if name not in commands:
            print(f"SKIPPED: {name} is not installed, so nothing is measured beside it. "
                  "Name its folder with --peers.", file=sys.stderr)  # fmt: skip
    samples: dict[str, list[float]] = {}
    for _ in range(rounds):
        samples.setdefault("pmtui", []).append(ours_cold(text))
        samples.setdefault("pmtui, one paragraph edited", []).append(ours_again(text))
        for name, command in commands.items():
            done = subprocess.run(command, input=text, capture_output=True, text=True)
            if done.returncode:
                print(f"FAILED: {name}: {done.stderr.strip()[-300:]}", file=sys.stderr)
                continue
            warm, first = map(float, done.stdout.split())
            samples.setdefault(name, []).append(warm)
            samples.setdefault(f"{name}, its first text", []).append(first)
    samples["pmtui, import of the engine"] = [ours_import()]
    medians = {name: statistics.median(values) for name, values in samples.items()}
    print(
        f"{len(text.split()):,} words, medians of {rounds} rounds, the best of {TIMES} in each, processor time"
    )
    for name, value in medians.items():
        beside = (
            f"  {value / medians['pmtui']:6.1f} x" if name.partition(",")[0] in commands else ""
        )
        print(f"{name:<30} {value:9.2f} ms{beside}")
    if out:
        out.write_text(json.dumps({"median": medians, "samples": samples}, indent=1) + "\n")
    return 0
