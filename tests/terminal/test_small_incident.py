"""A small incident goes from nothing to complete within minutes and few keys."""

import pytest

from terminal.shell import status

pytestmark = pytest.mark.pty


def test_a_sev_4_takes_few_keys_besides_prose(start):
    program = start()
    program.wait("No postmortem").settle()
    program.press("a").type("4 Search results were an hour old").press("Enter")
    program.wait("1 Overview]").settle().press("7").wait("A small incident").settle()

    program.press("Enter").type("Noor Haddad").press("Tab", "Tab")
    program.type("Search showed results up to an hour old for 300 people, from 09:10 to 10:05. ")
    program.type("The indexer had stopped and was started again.").press("Tab")
    program.type("people who search in the wiki").press("Tab").type("300").press("Tab")
    program.type("fresh search results").press("Esc", "a")
    program.type("condition: nothing tells that the indexer stands still").press("Enter", "Esc")
    program.press("C").wait("in review").settle().press("C").wait("Complete PM-1?").settle()
    program.press("y").wait("· complete ·")

    assert program.keys <= 40
    program.press("Ctrl+Q")
    assert program.end() == 0
    assert status() == "complete"
