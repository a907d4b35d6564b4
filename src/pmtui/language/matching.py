"""Runs the rules on one sentence: expression, exclusions, frames, grammar, severity."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pmtui.language.findings import RANK, Severity, weaker
from pmtui.language.frames import frames_of, is_negated
from pmtui.language.rulebook import Form, Rule
from pmtui.language.sentences import Sentence
from pmtui.language.subjects import Cast, Kind, owner, phrase_after, subject


@dataclass(frozen=True, slots=True)
class Hit:
    """A match in a smoothed sentence, before it becomes a finding with offsets in the text."""

    rule: Rule
    severity: Severity
    start: int
    end: int


def match_sentence(
    sentence: Sentence, rules: Iterable[Rule], pane: str, cast: Cast, whole: bool
) -> list[Hit]:
    """Return what the rules find in one sentence, strongest first where spans overlap."""
    text = sentence.text
    frames: frozenset[str] | None = None
    hits: list[Hit] = []
    for rule in rules:
        severity = rule.severity(pane, whole)
        if severity is None:
            continue
        away = pane not in rule.panes
        found = [
            hit
            for form in rule.forms
            if not (away and form.home)
            for hit in _match_form(text, rule, form, severity, cast)
        ]
        if not found:
            continue
        if frames is None:
            frames = frames_of(text)
        if frames - rule.frames:
            continue
        hits.extend(_without_overlap(found))
    return _without_overlap(hits) if len(hits) > 1 else hits


def _match_form(text: str, rule: Rule, form: Form, severity: Severity, cast: Cast) -> list[Hit]:
    hits: list[Hit] = []
    for match in form.pattern.finditer(text):
        if form.unless is not None and form.unless.search(text):
            break
        start, end = match.span("hit") if "hit" in form.pattern.groupindex else match.span()
        if start < 0:
            start, end = match.span()
        if not form.negated and is_negated(text, start):
            continue
        level = _grammar(text, match, form, severity, cast)
        if level is None or (rule.roster and not _in_roster(match, cast)):
            continue
        if form.cap is not None:
            level = weaker(level, form.cap)
        hits.append(Hit(rule, level, start, end))
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
