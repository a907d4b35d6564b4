import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory.resembling import LIBRARY, POOL, incident, with_people
from pmtui.domain.edits import add_all, set_fields
from pmtui.domain.records import Event
from pmtui.memory.fingerprint import (
    ERROR,
    KIND,
    LINE,
    SERVICE,
    TAG,
    TROUBLE,
    TROUBLES_KEPT,
    WORD,
    WORDS,
    fingerprint,
)
from pmtui.memory.known_errors import known_errors
from pmtui.memory.signatures import LONGEST, signature, signatures
from pmtui.memory.stems import stem, telling
from pmtui.memory.troubles import TROUBLES


@pytest.mark.parametrize(
    "forms",
    [
        ("expire", "expired", "expires", "expiry", "expiration", "expiring"),
        ("certificate", "certificates"),
        ("evict", "evicted", "eviction", "evictions"),
        ("node", "nodes"),
        ("query", "queries"),
        ("stop", "stopped", "stopping"),
        ("deploy", "deployed", "deployment", "deployments"),
    ],
)
def test_forms_of_one_word_have_one_stem(forms):
    assert len({stem(form) for form in forms}) == 1


def test_short_words_keep_their_end():
    assert [stem(word) for word in ("dns", "tls", "bus", "pods")] == ["dns", "tls", "bus", "pod"]


def test_telling_words_are_neither_stop_words_nor_numbers_nor_addresses():
    text = "The pool of 4711 connections was quickly exhausted, see https://wiki.example/exhausted"
    assert [word.shown for word in telling(text)] == ["pool", "connections", "exhausted"]


def test_a_phrase_ends_at_a_comma_and_at_a_stop_word():
    follows = {w.shown: w.follows for w in telling("connection pool, replica of storage")}
    assert follows == {"connection": False, "pool": True, "replica": False, "storage": False}


SAME_ERROR = (
    (
        "2026-03-02T09:12:44Z db-7 ledger[4112]: ERROR could not get a connection in 3000 ms",
        "Aug  9 22:01:02 db-2 ledger[77]: ERROR could not get a connection in 5000 ms",
    ),
    (
        "[2026-01-02 03:04:05,678] failed to open /var/lib/app/7f3a9c21/data.bin: broken header",
        "[2026-11-12 13:14:15,016] failed to open /srv/app/00aa11bb/data.bin: broken header",
    ),
    (
        'E0220 10:59:57.797466 request "GET /a" from 10.1.2.3:4455 refused: too many connections',
        'E0913 01:02:03.000001 request "PUT /b" from 10.9.8.7:81 refused: too many connections',
    ),
    (
        "worker checkout-7d9f6c5b48-x2lqp died: exit code 137, killed by 0x7ffd12",
        "worker checkout-5b48aa11c2-9zzkk died: exit code 143, killed by 0x10",
    ),
    (
        "error: cannot reach db1.eu.example.com (id 123e4567-e89b-12d3-a456-426614174000)",
        "error: cannot reach db9.us.example.com (id 00000000-0000-4000-8000-000000000001)",
    ),
)


@pytest.mark.parametrize(("one", "other"), SAME_ERROR)
def test_lines_of_one_error_have_one_signature(one, other):
    assert signature(one) == signature(other) != ""


def test_different_errors_have_different_signatures():
    found = {signature(one) for one, _ in SAME_ERROR}
    assert len(found) == len(SAME_ERROR)


def test_only_lines_that_speak_of_an_error_are_signatures():
    text = "user opened the page\nERROR could not open the page of the user\n404\nError"
    assert list(signatures(text)) == ["error could not open the page of the user"]


@given(st.text(max_size=900))
@settings(max_examples=60, deadline=None)
def test_a_signature_never_fails_and_is_no_longer_than_what_is_looked_at(text):
    for found in signatures(f"error {text}"):
        assert "\n" not in found
        assert len(found) <= 2 * LONGEST


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("write failed: No space left on device", "no space left on device"),
        ("the pod was OOMKilled twice", "out of memory"),
        ("our certificate for the API had expired", "expiry of a certificate"),
        ("dial tcp: lookup db: no such host", "a host name that does not resolve"),
        ("FATAL: sorry, too many clients already", "connections used up"),
        ("users saw 503s", "HTTP 503"),
    ],
)
def test_error_texts_that_systems_share_are_known(text, name):
    assert name in known_errors(text)


@pytest.mark.parametrize(
    "text", ["5030 users", "we bought a new certificate", "the disk of the fuller", "item 4040"]
)
def test_other_texts_are_no_known_error(text):
    assert list(known_errors(text)) == []


def test_a_fingerprint_holds_every_sort_of_mark():
    marks = fingerprint(POOL).marks
    assert SERVICE + "ledger" in marks
    assert TAG + "postgres" in marks
    assert KIND + "missed safeguard, scale" in marks
    assert ERROR + "connections used up" in marks
    assert LINE + "ledger: error could not get a connection in # ms" in marks
    assert TROUBLE + "limits" in marks
    assert WORD + stem("exhausted") in marks


def test_the_same_value_gives_the_same_fingerprint_in_the_same_order():
    for pm in LIBRARY:
        assert list(fingerprint(pm).marks.items()) == list(fingerprint(pm).marks.items())


def test_people_leave_no_mark():
    pm = incident("x", "Anna Quist restarted the broker", "Quist and Anna saw the broker stall.")
    shown = {mark.shown for mark in fingerprint(with_people(pm, "Anna Quist")).marks.values()}
    assert "broker" in shown
    assert not {"Anna", "Quist", "Anna Quist"} & shown


def test_a_long_timeline_makes_no_long_fingerprint():
    events = [Event(id=f"e{i}", text=f"word{chr(97 + i % 26) * 3} error {i}") for i in range(3_000)]
    marks = fingerprint(add_all(POOL, "events", events)).marks
    assert len([key for key in marks if key[0] == WORD]) <= WORDS
    assert len([key for key in marks if key[0] == TROUBLE]) <= TROUBLES_KEPT


def test_an_empty_postmortem_has_no_marks():
    assert fingerprint(incident("x", "")).marks == {}


@given(st.text(max_size=300), st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_text_has_a_fingerprint_whose_words_stand_in_it(title, summary):
    pm = set_fields(incident("x", title), "overview", "", summary=summary)
    for key, mark in fingerprint(pm).marks.items():
        if key[0] == WORD:
            assert mark.shown in title or mark.shown in summary


def test_what_a_sort_of_trouble_is_called_is_no_word_of_another_sort():
    stems = [word for words, _ in TROUBLES.values() for word in words]
    doubled = {word for word in stems if stems.count(word) > 1}
    assert doubled <= {stem("domains"), stem("cloud")}
