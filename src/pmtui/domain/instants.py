"""Instants as text: ISO 8601 in UTC with a Z, in the store, in operations and in documents.

Apart from `pmtui.domain.plain`, so that what only lists postmortems loads no record classes.
"""

from datetime import UTC, datetime


def encode_instant(value: datetime) -> str:
    """An aware datetime as ISO 8601 in UTC with a Z."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def decode_instant(text: str) -> datetime:
    """The aware UTC datetime that `encode_instant` wrote."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo is UTC else read.astimezone(UTC)
