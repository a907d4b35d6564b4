import os
import pty
import queue

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events

from pmtui.ui.driver.typed import TypedInput, early_bytes


def read(*chunks: bytes, hold: bool = False):
    got = []
    typed = TypedInput(0, got.append, lambda: None, hold=hold)
    for chunk in chunks:
        typed.feed(chunk)
    return typed, got


def keys(messages):
    return "".join(m.character or "" for m in messages if isinstance(m, events.Key))


def test_bytes_that_are_no_text_become_replacement_characters():
    _, got = read(b"caf\xe9 \xff!")
    assert keys(got) == "caf\ufffd \ufffd!"


def test_a_character_split_between_two_reads_arrives_whole():
    euro = "€".encode()
    _, got = read(euro[:1], euro[1:2], euro[2:] + b"x")
    assert keys(got) == "€x"


def test_held_keys_and_pastes_come_in_order_when_they_are_released():
    typed, got = read(b"ab\x1b[200~pasted\x1b[201~c", hold=True)
    assert got == []
    typed.release()
    typed.feed(b"d")
    assert [type(message).__name__ for message in got] == ["Key", "Key", "Paste", "Key", "Key"]
    assert keys(got) == "abcd"


def test_answers_of_the_terminal_are_never_held():
    _, got = read(b"\x1b[?2026;2$y", hold=True)
    assert len(got) == 1


def test_a_sequence_the_parser_breaks_on_is_dropped_and_logged(monkeypatch, tmp_path):
    monkeypatch.setenv("PMTUI_STATE", str(tmp_path))
    typed, got = read(b"a")

    def broken(_text):
        raise ValueError("cannot parse")

    monkeypatch.setattr(typed._parser, "feed", broken)
    typed.feed(b"?")
    typed.feed(b"b")
    assert keys(got) == "ab"
    (log,) = (tmp_path / "crashes").iterdir()
    assert "cannot parse" in log.read_text()


@given(st.binary(max_size=60))
@settings(max_examples=200, deadline=None)
def test_no_bytes_break_the_reader(data):
    read(data)


def test_enter_pressed_before_raw_mode_is_a_key_again():
    master, slave = pty.openpty()
    try:
        os.write(master, b"early\r")
        assert early_bytes(slave) == b"early\r"
        assert early_bytes(slave) == b""
    finally:
        os.close(master)
        os.close(slave)


@pytest.mark.pty
def test_the_end_of_input_is_told_once():
    gone = []
    read_end, write_end = os.pipe()
    typed = TypedInput(read_end, lambda _: None, lambda: gone.append(1), hold=False)
    typed.start()
    os.close(write_end)
    typed._thread.join(5)
    typed.stop()
    os.close(read_end)
    assert gone == [1]


@pytest.mark.pty
def test_escape_and_a_letter_or_digit_that_come_in_one_piece_are_both_keys():
    got = queue.Queue()
    read_end, write_end = os.pipe()
    typed = TypedInput(read_end, got.put, lambda: None, hold=False)
    typed.start()
    for piece in (b"\x1bk", b"\x1bA", b"\x1b2", b"\x1b\x1b7"):
        os.write(write_end, piece)
        arrived = [got.get(timeout=5) for _ in range(2)]
        assert [m.key for m in arrived] == ["escape", piece[-1:].decode()]
    typed.stop()
    os.close(write_end)
    os.close(read_end)
