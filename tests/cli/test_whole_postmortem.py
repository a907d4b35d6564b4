"""A SEV-4 from `new` to `complete` and `export` by commands alone, and back in by `import`."""

import json

from pmtui.clock import SystemClock
from pmtui.domain.changes import Change, ChangeKind, diff
from pmtui.domain.edits import set_fields
from pmtui.domain.vocabulary import Status
from pmtui.paths import store_path
from pmtui.review.context import standard_context
from pmtui.review.gate import GateRefused
from pmtui.store import Store

SUMMARY = (
    "The nightly export of invoices came 40 minutes late for 12 customers, because the job ran "
    "out of disk space. Removing old files let it run to its end."
)

SMALL = (
    ("set", "1", "owner", "Noor Haddad"),
    ("set", "1", "summary", SUMMARY),
    ("add", "1", "event", "2026-11-22 02:00 the export stopped with a full disk !start"),
    ("add", "1", "event", "2026-11-22 02:20 alert ExportLate fired !detected"),
    ("add", "1", "event", "2026-11-22 02:25 on-call opened the runbook @responder !responding"),
    ("add", "1", "event", "2026-11-22 02:40 old files were removed !mitigated !resolved"),
    ("add", "1", "evidence", "--of", "E1", "https://grafana.example/d/export"),
    ("add", "1", "evidence", "--of", "E2", "https://alerts.example/42"),
    ("add", "1", "evidence", "--of", "E3", "recollection of the on-call engineer"),
    ("add", "1", "evidence", "--of", "E4", "> 41 GB freed -- batch-2:/var/log/cleanup.log"),
    ("set", "1", "impact.who", "customers with nightly invoices"),
    ("set", "1", "affected", "12"),
    ("set", "1", "functions", "invoices were late"),
    ("add", "1", "factor", "condition, established: the export disk had no alert below 10 % free"),
    ("set", "1", "only_one_because", "the disk was the only thing that changed"),
    ("set", "1", "factors.1.declined_because", "the job moves to object storage in May"),
)


def completed(pmtui):
    pmtui.ok("new", "Nightly export late", "--severity", "4", "--date", "2026-11-22")
    for words in SMALL:
        pmtui.ok(*words)
    return pmtui


def test_a_small_postmortem_is_written_completed_and_exported_by_commands(pmtui):
    completed(pmtui)
    barring = [
        f
        for f in json.loads(pmtui("check", "1", "--json").out)["findings"]
        if f["level"] in ("block", "attest")
    ]
    assert barring == []
    pmtui.ok("complete", "1")
    text = pmtui.ok("export", "1")
    assert "DRAFT" not in text
    for fact in ("Nightly export late", SUMMARY, "02:20", "ExportLate", "12", "10 % free", "41 GB"):
        assert fact in text


def test_a_complete_postmortem_comes_back_in_byte_for_byte(pmtui, monkeypatch, tmp_path):
    completed(pmtui)
    pmtui.ok("complete", "1")
    document = pmtui.ok("export", "1", "--to", "json")
    assert json.loads(document)["status"] == "complete"
    assert pmtui.ok("show", "1", "--json") == document
    refused = pmtui("import", "-", pipe=document)
    assert (refused.code, refused.out) == (2, "")
    assert "--copy" in refused.err
    copied = pmtui("import", "-", "--copy", pipe=document)
    assert (copied.code, copied.out) == (0, "PM-2\n")
    monkeypatch.setenv("PMTUI_STORE", str(tmp_path / "other.db"))
    assert pmtui.ok("import", "-", pipe=document) == "PM-1\n"
    assert pmtui.ok("export", "1", "--to", "json") == document


def test_a_document_that_only_claims_to_be_complete_comes_in_as_in_review(pmtui):
    completed(pmtui)
    pmtui.ok("complete", "1")
    document = json.loads(pmtui.ok("export", "1", "--to", "json"))
    del document["postmortem"]["overview"]["summary"]
    done = pmtui("import", "-", "--copy", pipe=json.dumps(document))
    assert (done.code, done.out) == (0, "PM-2\n")
    assert "in review" in done.err
    assert json.loads(pmtui.ok("show", "2", "--json"))["status"] == "in review"
    refused = pmtui("complete", "2")
    assert refused.code == 1
    assert "C03" in refused.err


def test_complete_with_blocking_findings_lists_all_of_them_and_changes_nothing(begun):
    before = begun.ok("history", "1", "--json")
    findings = json.loads(begun("check", "1", "--json").out)["findings"]
    barring = [f for f in findings if f["level"] in ("block", "attest")]
    done = begun("complete", "1")
    assert (done.code, done.out) == (1, "")
    assert len(barring) > 10
    assert all(f["message"] in done.err and f["next"] in done.err for f in barring)
    assert begun.ok("history", "1", "--json") == before


def test_no_commit_past_the_gate_completes_what_is_not(begun):
    with Store.open(store_path(), clock=SystemClock(), author="other") as store:
        loaded = store.load(store.resolve("1").uid)
        claimed = set_fields(loaded.postmortem, "review", "", status=Status.COMPLETE)
        changes = diff(loaded.postmortem, claimed)
        assert [type(c) for c in changes] == [Change]
        assert changes[0].kind is ChangeKind.SET
        try:
            store.commit(
                claimed.uid,
                "step",
                changes,
                loaded.seq,
                context=standard_context(store.clock.now()),
            )
        except GateRefused as refusal:
            assert refusal.findings
        else:
            raise AssertionError("the gate let it pass")
        assert store.load(claimed.uid).postmortem.review.status is Status.DRAFT


def test_a_complete_postmortem_is_read_only_but_for_its_upkeep(pmtui):
    completed(pmtui)
    pmtui.ok("complete", "1")
    refused = pmtui("set", "1", "summary", "nothing happened")
    assert refused.code == 1
    assert "pmtui reopen" in refused.err
    assert pmtui("add", "1", "event", "2026-11-22 02:30 another").code == 1
    assert pmtui("remove", "1", "events.1").code == 1
    assert pmtui("log", "PM-1", "something else").code == 1
    pmtui.ok("add", "1", "publication", "https://wiki.example/pm/1 on 2026-11-24")
    assert json.loads(pmtui.ok("show", "1", "--json"))["status"] == "complete"
    assert pmtui("reopen", "1", " ").code == 2
    pmtui.ok("reopen", "1", "the second export was late as well")
    pmtui.ok("set", "1", "summary", SUMMARY + " Again.")
    pmtui.ok("complete", "1")


def test_log_begins_a_new_draft_when_the_current_one_is_complete(pmtui):
    completed(pmtui)
    pmtui.ok("complete", "1")
    done = pmtui("log", "disk full again")
    assert done.code == 0
    assert "PM-2" in done.err
