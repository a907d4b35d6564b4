import json

import pytest

from pmtui.cli.speaking import hanging
from pmtui.domain.vocabulary import Status
from pmtui.schema.shapes import ListEntry, list_json


def test_list_prints_a_line_each_and_nothing_for_an_empty_store(pmtui):
    empty = pmtui("list")
    assert (empty.code, empty.out) == (0, "")
    assert "pmtui new" in empty.err
    pmtui.ok("new", "First", "--severity", "2", "--date", "2026-11-22")
    pmtui.ok("new", "Second " + "very " * 40 + "long")
    lines = pmtui.ok("list").splitlines()
    assert len(lines) == 2
    assert lines[0].endswith("long")
    assert lines[1] == "PM-1   2026-11-22  SEV-2  draft      First"


def test_what_reads_makes_no_store_under_a_name_that_is_none(pmtui, tmp_path):
    place = tmp_path / "typo" / "pm.db"
    for words in (("list",), ("show", "1"), ("search", "x"), ("backup",)):
        done = pmtui("--store", str(place), *words)
        assert done.code == 3
        assert f"There is no store at {place}." in done.err
        assert done.err.endswith("pmtui new TITLE makes a store.\n")
    assert not place.parent.exists()
    pmtui.ok("--store", str(place), "new", "First")
    assert "First" in pmtui.ok("--store", str(place), "list")


def test_list_as_json_has_the_shape_of_the_schema(pmtui):
    pmtui.ok("new", "First", "--severity", "2", "--date", "2026-11-22", "--service", "a",
             "--owner", "Ana")  # fmt: skip
    pmtui.ok("new", "Second")
    for words in (("--json",), ("--format", "json")):
        found = json.loads(pmtui.ok("list", *words))
        example = ListEntry(reference="", uid="", title="", severity=None, status=Status.DRAFT,
                            incident_date=None, owner="", services=[])  # fmt: skip
        assert [list(row) for row in found] == [list(list_json([example])[0])] * 2
        uid = found[1].pop("uid")
        assert len(uid) == 16
        assert found[1] == {
            "reference": "PM-1", "title": "First", "severity": "SEV-2", "status": "draft",
            "incident_date": "2026-11-22", "owner": "Ana", "services": ["a"], "origin": "",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--status", "draft"), ["PM-2", "PM-1"]),
        (("--status", "review"), []),
        (("--severity", "2"), ["PM-1"]),
        (("--severity", "SEV-3"), ["PM-2"]),
        (("--service", "LEDGER"), ["PM-2"]),
    ],
)
def test_list_filters(pmtui, options, found):
    pmtui.ok("new", "First", "--severity", "2", "--service", "checkout")
    pmtui.ok("new", "Second", "--severity", "3", "--service", "ledger")
    assert [line.split()[0] for line in pmtui.ok("list", *options).splitlines()] == found


@pytest.mark.parametrize("options", [("--status", "x"), ("--severity", "6"), ("--format", "xml")])
def test_list_refuses_filters_that_mean_nothing(pmtui, options):
    assert pmtui("list", *options).code == 2


def test_show_prints_the_document_or_json(begun):
    assert "# Card payments failed" in begun.ok("show", "1")
    shown = begun.ok("show", "card", "--json")
    assert json.loads(shown)["status"] == "draft"
    assert shown == begun.ok("export", "PM-1", "--to", "json")


def test_show_prints_a_part_with_its_numbers(begun):
    id = begun.ok("add", "1", "action", "prevent P1 @storage: add a check").strip()
    [line] = begun.ok("show", "1", "actions").splitlines()
    assert line.split()[:2] == ["1", id]
    assert line.endswith("prevent P1 @storage: add a check")
    assert "severity = SEV-2" in begun.ok("show", "1", "overview").splitlines()
    assert len(begun.ok("show", "1", "facets").splitlines()) == 6
    nothing = begun("show", "1", "lessons")
    assert (nothing.code, nothing.out.strip()) == (0, "")
    assert begun("show", "1", "nonsense").code == 2
    assert begun("show", "1", "actions", "--json").code == 2


def test_a_terminal_gets_lines_that_fit_and_a_pipe_gets_whole_ones(begun, as_terminal):
    begun.ok("new", "災害 " * 60 + "x" * 200)
    plain = begun("check", "1").out
    assert max(map(len, plain.splitlines())) > 120
    as_terminal(80)
    from pmtui.cli.speaking import cells

    for words in (("list",), ("check", "1"), ("show", "1", "facets"), ("history", "1"), ("keys",)):
        out = begun(*words).out
        assert max(map(cells, out.splitlines())) <= 80, words
    assert begun("check", "1").out.split() == plain.split()


def test_a_narrow_terminal_cuts_no_word_that_fits_below_its_head():
    head = "PM-1   2026-11-22  SEV-2  draft      "
    told = hanging(head, "Card payments failed for 災害", 44)
    assert told.splitlines() == [f"{head}Card", "    payments failed for 災害"]
    assert hanging("  P1  ", "a b c", 40).startswith("  P1  a b")


def test_history_tells_who_and_what_and_as_json_every_change(begun):
    begun.ok("set", "1", "owner", "Ana")
    lines = begun.ok("history", "1").splitlines()
    assert [line.split(maxsplit=6)[-1] for line in lines] == ["new postmortem", "set owner"]
    found = json.loads(begun.ok("history", "1", "--json"))
    assert list(found[1]) == ["seq", "at", "author", "kind", "step", "undoes", "label", "changes"]
    assert found[1]["author"] == "Noor Haddad"
    assert found[1]["changes"] == [
        {"kind": "splice", "table": "overview", "id": "", "field": "owner", "before": "",
         "after": "Ana"},
    ]  # fmt: skip


def test_undo_and_redo_go_back_and_forth_over_runs(begun):
    begun.ok("set", "1", "owner", "Ana")
    filled = begun.ok("show", "1", "--json")
    assert "set owner" in begun("undo", "1").err
    assert begun.ok("show", "1", "--json") != filled
    begun.ok("redo", "1")
    assert begun.ok("show", "1", "--json") == filled
    begun.ok("undo", "1")
    done = begun("undo", "1")
    assert done.code == 1
    assert "nothing of yours" in done.err


def test_backup_prints_where_the_copy_is(begun):
    from pathlib import Path

    assert Path(begun.ok("backup").strip()).stat().st_size > 4096
