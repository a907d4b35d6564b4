"""Invented postmortems for a first look: one to work on, one that is complete.

Everything in them is fictional. Ids are fixed and times hang on the moment of the demo, so that
two demos of the same moment are equal.
"""

from datetime import datetime

from pmtui.demo.certificate import small_postmortem
from pmtui.demo.seatmap import seatmap_postmortem
from pmtui.domain.postmortem import Postmortem


def demo_postmortem(now: datetime) -> Postmortem:
    """A filled SEV-2 from two days before `now` (aware), with something left to find in each group.

    To write: a factor that no action answers, an owner. To look at: a sentence that blames, a
    silence of 50 minutes. Waiting on people: the review was not held.
    """
    return seatmap_postmortem(now)


def demo_library(now: datetime) -> tuple[Postmortem, ...]:
    """What the library of the demo holds: the SEV-2 first, then a small one that is complete."""
    return (demo_postmortem(now), small_postmortem(now))


__all__ = ["demo_library", "demo_postmortem", "small_postmortem"]
