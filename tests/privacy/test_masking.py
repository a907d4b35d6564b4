from datetime import UTC, datetime

import pytest

from pmtui.domain.edits import add, set_fields
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.records import Event, Evidence, SourceText, Waiver
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.exporters.document_json import document
from pmtui.exporters.outgoing import outgoing
from pmtui.privacy import Decisions, Protection, decide, decisions, protected, scan_postmortem
from pmtui.review import review
from pmtui.review.context import standard_context
from privacy.samples import secrets

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)
TOKEN = "gh" + "p_" + "Zk3" * 12


@pytest.fixture
def pm():
    pm = Postmortem(uid="p")
    pm = set_fields(
        pm, "overview", "", title="Orders failed", summary=f"{TOKEN} leaked; ACME Corp saw it."
    )
    pm = add(pm, "events", Event(id="e", text="203.0.113.9 and 203.0.113.77, then 203.0.113.9"))
    pm = add(pm, "evidence", Evidence(id="v", of="e", text=f"ana@shop.example used {TOKEN}"))
    return add(pm, "sources", SourceText(id="s", label="chat", text=f"x\n{TOKEN}\n"))


def everything(pm):
    return str(document(pm))


def test_whatever_is_found_is_masked_wherever_it_stands(pm):
    copy = protected(pm, Protection())
    assert TOKEN in everything(pm)
    for value in (TOKEN, "203.0.113", "ana@shop.example"):
        assert value not in everything(copy.postmortem)
    assert copy.postmortem.overview.summary == "(masked GitHub token) leaked; ACME Corp saw it."
    assert [f.hit.kind for f in copy.found][0] == "GitHub token"
    assert copy.found[0].count == 3
    assert scan_postmortem(copy.postmortem) == ()


def test_a_secret_is_masked_also_where_nothing_says_what_it_is(pm):
    password = "tr0ub4dor" + "&3xy"
    pm = add(pm, "events", Event(id="e2", text=f"set password={password}"))
    pm = add(pm, "events", Event(id="e3", text=f"typed {password} again"))
    copy = protected(pm, Protection()).postmortem
    assert copy.events[-1].text == "typed (masked password) again"


def test_a_password_told_in_a_chat_is_masked_in_every_other_sentence():
    password = "tr0ub" + "4"
    pm = add(Postmortem(uid="p"), "events", Event(id="e", text=f"the pw is {password}!"))
    pm = add(pm, "events", Event(id="f", text=f"{password} does not work"))
    assert [e.text for e in protected(pm, Protection()).postmortem.events] == [
        "the pw is (masked password)",
        "(masked password) does not work",
    ]


def test_a_postmortem_without_hits_is_the_same_value():
    pm = set_fields(Postmortem(uid="p"), "overview", "", title="Orders failed")
    assert protected(pm, Protection()).postmortem == pm


def test_what_is_kept_stays_and_the_last_decision_counts(pm):
    token = scan_postmortem(pm)[0].hit.value_hash
    kept = decide(pm, [token], keep=True, by="Ana", at=NOW)
    assert TOKEN in everything(protected(kept, Protection()).postmortem)
    assert decide(kept, [token], keep=True, by="Ana", at=NOW) == kept
    masked = decide(kept, [token], keep=False, by="Ana", at=NOW)
    assert decisions(masked) == Decisions(mask=frozenset({token}))
    copy = protected(masked, Protection(secrets=False, personal="keep")).postmortem
    assert TOKEN not in everything(copy)
    assert token not in everything(copy)


def test_a_waiver_of_the_criterion_keeps_what_it_waives(pm):
    token = scan_postmortem(pm)[0].hit.value_hash
    waiver = Waiver(id="w", criterion="C41", text_hash=token, reason="a dummy", by="Ana", at=NOW)
    pm = add(pm, "waivers", waiver)
    assert TOKEN in everything(protected(pm, Protection()).postmortem)


def test_pseudonyms_are_stable_from_one_export_to_the_next(pm):
    first = protected(pm, Protection(personal="pseudonyms", customers=("acme corp",)))
    assert first.postmortem.events[0].text == "ip-1 and ip-2, then ip-1"
    assert "customer-1 saw it" in first.postmortem.overview.summary
    assert "user-1" in first.postmortem.evidence[0].text
    assert "203.0.113" not in str(first.pseudonyms) and "shop" not in str(first.pseudonyms)
    pm = set_fields(pm, "overview", "", summary="198.51.100.1 came first")
    again = protected(pm, Protection(personal="pseudonyms", pseudonyms=first.pseudonyms))
    assert again.postmortem.events[0].text == "ip-1 and ip-2, then ip-1"
    assert again.postmortem.overview.summary == "ip-3 came first"


def test_the_criterion_blocks_undecided_secrets_and_warns_of_personal_data(pm):
    def found(pm):
        return [
            (f.level.value, f.table)
            for f in review(pm, standard_context(NOW))
            if f.criterion == "C41"
        ]

    assert sorted(found(pm)) == [("block", "overview"), ("warn", "events")]
    hits = scan_postmortem(pm)
    pm = decide(pm, [hits[0].hit.value_hash], keep=False, by="Ana", at=NOW)
    assert found(pm) == [("warn", "events")]
    pm = decide(pm, [f.hit.value_hash for f in hits[1:]], keep=True, by="Ana", at=NOW)
    assert found(pm) == []


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_no_flavour_lets_a_secret_out(flavour):
    pm = Postmortem(uid="p")
    values = []
    for number, (_, line, value) in enumerate(secrets()):
        pm = add(pm, "evidence", Evidence(id=f"v{number}", text=line))
        pm = add(pm, "events", Event(id=f"e{number}", text=line))
        values.append(value)
    options = ExportOptions(now=NOW, findings=review(pm, standard_context(NOW)), sheet="timeline")
    out = outgoing(pm, FLAVOURS[flavour], options, Protection())
    for value in values:
        assert value not in out.text
    assert out.undecided_secrets


def test_a_customer_is_found_in_each_case_that_the_letters_of_the_name_have():
    pm = set_fields(
        Postmortem(uid="p"), "overview", "", summary="Gro\u00df AG, GROSS AG, gro\u00df ag"
    )
    copy = protected(pm, Protection(customers=("Gro\u00df AG",)))
    assert copy.postmortem.overview.summary == "customer-1, customer-1, customer-1"
