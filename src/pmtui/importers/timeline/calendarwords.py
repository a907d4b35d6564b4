"""Months and weekdays as people and programs write them, in the languages of their clients.

English, German, French, Spanish, Italian, Portuguese and Dutch. A word counts only beside a number,
where a date stands.
"""

_MONTHS = (
    "jan january januar janvier enero gennaio janeiro januari",
    "feb february februar f\u00e9vrier febrero febbraio fevereiro februari",
    "mar march m\u00e4rz mars marzo mar\u00e7o maart mrz",
    "apr april avril abril aprile",
    "may mai mayo maggio maio mei",
    "jun june juni juin junio giugno junho",
    "jul july juli juillet julio luglio julho",
    "aug august ao\u00fbt agosto augustus",
    "sep sept september septembre septiembre settembre setembro",
    "oct october oktober octobre octubre ottobre outubro okt",
    "nov november novembre noviembre novembro",
    "dec december dezember d\u00e9cembre diciembre dicembre dezembro dez",
)
_DAYS = (
    "mon monday montag lundi lunes luned\u00ec segunda-feira maandag",
    "tue tues tuesday dienstag mardi martes marted\u00ec ter\u00e7a-feira dinsdag",
    "wed wednes wednesday mittwoch mercredi mi\u00e9rcoles mercoled\u00ec quarta-feira woensdag",
    "thu thur thurs thursday donnerstag jeudi jueves gioved\u00ec quinta-feira donderdag",
    "fri friday freitag vendredi viernes venerd\u00ec sexta-feira vrijdag",
    "sat satur saturday samstag samedi s\u00e1bado sabato zaterdag",
    "sun sunday sonntag dimanche domingo domenica zondag",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
"""The number of a month by its word in lower case."""
WEEKDAYS = {name: number for number, names in enumerate(_DAYS) for name in names.split()}
"""The number of a weekday, Monday first, by its word in lower case."""

MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?![^\W\d_])"
DAY = "(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")(?![^\W\d_])"
"""For expressions that ignore case."""

_ALIKE = str.maketrans({"ı": "i", "ſ": "s", "\u0307": None})
"""Letters that an expression which ignores case takes for another one; `İ` is `i` and a dot."""


def key_of(word: str) -> str:
    """A word that such an expression has found, as the tables here have it."""
    return word.lower().translate(_ALIKE)
