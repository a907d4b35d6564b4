import json
import sqlite3
import stat
from contextlib import closing

import pytest

from pmtui.paths import store_path


def test_export_goes_to_stdout_and_says_nothing_else_in_a_pipe(begun):
    done = begun("export", "1")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("**DRAFT")
    assert begun("export", "1", "-o", "-").out == done.out


def test_export_writes_a_private_file_and_never_over_another(begun, tmp_path):
    target = tmp_path / "pm.md"
    done = begun("export", "1", "-o", str(target))
    assert (done.code, done.out) == (0, "")
    assert str(target) in done.err
    assert target.read_text() == begun.ok("export", "1")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    refused = begun("export", "1", "-o", str(target))
    assert refused.code == 2
    assert "--force" in refused.err
    begun.ok("export", "1", "-o", str(target), "--force")
    assert begun("export", "1", "-o", str(tmp_path)).code == 2
    assert begun("export", "1", "-o", str(tmp_path / "no" / "pm.md")).code == 2


def test_what_gives_way_for_customers_is_told_and_can_be_kept(begun):
    said = "Updates on https://status.ex.example/77. See https://wiki.ex.example/a, host db-1."
    begun.ok("set", "1", "external_summary", said)
    outside = ("export", "1", "--shape", "external")
    done = begun(*outside)
    assert "on <https://status.ex.example/77>. See (link removed), one of our systems." in done.out
    assert "Plain words stand for 2 internal things" in done.err and "--keep HASH" in done.err
    told = {line.split()[2]: line.split()[0] for line in done.err.splitlines() if line[:2] == "  "}
    assert told["db-1"] in begun.ok(*outside, "--scan")
    kept = begun(*outside, "--keep", told["https://wiki.ex.example/a"])
    assert "See <https://wiki.ex.example/a>, one of our systems." in kept.out
    assert "1 internal thing " in kept.err
    as_is = begun(*outside, "--as-is")
    assert "host db-1" in as_is.out and "internal" not in as_is.err


def test_json_says_which_personal_data_it_holds_and_how_to_mask_it(begun):
    begun.ok("set", "1", "summary", "a@ex.example paid with 4111 1111 1111 1111, password=Xa1!bcd")
    done = begun("export", "1", "--to", "json")
    assert "Masked: 1 likely secret." in done.err
    assert "Left in: 1 e-mail address, 1 payment card" in done.err
    assert "--personal mask" in done.err and "4111 1111" in done.out
    assert "Left in" not in begun("export", "1", "--to", "json", "--personal", "mask").err
    assert "Left in" not in begun("export", "1").err
    assert "without loss" not in begun.ok("export", "--list")


def test_export_without_a_clipboard_answers_no_and_names_the_ssh_line(begun, monkeypatch):
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    monkeypatch.setenv("TERM", "dumb")
    done = begun("export", "1", "--copy")
    assert (done.code, done.out) == (1, "")
    assert "ssh 10.0.0.2 pmtui export PM-1 --to gfm" in done.err


@pytest.mark.parametrize(
    "options", [("--to", "nonsense"), ("--zone", "Mars/Olympus"), ("--names", "none")]
)
def test_export_refuses_what_it_does_not_know(begun, options):
    done = begun("export", "1", *options)
    assert (done.code, done.out) == (2, "")


def test_every_flavour_is_named_and_renders(begun):
    names = [line.split()[0] for line in begun.ok("export", "1", "--to", "list").splitlines()]
    assert {"gfm", "json"} <= set(names)
    for name in names:
        assert begun.ok("export", "1", "--to", name, "--no-appendix", "--zone", "Asia/Tokyo")


def test_import_prints_the_reference_alone_and_keeps_nothing_of_a_bad_document(begun, tmp_path):
    document = json.loads(begun.ok("export", "1", "--to", "json"))
    document["postmortem"]["uid"] = "a" * 16
    file = tmp_path / "pm.json"
    file.write_text(json.dumps(document))
    assert begun.ok("import", str(file)) == "PM-2\n"
    for encoding in ("utf-8-sig", "utf-16"):  # as editors and shells of Windows write it
        file.write_text(json.dumps(document), encoding=encoding)
        assert "in the store already" in begun("import", str(file)).err
    document["postmortem"]["overview"]["nonsense"] = 1
    refused = begun("import", "-", pipe=json.dumps(document))
    assert (refused.code, refused.out) == (2, "")
    assert "postmortem.overview.nonsense" in refused.err
    assert len(begun.ok("list").splitlines()) == 2


