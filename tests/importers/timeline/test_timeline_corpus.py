"""The evaluation set: the ambition is met in total and as the mean over the files."""

import importlib.util
import json
from datetime import date
from statistics import fmean

import pytest

from pmtui.importers import Hints, decode, parse_timeline, to_json


@pytest.fixture(scope="module")
def scorer(corpus):
    path = corpus.parent / "tools" / "score_timeline.py"
    if not path.is_file():
        pytest.skip("NOTICE: the scorer is not beside this checkout")
    spec = importlib.util.spec_from_file_location("score_timeline", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_recall_precision_and_instants_reach_the_aim(corpus, scorer) -> None:
    rows = []
    unsure = 0
    for gold_path in sorted((corpus / "timelines").glob("*.gold.json")):
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        stem = gold_path.name.removesuffix(".gold.json")
        source = next(gold_path.with_name(stem + s) for s in (".txt", ".json")
                      if gold_path.with_name(stem + s).exists())  # fmt: skip
        told = gold.get("hints") or {}
        day = date.fromisoformat(told["base_date"]) if "base_date" in told else None
        hints = Hints(zone=told.get("tz"), date=day, year=told.get("base_year"))
        answer = to_json(parse_timeline(decode(source.read_bytes())[0], hints))
        unsure += any(question["kind"] == "format" for question in answer["questions"])
        row = scorer.compare(gold["events"], answer["events"])
        rows.append(
            scorer.ratios(
                {
                    "gold": len(gold["events"]),
                    "predicted": len(answer["events"]),
                    "seconds": 1,
                    **row,
                }
            )
        )
    total = scorer.ratios(
        {k: sum(r[k] for r in rows) for k, v in rows[0].items() if isinstance(v, int | float)}
    )
    for name, aim in (("recall", 0.95), ("precision", 0.95), ("instants", 0.97)):
        assert total[name] >= aim
        assert fmean(row[name] for row in rows) >= aim
    assert unsure <= 0.05 * len(rows)
