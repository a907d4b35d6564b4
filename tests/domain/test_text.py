import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.domain.text import MAX_MARKS, decode, fold_name, sanitise

HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab \t\n\r\x1b[]P\\;0m\x07\x9b\x00\x0c\u202e\u0301\u20dd\u200b\xad\ufeff"),
        st.characters(),
        st.sampled_from(["\ud800", "\U000e0041"]),
    ),
    max_size=80,
)


def test_clean_text_is_returned_as_it_is():
    text = "14:02 rolled back\n\tdb-01 — ok ✓ 日本語 👩‍💻 ☎️\n"
    result = sanitise(text)
    assert result.text is text
    assert not result.changed
    assert result.notice() == ""


@pytest.mark.parametrize(
    ("raw", "clean", "kind"),
    [
        ("\x1b[31mred\x1b[0m", "red", "sequence"),
        ("\x1b]52;c;UEFXTg==\x07x", "x", "sequence"),
        ("\x1b]0;title\x1b\\x", "x", "sequence"),
        ("\x1bP1$q\x1b\\x", "x", "sequence"),
        ("\x1b(B\x1b[mx", "x", "sequence"),
        ("\x1b]52;c;open\nnext", "␛]52;c;open\nnext", "control"),
        ("\x1b\x1b[0m[31m", "␛[31m", "control"),
        ("a\x9bb", "a\\x9bb", "control"),
        ("\x07\x08\x0e\x7f", "␇␈␎␡", "control"),
        ("a\x00b", "a␀b", "control"),
        ("\u202eevil", "<U+202E>evil", "bidi"),
        ("\u2066x\u2069", "<U+2066>x<U+2069>", "bidi"),
        ("a\u200bb\ufeffc", "a<U+200B>b<U+FEFF>c", "hidden"),
        ("\U000e0041", "<U+E0041>", "hidden"),
        ("post\xadmortem", "postmortem", "soft_hyphen"),
        ("\ud800", "\ufffd", "surrogate"),
        ("10%\r50%\r100%\nend", "100%\nend", "progress"),
        ("a" + "\u0301" * 50, "a" + "\u0301" * MAX_MARKS, "marks"),
    ],
)
def test_hostile_characters_are_removed_or_shown_and_counted(raw, clean, kind):
    result = sanitise(raw)
    assert result.text == clean
    assert result.removed[kind] >= 1
    assert result.changed


def test_line_ends_become_line_feeds_without_a_notice():
    for raw in ("a\r\nb\r\nc", "a\rb\rc", "a\r\r\nb\r\nc", "a\u2028b\u2029c", "a\x0cb\x0cc"):
        result = sanitise(raw)
        assert result.text == "a\nb\nc"
        assert result.notice() == ""


def test_one_line_fields_fold_line_breaks_into_single_spaces():
    assert sanitise("\none\r\n\ntwo\n", multiline=False).text == "one two"


def test_the_notice_names_what_was_removed_and_what_was_made_visible():
    notice = sanitise("\x1b[1ma\x1b[0m\x07").notice()
    assert notice == (
        "Removed 2 terminal sequences; made visible 1 control character; "
        "check the text before you go on."
    )


@given(HOSTILE)
@settings(max_examples=300, deadline=None)
def test_sanitised_text_holds_no_control_and_stays_so(text):
    once = sanitise(text).text
    assert not [c for c in once if unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n"]
    again = sanitise(once)
    assert again.text == once
    assert not again.changed
    once.encode()


@pytest.mark.parametrize(
    "flood",
    [
        "\x1b",
        "\x1b[",
        "\x1b]",
        "\x1bPa",
        "\x1b]" + "a" * 60_000,
        "a\r",
        "\u202e",
        "a\u0301",
        "\u0301",
    ],
    ids=ascii,
)
def test_a_flood_of_100_kb_takes_no_third_of_a_second(flood):
    text = flood * (100_000 // len(flood)) + "\n"
    start = time.process_time()
    sanitise(text)
    assert time.process_time() - start < 0.3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_decode_finds_the_encoding_by_its_mark(encoding):
    assert decode("Störung ✓".encode(encoding)) == "Störung ✓"


def test_decode_never_refuses_bytes():
    assert decode(b"caf\xe9 \xff") == "caf\ufffd \ufffd"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/x", "etc-x"),
        ("-rf", "rf"),
        ("日本語", "postmortem"),
        ("..", "postmortem"),
        ("Größe & Maß", "grosse-mass"),
        ("a\x00b", "a-b"),
        ("x" * 400, "x" * 80),
    ],
)
def test_a_title_folds_to_a_safe_file_name(title, name):
    assert fold_name(title) == name