def test_the_same_text_becomes_no_second_postmortem_unless_a_copy_is_wanted(begun, tmp_path):
    old, own = tmp_path / "old.md", tmp_path / "own.md"
    old.write_text("# Basket emptied itself\n\n## Summary\n\nIt did.\n\n## Impact\n\nOne.\n")
    assert begun.ok("import", str(old)) == "PM-2\n"
    old.write_text(old.read_text().replace("\n", "\r\n"))
    for _ in range(2):
        refused = begun("import", str(old))
        assert (refused.code, refused.out) == (2, "")
        assert "as PM-2" in refused.err and "--copy" in refused.err
    own.write_text(begun.ok("export", "1", "--to", "gfm"))
    assert "as PM-1" in begun("import", str(own)).err
    assert begun.ok("import", str(old), "--copy") == "PM-3\n"
    assert "as PM-3" in begun("import", str(old)).err
    begun.ok("delete", "3")
    assert begun.ok("import", str(old)) == "PM-4\n"


@pytest.mark.parametrize(
    "data",
    [b"", b"# Markdown", b"{}", b"[]", b"null", b"\xff\xfe\x00", b"[" * 100_000, b'{"pmtui": 1}',
     b'{"pmtui": {"document": 99}, "postmortem": {}}'],
)  # fmt: skip
def test_import_refuses_what_is_no_document_in_one_sentence(pmtui, data):
    done = pmtui("import", "-", pipe=data)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert pmtui.ok("list") == ""


def test_import_makes_texts_harmless_and_says_so(begun):
    document = begun.ok("export", "1", "--to", "json").replace("Card", "\\u001b[31mCard\\u202e")
    done = begun("import", "-", "--copy", pipe=document)
    assert done.code == 0
    assert "emoved" in done.err
    assert "\x1b" not in begun.ok("show", "2", "--json")


@pytest.mark.parametrize("name", ["/no/such/file", "/", "a\0b"])
def test_a_file_that_cannot_be_read_is_said(pmtui, name):
    for words in (("import", name), ("timeline", "parse", name), ("lint", name)):
        done = pmtui(*words)
        assert (done.code, done.out) == (2, "")
        assert len(done.err.splitlines()) == 1


def test_timeline_parse_reads_events_and_touches_no_store(pmtui, own_machine):
    text = "2026-11-22 14:02:00 errors rose\n2026-11-22 14:05:00 rolled back\n"
    lines = pmtui.ok("timeline", "parse", "-", "--zone", "UTC", pipe=text).splitlines()
    assert [line.split()[-1] for line in lines] == ["rose", "back"]
    found = json.loads(pmtui.ok("timeline", "parse", "-", "--zone", "UTC", "--json", pipe=text))
    assert list(found) == ["format", "events", "undated", "questions", "skipped"]
    assert [e["line"] for e in found["events"]] == [1, 2]
    assert not (own_machine / "pmtui.db").exists()
    assert pmtui("timeline", "parse", "-", "--date", "soon", pipe=text).code == 2
    assert pmtui("timeline", "parse", "-", "--zone", "Mars", pipe=text).code == 2
    assert pmtui("timeline", "parse", "-", "--date", "yesterday", pipe=text).code == 0
    assert pmtui("timeline", "parse", "-", "--year", "x", pipe=text).code == 2


