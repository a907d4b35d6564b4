import json
from pathlib import Path

import pytest

from pmtui.review.team_rules import forget

BLAME = "# Root cause\n\nThe engineer carelessly forgot to check the config.\n"


def test_findings_of_a_pipe_keep_their_contract(pmtui):
    done = pmtui("lint", "-", "--json", "--max-severity", "none", pipe=BLAME)
    assert done.code == 1
    findings = json.loads(done.out)["findings"]
    assert findings
    for f in findings:
        assert list(f) == ["rule", "severity", "line", "start", "end", "match", "question", "pane"]
        assert BLAME[f["start"] : f["end"]] == f["match"]
        assert f["line"] == 3


def test_the_exit_code_follows_the_worst_that_is_still_fine(pmtui):
    found = json.loads(pmtui("lint", "-", "--json", pipe=BLAME).out)["findings"]
    assert "block" in {f["severity"] for f in found}
    assert pmtui("lint", "-", pipe=BLAME).code == 1
    assert pmtui("lint", "-", "--max-severity", "block", pipe=BLAME).code == 0
    fine = pmtui("lint", "-", "--max-severity", "none", pipe="The deployment failed to start.\n")
    assert (fine.code, fine.out) == (0, "")


def test_several_files_are_checked_and_named(pmtui, tmp_path):
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(BLAME)
    files = [str(tmp_path / name) for name in ("a.md", "b.md")]
    assert all(file in pmtui("lint", *files).out for file in files)
    assert f"file={files[0]}" in pmtui("lint", *files, "--format", "github").out
    found = json.loads(pmtui("lint", *files, "--json").out)["findings"]
    assert {f["path"] for f in found} == set(files)


def test_rules_are_listed_and_explained(pmtui):
    lines = pmtui.ok("rules").splitlines()
    assert len(lines) > 40
    rule = lines[0].split()[0]
    assert rule in pmtui.ok("lint", "--explain", rule.lower())
    unknown = pmtui("lint", "--explain", "BL999")
    assert (unknown.code, unknown.out) == (2, "")


@pytest.mark.parametrize("content", [None, "[[rule]]\nid = 'X1'\n", "no toml at all ["])
@pytest.mark.parametrize("text", [BLAME, "All was well.\n"])
def test_without_all_the_rules_asked_for_there_is_no_verdict(pmtui, tmp_path, content, text):
    rules = tmp_path / "rules.toml"
    if content is not None:
        rules.write_text(content)
    done = pmtui("lint", "-", "--rules", str(rules), pipe=text)
    assert done.code == 2
    assert "skipped" in done.err
    assert "no verdict" in done.err
    assert "Nothing was found" not in done.err
    assert bool(done.out) == (text == BLAME)
    assert pmtui("rules", "--rules", str(rules)).code == 2


@pytest.mark.parametrize(
    "text",
    [
        "Bob hätte das wissen müssen.",
        "Bob aurait dû le savoir.",
        "Bob debería haberlo sabido.",
        "ボブはもっと注意するべきだった。",
        "The deploy failed.\n\nBob hat den Server kaputt gemacht, und niemand war da.",
    ],
)
def test_that_only_english_is_read_is_said_of_another_language(pmtui, text):
    done = pmtui("lint", "-", pipe=text)
    assert done.code == 0
    assert done.err.count("seems not to be written in English") == 1


@pytest.mark.parametrize(
    "text",
    [
        "The deploy failed at 14:02.\n\n```\nel la das und nicht\n```\n",
        "Restarted de-fra-1 in DE, FR and ES; Ana de la Cruz paged Karl von der Heide.",
        '`der die das und` and "das ist nicht gut" stood in the log.',
        "Größe, naïve, café: the parser for these words failed 🔥🔥🔥🔥 in São Paulo.",
        "kubectl -n la get po -o wide | grep le",
    ],
)
def test_english_with_code_and_names_is_not_taken_for_another_language(pmtui, text):
    assert "English" not in pmtui("lint", "-", pipe=text).err


@pytest.mark.parametrize(
    "comment",
    ["<!-- pmtui-allow BL301 -->", "<!-- pmtui-allow BL301: so -->", "<!--pmtui-allow: because-->"],
)
def test_an_allowance_without_rule_or_reason_is_named_with_the_form_wanted(pmtui, comment):
    done = pmtui("lint", "-", pipe=f"All was well.\n{comment} It was not.\n")
    assert "-:2: this pmtui-allow comment is ignored" in done.err
    assert "<!-- pmtui-allow BL301: why" in done.err
    good = "<!-- pmtui-allow BL301: the vendor's own words --> It was not."
    assert "ignored" not in pmtui("lint", "-", pipe=f"{good}\n\n```\n{comment}\n```\n").err


@pytest.mark.parametrize("words", [("lint",), ("lint", "-", "--pane", "x"), ("lint", "--x", "-")])
def test_what_cannot_be_checked_is_a_usage_error(pmtui, words):
    assert pmtui(*words, pipe="").code == 2


OWN = """
[[rule]]
id = "OWN1"
name = "hero"
category = "judgement"
question = "What made a hero necessary?"
panes = { causes = "block" }
words = ["hero"]
tests.bad = ["A hero saved the night."]
tests.good = ["The standby took over."]

[[rule]]
id = "OWN2"
name = "broken"
category = "judgement"
question = "?"
panes = { causes = "warn" }
words = ["wizard"]
tests.bad = ["Nothing of the sort is here."]
tests.good = ["Neither here."]
"""


def test_rules_beside_the_configuration_hold_in_lint_and_check_and_a_broken_one_is_named(
    begun, own_machine
):
    (own_machine / "rules.toml").write_text(OWN)
    done = begun("lint", "-", "--pane", "causes", pipe="It took a hero to find the switch.\n")
    assert done.code == 1
    assert "OWN1" in done.out and done.err.count("OWN2") == 1
    begun.ok("add", "1", "factor", "Only a hero knew the switch.")
    forget()
    checked = begun("check", "1", "--json")
    assert "OWN1" in checked.out and checked.err.count("OWN2") == 1


def hooks():
    yaml = pytest.importorskip("yaml", reason="no YAML reader is installed")
    file = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def test_the_hook_for_pre_commit_runs_on_the_files_it_is_given(pmtui, tmp_path):
    (hook,) = hooks()
    assert (hook["language"], hook["types"]) == ("python", ["markdown"])
    program, *words = hook["entry"].split()
    assert program == "pmtui"
    good, bad = tmp_path / "good.md", tmp_path / "bad one.md"
    good.write_text("# Causes\n\nThe pool had no limit.\n")
    bad.write_text("# Causes\n\nThe engineer forgot to raise the limit.\n")
    assert pmtui(*words, str(good)).code == 0
    refused = pmtui(*words, str(good), str(bad))
    assert refused.code == 1 and "bad one.md:3" in refused.out
    for word in words:
        assert word in pmtui("--help").out


def test_findings_for_github_are_commands_that_no_text_can_break(pmtui, tmp_path):
    file = tmp_path / "a,b:c.md"
    file.write_text("# Causes\n\nThe engineer forgot 100%::error:: to raise it.\n")
    done = pmtui("lint", "--format", "github", str(file))
    (line,) = done.out.splitlines()
    assert line.startswith("::error file=") and "a%2Cb%3Ac.md" in line
    assert ",line=3," in line and "title=BL102" in line
    assert done.code == 1
