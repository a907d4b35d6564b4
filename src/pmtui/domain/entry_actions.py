"""Entry lines of actions: `prevent P1 @storage due fri: add an admission check [OPS-12]`.

Before the colon stand only words of the grammar, in any order; a single foreign word makes the
whole line text. Behind the text, `when: …` says what shows that it works.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from pmtui.domain.days import DueError, parse_due
from pmtui.domain.entry_words import (
    Draft,
    Entry,
    EntryContext,
    at_who,
    escape_words,
    find_word,
    full_names,
    head_words,
    is_escaped,
    name_at,
    quote,
    split_head,
    take_words,
    unquote,
    value_of,
    who_is,
)
from pmtui.domain.records import Action
from pmtui.domain.vocabulary import ActionState, ActionType, Priority

_TRACKER = re.compile(
    r"[A-Za-z][A-Za-z0-9_]{0,30}-\d{1,9}|[\w./-]{0,80}#\d{1,9}|https?://\S{1,500}|to be filed"
)
_DONE_WHEN = re.compile(r"(?<!\S)when:(?=\s|$)")
_SIGNS = "@[w"
_DAY_WORDS = 3
"""The most words of a day: `18 December 2026`."""


def parse_action(line: str, context: EntryContext) -> Entry:
    """The words before the colon, the text, and what shows that it works."""
    draft = Draft()
    body = line[1:] if is_escaped(line) else line
    if not is_escaped(line) and (split := split_head(line)):
        head = _Head(context, draft)
        fault = head.read(head_words(split[0]))
        if fault is None:
            draft.fields |= head.fields
            body = split[1]
        elif head.fields or head.meant:
            # A head was meant: what would be taken out of a line that is not understood is lost.
            draft.links.clear()
            draft.problems.append(fault)
            draft.fields["text"] = line
            return draft.finish("actions")
        else:
            draft.links.clear()

    def take(sign: str, value: str) -> bool:
        if sign[0] == "@" and "owner" not in draft.fields:
            draft.fields["owner"] = who_is(value, context.participants, quoted=sign != "@")
            return True
        if sign == "[" and "tracker" not in draft.fields and _TRACKER.fullmatch(value):
            draft.fields["tracker"] = value
            return True
        return False

    parts = _DONE_WHEN.split(body)
    if len(parts) > 1 and (parts[0].strip() or body is not line):
        draft.fields["done_when"] = take_words(parts.pop().strip(), lambda sign, value: False)
        body = "when:".join(parts)
    draft.fields["text"] = take_words(body.strip(), take, full_names(context.participants))
    draft.said = _said(draft, context.today)
    return draft.finish("actions")


def _said(draft: Draft, today: date) -> list[str]:
    fields = draft.fields
    said = [str(fields[n]) for n in ("type", "priority", "state") if n in fields]
    for name, text in (("owner", "owner {}"), ("due", "due {:%a %Y-%m-%d}"),
                       ("review_on", "look again {:%a %Y-%m-%d}"), ("tracker", "ticket {}"),
                       ("done_when", "done when {}")):  # fmt: skip
        if name in fields:
            said.append(text.format(fields[name]))
        if name == "due" and (due := fields.get("due")) and due < today:
            said[-1] += " (that day is past)"
    return said + [f"for {text}" for _, text in draft.links]


class _Head:
    """Reads the words before the colon; every one of them must be known."""

    def __init__(self, context: EntryContext, draft: Draft) -> None:
        self.context = context
        self.draft = draft
        self.fields: dict[str, Any] = {}
        self.meant = False
        """Whether a word behind one that is not known shows that a head was meant."""
        self.today = context.today
        self.names = full_names(context.participants)
        self.dated = {"due": "due", "review": "review_on"}
        self.valued: dict[str, Callable[[str], bool]] = {
            "ticket": lambda v: self._put("tracker", v),
            "theme": lambda v: self._put("theme", v),
            "effort": lambda v: self._put("effort", v),
            "because": lambda v: self._put("declined_because", v),
            "answers": lambda v: self._link("factors", v),
            "follows": lambda v: self._link("lessons", v),
        }

    def _put(self, name: str, value: Any) -> bool:
        """Take a value once; a second one for the same field is a foreign word."""
        if name in self.fields:
            return False
        self.fields[name] = value
        return True

    def _link(self, name: str, value: str) -> bool:
        self.draft.links.append((name, value))
        return True

    def read(self, words: list[str]) -> str | None:
        """None, or why the head cannot be read."""
        rest = list(words)
        while rest:
            word = rest.pop(0)
            valued = word.lower() in self.valued or word.lower() in self.dated
            if valued and not rest:
                return f"“{word}” needs a value behind it, so the whole line is the text."
            if word.lower() in self.dated:
                try:
                    known = self._put(self.dated[word.lower()], self._day(rest))
                except DueError as error:
                    # The word before the date shows that a head was meant.
                    self.fields.setdefault("due", None)
                    return f"{error} Until then the whole line is the text."
            elif valued:
                known = self.valued[word.lower()](value_of(rest.pop(0)))
            elif name := name_at(" ".join((word, *rest))[1:], self.names) if word[0] == "@" else "":
                del rest[: name.count(" ")]
                known = self._put("owner", name)
            else:
                known = self._word(word)
            if not known:
                self.meant = self.meant or self._says_more(rest)
                return (
                    f"“{word}” before the colon is not known, so the whole line is the text. "
                    f"Types: {', '.join(ActionType)}."
                )
        return None if words else ""

    def _says_more(self, rest: list[str]) -> bool:
        """Whether a priority, or a date behind its word, is among words that were not read."""
        dated = any(
            word.lower() in self.dated and self._is_day(rest[i + 1 :])
            for i, word in enumerate(rest)
        )
        return dated or any(word.upper() in Priority.__members__ for word in rest)

    def _is_day(self, words: list[str]) -> bool:
        if not words:
            return False
        try:
            self._day(list(words))
        except DueError:
            return False
        return True

    def _day(self, rest: list[str]) -> date:
        """The day that the next words name, which are taken. Raises DueError."""
        for count in range(min(_DAY_WORDS, len(rest)), 1, -1):
            try:
                found = parse_due(" ".join(rest[:count]), self.today)
            except DueError:
                continue
            del rest[:count]
            return found
        several = len(rest) > 1 and rest[0].isdecimal()
        return parse_due(" ".join(rest[:2]) if several else value_of(rest.pop(0)), self.today)

    def _who(self, name: str, quoted: bool) -> str:
        return who_is(name, self.context.participants, quoted=quoted, first=True)

    def _word(self, word: str) -> bool:
        if word.startswith("@") and len(word) > 1:
            quoted = word.startswith('@"')
            name = unquote(word[2:-1]) if quoted else word[1:]
            return self._put("owner", self._who(name, quoted))
        if word.startswith("["):
            return self._put("tracker", word[1:-1].strip())
        if word.upper() in Priority.__members__:
            return self._put("priority", Priority(word.upper()))
        if word.lower() == "already-done":
            return self._put("done_during", True)
        types, states = find_word(word, ActionType), find_word(word, ActionState)
        if len(types) + len(states) != 1:
            return False
        return self._put("type", types[0]) if types else self._put("state", states[0])


def action_candidates(action: Action, zone: str) -> list[str]:
    """Ways to write an action as its entry line, the plainest first."""
    head = [str(w) for w in (action.type, action.priority) if w is not None]
    if action.state is not ActionState.PROPOSED:
        head.append(action.state.value)
    if action.owner:
        head.append(at_who(action.owner))
    for name, value in (("due", action.due), ("review", action.review_on)):
        if value is not None:
            head += [name, value.isoformat()]
    for name, text in (("theme", action.theme), ("effort", action.effort),
                       ("because", action.declined_because)):  # fmt: skip
        if text:
            head += [name, quote(text)]
    if action.done_during:
        head.append("already-done")
    trackers = [""]
    if action.tracker:
        tracker = " ".join(action.tracker.split())
        trackers = [f" [{tracker}]"] if _TRACKER.fullmatch(tracker) else [""]
        head += [] if trackers[0] else ["ticket", quote(tracker)]
    text = escape_words(" ".join(action.text.split()), _SIGNS)
    behind = ""
    if action.done_when:
        behind = f" when: {escape_words(' '.join(action.done_when.split()), _SIGNS)}"
    body = f"{text}{trackers[0]}{behind}"
    if head:
        return [f"{' '.join(head)}: {body}"]
    return [body, f"\\{body}", f"proposed: {body}"]
