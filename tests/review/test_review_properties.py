from collections import Counter
from datetime import UTC, date, datetime
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.domain.edits import add_all
from pmtui.domain.fields import Kind, specs
from pmtui.domain.moment import When
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem, with_part
from pmtui.domain.vocabulary import Certainty, Milestone, Precision
from pmtui.review import all_findings, review, waived
from pmtui.review.examples import EXAMPLE_NOW, complete_example, instant
from pmtui.review.gate import admit
from pmtui.review.held import attest, edited_since
from pmtui.review.model import Context
from pmtui.review.questions import question_for, what_next

CONTEXT = Context(now=EXAMPLE_NOW)
IDS = tuple(f"id{n}" for n in range(6))
INSTANTS = st.datetimes(timezones=st.just(UTC)) | st.sampled_from(
    [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]
)
WORDS = st.sampled_from(["", " ", "4", "outage!!", "we should ", "@a and b", "improve x", "12 h"])
TEXTS = WORDS | st.text(max_size=12)
TIMES = st.builds(
    When,
    written=TEXTS,
    certainty=st.sampled_from(Certainty),
    at=st.none() | INSTANTS,
    until=st.none() | INSTANTS,
    local=st.sampled_from(["", "2026-03-10T06:19:00"]),
    day=st.none() | st.dates(),
    margin=st.integers(-5, 10**9),
    precision=st.sampled_from(Precision),
    reason=TEXTS,
)


def _values(spec):
    match spec.kind:
        case Kind.CHOICE:
            return st.none() | st.sampled_from(spec.choices)
        case Kind.CHOICES:
            return st.lists(st.sampled_from(spec.choices), max_size=3, unique=True).map(tuple)
        case Kind.FLAG:
            return st.booleans()
        case Kind.DATE:
            return st.none() | st.dates()
        case Kind.WHEN:
            return TIMES
        case Kind.NAMES:
            return st.lists(TEXTS, max_size=2).map(tuple)
        case Kind.LINKS:
            return st.lists(st.sampled_from(IDS), max_size=2).map(tuple)
        case _:
            return TEXTS


def _fields(cls):
    described = {n: s for n, s in specs(cls).items() if s.kind is not Kind.MACHINE}
    return {n: _values(s) for n, s in described.items() if n != "name_policy"}


def _record(cls):
    return st.fixed_dictionaries({}, optional=_fields(cls)).map(lambda v: v)


@st.composite
def postmortems(draw):
    pm = Postmortem(uid="u")
    for table, cls in SINGLES.items():
        pm = with_part(pm, table, cls(**draw(_record(cls))))
    for table, cls in LISTS.items():
        if table in ("facets", "transitions", "waivers", "false_alarms", "sources"):
            continue
        rows = draw(st.lists(_record(cls), max_size=2))
        records = [cls(id=id, **row) for id, row in zip(IDS, rows, strict=False)]
        pm = add_all(pm, table, records)
    return pm


ARBITRARY = postmortems()


@settings(max_examples=40, deadline=None)
@given(ARBITRARY)
def test_review_of_anything_checks_everything_and_names_each_place_once(pm):
    found = all_findings(pm, CONTEXT)
    assert not [f.message for f in found if "could not be checked" in f.message]
    assert [key for key, n in Counter(f.key for f in found).items() if n > 1] == []
    assert waived(pm, CONTEXT).current == ()
    assert what_next(found) is None or what_next(found) in found
    assert admit(pm, CONTEXT).postmortem is pm
    for finding in found:
        assert question_for(pm, finding.pane, finding.table, finding.record, finding.field).text
    attested = attest(
        pm,
        held_on=date(2026, 3, 12),
        readers=("a",),
        reviewer="b",
        approver="",
        recorded_by="c",
        where="",
        note="",
    )
    assert edited_since(attested) == ()


def test_two_thousand_events_are_reviewed_at_once():
    pm = complete_example()
    middle = pm.events[5]
    more = [
        type(middle)(id=f"x{n}", text="Queue holds 40 jobs", at=instant("06:20"), source="log")
        for n in range(2000)
    ]
    pm = add_all(pm, "events", more)
    assert any(Milestone.DETECTED in e.milestones for e in pm.events)

    def took() -> float:
        began = process_time()
        assert review(pm, CONTEXT) == ()
        return process_time() - began

    assert min(took() for _ in range(5)) < 0.05
