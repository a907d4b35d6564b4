"""A team's own rules: what holds is loaded, what does not is named with its reason."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pmtui.language import lint_text, load_rule_file, read_user_rules
from pmtui.language.regexcheck import adversaries, probe, structural_fault

GOOD = """
[[rule]]
id = "TEAM1"
name = "heroics"
category = "judgement"
severity = "warn"
panes = ["response", "causes"]
question = "What would have worked without the extra hours?"
words = ["heroic*", "saved the day"]
tests.bad = ["Heroically, the crew stayed until four."]
tests.good = ["The crew stayed until four."]
"""


def _rule(name: str, **changes: str) -> str:
    lines = {
        "id": f'"{name}"',
        "category": '"ours"',
        "panes": '["causes"]',
        "question": '"Which one?"',
        "words": '["zorp"]',
        "tests.bad": '["A zorp."]',
        "tests.good": '["A zarp."]',
    } | changes
    body = "\n".join(f"{key} = {value}" for key, value in lines.items() if value)
    return f"\n[[rule]]\n{body}\n"


def test_a_rule_of_words_works_beside_the_catalogue() -> None:
    loaded = read_user_rules(GOOD)
    assert loaded.problems == ()
    text = "The heroics went on. We should have looked."
    found = lint_text(text, "causes", extra_rules=loaded.rules)
    assert [(f.rule, f.severity) for f in found] == [("TEAM1", "warn"), ("BL301", "block")]
    assert lint_text("The heroics went on.", "timeline", extra_rules=loaded.rules) == ()


def test_a_pattern_may_use_the_subject_gate_and_the_macros() -> None:
    rule = _rule(
        "TEAM2",
        words="",
        pattern=r"'\bclicked {adv_not}?ok\b'",
        subject='"person"',
        **{"tests.bad": '["The operator clicked ok."]', "tests.good": '["The script clicked ok."]'},
    )
    loaded = read_user_rules(rule)
    assert loaded.problems == ()
    assert lint_text("An engineer clicked blindly ok.", "causes", extra_rules=loaded.rules)


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (_rule("X", words="", pattern=r"'zorp.*'"), "no upper bound"),
        (_rule("X", words="", pattern=r"'(?:zorp{1,9} ?){1,9}'"), "inside another"),
        (_rule("X", words="", pattern=r"'(zorp)\1'"), "refers back"),
        (_rule("X", words="", pattern=r"'zorp{1,9999}'"), "beyond 1000"),
        (_rule("X", words="", pattern=r"'zorp('"), "not a valid expression"),
        (_rule("X", words="", pattern=r"'zorp{nosuch}'"), "macro"),
        (_rule("X", words=""), "either `words` or `pattern`"),
        (_rule("X", question=""), "`question`"),
        (_rule("X", panes=""), "`panes`"),
        (_rule("X", panes='["kitchen"]'), "kitchen"),
        (_rule("X", severity='"fatal"'), "fatal"),
        (_rule("X", colour='"red"'), "`colour` is unknown"),
        (_rule("X", subject='"robot"'), "robot"),
        (_rule("BL301"), "is taken"),
        (_rule("X", **{"tests.good": ""}), "at least one sentence"),
        (_rule("X", **{"tests.bad": '["nothing here"]'}), "own bad example"),
        (_rule("X", **{"tests.good": '["A zorp again."]'}), "own good example"),
    ],
)
def test_a_rule_that_does_not_hold_is_named_and_the_rest_loads(rule: str, reason: str) -> None:
    loaded = read_user_rules(GOOD + rule, "team.toml")
    assert [one.id for one in loaded.rules] == ["TEAM1"]
    (problem,) = loaded.problems
    assert reason in problem.reason
    assert str(problem).startswith("team.toml: rule ")
    assert str(problem).endswith(".")


def test_a_slow_expression_that_looks_harmless_is_ended_and_named() -> None:
    slow = "[^x]{0,900}" * 5 + "y"
    assert structural_fault(slow) is None
    began = time.monotonic()
    faults = probe([r"zorp{1,3}", slow, r"zarp"], seconds=0.3)
    assert list(faults) == [1]
    assert "did not finish" in faults[1]
    assert time.monotonic() - began < 10


def test_hostile_sentences_contain_the_words_of_the_expression() -> None:
    assert any("zorp zorp" in text for text in adversaries(r"\bzorp\b"))


def test_a_broken_or_missing_file_is_a_problem_and_not_an_error(tmp_path: Path) -> None:
    missing = load_rule_file(tmp_path / "none.toml")
    assert missing.rules == () and "cannot be read" in missing.problems[0].reason
    broken = tmp_path / "broken.toml"
    broken.write_bytes(b"[[rule]\xff")
    assert "not valid TOML" in load_rule_file(broken).problems[0].reason
    huge = tmp_path / "huge.toml"
    huge.write_bytes(b"#" * 1_000_001)
    assert "larger" in load_rule_file(huge).problems[0].reason
    fine = tmp_path / "fine.toml"
    fine.write_text(GOOD, encoding="utf-8")
    assert [rule.id for rule in load_rule_file(fine).rules] == ["TEAM1"]
