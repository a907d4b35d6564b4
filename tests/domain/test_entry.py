from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import field_values, lines

from pmtui.domain.days import DueError
from pmtui.domain.entry import (
    ENTRY_HELP,
    ENTRY_TABLES,
    EntryContext,
    format_entry,
    parse_due,
    parse_entry,
    resolve_links,
    same_fields,
)
from pmtui.domain.moment import BLANK
from pmtui.domain.postmortem import LISTS, Postmortem
from pmtui.domain.records import Event, Factor, Participant
from pmtui.domain.vocabulary import (
    ActionState,
    ActionType,
    CauseCategory,
    Certainty,
    EvidenceKind,
    FactorKind,
    LessonKind,
    Marker,
    Milestone,
    Priority,
    Role,
    Standing,
    ZoneKnown,
)

CONTEXT = EntryContext(
    now=datetime(2026, 11, 23, 17, 4, 33, tzinfo=UTC),
    zone="America/Los_Angeles",
    day=date(2026, 11, 22),
)
LATER = CONTEXT.now.replace(year=9000)
TABLES = sorted(ENTRY_TABLES)


def fields(table, line, context=CONTEXT):
    return parse_entry(table, line, context).record_fields


def test_an_event_line_says_time_text_who_and_milestone():
    entry = parse_entry("events", "14:02 rolled back 4711 @ic !mitigated", CONTEXT)
    assert entry.record_fields["at"].at == datetime(2026, 11, 22, 22, 2, tzinfo=UTC)
    assert entry.record_fields["text"] == "rolled back 4711"
    assert entry.record_fields["who"] == "incident commander"
    assert entry.record_fields["milestones"] == (Milestone.MITIGATED,)
    assert entry.echo == (
        "→ Sun 2026-11-22 14:02 PST = 22:02 UTC · by incident commander · mitigated"
    )
    assert entry.problems == ()


@pytest.mark.parametrize(
    ("line", "who", "text"),
    [
        ('14:02 paged @"Noor Haddad" again', "Noor Haddad", "paged again"),
        ("14:02 paged @db.lead again", "db lead", "paged again"),
        ("14:02 told @storage, then waited", "storage", "told, then waited"),
        ("14:02 mail to ops@example.org failed", None, "mail to ops@example.org failed"),
        ("14:02 added `@Cached to x`", None, "added `@Cached to x`"),
        ("14:02 saw \\@here in the chat", None, "saw @here in the chat"),
        (
            "14:02 @ic asks @storage to fail over",
            "incident commander",
            "asks @storage to fail over",
        ),
        ("14:02 @types/node was bumped", None, "@types/node was bumped"),
    ],
)
def test_an_at_word_is_who_unless_it_is_part_of_something_else(line, who, text):
    found = fields("events", line)
    assert found.get("who") == who
    assert found["text"] == text


def test_an_at_word_that_is_a_handle_means_that_participant():
    noor = Participant(id="p", name="Noor Haddad", handle="@noor")
    context = replace(CONTEXT, participants=(noor,))
    assert fields("events", "14:02 x @noor", context)["who"] == "Noor Haddad"


@pytest.mark.parametrize(
    ("word", "milestones", "marker"),
    [
        ("!mit", (Milestone.MITIGATED,), None),
        ("!ack", (Milestone.ACKNOWLEDGED,), None),
        ("!impact-start", (Milestone.IMPACT_START,), None),
        ("!end-of-sev-1/2".replace("/", "-"), (Milestone.END_OF_MAJOR,), None),
        ("!decision", (), Marker.DECISION),
        ("!detection", (), Marker.DETECTION),
        ("!detected", (Milestone.DETECTED,), None),
        ("!resolved !repair", (Milestone.RESOLVED,), Marker.REPAIR),
    ],
)
def test_a_mark_is_a_milestone_or_a_kind_by_its_beginning(word, milestones, marker):
    found = fields("events", f"14:02 x {word}")
    assert found.get("milestones", ()) == milestones
    assert found.get("marker") is marker
    assert found["text"] == "x"


@pytest.mark.parametrize("word", ["!impact", "!mitgated", "!re"])
def test_a_mark_that_is_unclear_stays_in_the_text_and_is_named(word):
    entry = parse_entry("events", f"14:02 x {word}", CONTEXT)
    assert entry.record_fields["text"] == f"x {word}"
    assert word in entry.problems[0]


