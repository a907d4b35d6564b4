import json

import pytest

from pmtui.cli.run import run

TOKEN = "gh" + "p_" + "Zk3" * 12


@pytest.fixture
def pmtui(capsys):
    def call(*words, code=0):
        capsys.readouterr()
        assert run(list(words)) == code
        done = capsys.readouterr()
        assert "Traceback" not in done.err
        return done

    call("new", "Orders failed", "--severity", "2", "--date", "2026-11-22")
    call("log", "PM-1", f"signed in with {TOKEN} from 203.0.113.9, ACME Corp waits")
    return call


def test_what_was_found_is_masked_and_said_and_can_be_kept_for_good(pmtui):
    done = pmtui("export", "1")
    assert TOKEN not in done.out and "203.0.113.9" not in done.out
    assert "Masked: 1 likely secret and 1 personal value." in done.err
    listed = pmtui("export", "1", "--scan").out
    assert TOKEN not in listed
    token, address = (line.split()[0] for line in listed.splitlines())
    assert TOKEN in pmtui("export", "1", "--keep", token[:6]).out
    assert TOKEN in pmtui("export", "1").out
    assert "keep" in pmtui("export", "1", "--scan").out
    assert TOKEN not in pmtui("export", "1", "--mask", token).out
    assert "203.0.113.9" in pmtui("export", "1", "--personal", "keep").out
    assert "203.0.113.9" in pmtui("export", "1", "--to", "json").out
    assert TOKEN not in pmtui("export", "1", "--to", "json").out
    assert TOKEN in pmtui("export", "1", "--to", "json", "--as-is").out
    pmtui("export", "1", "--keep", "zzzz", code=2)
    assert address


def test_decisions_come_back_with_a_copy_but_never_the_digest_of_a_masked_value(pmtui, tmp_path):
    listed = pmtui("export", "1", "--scan").out
    token, address = (line.split()[0] for line in listed.splitlines())
    pmtui("export", "1", "--mask", token, "--keep", address)
    document = pmtui("export", "1", "--to", "json").out
    assert address in document and token not in document
    whole = pmtui("export", "1", "--to", "json", "--as-is").out
    copy = tmp_path / "pm.json"
    copy.write_text(whole.replace(json.loads(whole)["postmortem"]["uid"], "a" * 16))
    pmtui("import", str(copy))
    assert "undecided" not in pmtui("export", "2", "--scan").out


def test_a_script_can_insist_that_somebody_looked(pmtui, tmp_path):
    target = tmp_path / "pm.md"
    done = pmtui("export", "1", "--fail-on-secrets", "-o", str(target), code=1)
    assert "Nothing was written" in done.err and not target.exists()
    token = pmtui("export", "1", "--scan").out.split()[0]
    pmtui("export", "1", "--mask", token, "--fail-on-secrets", "-o", str(target))
    assert TOKEN not in target.read_text()


def test_pseudonyms_and_customers_stay_the_same(pmtui):
    words = ("export", "1", "--personal", "pseudonyms")
    first = pmtui(*words, "--customer", "acme corp").out
    assert "ip-1" in first and "customer-1 waits" in first
    pmtui("log", "PM-1", "198.51.100.7 came next")
    again = pmtui(*words).out
    assert "from ip-1, customer-1" in again and "ip-2 came next" in again


def test_shapes_templates_and_flavours_are_listed_and_taken(pmtui, own_machine):
    folder = own_machine / "templates"
    folder.mkdir()
    (folder / "weekly.md.j2").write_text("{{ title }}: {{ events[0].text }}\n")
    (folder / "broken.j2").write_text("x\n{{ nothing }}")
    listed = pmtui("export", "--list").out
    assert "weekly " in listed and "onepage " in listed and "gfm " in listed
    done = pmtui("export", "1", "--to", "weekly")
    assert done.out.startswith("Orders failed: signed in with (masked GitHub token)")
    assert "broken.j2, line 2" in pmtui("export", "1", "--to", "broken", code=2).err
    assert pmtui("export", "1", "--shape", "agenda").out.count("# Agenda: Orders failed") == 1
    assert "is empty" in pmtui("export", "1", "--shape", "external", code=2).err
    pmtui("export", "1", "--shape", "agenda", "--to", "json", code=2)
    assert json.loads(pmtui("export", "1", "--to", "context").out)["title"] == "Orders failed"
    assert pmtui("export", "1", "--to", "csv", "--shape", "timeline").out.startswith("Time,")


def test_where_it_was_published_is_noted_once_and_can_be_dated(pmtui):
    where = "https://wiki.example/pm/1"
    pmtui("publish", "1", where, "--on", "2026-11-25", "--by", "Ana")
    pmtui("publish", "1", where, "--on", "2026-11-25", "--by", "Ana")
    document = json.loads(pmtui("export", "1", "--to", "json").out)
    (noted,) = document["postmortem"]["publications"]
    assert (noted["where"], noted["on"], noted["by"]) == (where, "2026-11-25", "Ana")
    pmtui("publish", "1", where, "--on", "soon", code=2)
    assert "still to come" in pmtui("publish", "1", where, "--on", "+2w", code=2).err


def test_the_title_of_another_postmortem_is_masked_as_well(pmtui):
    pmtui("new", f"Key {TOKEN} of the cache")
    pmtui("similar", "PM-1", "--link", "PM-2")
    out = pmtui("export", "1").out
    assert TOKEN not in out
    assert "of the cache" in out


def test_the_ordered_line_asks_for_the_same_again(pmtui, monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    done = pmtui("export", "1", "--copy", "--to", "jira", "--names", "roles", "--shape", "onepage",
                 "--personal", "pseudonyms", code=1)  # fmt: skip
    assert (
        "ssh 10.0.0.2 pmtui export PM-1 --to jira --shape onepage --names roles "
        "--personal pseudonyms | pbcopy"
    ) in done.err


def test_a_scan_names_each_place_by_what_set_takes(pmtui):
    pmtui("add", "PM-1", "action", f"rotate {TOKEN} and {TOKEN}")
    pmtui("set", "PM-1", "summary", f"the token {TOKEN} was in a log")
    line = next(x for x in pmtui("export", "1", "--scan").out.splitlines() if "203" not in x)
    assert line.endswith("in overview.summary, events.1.text, actions.1.text (4 times)")
