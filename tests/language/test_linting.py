"""Fields and documents: panes, masks, suppression, memory, speed."""

from __future__ import annotations

import subprocess
import sys
import time

from pmtui.language import (
    LanguageFinding,
    Roster,
    allowances,
    forget,
    lint_document,
    lint_text,
    prepare,
)
from pmtui.language.headings import pane_of_heading

SHOULD = "We should have looked at the second panel."


def _rules(findings: tuple[LanguageFinding, ...]) -> list[str]:
    return [finding.rule for finding in findings]


def test_a_finding_says_where_what_and_asks() -> None:
    (finding,) = lint_text("All was quiet.\nThen " + SHOULD, "causes")
    assert (finding.rule, finding.severity, finding.line) == ("BL301", "block", 2)
    assert finding.match == "should have looked"
    assert finding.question.endswith("?")
    assert finding.sentence == "Then " + SHOULD


def test_the_pane_decides_the_severity() -> None:
    assert [f.severity for f in lint_text(SHOULD, "timeline")] == ["warn"]
    assert [f.severity for f in lint_text(SHOULD, "overview")] == ["block"]
    assert lint_text(SHOULD, "actions") == ()
    assert [f.severity for f in lint_text("Be more careful.", "actions")] == ["block"]
    assert lint_text("Be more careful.", "causes") == ()


def test_a_document_checked_as_one_pane_warns_about_vigilance_and_retraining() -> None:
    assert [f.severity for f in lint_document("Be more careful.", "causes")] == ["warn"]


def test_evaluation_in_the_timeline_warns_and_never_blocks() -> None:
    texts = {
        "BL301": SHOULD,
        "BL302": "The drop could have been prevented.",
        "BL303": "A canary would have caught this.",
        "BL304": "If only somebody had opened the second panel.",
        "BL501": "The mask was obviously too wide.",
    }
    found = {rule: lint_text(text, "timeline") for rule, text in texts.items()}
    assert {rule: [(f.rule, f.severity) for f in fs] for rule, fs in found.items()} == {
        rule: [(rule, "warn")] for rule in texts
    }


def test_headings_choose_the_pane_and_clock_headings_keep_it() -> None:
    text = (
        f"# Search was slow\n{SHOULD}\n\n## Timeline\n\n### 10:04\n\n{SHOULD}\n\n"
        f"## Contributing factors\n\n{SHOULD}\n\nAction items\n---\n\n{SHOULD}\n"
    )
    found = [(f.pane, f.severity) for f in lint_document(text)]
    assert found == [("overview", "block"), ("timeline", "warn"), ("causes", "block")]


def test_the_usual_headings_of_templates_are_known() -> None:
    known = {
        "Summary": "overview",
        "Impact on users": "impact",
        "Timeline (all times UTC)": "timeline",
        "Root Cause Analysis": "causes",
        "Trigger": "causes",
        "What went well": "response",
        "Where we got lucky": "response",
        "Detection": "response",
        "Action Items": "actions",
        "Follow-ups": "actions",
        "17:15": None,
    }
    assert {title: pane_of_heading(title) for title in known} == known


def test_code_quotes_links_comments_and_pasted_text_are_not_read() -> None:
    hidden = [
        "`we should have looked`",
        '"we should have looked"',
        "\u201cwe should have looked\u201d",
        "[log](https://a.example/we_should_have_looked)",
        "<!-- we should have looked -->",
        "> we should have looked",
        "```\nwe should have looked\n```",
        "~~~text\nwe should have looked\n~~~",
        "# We should have looked",
        "2026-01-01 10:00:00 ERROR we should have looked",
        "level=error msg=x we should have looked",
        "---\ntitle: we should have looked\n---\n",
        "    we should have looked",
    ]
    assert [text for text in hidden if lint_text(text, "causes")] == []


def test_emphasis_bullets_and_wrapped_lines_do_not_hide_anything() -> None:
    visible = [
        "**We** should _have_ looked.",
        "- [ ] We should\n  have looked.",
        "1. 10:04 UTC - We should have looked.",
        "| 10:04 | We should have looked. |",
        "We should have\nlooked.",
        "We should\u00a0have looked.",
        "We shouldn\u2019t have looked.",
        "We should have looked.\n---\n",
    ]
    assert [text for text in visible if _rules(lint_text(text, "causes")) != ["BL301"]] == []


def test_a_suppression_with_a_reason_holds_for_the_next_sentence_only() -> None:
    allow = "<!-- pmtui-allow BL301: the vendor's own words -->"
    assert lint_text(f"{allow} {SHOULD}", "causes") == ()
    assert lint_text(f"{allow}\n{SHOULD}", "causes") == ()
    assert lint_text(f"{allow}\n\n{SHOULD}", "causes") == ()
    assert len(lint_text(f"{allow} {SHOULD} {SHOULD}", "causes")) == 1
    assert len(lint_text(f"{SHOULD} {allow}", "causes")) == 1
    assert len(lint_text(f"{allow.replace('301', '302')} {SHOULD}", "causes")) == 1
    assert len(lint_text(f"<!-- pmtui-allow BL301: so --> {SHOULD}", "causes")) == 1


def test_suppressions_can_be_listed_with_their_reasons() -> None:
    (one,) = allowances("<!-- pmtui-allow BL301, BL102: quoted from the vendor -->")
    assert one.rules == ("BL301", "BL102")
    assert one.reason == "quoted from the vendor"


def test_a_roster_changes_what_is_found_at_once() -> None:
    text = "Zebulon restarted the replica."
    assert lint_text(text, "causes") == ()
    assert _rules(lint_text(text, "causes", Roster(people=("Zebulon",)))) == ["BL106"]
    assert lint_text(text, "timeline", Roster(people=("Zebulon",))) == ()


def _long_text() -> str:
    paragraph = (
        "At 10:{:02d} the queue on shard {} grew because the consumers failed to acknowledge "
        "messages, and the on-call engineer restarted two of them. The dashboard showed a lag of "
        "{} seconds. We should have more than one panel for this. The alert was set to 95 %, "
        "which the leak reached only at night, and the runbook names a retired host.\n\n"
    )
    return "".join(paragraph.format(n % 60, n, n * 7) for n in range(84))


def _best(work: object, times: int) -> float:
    assert callable(work)
    best = 9.9
    for number in range(times):
        began = time.process_time()
        work(number)
        best = min(best, time.process_time() - began)
    return best


def test_five_thousand_words_are_checked_quickly_and_an_edit_more_quickly() -> None:
    text = _long_text()
    assert len(text.split()) >= 5_000
    prepare("causes")

    def cold(_: int) -> None:
        forget()
        lint_document(text, "causes")

    def edit(number: int) -> None:
        lint_document(text.replace("shard 40 grew", f"shard 40 grew by {number}"), "causes")

    calibration = _best(lambda _: sum(n * n for n in range(200_000)), 5) / 0.0125
    slack = 1.6 * max(1.0, calibration)
    assert _best(cold, 7) < 0.020 * slack
    assert _best(edit, 9) < 0.002 * slack


def test_importing_the_engine_reads_no_rule_and_no_heavy_module() -> None:
    code = (
        "import sys, pmtui.language as L\n"
        "from pmtui.language.rulebook import catalogue\n"
        "assert not catalogue.cache_info().currsize\n"
        "heavy = {'tomllib', 'json', 'subprocess', 'hashlib', 'pydantic', 'textual', 'rich'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
