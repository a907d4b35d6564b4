"""Reads rules from TOML and prepares them: macros, trigger words, lazily compiled expressions.

The built-in catalogue is `rules.toml` beside this module. Nothing is read on import; the file is
parsed at the first check, without the example sentences, and each expression is compiled when
one of its trigger words first turns up.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final, cast

from pmtui.language.expressions import Expression
from pmtui.language.findings import PANES, RANK, Severity, stronger
from pmtui.language.frames import ALL as FRAMES
from pmtui.language.patterns import lazy
from pmtui.language.rulemodel import Form, Rule, Rulebook

_KINDS: Final[dict[str, frozenset[str]]] = {
    "any": frozenset(("person", "we", "name", "machine", "unknown", "none")),
    "person": frozenset(("person", "we")),
    "other": frozenset(("person",)),
    "named": frozenset(("person", "we", "name")),
    "elliptical": frozenset(("person", "we", "none")),
    "agentless": frozenset(("machine", "unknown", "none")),
}
_TESTS = lazy(r"^\[rule\.tests\].*?(?=^\[\[rule\]\]|\Z)", re.MULTILINE | re.DOTALL)
_MACRO = lazy(r"\{([a-z_]{2,30})\}")
_FORM_KEYS: Final = frozenset(
    ("words", "pattern", "unless", "triggers", "subject", "object", "owner", "cap", "we", "home")
    + ("negated",)
)
_KEYS: Final = _FORM_KEYS | frozenset(
    ("id", "name", "category", "source", "question", "panes", "severity", "elsewhere", "frames")
    + ("roster", "also", "tests")
)


class RuleError(ValueError):
    """A rule cannot be used; the message is a sentence that names the reason."""


def catalogue_text() -> str:
    """Return the catalogue as it is written."""
    from pathlib import Path  # Loading it takes as long as all of the engine.

    return Path(__file__).with_name("rules.toml").read_text(encoding="utf-8")


@cache
def catalogue() -> Rulebook:
    """Return the built-in rules without their examples; parsed once, at the first check."""
    return Rulebook(read_rules(_TESTS.sub("", catalogue_text())))


@cache
def catalogue_with_examples() -> tuple[Rule, ...]:
    """Return the built-in rules with the examples that explain and test them."""
    return read_rules(catalogue_text())


@cache
def builtin_macros() -> dict[str, str]:
    """Return the macros of the catalogue, which user rules may use as well."""
    import tomllib

    text = catalogue_text()
    head = tomllib.loads(text[: text.index("\n[[rule]]")])
    return cast("dict[str, str]", head["macro"])


def read_rules(text: str) -> tuple[Rule, ...]:
    """Parse TOML text into rules; raises RuleError or tomllib.TOMLDecodeError."""
    import tomllib

    data = tomllib.loads(text)
    macros = data.get("macro", {})
    return tuple(build_rule(entry, macros) for entry in data.get("rule", ()))


def build_rule(entry: dict[str, Any], macros: dict[str, str]) -> Rule:
    """Turn one `[[rule]]` table into a rule; raises RuleError with the reason."""
    _known(entry, _KEYS)
    for key in ("id", "category", "question"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise RuleError(f"The rule has no `{key}`; add one line of text for it.")
    forms = [entry, *entry.get("also", ())]
    for form in forms[1:]:
        _known(form, _FORM_KEYS)
    frames = frozenset(_texts(entry, "frames"))
    if not frames <= frozenset(FRAMES):
        raise RuleError(f"`frames` may hold {', '.join(FRAMES)}.")
    tests = entry.get("tests", {})
    return Rule(
        id=entry["id"],
        name=str(entry.get("name", entry["id"])),
        category=entry["category"],
        source=str(entry.get("source", "")),
        question=entry["question"],
        panes=_panes(entry),
        forms=tuple(_form(form, macros) for form in forms),
        elsewhere=_severity(entry, "elsewhere"),
        frames=frames,
        roster=bool(entry.get("roster", False)),
        bad=_texts(tests, "bad"),
        good=_texts(tests, "good"),
        people=_texts(tests, "people"),
    )


def _known(entry: dict[str, Any], keys: frozenset[str]) -> None:
    unknown = sorted(set(entry) - keys)
    if unknown:
        raise RuleError(f"The key `{unknown[0]}` is unknown; correct or remove it.")


def _panes(entry: dict[str, Any]) -> dict[str, Severity]:
    """Read `panes`, a table of severities or a list that shares `severity`.

    The overview is checked as impact and causes together, the review as response.
    """
    given = entry.get("panes")
    if isinstance(given, list):
        level = _severity(entry, "severity") or "warn"
        given = dict.fromkeys(given, level)
    if not isinstance(given, dict) or not given:
        raise RuleError("The rule has no `panes`; name at least one, such as panes = ['causes'].")
    if "all" in given:
        level = given["all"]
        given = {**dict.fromkeys(PANES, level), **{k: v for k, v in given.items() if k != "all"}}
    for pane, level in given.items():
        if pane not in PANES or level not in RANK:
            raise RuleError(f"`{pane} = {level!r}` names no pane or no severity; correct it.")
    panes: dict[str, Severity] = dict(given)
    shared = [panes[pane] for pane in ("impact", "causes") if pane in panes]
    if shared and "overview" not in panes:
        panes["overview"] = stronger(shared[0], shared[-1])
    if "response" in panes and "review" not in panes:
        panes["review"] = panes["response"]
    return panes


def _severity(entry: dict[str, Any], key: str) -> Severity | None:
    value = entry.get(key)
    if value is not None and value not in RANK:
        raise RuleError(f"`{key} = {value!r}` is no severity; use block, warn or advise.")
    return cast("Severity | None", value)


def _texts(entry: dict[str, Any], key: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise RuleError(f"`{key}` must be a list of texts.")
    return tuple(value)


def _kinds(entry: dict[str, Any], key: str) -> frozenset[str] | None:
    value = entry.get(key)
    if value is None:
        return None
    found: frozenset[str] = frozenset()
    for name in value if isinstance(value, list) else [value]:
        if name in _KINDS:
            found |= _KINDS[name]
        elif name in _KINDS["any"]:
            found |= {name}
        else:
            raise RuleError(f"`{key} = {name!r}` is unknown; use person or any.")
    return None if found == _KINDS["any"] else found


def _form(entry: dict[str, Any], macros: dict[str, str]) -> Form:
    words, pattern = _texts(entry, "words"), entry.get("pattern")
    if bool(words) == bool(pattern):
        raise RuleError("The rule needs either `words` or `pattern`.")
    triggers = _texts(entry, "triggers")
    if words:
        source = r"\b(?:" + "|".join(_phrase(word) for word in words) + ")"
        triggers = triggers or _word_triggers(words)
    else:
        source = expand(str(pattern), macros)
    unless = [expand(text, macros) for text in _texts(entry, "unless")]
    return Form(
        pattern=Expression(source),
        unless=Expression("|".join(f"(?:{text})" for text in unless)) if unless else None,
        triggers=triggers,
        subject=_kinds(entry, "subject"),
        object=_kinds(entry, "object"),
        owner=_kinds(entry, "owner"),
        cap=_severity(entry, "cap"),
        we=_severity(entry, "we"),
        negated=bool(entry.get("negated", True)),
        home=bool(entry.get("home", False)),
    )


def _phrase(words: str) -> str:
    """Turn a phrase into an expression for whole tokens; a final `*` allows any word ending."""
    ending = r"\w{0,12}" if words.endswith("*") else r"(?!\w)"
    return re.escape(words.rstrip("*")).replace(r"\ ", " ") + ending


def _word_triggers(phrases: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for phrase in phrases:
        whole = phrase.lower()[: phrase.rfind(" ") + 1] if phrase.endswith("*") else phrase.lower()
        words = re.findall(r"[a-z]{2,}", whole)
        if not words:
            return ()
        found.append(max(words, key=len))
    return tuple(dict.fromkeys(found))


def expand(pattern: str, macros: dict[str, str]) -> str:
    """Replace `{name}` by the macro of that name; raises RuleError for an unknown one."""
    for _ in range(4):
        if not _MACRO.search(pattern):
            break
        pattern = _MACRO.sub(lambda match: _macro(match.group(1), macros), pattern)
    return pattern


def _macro(name: str, macros: dict[str, str]) -> str:
    if name == "roster":
        return r"(?P<roster>@?\w[\w.'-]{1,40})"
    if name not in macros:
        raise RuleError(f"The macro {{{name}}} is unknown; the catalogue lists them under [macro].")
    return f"(?:{macros[name]})"
