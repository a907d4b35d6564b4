import json

import pytest


def document(pmtui, reference="1"):
    return json.loads(pmtui.ok("show", reference, "--json"))


def findings(pmtui):
    return [f["criterion"] for f in json.loads(pmtui("check", "1", "--json").out)["findings"]]


def test_check_answers_no_with_every_finding_in_three_groups(begun):
    begun.ok("add", "1", "factor", "trigger: an engineer should have known better")
    done = begun("check", "1")
    assert done.code == 1
    for heading in ("To write:", "To look at:", "Waiting on people:"):
        assert heading in done.out
    assert done.out.splitlines()[-1] == "Ready for review: no. Ready to complete: no."


def test_check_as_json_keeps_its_contract(begun):
    done = begun("check", "1", "--json")
    assert (done.code, done.err) == (1, "")
    found = json.loads(done.out)
    assert list(found) == ["status", "ready", "ready_for_review", "findings"]
    assert (found["status"], found["ready"]) == ("draft", False)
    for f in found["findings"]:
        assert list(f) == ["criterion", "level", "group", "pane", "record", "field", "message",
                           "next"]  # fmt: skip
        assert f["level"] in ("block", "warn", "attest", "advise")
        assert f["group"] in ("write", "look", "people")


def test_review_refuses_with_what_is_open_unless_anyway(begun):
    refused = begun("review", "1")
    assert (refused.code, refused.out) == (1, "")
    assert "--anyway" in refused.err and "C01" in refused.err
    assert document(begun)["status"] == "draft"
    begun.ok("review", "1", "--anyway", "--by", "Ana")
    assert document(begun)["status"] == "in review"
    assert document(begun)["postmortem"]["transitions"][0]["by"] == "Ana"
    assert begun("review", "1").code == 2
    begun.ok("reopen", "1", "not yet")
    assert document(begun)["status"] == "draft"


def test_that_the_reviewer_is_the_owner_is_said_at_once(begun):
    begun.ok("set", "1", "overview.owner", "Noor Haddad")
    told = begun("attest", "1", "--reviewer", "noor haddad")
    assert "a second person is still wanted (C39)" in told.err
    assert "pmtui attest PM-1 --reviewer NAME" in told.err
    assert "second person" not in begun("attest", "1", "--reviewer", "Ben Osei").err


def test_check_ends_with_the_next_step(begun):
    assert "pmtui waive PM-1" in begun("check", "1").err


def test_a_review_held_is_attested_and_withdrawn(begun):
    assert {"C37", "C38", "C39"} <= set(findings(begun))
    assert begun("attest", "1").code == 2
    assert begun("attest", "1", "--reviewer", "Ben", "--on", "soon").code == 2
    begun.ok("attest", "1", "--reviewer", "Ben Osei", "--on", "yesterday")
    begun.ok("attest", "1", "--withdraw")
    assert begun("attest", "1", "--withdraw").code == 1
    begun.ok("attest", "1", "--reviewer", "Ben Osei", "--reader", "Ana", "--reader", "Cy",
             "--on", "2025-01-27", "--where", "review meeting", "--approver", "Di")  # fmt: skip
    review = document(begun)["postmortem"]["review"]
    assert (review["held_on"], review["readers"], review["recorded_by"]) == (
        "2025-01-27", ["Ana", "Cy"], "Noor Haddad",
    )  # fmt: skip
    assert not {"C37", "C38", "C39"} & set(findings(begun))
    begun.ok("attest", "1", "--withdraw")
    assert {"C37", "C38", "C39"} <= set(findings(begun))


def test_a_second_record_of_the_review_keeps_what_is_not_named_anew(begun):
    begun.ok("attest", "1", "--reviewer", "Ben", "--reader", "Ana", "--approver", "Di",
             "--on", "2025-01-05", "--where", "room 3")  # fmt: skip
    late = begun("attest", "1", "--reviewer", "Cy", "--on", "2100-01-01")
    assert late.code == 2 and "2100-01-01 is still to come." in late.err
    again = begun("attest", "1", "--reviewer", "Cy", "--note", "again")
    assert "It replaces the record of 2025-01-05" in again.err
    review = document(begun)["postmortem"]["review"]
    assert (review["reviewer"], review["readers"], review["approver"], review["held_where"]) == (
        "Cy", ["Ana"], "Di", "room 3",
    )  # fmt: skip
    begun.ok("attest", "1", "--reviewer", "Cy", "--reader", "")
    assert document(begun)["postmortem"]["review"].get("readers", []) == []


def test_a_finding_is_waived_with_a_reason_and_the_waiver_taken_back(begun):
    assert begun("waive", "1", "C01").code == 2
    assert begun("waive", "1", "C01", "short").code == 2
    begun.ok("waive", "1", "c01", "the team owns it together", "--by", "Ana")
    assert "C01" not in findings(begun)
    assert "the team owns it together" in begun.ok("export", "1")
    assert "1 waived, 0 waivers void." in begun("check", "1").out
    assert begun("waive", "1", "C01", "the team owns it together").code == 2
    begun.ok("waive", "1", "C01", "--back")
    assert "C01" in findings(begun)
    assert begun("waive", "1", "C01", "--back").code == 2
    assert begun("waive", "1", "C01", "reason enough", "--back").code == 2


def test_of_several_findings_one_must_be_named(begun):
    reason = "nobody knows, the log was rotated"
    asked = begun("waive", "1", "C05", reason)
    assert asked.code == 2
    assert '--record "detected"' in asked.err
    before = findings(begun).count("C05")
    begun.ok("waive", "1", "C05", reason, "--record", "detected")
    assert findings(begun).count("C05") == before - 1
    again = begun("waive", "1", "C05", reason, "--record", "detected")
    assert again.code == 2 and "waived there already" in again.err
    begun.ok("waive", "1", "C05", reason, "--record", "impact-start")
    wrong = begun("waive", "1", "C05", reason, "--record", "declared")
    assert 'open are: --record "responding"' in wrong.err
    field = begun("waive", "1", "C11", reason)
    assert "--field affected" in field.err
    begun.ok("waive", "1", "C11", reason, "--field", "affected")
    assert begun("waive", "1", "C11", reason, "--field", "affected").code == 2


def test_a_language_finding_is_a_false_alarm_until_it_is_taken_back(begun):
    begun.ok("add", "1", "factor", "trigger: an engineer should have known better")
    found = json.loads(begun("check", "1", "--json").out)["findings"]
    [rule, *_] = [f["criterion"] for f in found if f["criterion"].startswith("BL")]
    assert begun("waive", "1", rule).code == 2
    begun.ok("waive", "1", rule, "--record", "F1", "--false-alarm")
    assert rule not in findings(begun)
    begun.ok("waive", "1", rule, "--record", document(begun)["postmortem"]["factors"][0]["id"],
             "--back")  # fmt: skip
    assert rule in findings(begun)
    assert begun("waive", "1", "C01", "--false-alarm").code == 2


@pytest.mark.parametrize("command", ["check", "complete", "review", "history", "undo", "export"])
def test_every_command_refuses_an_unknown_or_ambiguous_reference(begun, command):
    begun.ok("new", "Card payments slow")
    for reference, told in (("PM-9", "pmtui list"), ("card", "PM-2"), ("", "pmtui list")):
        done = begun(command, reference)
        assert (done.code, done.out) == (2, "")
        assert told in done.err
        assert len(done.err.splitlines()) == 1
