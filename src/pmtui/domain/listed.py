"""The words that a list of postmortems shows; part of the vocabulary, from where others take them.

Apart, since the library shows nothing of the other word lists.
"""

from enum import StrEnum


class Status(StrEnum):
    """Where a postmortem stands; reopening is a transition, not a state."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    COMPLETE = "complete"


class Severity(StrEnum):
    """How bad the incident was; the depth of the review follows from it. Unsure means the higher."""

    SEV_1 = "SEV-1"
    SEV_2 = "SEV-2"
    SEV_3 = "SEV-3"
    SEV_4 = "SEV-4"
    SEV_5 = "SEV-5"
