import time
from functools import partial

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pmtui.privacy.matching import matches
from pmtui.privacy.patterns import SECRETS
from pmtui.privacy.personal import PERSONAL
from pmtui.privacy.scan import _compiled, _scan, prepare, scan
from pmtui.privacy.told import _BEGINNINGS, word_for_secret
from pmtui.privacy.vendor import _detectors, scan_by_vendors
from privacy.prose_samples import told, untold
from privacy.samples import harmless, personal, secrets, vendor_forms

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


def test_nearly_every_form_that_the_vendors_are_tried_on_is_found_whole():
    lines = [(value, form.replace("§", value)) for value, forms in vendor_forms() for form in forms]
    found = [[h for h in scan(line, vendor=True) if h.group == "secret"] for _, line in lines]
    missed = [line for (value, line), hits in zip(lines, found, strict=True)
              if not covered(line, value, hits)]  # fmt: skip
    assert len(lines) >= 50
    assert len(missed) <= 0.05 * len(lines), missed


@pytest.mark.parametrize("vendor", [False, True])
def test_hardly_anything_harmless_is_taken_for_one(vendor):
    alarms = [(line, scan(line, vendor=vendor)) for line in harmless() if scan(line, vendor=vendor)]
    assert len(alarms) <= 0.03 * len(harmless()), alarms


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("https://u:pw@db.example/x, then pw=abc", "https://u:§@db.example/x, then pw=§"),
        ("https://u:a@db.example/ was a host", "https://u:§@db.example/ was a host"),
        ("GET /x?api_key=12345abcdef&page=2", "GET /x?api_key=§&page=2"),
        ("api_key=a1b2c and password=hunter", "api_key=§ and password=§"),
        ('{"password":"abc"}', '{"password":"§"}'),
    ],
)
def test_a_short_secret_is_found_where_it_is_given_and_nowhere_else(line, left):
    for hit in reversed(scan(line, vendor=True)):
        line = line[: hit.start] + "§" + line[hit.end :]
    assert line == left


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


def many_lines():
    lines = [line for _, line, _ in secrets()] + harmless()
    return "\n".join(f"14:02:{i % 60:02} {lines[i % len(lines)]}" for i in range(2000))


def test_two_thousand_lines_take_less_than_a_third_of_a_second():
    text = many_lines()
    prepare()
    scan(secrets()[0][1], vendor=True)  # the detectors are loaded once
    begun = time.process_time()
    scan(text, vendor=True)
    assert time.process_time() - begun < 0.3


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example(many_lines())
@settings(max_examples=40, deadline=None)
def test_trying_where_a_match_can_begin_finds_what_walking_the_text_finds(text):
    sought = [(p.kind, partial(_compiled, p), p.anchors) for p in (*SECRETS, *PERSONAL) if p.begins]
    for kind, compiled, begins in [*sought, ("told", word_for_secret, _BEGINNINGS)]:
        walked = [match.span() for match in compiled().finditer(text)]
        tried = [match.span() for match in matches(compiled, begins, text, text.lower())]
        assert tried == walked, kind


def asked_of_every_line(text):
    """What the detectors find where none is spared a line."""
    found, position = set(), 0
    for line in text.split("\n"):
        for detector, _ in _detectors():
            for value in detector.analyze_string(line):
                at = line.find(value)
                while value and at >= 0:
                    found.add((detector.secret_type, position + at, position + at + len(value)))
                    at = line.find(value, at + len(value))
        position += len(line) + 1
    return found


def expressions():
    return [e for detector, _ in _detectors() for e in getattr(detector, "denylist", ())]


@given(st.deferred(lambda: st.one_of([st.from_regex(e) for e in expressions()])))
@example(many_lines())
@example("\n".join(form.replace("§", value) for value, forms in vendor_forms() for form in forms))
@settings(max_examples=70, deadline=None)
def test_a_detector_is_spared_only_lines_in_which_it_finds_nothing(text):
    assume(len(text) < 3500 or text.count("\n") > 20)
    text = "\n".join(line for line in text.split("\n") if len(line) >= 10)
    assert set(scan_by_vendors(text)) == asked_of_every_line(text)


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
