"""The words for days that people type: weekdays and months by their beginnings, days nearby."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
NEARBY = {"yesterday": -1, "today": 0, "tomorrow": 1}
"""Days that are named by how many days from today they are."""
SHORTEST = 3
"""Letters from which on the beginning of a name stands for it."""


def weekday_of(word: str) -> int | None:
    """The weekday that a word of small letters begins, 0 for Monday; None for none."""
    return _named(word, WEEKDAYS)


def month_of(word: str) -> int:
    """The month that a word of small letters begins, with or without a full stop; 0 for none."""
    found = _named(word.rstrip("."), MONTHS)
    return 0 if found is None else found + 1


def _named(word: str, names: tuple[str, ...]) -> int | None:
    if len(word) < SHORTEST:
        return None
    return next((i for i, name in enumerate(names) if name.startswith(word)), None)
