"""The words of the review: criterion, finding, level, group and the context they are judged in."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from pmtui.digests import blake2b
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Depth, Pane
from pmtui.value import Value


class Level(StrEnum):
    """What a finding does: block and attest bar completion, warn is counted, advise is not."""

    BLOCK = "block"
    WARN = "warn"
    ATTEST = "attest"
    ADVISE = "advise"


class Group(StrEnum):
    """The three piles of findings: nothing there yet, a second look, waiting on people."""

    WRITE = "write"
    LOOK = "look"
    PEOPLE = "people"


class Finding(Value, kw_only=True):
    """One thing that stands between a draft and a good postmortem, and where to mend it."""

    criterion: str
    """C01 … C44, or a language rule (BL101 …)."""
    level: Level
    group: Group
    pane: Pane
    table: str
    """The table of the record to jump to."""
    record: str = ""
    """The record's id; "" for a single record."""
    field: str = ""
    """The field to jump to; "" where the list itself is meant."""
    message: str
    """One sentence: what is missing or odd, and why that matters to a reader."""
    next: str
    """The next step in words, without naming a key."""
    start: int = 0
    end: int = 0
    """Where in the field's text, for language findings; both 0 for the whole field."""
    text_hash: str = ""
    """Digest of the text that a waiver of this finding would waive; "" for structural findings."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """The identity by which waivers and a list's cursor find it again."""
        return (self.criterion, self.table, self.record, self.field)


class TeamAttestation(Value, kw_only=True):
    """A text of a team's own that whoever records the review confirms with it."""

    id: str
    text: str


class Policy(Value, kw_only=True):
    """What a team may set; see `pmtui.review.team`."""

    gap_minutes: int = 30
    """The longest silence during the response that needs no word."""
    name: str = ""
    """The name of the rule set, with a digest; "" where no team's rules are in force."""
    levels: Mapping[str, Level | None] = field(default_factory=dict)
    """By criterion or language rule another level for its findings; None asks it no more."""
    attest: tuple[TeamAttestation, ...] = ()


class SimilarPostmortem(Value, kw_only=True):
    """An earlier postmortem that resembles this one, and why (criterion C36)."""

    uid: str
    reference: str
    title: str
    why: str


class Context(Value, kw_only=True):
    """What the criteria need to know beside the postmortem itself."""

    now: datetime
    """The moment of judging, aware, in UTC."""
    policy: Policy = Policy()
    similar: tuple[SimilarPostmortem, ...] = ()
    language: Callable[[Postmortem], Iterable[Finding]] | None = None
    """Language findings of the whole postmortem; None where no language engine is at hand."""
    secrets: Callable[[Postmortem], Iterable[Finding]] | None = None
    """Findings of likely secrets; None where no scanner is at hand."""


class Counts(Value, kw_only=True):
    """How many findings wait in each pile; advice is outside the counts."""

    write: int = 0
    look: int = 0
    people: int = 0


def digest(text: str) -> str:
    """The digest of a text that a waiver remembers: 16 hexadecimal characters."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


Find = Callable[[Postmortem, Context], Iterable[Finding]]


class Criterion(Value, kw_only=True):
    """One question that the review asks, as data (reference: criteria of the blameless review)."""

    id: str
    pane: Pane
    asks: str
    why: str
    source: str
    """Who asks for it, for example “PagerDuty, Google SRE”."""
    kind: str
    """machine, partly or attested."""
    levels: tuple[Level | None, Level | None, Level | None]
    """At full, standard and light depth; None where it is not asked."""
    find: Find
    """Pure, never raises. Findings carry this criterion's id; their level may be lower than the
    table's where the criterion says so."""
    good: Callable[[Postmortem], Postmortem]
    """Turns the complete example into one that passes this criterion in a telling way."""
    bad: Callable[[Postmortem], Postmortem]
    """Turns the complete example into one that fails it."""
    rules: tuple[str, ...] = ()
    """The language rules whose findings belong to it."""
    decides: bool = False
    """Whether a finding of these rules counts only where the criterion itself finds something,
    since it sees more than the words (a done-when, a total outage)."""
    since: str = "2026.1"
    """The version of the criteria that brought it."""

    def level_at(self, depth: Depth) -> Level | None:
        """The level at a depth."""
        return self.levels[(Depth.FULL, Depth.STANDARD, Depth.LIGHT).index(depth)]
