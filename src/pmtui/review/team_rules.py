"""The language rules that a team or person wrote itself, read once for each run.

The files are those that the team's rules name, and `rules.toml` beside the configuration. A rule
that does not hold what it promises is left out and named; the others work.
"""

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from pmtui.paths import NoPlace, config_path
from pmtui.review.team import mistakes_to_tell, team

if TYPE_CHECKING:
    from pmtui.language.rulemodel import Rule

FILE_NAME = "rules.toml"


class TeamRules(NamedTuple):
    """The rules that hold, and one sentence about each that does not."""

    rules: "tuple[Rule, ...]" = ()
    problems: tuple[str, ...] = ()


_loaded: dict[Path, TeamRules] = {}
_told: set[Path] = set()
_lock = Lock()


def rules_path() -> Path | None:
    """Where the file belongs; None where there is no home to keep it in."""
    try:
        return config_path().parent / FILE_NAME
    except NoPlace:
        return None


def team_rules() -> TeamRules:
    """The rules of the file; nothing where there is none. Safe to call from any thread."""
    path = rules_path()
    if path is None:
        return TeamRules()
    if path not in _loaded:
        with _lock:  # the probe of a pattern takes a moment, and is not to run twice
            if path not in _loaded:
                _loaded[path] = _read(path)
    return _loaded[path]


def _read(path: Path) -> TeamRules:
    files = [*team().language, *([path] if path.exists() else [])]
    if not files:
        return TeamRules()
    from pmtui.language import load_rule_file

    rules: dict[str, Rule] = {}
    problems: list[str] = []
    for file in files:
        loaded = load_rule_file(file)
        problems += map(str, loaded.problems)
        # One's own come last: a rule of the same id is what this person wants of it.
        rules |= {rule.id: rule for rule in loaded.rules}
    return TeamRules(tuple(rules.values()), tuple(problems))


def problems_to_tell() -> tuple[str, ...]:
    """What is wrong with the files, and with the team's own, once for each run."""
    path = rules_path()
    mistakes = mistakes_to_tell()
    if path is None or path not in _loaded or path in _told:
        return mistakes
    _told.add(path)
    return (*mistakes, *_loaded[path].problems)


def forget() -> None:
    """Read the file again when it is next asked for."""
    _loaded.clear()
    _told.clear()
