"""Every expression of the engine against hostile text, in the sizes it can meet."""

import importlib
import pkgutil
import re
from time import process_time

import pytest

import pmtui.importers.timeline as package
from pmtui.importers import parse_timeline

UNITS = ("a", "1", " ", "-", "(", "[", "*", "|", "=", ":", "\\", '"', "at ", "14:02 ", "Aa ", "a=b ",
         "1 ", "2026-11-22 ", "Nov ", "a, ", "[a", "<", "::", "1:", "- ", "T+1", "\t", "Mon ", "a: ", "1.")  # fmt: skip
WHOLE_TEXT = ("decoding", "jsontext", "engine")
"""Modules whose expressions see more than one cut line."""


def expressions() -> list[tuple[str, re.Pattern[str]]]:
    found = []
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        loaded = importlib.import_module(module.name)
        values = dict(vars(loaded))
        values.update({f"shape {i}": s.pattern for i, s in enumerate(values.get("SHAPES", ()))})
        values.update({f"layout {i}": s.pattern for i, s in enumerate(values.get("LAYOUTS", ()))})
        found += [(f"{module.name}.{name}", value) for name, value in values.items()
                  if isinstance(value, re.Pattern)]  # fmt: skip
    return found


def test_no_expression_is_slow_on_hostile_text() -> None:
    assert len(expressions()) > 80
    slow = []
    for name, pattern in expressions():
        size = 100_000 if name.split(".")[-2] in WHOLE_TEXT else 4096
        for unit in UNITS:
            text = (unit * size)[: size - 1] + "\x01"
            begin = process_time()
            pattern.match(text)
            pattern.search(text[:400] if size == 4096 else text)
            if process_time() - begin > 0.3:
                slow.append((name, unit))
    assert not slow


@pytest.mark.parametrize("unit", UNITS)
def test_no_line_is_slow_to_read(unit: str) -> None:
    begin = process_time()
    parse_timeline("\n".join([(unit * 4096)[:4095]] * 5))
    parse_timeline((unit * 100_000)[:100_000])
    assert process_time() - begin < 1.5
