"""What three incidents look like in each flavour, kept as files so that a change of it is read.

To take a wanted change over: `python tests/exporters/test_golden.py`.
"""

import difflib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmtui.demo import demo_library
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.review import review
from pmtui.review.examples import complete_example
from pmtui.review.model import Context

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)
FOLDER = Path(__file__).with_name("golden")
LIKE = {"gitlab": "gfm", "confluence-wiki": "jira", "notion": "confluence", "gdocs": "confluence"}
"""Flavours that differ from another one in few lines; only these lines are kept, if any."""
EXAMPLES = ("seats", "certificate", "labels")


def rendered(flavour, example):
    pm = (*demo_library(NOW), complete_example())[EXAMPLES.index(example)]
    # The criteria have tests of their own; new ones and new words should not touch these files.
    findings = tuple(
        replace(f, message="What will be done about it?", next="Write an action.")
        for f in review(pm, Context(now=NOW))
        if f.criterion == "C34"
    )
    options = ExportOptions(now=NOW, findings=findings, reference="PM-7", colophon=False)
    return FLAVOURS[flavour].render(pm, options).encode()


def kept(flavour, example):
    text = rendered(flavour, example)
    if flavour not in LIKE:
        return text
    one, other = (t.decode().split("\n") for t in (rendered(LIKE[flavour], example), text))
    lines = difflib.unified_diff(one, other, LIKE[flavour], flavour, n=0, lineterm="")
    return "".join(f"{line}\n" for line in lines).encode()


def place(flavour, example):
    if flavour in LIKE:
        return FOLDER / f"{example}-{flavour}.diff"
    return FOLDER / f"{example}-{flavour}{FLAVOURS[flavour].suffix}"


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("flavour", FLAVOURS)
def test_it_leaves_as_it_was_read_last(flavour, example):
    file = place(flavour, example)
    assert kept(flavour, example) == (file.read_bytes() if file.exists() else b"")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in FLAVOURS:
        for named in EXAMPLES:
            place(each, named).unlink(missing_ok=True)
            if text := kept(each, named):
                place(each, named).write_bytes(text)
