"""Runs candidate forms on one sentence: expression, exclusions, frames, grammar, severity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pmtui.language.expressions import Prose
from pmtui.language.findings import RANK, Severity, weaker
from pmtui.language.frames import frames_of, is_negated
from pmtui.language.nouns import Cast, Kind
from pmtui.language.rulemodel import Candidate, Form, Rule
from pmtui.language.subjects import owner, phrase_after, subject


class Hit(NamedTuple):
    """A match in a smoothed sentence, before it becomes a finding with offsets in the text."""

    rule: Rule
    severity: Severity
    start: int
    end: int


def match_sentence(sentence: Prose, candidates: Iterable[Candidate], cast: Cast) -> list[Hit]:
    """Return what the forms find in one smoothed sentence; overlapping hits keep the strongest."""
    frames: frozenset[str] | None = None
    hits: list[Hit] = []
    for candidate in candidates:
        matches = candidate[1].pattern.matches(sentence)
        if not matches:
            continue
        found = _kept(sentence, matches, candidate, cast)
        if not found:
            continue
        if frames is None:
            frames = frames_of(sentence)
        if not frames - candidate[0].frames:
            hits.extend(found)
    return _without_overlap(hits) if len(hits) > 1 else hits


def _kept(
    sentence: Prose, matches: Sequence[re.Match[str]], candidate: Candidate, cast: Cast
) -> list[Hit]:
    """Return the matches of a form that its exclusions and the grammar of the sentence leave."""
    rule, form, severity = candidate
    if form.unless is not None and form.unless.matches(sentence):
        return []
    text = sentence.text
    hits: list[Hit] = []
    for match in matches:
        start, end = match.span()
        if not form.negated and is_negated(sentence, start):
            continue
        level = _grammar(text, match, form, severity, cast)
        if level is None or (rule.roster and not _in_roster(match, cast)):
            continue
        hits.append(Hit(rule, weaker(level, form.cap) if form.cap else level, start, end))
    return hits


def _grammar(
    text: str, match: re.Match[str], form: Form, severity: Severity, cast: Cast
) -> Severity | None:
    """Ask subject, object and owner; return the severity that is left, or None."""
    kinds: list[Kind] = []
    if form.subject is not None:
        kinds.append(subject(text, match.start(), cast))
        if kinds[-1] not in form.subject:
            return None
    if form.object is not None:
        kinds.append(phrase_after(text, match.end(), cast))
        if kinds[-1] not in form.object:
            return None
    if form.owner is not None:
        kinds.append(owner(text, match.start(), cast))
        if kinds[-1] not in form.owner:
            return None
    return weaker(severity, form.we) if form.we is not None and "we" in kinds else severity


def _in_roster(match: re.Match[str], cast: Cast) -> bool:
    name = (match.group("roster") or "").lower().strip("@.-'")
    return name.removesuffix("'s") in cast.people


def _without_overlap(hits: list[Hit]) -> list[Hit]:
    """Keep the strongest of overlapping hits, so that one phrase asks one question."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (-RANK[hit.severity], hit.rule.id, hit.start)):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
