"""A slow link delivers many keys in one packet; each reaches what it was meant for."""

import pytest

from terminal.shell import show

pytestmark = pytest.mark.pty


def test_a_whole_entry_typed_in_one_packet_becomes_one_record_each(start):
    program = start()
    program.wait("No postmortem").settle()
    program.send("a2 Checkout failed\r")
    program.wait("1 Overview]").settle()
    program.send("2a10:02 first alert\r10:05 paged the team\r\x1b")
    program.wait("paged the team").settle()
    program.send("3\rpeople who pay by card\t1204\t")
    program.wait("1204").settle()
    program.send("\x11")
    program.end()
    pm = show()
    assert [e["text"] for e in pm["events"]] == ["first alert", "paged the team"]
    assert pm["impact"] == {"who": "people who pay by card", "affected": "1204"}


def test_a_paste_right_behind_enter_goes_into_the_field_it_opens(start):
    program = start()
    program.wait("No postmortem").settle()
    program.send("aCheckout failed\r")
    program.wait("1 Overview]").settle()
    program.send("jjj\r\x1b[200~Noor Haddad\x1b[201~\t")
    program.wait("Noor Haddad").settle()
    program.send("\x11")
    program.end()
    assert show()["overview"]["owner"] == "Noor Haddad"