def test_links_in_an_event_become_evidence_and_bare_ones_stay_in_the_text():
    entry = parse_entry("events", "14:02 see <https://a.example/b> and https://c.example.", CONTEXT)
    assert entry.evidence == ("https://a.example/b", "https://c.example")
    assert entry.record_fields["text"] == "see and https://c.example."


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("14:02 cat restarted", "cat restarted"),
        ("14:02 at the office", "at the office"),
        ("14:02: began", "began"),
        ("14:02 - began", "began"),
        ("14:02 - - began", "- began"),
        ("~14:02~5m UTC began", "began"),
        ("14:02 to 14:20 slow", "slow"),
        ("mon 22:10 began", "began"),
        ("now began", "began"),
        ("? began", "began"),
        ("1402: began", "began"),
        ("1402 - began", "began"),
        ("mon 1402 began", "began"),
        ("1402 UTC began", "began"),
    ],
)
def test_the_time_ends_where_the_text_begins(line, text):
    found = fields("events", line)
    assert "at" in found
    assert found["text"] == text


@pytest.mark.parametrize(
    "line",
    ["rolled back", "3:1 ratio of errors", "500 errors seen", "may be the cache", "\\14:02 x",
     "yesterday we saw it", "a 14:02 b", "n/application down", "4711 rolled back"],
)  # fmt: skip
def test_a_line_without_a_time_is_all_text(line):
    entry = parse_entry("events", line, CONTEXT)
    assert "at" not in entry.record_fields
    assert entry.record_fields["text"] == line.removeprefix("\\")
    assert entry.problems == ()


@pytest.mark.parametrize("line", ["25:00 x", "14:02 IST x", "03/04/2026 10:00 x", "-15m x"])
def test_a_time_that_cannot_be_read_is_a_problem_and_stays_in_the_text(line):
    entry = parse_entry("events", line, CONTEXT)
    assert "at" not in entry.record_fields
    assert entry.record_fields["text"] == line
    assert len(entry.problems) == 1


def test_what_belongs_to_somebody_is_not_done_by_them():
    line = "14:02 opened @noor's dashboard @ic"
    assert fields("events", line)["text"] == "opened @noor's dashboard"
    assert fields("events", line)["who"] == "incident commander"
    event = Event(id="e", text="x", who="Noor's")
    assert fields("events", format_entry("events", event))["who"] == "Noor's"


def test_a_day_of_sharing_is_read_like_every_other_day():
    found = fields("publications", "wiki on yesterday @comms")
    assert (found["where"], found["by"]) == ("wiki", "comms")
    assert found["on"] == CONTEXT.today - timedelta(days=1)
    assert fields("publications", "posted on slack") == {"where": "posted on slack"}


def test_four_digits_before_words_may_be_a_number_and_are_asked_about():
    entry = parse_entry("events", "1500 orders failed", CONTEXT)
    assert entry.record_fields == {"text": "1500 orders failed"}
    assert "may be a time or a number" in entry.problems[0]
    assert [c.text for c in entry.choices] == ["15:00 orders failed"]
    assert "at" in parse_entry("events", "1500", CONTEXT).record_fields


def test_choices_for_a_doubtful_time_are_whole_lines():
    entry = parse_entry("events", "14:02 IST rolled back", CONTEXT)
    assert [c.text for c in entry.choices][0] == "14:02 +05:30 rolled back"
    for choice in entry.choices:
        again = parse_entry("events", choice.text, replace(CONTEXT, day=date(2026, 11, 20)))
        assert again.problems == ()
        assert again.record_fields["text"] == "rolled back"


def test_an_action_line_says_everything_before_and_behind_the_text():
    entry = parse_entry(
        "actions",
        "prevent P1 @storage due fri com answers 2: add an admission check [OPS-12] "
        "when: a pool is refused",
        CONTEXT,
    )
    assert entry.record_fields == {
        "type": ActionType.PREVENT,
        "priority": Priority.P1,
        "owner": "storage",
        "due": date(2026, 11, 27),
        "state": ActionState.COMMITTED,
        "tracker": "OPS-12",
        "done_when": "a pool is refused",
        "text": "add an admission check",
    }
    assert entry.link_by_text == (("factors", "2"),)


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        ("add check: node pools", 0),
        ("https://a.example: read it", 0),
        ("prevent storge: add it", 1),
        ("P1 due frx: add it", 1),
        ("mitigate P2 @rosa due 18 Dez: allow a revert [OPS-3] \\@rosa when: it is quick", 1),
    ],
)
def test_a_head_with_a_foreign_word_leaves_the_action_all_text(line, problems):
    entry = parse_entry("actions", line, CONTEXT)
    assert entry.record_fields == {"text": line}
    assert len(entry.problems) == problems


