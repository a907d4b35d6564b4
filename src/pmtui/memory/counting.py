"""A number of days in words."""


def days(count: int) -> str:
    """“94 days”, “1 day”."""
    return f"{count:,} day{'s' * (count != 1)}"
