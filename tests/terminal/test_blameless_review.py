"""A draft with twelve findings that bar its way is brought to complete by keys alone."""

import json
import re

import pytest

from pmtui.cli.run import run
from terminal.shell import pmtui, show, status

pytestmark = pytest.mark.pty

REASON = "these are the vendor's own words"
BUILT = (
    ("set", "overview.summary", "Search was an hour old from 09:10 to 10:05 for 300 people. Dana "
     "Reyes forgot to start the indexer. It was started again."),
    ("set", "overview.background", "The sloppy setup came from one team."),
    ("set", "impact.who", "people who search in the wiki"),
    ("set", "impact.functions", "fresh search results"),
    ("set", "causes.lead_up", "The indexer was the fault of the storage team."),
    ("add", "participant", "Dana Reyes, responder, @dana"),
    ("add", "factor", "condition: nobody bothered to watch the indexer"),
    ("add", "factor", "Dana should have known better"),
    ("add", "factor", "the vendor names human error"),
    ("add", "action", "prevent: be more careful with the indexer"),
)  # fmt: skip
REWORDED = {
    "BL102": "The indexer does not start by itself after a reboot.",
    "BL104": "The indexer came without an owner.",
    "BL301": "At the time the panel showed no lag",
    "BL401": "The setup has no health check.",
    "BL802": "no alert watches the age of the index",
    "C31": "alert when the index is older than ten minutes",
}


def barring():
    found = json.loads(pmtui("check", "1", "--json", ok=False))["findings"]
    return [f["criterion"] for f in found if f["level"] in ("block", "attest")]


def test_twelve_findings_are_answered_by_keys_and_a_waiver_falls_with_its_sentence(start):
    title = "Search results were an hour old"
    assert run(["new", title, "--severity", "4", "--date", "2026-11-22"]) == 0
    for verb, *words in BUILT:
        assert run([verb, "1", *words]) == 0
    (action,) = show()["actions"]
    assert run(["set", "1", f"actions.{action['id']}.state", "committed"]) == 0
    bars = barring()
    assert len(bars) == 12, bars

    program = start("open", "1")
    program.wait("look at").settle()
    answered = 0
    while answered < len(bars) - 1:  # one rewording answers both what the action lacks
        program.press(*("6n" if "[5 Response]" in program.text else "n"))
        assert program.keys < 200, program.text
        if named := re.search(r"(?:write|look)! (C\d\d|BL\d{3,4}) ", program.lines[22]):
            answer(program, named[1])
            answered += 1
    assert barring() == []
    assert [w["reason"] for w in show()["waivers"]] == [REASON]

    program.press("C").wait("in review").settle().press("C").wait("y yes").press("y")
    program.wait("· complete ·")
    exported = pmtui("export", "1", "--to", "gfm")
    assert REASON in exported and "BL201" in exported and "void" not in exported

    program.press("O").wait("Why is it reopened?").type("the vendor wrote again").press("Enter")
    program.wait("· in review").settle().press("4").wait("[4 Causes]").settle()
    if "o List" in program.text:  # the last finding left its record open
        program.press("o").settle()
    program.press("g", "j", "j", "Enter").settle().press("g", "Enter")
    program.type(" and regrets it").wait("BL201")
    program.press("Esc", "Ctrl+Q")
    assert program.end() == 0
    assert "BL201" in barring() and status() == "in review"
    assert "void" in pmtui("export", "1", "--to", "gfm")


def answer(program, asked):
    """Do what a finding asks, where it led to."""
    match asked:
        case "C01":
            program.press("Enter").type("Noor Haddad").press("Esc")
        case "C11":
            program.press("Enter").type("300").press("Esc")
        case "C30" if "Who owns" in program.lines[22]:
            program.press("Enter").type("Ben Okafor").press("Esc")
        case "C30":
            program.press("Enter").type("P1").press("Enter")
        case "BL201":
            program.press("W").wait("The reason is printed").type(REASON).press("Enter")
        case rule:
            program.press("R").wait("Enter puts it in place").press("Ctrl+U")
            program.type(REWORDED[rule]).wait("Nothing is left").press("Enter")
    program.settle(0.3)