@pytest.mark.parametrize(
    ("head", "due"),
    [
        ("due 18 Dec P2", date(2026, 12, 18)),
        ("P2 due 18 December 2027", date(2027, 12, 18)),
        ("due Dec 18, 2027 P2", date(2027, 12, 18)),
        ("due fri P2", date(2026, 11, 27)),
    ],
)
def test_a_day_in_a_head_may_have_several_words(head, due):
    entry = parse_entry("actions", f"{head}: allow a revert", CONTEXT)
    assert entry.record_fields == {"due": due, "priority": Priority.P2, "text": "allow a revert"}


def test_a_due_day_that_is_past_is_said_to_be():
    assert "past" not in parse_entry("actions", "due 2026-12-18: allow a revert", CONTEXT).echo
    late = parse_entry("actions", "due 2026-10-01: allow a revert", CONTEXT)
    assert "due Thu 2026-10-01 (that day is past)" in late.echo


@pytest.mark.parametrize(
    ("table", "line", "field", "text"),
    [
        ("actions", "P1 @mina osei: add it", "owner", "add it"),
        ("actions", "add it with @Mina Osei, @Ben", "owner", "add it with, @Ben"),
        ("events", "14:02 @Mina Osei rolled back", "who", "rolled back"),
        ("questions", "Why twice? @Mina Osei", "asked_by", "Why twice?"),
    ],
)
def test_a_participant_of_several_words_is_named_whole(table, line, field, text):
    people = (Participant(id="m", name="Mina"), Participant(id="p", name="Mina Osei"))
    found = fields(table, line, replace(CONTEXT, participants=people))
    assert (found[field], found["text"]) == ("Mina Osei", text)


def test_a_name_of_several_words_ends_where_its_last_word_ends():
    people = (Participant(id="p", name="Mina Osei"),)
    found = fields("events", "14:02 @Mina Oseitu paged", replace(CONTEXT, participants=people))
    assert (found["who"], found["text"]) == ("Mina", "Oseitu paged")


def test_a_kind_of_factor_without_its_colon_says_where_the_colon_goes():
    entry = parse_entry("factors", "Missed safeguard no alert", CONTEXT)
    assert entry.record_fields == {"text": "Missed safeguard no alert"}
    assert "type “missed safeguard: …”" in entry.echo


def test_a_strange_word_beside_a_kind_of_factor_is_named_and_all_of_the_line_kept():
    entry = parse_entry("factors", "missed safeguard, perhaps: no alert", CONTEXT)
    assert entry.record_fields == {"text": "missed safeguard, perhaps: no alert"}
    assert "“perhaps” is no kind, category or standing" in entry.echo


@pytest.mark.parametrize(
    ("word", "due"),
    [
        ("fri", date(2026, 11, 27)),
        ("mon", date(2026, 11, 30)),
        ("+2w", date(2026, 12, 7)),
        ("+3m", date(2027, 2, 23)),
        ("tomorrow", date(2026, 11, 24)),
        ("12-04", date(2026, 12, 4)),
        ("01-04", date(2027, 1, 4)),
        ("2026-12-04", date(2026, 12, 4)),
    ],
)
def test_a_due_date_lies_ahead(word, due):
    assert parse_due(word, date(2026, 11, 23)) == due


def test_a_month_ahead_of_its_last_day_is_the_last_day_of_the_shorter_month():
    assert parse_due("+1m", date(2027, 1, 31)) == date(2027, 2, 28)


@given(st.text(max_size=12))
def test_any_text_is_a_due_date_or_a_named_error(text):
    try:
        assert isinstance(parse_due(text, date(2026, 11, 23)), date)
    except DueError as error:
        assert "Type" in str(error)


