import re
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory.resembling import (
    EXPIRED,
    LIBRARY,
    PICTURES,
    POOL,
    POOL_AGAIN,
    RENEWAL,
    incident,
    with_action,
)
from pmtui.domain.plain import encode_postmortem
from pmtui.memory.fingerprint import Fingerprint, fingerprint
from pmtui.memory.likeness import Rarity, likeness, strength
from pmtui.memory.matches import ALIKE, LISTED

FINGERPRINTS = {pm.uid: fingerprint(pm) for pm in LIBRARY}
COUNTS: dict[str, int] = {}
for one in FINGERPRINTS.values():
    for key in one.marks:
        COUNTS[key] = COUNTS.get(key, 0) + 1
RARITY = Rarity(len(LIBRARY), COUNTS)


def between(here, there):
    return likeness(fingerprint(here), fingerprint(there), RARITY)


def test_the_same_trouble_again_is_alike_and_says_why():
    found = between(POOL_AGAIN, POOL)
    assert found.strength >= ALIKE
    told = "; ".join(found.reasons)
    assert "same service: Ledger" in told
    assert "same tag: postgres" in told
    assert "a factor of the same sort: missed safeguard, scale" in told
    assert "a shared log signature (“ledger: error could not get a connection in # ms”)" in told
    assert "connections used up" in told


def test_one_trouble_in_other_words_is_alike():
    found = between(RENEWAL, EXPIRED)
    assert found.strength >= ALIKE
    assert any("certificates and expiry" in reason for reason in found.reasons)


@pytest.mark.parametrize("other", [POOL, EXPIRED, RENEWAL], ids=lambda pm: pm.uid)
def test_what_has_nothing_in_common_is_not_listed(other):
    assert between(PICTURES, other).strength < LISTED


def test_the_most_alike_is_the_one_with_the_same_trouble():
    for one, twin in ((POOL, POOL_AGAIN), (EXPIRED, RENEWAL)):
        others = [pm for pm in LIBRARY if pm.uid != one.uid]
        assert max(others, key=lambda pm: between(one, pm).strength) is twin


def test_the_same_service_alone_is_no_likeness():
    one = incident("one", "Blurred pictures", services=("shop",))
    other = incident("other", "Wrong currency signs", services=("shop",))
    assert between(one, other).strength < LISTED


def test_one_everyday_sort_of_trouble_alone_is_no_likeness():
    assert between(incident("a", "Search is slow"), incident("b", "Slow mail")).strength < LISTED


def test_likeness_is_the_same_both_ways():
    for here, there in permutations(FINGERPRINTS.values(), 2):
        assert strength(here, there, RARITY) == pytest.approx(strength(there, here, RARITY))


def test_a_rare_mark_counts_more_than_a_common_one():
    rare, common = Rarity(1000, {"wquorum": 2}), Rarity(1000, {"wquorum": 600})
    assert rare.of("wquorum") > common.of("wquorum") >= 0


def texts(pm):
    return " ".join(re.findall(r"\w+", str(encode_postmortem(pm)))).casefold()


@pytest.mark.parametrize(("here", "there"), list(permutations(LIBRARY, 2)))
def test_every_word_of_a_reason_stands_where_the_reason_says(here, there):
    ours, theirs = texts(here), texts(there)
    for reason in between(here, there).reasons:
        if not reason.startswith("both speak of") or "log signature" in reason:
            continue
        first, _, second = reason.partition(" here, ")
        for place, part in ((ours, first), (theirs, second)):
            for pair in re.findall(r"“([^”]+)”(?: / “([^”]+)”)?", part):
                mine, other = pair[0], pair[1] or pair[0]
                said = [place] if second else [ours, theirs]
                for text, word in zip(said, (mine, other), strict=False):
                    assert " ".join(re.findall(r"\w+", word)).casefold() in text, reason


WORDS = st.lists(
    st.sampled_from(["broker", "quorum", "ledger", "replica", "cert", "disk", "queue", "timeout", "rollback", "proxy"]),
    min_size=1, max_size=6,
).map(" ".join)  # fmt: skip


@given(WORDS, WORDS)
@settings(max_examples=60, deadline=None)
def test_a_strength_lies_between_nothing_and_all_and_repeats(here, there):
    one, other = fingerprint(incident("a", here)), fingerprint(incident("b", there))
    found = likeness(one, other, RARITY)
    assert 0 <= found.strength < 1
    assert found == likeness(one, other, RARITY)
    if not set(one.marks) & set(other.marks):
        assert found == likeness(Fingerprint(), Fingerprint(), RARITY)


def test_an_action_changes_nothing_but_what_its_words_say():
    promised = with_action(PICTURES, text="Compare pictures before and after")
    assert strength(fingerprint(promised), FINGERPRINTS["pool"], RARITY) < LISTED
    again = replace(POOL, uid="copy")
    assert between(POOL, again).strength > between(POOL, POOL_AGAIN).strength
