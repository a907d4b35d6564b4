import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.privacy.patterns import SECRETS
from pmtui.privacy.personal import PERSONAL
from pmtui.privacy.scan import _compiled, _scan, prepare, scan
from privacy.prose_samples import told, untold
from privacy.samples import harmless, personal, secrets

PIECES = ("password=", "token: ", " ", "\n", "://", "@", ":", "a.example", "203.0.113.9", "Bearer ",
          "aB3dE5fG7hI9jK1lM3nO5pQ7", "é", "'", '"', "-" * 5, "ghp_", "key", "=", "0" * 12)  # fmt: skip


def covered(line, value, hits):
    start = line.index(value)
    held = set()
    for hit in hits:
        held.update(range(hit.start, hit.end))
    return all(place in held for place in range(start, start + len(value)))


def test_the_samples_are_many_and_of_many_kinds():
    assert len(secrets()) + len(harmless()) >= 150
    assert len({kind for kind, _, _ in secrets()}) >= 30
    assert len(harmless()) >= 0.45 * (len(secrets()) + len(harmless()))


@pytest.mark.parametrize("vendor", [False, True])
def test_nearly_every_secret_is_found_whole(vendor):
    missed = [
        (kind, line)
        for kind, line, value in secrets()
        if not covered(line, value, [h for h in scan(line, vendor=vendor) if h.group == "secret"])
    ]
    assert len(missed) <= 0.05 * len(secrets()), missed


@pytest.mark.parametrize("vendor", [False, True])
def test_hardly_anything_harmless_is_taken_for_one(vendor):
    alarms = [(line, scan(line, vendor=vendor)) for line in harmless() if scan(line, vendor=vendor)]
    assert len(alarms) <= 0.03 * len(harmless()), alarms


def test_what_a_sentence_tells_is_found_and_little_besides_it():
    assert len(untold()) >= 100
    for _, line, value in told():
        found = [h for h in scan(line) if h.group == "secret"]
        assert covered(line, value, found), line
        assert sum(h.end - h.start for h in found) <= len(value) + 12, line
    assert not [line for line in untold() if scan(line)]


def test_a_sentence_ends_at_its_line_and_at_its_stop():
    value = "Blue7" + "Horse"
    assert scan(f"the password is\nin {value}") == ()
    assert scan(f"the password is old. Ask for {value}") == ()
    assert len(scan(f"password:\n  {value}")) == 1


def test_personal_data_is_found_by_its_kind():
    for kind, line, value in personal():
        (hit,) = scan(line)
        assert (hit.kind, hit.group, line[hit.start : hit.end]) == (kind, "personal", value)


def test_a_preview_never_shows_a_secret():
    for _, line, value in secrets():
        for hit in scan(line):
            assert value not in hit.preview
            assert line[hit.start : hit.end] not in hit.preview or hit.group == "personal"


def test_a_pragma_in_the_text_hides_nothing():
    line = "aws " + "AK" + "IA" + "QWERTZUIOPLKJH23" + "  # pragma: allowlist secret"
    assert scan(line) and scan(line, vendor=True)


def test_two_thousand_lines_take_less_than_half_a_second():
    lines = [line for _, line, _ in secrets()] + harmless()
    text = "\n".join(f"14:02:{i % 60:02} {lines[i % len(lines)]}" for i in range(2000))
    prepare()
    scan(secrets()[0][1], vendor=True)  # the detectors are loaded once
    begun = time.process_time()
    scan(text, vendor=True)
    assert time.process_time() - begun < 0.5


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(max_examples=80, deadline=None)
def test_hits_of_any_text_stand_in_order_and_apart(text):
    last = 0
    for hit in scan(text):
        assert last <= hit.start < hit.end <= len(text)
        last = hit.end


UGLY = ("a", "-", ".", ":", "@", "=", "/", "_", "0", "eyJ", "a.", "a:", "aws", "awskey", "key=",
        "token", "password:", "secret_", "x://", "://:", "-----BEGIN PRIVATE KEY-----", "curl -u ",
        "mysql ", "cookie: a", "heroku ", "a@", "a@a.", "1.", "1:", "1-1", "+1 ", "basic ", "SG.",
        "machine a login ", "AB12 ", "password is ", "pw a1b2c3 ", "login a/b1c2d3 ", "pin ",
        "password to and ", "'pw' \"", "creds a:", "token is a1b2c3d4 ", "\n", " ", '"', "GH", "sk-", "key-", "user", "é")  # fmt: skip


@pytest.mark.parametrize("piece", UGLY)
def test_hostile_text_costs_no_more_than_its_length(piece):
    text = piece * (100_000 // len(piece))
    begun = time.process_time()
    _scan.__wrapped__(text)
    assert time.process_time() - begun < 1.5


def test_every_expression_is_bounded_on_text_that_every_anchor_lets_in():
    begun = time.process_time()
    for piece in ("a", ".:-@=/", "key=a ", "1-2.3:"):
        text = piece * (100_000 // len(piece))
        for pattern in (*SECRETS, *PERSONAL):
            for _ in _compiled(pattern).finditer(text):
                pass
    assert time.process_time() - begun < 6
