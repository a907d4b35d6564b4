"""Putting other words in place of names in a text, whichever way the names are written in it.

Letters have more than one other case: a regular expression that ignores case lets `İ` and `ı` be
an `i`, and `ß` is `SS` in capitals. So each name is looked for as it is written and folded, and
what was found is known by its place in the expression, never by looking its letters up.
"""

import re
from collections.abc import Callable, Mapping


def replacing(
    table: Mapping[str, str], *, before: str = r"(?<!\w)", exact: bool = False
) -> Callable[[str], str]:
    """What replaces whole names by their values, the longest first; in any case unless `exact`.

    `before` is the expression of what may stand in front of a name and goes with it.
    """
    forms: dict[str, str] = {}
    for name, value in table.items():
        for form in (name,) if exact else (name.casefold(), name):
            forms[form] = value
    longest_first = sorted((form for form in forms if form), key=lambda form: (-len(form), form))
    if not longest_first:
        return lambda text: text
    values = [forms[form] for form in longest_first]
    pattern = re.compile(
        f"{before}(?:{'|'.join(f'({re.escape(form)})' for form in longest_first)})(?!\\w)",
        0 if exact else re.IGNORECASE,
    )
    return lambda text: pattern.sub(lambda m: values[(m.lastindex or 1) - 1], text)
