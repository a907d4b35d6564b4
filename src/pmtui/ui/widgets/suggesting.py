"""What a line offers behind the cursor: the services and roles of the team's rules."""

from textual.suggester import Suggester

from pmtui.domain.fields import FieldSpec, Kind
from pmtui.review.team import team


class WordSuggester(Suggester):
    """Completes the last word of a line, or the last entry of a list with commas."""

    def __init__(self, words: tuple[str, ...], *, several: bool) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.words = words
        self.several = several

    async def get_suggestion(self, value: str) -> str | None:
        """The line with its last entry complete; None where nothing begins like it."""
        head, comma, last = value.rpartition(",") if self.several else ("", "", value)
        space = last[: len(last) - len(last.lstrip())]
        typed = last.strip().casefold()
        for word in self.words:
            if typed and word.casefold().startswith(typed) and len(word) > len(typed):
                # What was typed stays as it was typed.
                return f"{head}{comma}{space}{last.strip()}{word[len(typed) :]}"
        return None


def suggester_for(spec: FieldSpec) -> WordSuggester | None:
    """What a field offers; None for most."""
    rules = team()
    words = {"services": rules.services, "who": rules.roles}.get(spec.name, ())
    return WordSuggester(words, several=spec.kind is Kind.NAMES) if words else None


def grade_of(severity: str) -> str:
    """A severity with what it means to the team, for a list to choose from."""
    grade = team().severities.get(severity)
    if grade is None:
        return severity
    return " · ".join(part for part in (severity, grade.name, grade.definition) if part)
