"""How often the rules are right: on our own labelled sentences and, when present, on the corpus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from pmtui.language import lint_document
from pmtui.language.findings import RANK

OWN = Path(__file__).with_name("data") / "sentences.tsv"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


class Labelled(NamedTuple):
    label: int
    ambiguous: bool
    category: str
    text: str


class Score(NamedTuple):
    precision: float
    recall: float
    false_alarms: list[str]


def _own() -> list[Labelled]:
    rows = [line.split("\t") for line in OWN.read_text(encoding="utf-8").splitlines()]
    return [Labelled(int(r[0]), r[1] == "1", r[2], r[3]) for r in rows if not r[0].startswith("#")]


def _corpus() -> list[Labelled]:
    path = CORPUS / "language" / "sentences.jsonl"
    if not path.is_file():
        pytest.skip("the evaluation data is not beside this checkout")
    rows = map(json.loads, filter(None, path.read_text(encoding="utf-8").splitlines()))
    return [
        Labelled(row["label"], bool(row.get("ambiguous")), row["category"], row["text"])
        for row in rows
    ]


def _score(sentences: list[Labelled], level: str) -> Score:
    texts = [" ".join(sentence.text.split()) for sentence in sentences]
    flagged = {
        (finding.line - 1) // 2
        for finding in lint_document("\n\n".join(texts) + "\n", "causes")
        if RANK[finding.severity] >= RANK[level]
    }
    hits = sum(sentences[number].label for number in flagged)
    positives = sum(sentence.label for sentence in sentences)
    wrong = [sentences[number].text for number in sorted(flagged) if not sentences[number].label]
    return Score(hits / len(flagged), hits / positives, wrong)


def test_our_own_sentences_are_judged_right_at_block() -> None:
    sentences = _own()
    assert len(sentences) >= 200
    score = _score(sentences, "block")
    assert score.precision >= 0.9, score.false_alarms


def test_our_own_sentences_are_judged_right_at_warn() -> None:
    score = _score([s for s in _own() if not s.ambiguous], "warn")
    assert score.precision >= 0.9, score.false_alarms
    assert score.recall >= 0.9


def test_the_corpus_reaches_its_targets_on_clear_sentences() -> None:
    clear = [sentence for sentence in _corpus() if not sentence.ambiguous]
    block, warn = _score(clear, "block"), _score(clear, "warn")
    assert block.precision >= 0.92
    assert len(block.false_alarms) <= 2
    assert warn.recall >= 0.8
    assert warn.precision >= 0.88


def test_published_postmortems_are_hardly_ever_blocked() -> None:
    folder = CORPUS / "postmortems"
    if not folder.is_dir():
        pytest.skip("the evaluation data is not beside this checkout")
    documents = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))]
    blocks = [f for text in documents for f in lint_document(text) if f.severity == "block"]
    assert len(blocks) / len(documents) <= 0.5
