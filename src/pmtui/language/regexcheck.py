"""Refuses expressions that could hang: by reading their structure, then by running them elsewhere.

Python's `re` has no time limit and holds the interpreter lock, so a hanging expression cannot be
stopped from a thread. Unbounded and nested quantifiers are therefore refused unread, and what is
left runs once in a process of its own that is ended after a time limit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

QUANTIFIER_LIMIT: Final = 1_000
LENGTH_LIMIT: Final = 4_000
PROBE_SECONDS: Final = 1.0

_PROBE: Final = """
import json, re, sys
for number, (source, texts) in enumerate(json.load(sys.stdin)):
    pattern = re.compile(source, re.IGNORECASE)
    for text in texts:
        for _ in pattern.finditer(text):
            pass
    print(number, flush=True)
"""
_ESCAPE: Final = re.compile(r"\\.")
_LITERAL: Final = re.compile(r"[A-Za-z]{3,20}")


def structural_fault(source: str) -> str | None:
    """Return why an expression is refused by its structure, or None when it may be tried."""
    if len(source) > LENGTH_LIMIT:
        return f"the expression is longer than {LENGTH_LIMIT} characters"
    parser: Any = import_module("re._parser")
    try:
        tree = parser.parse(source, re.IGNORECASE)
    except (re.error, RecursionError, OverflowError) as error:
        return f"it is not a valid expression: {error}"
    return _fault(tree, 1, parser)


def _fault(tree: Any, outer: int, parser: Any) -> str | None:
    for code, argument in tree:
        name = str(code)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            highest = int(argument[1])
            if highest >= int(parser.MAXREPEAT):
                return "a quantifier has no upper bound; write {0,20} instead of * and {1,20} of +"
            if highest > QUANTIFIER_LIMIT:
                return f"a quantifier goes beyond {QUANTIFIER_LIMIT}"
            if outer > 1 and highest > 1:
                return "a quantifier stands inside another; spell the repetition out"
            fault = _fault(argument[2], max(outer, highest), parser)
        elif name in ("GROUPREF", "GROUPREF_IGNORE"):
            return "it refers back to a group"
        else:
            fault = next(filter(None, (_fault(t, outer, parser) for t in _inner(argument))), None)
        if fault:
            return fault
    return None


def _inner(argument: Any) -> list[Any]:
    """Return the sub-patterns that stand in the argument of a parsed node."""
    if hasattr(argument, "data"):
        return [argument]
    if isinstance(argument, (tuple, list)):
        return [tree for part in argument for tree in _inner(part)]
    return []


def adversaries(source: str, length: int = 1_000) -> list[str]:
    """Return hostile sentences for an expression: repeats of what usually hurts and of its words."""
    words = list(dict.fromkeys(_LITERAL.findall(_ESCAPE.sub(" ", source))))[:12]
    seeds = ["a", " ", "a ", '"', "](", "`", "0", "A. ", "ab, ", "\u00e9", " not"]
    seeds += [word + " " for word in words] + [" ".join(words) + " "] * bool(words)
    texts = [(seed * (length // len(seed) + 1))[: length - 1] + "!" for seed in seeds]
    return [*texts, "".join(words) * 3]


def probe(sources: Sequence[str], seconds: float = PROBE_SECONDS) -> dict[int, str]:
    """Run expressions on hostile text in another process; return number -> reason for the bad ones.

    Each expression has `seconds`; one that does not finish is named and the rest is tried anew.
    """
    import json
    import subprocess
    import sys

    faults: dict[int, str] = {}
    waiting = list(range(len(sources)))
    while waiting:
        work = json.dumps([(sources[number], adversaries(sources[number])) for number in waiting])
        command = [sys.executable, "-I", "-S", "-c", _PROBE]
        try:
            done = subprocess.run(
                command, input=work, capture_output=True, text=True, timeout=seconds + 1
            )
            output, failed = done.stdout, done.returncode != 0
        except subprocess.TimeoutExpired as late:
            output, failed = _text(late.stdout), True
        except OSError as error:
            return dict.fromkeys(waiting, f"it could not be tried safely: {error}")
        if not failed:
            return faults
        finished = len(output.split())
        faults[waiting[finished]] = f"it did not finish on hostile text within {seconds:g} s"
        waiting = waiting[finished + 1 :]
    return faults


def _text(output: str | bytes | None) -> str:
    return output.decode() if isinstance(output, bytes) else output or ""