def test_an_edited_export_is_compared_and_taken_piece_by_piece(begun, tmp_path):
    begun.ok("add", "1", "event", "2026-11-22 14:02 page fired @alerting")
    copy = begun.ok("export", "1")
    file = tmp_path / "reviewed.md"
    file.write_text(copy)
    same = begun("import", str(file), "1")
    assert (same.code, same.out) == (0, "") and "nothing was changed" in same.err

    row = next(line for line in copy.split("\n") if "page fired" in line)
    more = row.replace("14:02", "14:09").replace("page fired", "page acknowledged")
    file.write_text(copy.replace(row, f"{row.replace('page fired', 'first page fired')}\n{more}"))
    listed = begun("import", str(file), "1")
    assert listed.code == 1 and "--accept all" in listed.err
    assert "  1 ~ Timeline: Event of event “page fired”" in listed.out
    assert "  2 + Timeline: new event “page acknowledged”" in listed.out
    told = json.loads(begun("import", str(file), "1", "--json").out)
    assert [d["kind"] for d in told["differences"]] == ["change", "add"]

    assert begun.ok("import", str(file), "1", "--accept", "2") == "PM-1\n"
    assert "page acknowledged" in begun.ok("show", "1")
    file.write_text(file.read_text(), encoding="utf-16")
    assert begun("import", str(file), "1").out.count("\n") == 3
    begun.ok("undo", "1")
    assert "page acknowledged" not in begun.ok("show", "1")
    for words in (("--accept", "9"), ("--accept", "some")):
        refused = begun("import", str(file), "1", *words)
        assert refused.code == 2 and refused.err.startswith("--accept")


def test_accepting_is_for_exports_of_the_postmortem_alone(begun, tmp_path):
    file = tmp_path / "chat.txt"
    file.write_text("2026-11-22T14:02Z page fired\n")
    refused = begun("import", str(file), "1", "--accept", "all")
    assert refused.code == 2 and "chat.txt is none" in refused.err


CHAT = "2026-11-22 10:00:00 Errors rose\n2026-11-22 10:05:00 Rolled back deploy 4711\n"


def test_a_second_import_gives_waiting_events_their_zone_and_undo_takes_it_back(pmtui, tmp_path):
    chat = tmp_path / "chat.txt"
    chat.write_text(CHAT)
    done = pmtui("import", str(chat))
    assert "the same import into PM-1 with --zone gives it" in done.err
    assert "All times are in UTC, but for those marked otherwise." in pmtui.ok("show", "1")
    assert "2 of its times still have no zone" in pmtui("set", "1", "zone", "Europe/Berlin").err
    refused = pmtui("import", str(chat), "PM-1")
    assert refused.code == 1 and "2 wait for a time zone; the same import into PM-1" in refused.err
    again = pmtui("import", str(chat), "PM-1", "--zone", "Europe/Berlin")
    assert again.code == 0 and "2 events that waited for a zone or a date have it now" in again.err

    def times():
        events = json.loads(pmtui.ok("show", "1", "--json"))["postmortem"]["events"]
        return [e["at"].get("at") for e in events]

    assert times() == ["2026-11-22T09:00:00Z", "2026-11-22T09:05:00Z"]
    pmtui.ok("undo", "1")
    assert times() == [None, None]


def test_evidence_of_one_line_says_line(begun):
    begun.ok("log", "PM-1", "-", "pods restarting", pipe="only this\n")
    shown = begun.ok("export", "PM-1")
    assert "from pipe" in shown and "line 1" in shown and "lines 1" not in shown


def test_what_is_advised_of_a_new_postmortem_is_its_deletion(pmtui):
    from pmtui.importers.accept import naming

    told = ("Off by 90 s? Undo and add --skew “90 s” if so.", "Or pmtui set REF events.1.at WHEN.")
    assert naming(told, "PM-3", fresh=True) == (
        "Off by 90 s? Delete PM-3 and import it again with --skew “90 s” if so.",
        "Or pmtui set PM-3 events.1.at WHEN.",
    )


def test_what_is_read_in_is_logged_to_where_the_last_one_is_complete(begun, tmp_path):
    text = tmp_path / "search.md"
    for title, status, reference in (("A", "draft", "PM-1"), ("B", "complete", "PM-3")):
        with closing(sqlite3.connect(store_path())) as conn:
            conn.execute("UPDATE postmortem SET status=? WHERE number=1", (status,))
            conn.commit()
        text.write_text(f"# {title} failed\n\n## Summary\n\nThe search of {title} failed.\n")
        begun.ok("import", str(text))
        assert f"Logged to {reference} " in begun("log", "errors rose").err
