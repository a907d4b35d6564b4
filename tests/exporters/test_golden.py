"""What the demo looks like in each flavour, kept as files so that a change of it is read.

To take a wanted change over: `python tests/exporters/test_golden.py`.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmtui.demo import demo_library
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.review import review
from pmtui.review.model import Context

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)
FOLDER = Path(__file__).with_name("golden")
KEPT = ("gfm", "confluence", "jira", "slack", "text", "html", "csv")
EXAMPLES = {"seats": 0, "certificate": 1}


def rendered(flavour, example):
    pm = demo_library(NOW)[EXAMPLES[example]]
    # The criteria have tests of their own; a new one should not touch these files.
    findings = tuple(f for f in review(pm, Context(now=NOW)) if f.criterion == "C34")
    options = ExportOptions(now=NOW, findings=findings, reference="PM-7", colophon=False)
    return FLAVOURS[flavour].render(pm, options).encode()


def place(flavour, example):
    return FOLDER / f"{example}-{flavour}{FLAVOURS[flavour].suffix}"


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("flavour", KEPT)
def test_the_demo_leaves_as_it_was_read_last(flavour, example):
    assert rendered(flavour, example) == place(flavour, example).read_bytes()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for kept in KEPT:
        for named in EXAMPLES:
            place(kept, named).write_bytes(rendered(kept, named))