@pytest.mark.parametrize(
    ("table", "line", "expected"),
    [
        ("factors", "trigger: raised", {"kind": FactorKind.TRIGGER, "text": "raised"}),
        ("factors", "missed safeguard, bug, hyp: x", {
            "kind": FactorKind.MISSED_SAFEGUARD, "category": CauseCategory.BUG,
            "standing": Standing.HYPOTHESIS, "text": "x"}),
        ("factors", "trigger, likely: x", {
            "kind": FactorKind.TRIGGER, "standing": Standing.HYPOTHESIS, "text": "x"}),
        ("factors", "The cache: it was cold", {"text": "The cache: it was cold"}),
        ("factors", "cause unknown, unknown: x", {
            "category": CauseCategory.UNKNOWN, "standing": Standing.UNKNOWN, "text": "x"}),
        ("lessons", "+ a", {"kind": LessonKind.WENT_WELL, "text": "a"}),
        ("lessons", "- b", {"kind": LessonKind.WENT_POORLY, "text": "b"}),
        ("lessons", "* c", {"kind": LessonKind.GOT_LUCKY, "text": "c"}),
        ("lessons", "got lucky: d", {"kind": LessonKind.GOT_LUCKY, "text": "d"}),
        ("lessons", "\\+ d", {"text": "+ d"}),
        ("metrics", "failed orders: 1,204 orders ~", {
            "name": "failed orders", "value": "1,204", "unit": "orders", "estimated": True}),
        ("metrics", "1,204 failed orders", {"value": "1,204", "name": "failed orders"}),
        ("metrics", "errors: ~38 % (from the proxy)", {
            "name": "errors", "value": "38", "unit": "%", "estimated": True,
            "note": "from the proxy"}),
        ("participants", "Noor Haddad, incident commander, @noor", {
            "name": "Noor Haddad", "roles": (Role.INCIDENT_COMMANDER,), "handle": "@noor"}),
        ("participants", "Ana, sme, team storage, on call", {
            "name": "Ana", "roles": (Role.SUBJECT_MATTER_EXPERT,), "team": "storage",
            "on_call": True}),
        ("questions", "Why? @ana", {"text": "Why?", "asked_by": "ana"}),
        ("absences", "detected unknown: log rotated away", {
            "milestone": Milestone.DETECTED, "why": Certainty.UNKNOWN,
            "reason": "log rotated away"}),
        ("absences", "recovered n/a: near miss", {
            "milestone": Milestone.RECOVERED, "why": Certainty.NOT_APPLICABLE,
            "reason": "near miss"}),
        ("publications", "https://w.example/y on 2026-12-01 @comms", {
            "where": "https://w.example/y", "on": date(2026, 12, 1), "by": "comms"}),
        ("evidence", "https://a.example/b", {
            "kind": EvidenceKind.LINK, "text": "https://a.example/b"}),
        ("evidence", "> 502 -- lb-3", {
            "kind": EvidenceKind.QUOTE, "text": "502", "source": "lb-3"}),
        ("evidence", "recollection of the scribe: it was dark", {
            "kind": EvidenceKind.RECOLLECTION, "text": "it was dark", "source": "the scribe"}),
    ],
)  # fmt: skip
def test_each_list_reads_its_own_line(table, line, expected):
    assert fields(table, line) == expected


def test_a_link_in_words_is_found_by_number_or_by_part_of_the_text():
    pm = Postmortem(
        uid="u", factors=(Factor(id="f1", text="pool of 9"), Factor(id="f2", text="no alert"))
    )
    entry = parse_entry("actions", 'answers "no al" answers 1: x', CONTEXT)
    assert resolve_links(pm, entry) == ({"factors": ("f2", "f1")}, [])
    entry = parse_entry("actions", "answers 9: x", CONTEXT)
    found, problems = resolve_links(pm, entry)
    assert found == {}
    assert "names none" in problems[0]


@pytest.mark.parametrize("table", TABLES)
def test_the_example_of_each_list_is_understood_and_written_back_the_same(table):
    example, explains = ENTRY_HELP[table]
    entry = parse_entry(table, example, replace(CONTEXT, zone="UTC"))
    assert entry.problems == ()
    assert entry.echo.startswith("→ ")
    record = LISTS[table](id="x", **entry.record_fields)
    assert set(entry.record_fields) - {"text"}, "an example shows more than text"
    again = parse_entry(table, format_entry(table, record), replace(CONTEXT, zone="UTC"))
    assert same_fields(table, record, again)
    assert len(example) <= 74 and len(explains) <= 78 and explains.endswith(".")


@pytest.mark.parametrize("table", TABLES)
def test_a_record_survives_being_written_as_a_line(table):
    covers = ENTRY_TABLES[table].covers

    @settings(max_examples=70, deadline=None)
    @given(field_values(table), st.sampled_from(["UTC", "Europe/Berlin"]))
    def check(values, zone):
        given = {n: _one_line(v) for n, v in values.items() if n in covers}
        if table == "absences":
            given["milestone"] = Milestone.DETECTED
        if table == "evidence":
            given["kind"] = EvidenceKind.QUERY
        record = LISTS[table](id="x", **given)
        line = format_entry(table, record, zone=zone)
        again = parse_entry(table, line, EntryContext(now=LATER, zone=zone))
        if "at" in given:
            assert _told(again.record_fields.get("at", BLANK)) == _told(given["at"]), line
            record = replace(record, at=again.record_fields.get("at", BLANK))
        assert same_fields(table, record, again), line

    check()


def _told(when):
    return replace(when, written="", zone="", zone_known=ZoneKnown.ASSUMED)


def _one_line(value):
    return " ".join(value.split()) if type(value) is str else value


@pytest.mark.parametrize("table", TABLES)
def test_any_line_is_read_without_an_error_and_without_losing_a_word(table):
    plain = st.text("qxzj", min_size=5, max_size=7)
    mixed = st.one_of(
        plain, st.sampled_from(["a:", "prevent", "P1:", "+", "14:02", ",", "~", "due"])
    )

    @settings(max_examples=40, deadline=None)
    @given(st.one_of(st.text(max_size=60), lines(), st.lists(mixed, max_size=8).map(" ".join)))
    def check(line):
        entry = parse_entry(table, line, CONTEXT)
        LISTS[table](id="x", **entry.record_fields)
        assert "\n" not in entry.echo
        told = " ".join(str(v) for v in entry.record_fields.values())
        told += " ".join(text for _, text in entry.link_by_text)
        for word in line.split():
            assert word in told or set(word) - set("qxzj")

    check()


@pytest.mark.parametrize(
    "line", ["prevent mitigate: x", "P1 P2: x", "@a @b: x", "due fri due mon: x"]
)
def test_a_second_value_for_one_field_is_a_foreign_word(line):
    entry = parse_entry("actions", line, CONTEXT)
    assert entry.problems
    assert "x" in entry.record_fields["text"].split()


@pytest.mark.parametrize("table", TABLES)
def test_a_hostile_line_is_read_in_linear_time(table):
    import time

    for piece in ("\\", "@", '@"', '"', "!", "[", "(", "`", "a:", "1:", "~", ", ", " -- ", "é "):
        start = time.process_time()
        parse_entry(table, piece * (60_000 // len(piece)), CONTEXT)
        assert time.process_time() - start < 1.0, piece


def test_a_recollection_without_its_words_says_where_they_go():
    entry = parse_entry("evidence", "recollection of the scribe", CONTEXT)
    assert entry.record_fields["source"] == "the scribe"
    assert "Type a colon behind “the scribe”" in entry.problems[0]


PEOPLE = (
    Participant(id="t", name="Tom Becker", handle="@tb"),
    Participant(id="m", name="Mara Lind"),
    Participant(id="n", name="Tom Ott"),
)


@pytest.mark.parametrize(
    ("owner", "name"),
    [("@Tom Becker", "Tom Becker"), ("@mara", "Mara Lind"), ("@tb", "Tom Becker"), ("@tom", "tom")],
)
def test_the_owner_in_a_head_is_the_one_participant_of_that_name_or_handle(owner, name):
    line = f"prevent P1 {owner} due 2026-12-04: raise the limit"
    assert fields("actions", line, replace(CONTEXT, participants=PEOPLE))["owner"] == name


def test_a_title_of_no_role_never_becomes_part_of_the_name():
    found = parse_entry("participants", "Tom Becker, communications lead, @tom", CONTEXT)
    assert found.record_fields["roles"] == (Role.CUSTOMER_LIAISON,) and not found.problems
    found = parse_entry("participants", "Tom Becker, wizard, team web, @tom", CONTEXT)
    assert found.record_fields["name"] == "Tom Becker"
    assert found.record_fields["team"] == "web, wizard"
    assert "“wizard” is no role, so it is the team" in found.problems[0]


def test_a_word_in_front_that_is_no_kind_is_answered_with_the_kinds():
    echo = parse_entry("factors", "aggravating: the deploy took long", CONTEXT).echo
    assert "kinds: trigger, condition" in echo and len(echo) < 79


def test_a_head_with_a_foreign_first_word_is_told_where_more_shows_that_it_was_meant():
    found = parse_entry("actions", "process P3 @priya due next fri: check reviews", CONTEXT)
    assert "“process” before the colon is not known" in found.problems[0]
    assert not parse_entry("actions", "Ask @noor: who owns it", CONTEXT).problems
