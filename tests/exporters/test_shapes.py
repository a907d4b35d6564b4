from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pmtui.demo import demo_postmortem
from pmtui.domain.edits import add, set_fields
from pmtui.domain.records import Participant, RelatedPostmortem
from pmtui.domain.vocabulary import Relation
from pmtui.errors import UsageError
from pmtui.exporters import FLAVOURS, ExportOptions
from pmtui.exporters.outgoing import misfit, outgoing
from pmtui.exporters.shapes import SHAPES
from pmtui.exporters.shapes.internals import is_public
from pmtui.exporters.templates.context import context_of
from pmtui.privacy import Decisions, Protection, value_hash
from pmtui.review import review
from pmtui.review.context import standard_context
from pmtui.review.examples import complete_example

NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo():
    pm = demo_postmortem(NOW)
    return set_fields(
        pm,
        "overview",
        "",
        external_summary="**Seats** could [not](https://in.example/x) be picked. See "
        "https://wiki.example/pm/1 (OPS-4711).",
        external_happened="Maren Okafor saw lb-3 and db-1.eu.internal at 10.0.0.7 fail; ask #inc-42.",
        external_next="The booking team pins versions, contact ops@shop.example.",
        incident_id="OPS-4711",
        team="booking",
    )


def text(pm, shape, flavour="gfm", **more):
    findings = review(pm, standard_context(NOW))
    options = ExportOptions(now=NOW, shape=shape, findings=findings, reference="PM-7", **more)
    return FLAVOURS[flavour].render(pm, options)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_flavour_renders_every_shape_it_takes_the_same_way_twice(demo, shape):
    for flavour in FLAVOURS:
        if not misfit(flavour, shape):
            first = text(demo, shape, flavour)
            assert first and first == text(demo, shape, flavour)
            assert flavour != "slack" or len(first) <= 3000


def test_the_external_shape_has_three_parts_and_nothing_internal(demo):
    for flavour in FLAVOURS:
        if misfit(flavour, "external"):
            continue
        found = text(demo, "external", flavour)
        for part in ("Summary", "What happened", "What we are doing"):
            assert part in found
        for inside in ("Maren", "Okafor", "wiki.example", "OPS-4711", "lb-3", "db-1", "10.0.0.7",
                       "ops@", "#inc", "in.example", "](", "booking team", "PM-7", "pmtui", "Criteria"):  # fmt: skip
            assert inside not in found, (flavour, inside)
    assert text(demo, "external").startswith("**DRAFT**")
    assert "**Seats** could not be picked." in text(demo, "external")


def outside(said, **protection):
    pm = set_fields(complete_example(), "overview", "", external_summary=said, team="booking")
    options = ExportOptions(now=NOW, shape="external", reference="PM-7")
    return outgoing(pm, FLAVOURS["gfm"], options, Protection(vendor=False, **protection))


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Live on https://status.ex.example/i/77. Call us.", "on <https://status.ex.example/i/77>. Call us."),
        ("See [help](https://help.ex.example/a), status.ex.example.", "See [help](https://help.ex.example/a), status.ex.example."),
        ("See https://wiki.ex.example/a_(b).", "See (link removed)."),
        ("See [the wiki](https://in.ex.example/a_(b)).", "See the wiki."),
        ("See https://status.internal/a (our API).", "See (link removed) (our API)."),
        ("See it (https://in.ex.example/a) and <https://in.ex.example/b>.", "See it (link removed) and (link removed)."),
        ("See https://in.ex.example/?password=hunter2x now.", "See (link removed) now."),
        ("Host db-1 and 10.1.2.3 and `db-2` were down.", "Some of our systems were down."),
        ("In eu-west-1 since mid-2026, sev-1.", "In eu-west-1 since mid-2026, sev-1."),
        ("Booking a seat failed; the booking team knows.", "Booking a seat failed; our team knows."),
        ("It failed for customer Acme.", "It failed for customer customer-1."),
    ],
)  # fmt: skip
def test_a_message_for_customers_stays_a_message(said, left):
    out = outside(said, customers=("ACME",))
    assert left in out.text
    lost = {f.hit.kind for f in out.masked if f.hit.group == "internal"}
    assert bool(lost) == any(
        words in left for words in ("removed", "our systems", "our team", "the wiki")
    )
    assert said.replace("Acme", "ACME")[:20] in outside(said, as_is=True).text.replace("<", "")


def test_pseudonyms_and_what_was_kept_stay_outside():
    found = outside("From 203.0.113.9 to b@x.example.", personal="pseudonyms")
    assert "From ip-1 to user-1." in found.text
    keep = Decisions(keep=frozenset({value_hash("db-1"), value_hash("b@x.example")}))
    assert "db-1 and b@x.example" in outside("db-1 and b@x.example", decided=keep).text
    mask = Decisions(mask=frozenset({value_hash("https://status.x.example/a")}))
    assert "(link removed)" in outside("On https://status.x.example/a.", decided=mask).text
    team = Decisions(keep=frozenset({value_hash("booking")}))
    assert "the booking team knows" in outside("Yes, the booking team knows.", decided=team).text


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("status.ex.example", True),
        ("acmestatus.com", True),
        ("acme-status.com", True),
        ("acme.statuspage.io", True),
        ("order-status-db-3.eu.ex.example", False),
        ("http-status.ex.example", False),
        ("status.prod.ex.example", False),
    ],
)
def test_a_page_of_status_is_public_and_a_machine_called_so_is_not(host, public):
    assert is_public(host) is public
    assert is_public(f"https://{host}:8443/a") is public


def test_the_roles_of_an_external_page_are_named_once(demo):
    pm = add(demo, "participants", Participant(id="px", name="Zoe Winter"))
    pm = set_fields(pm, "overview", "", external_happened="Zoe Winter restarted it. An incident.")
    assert "An incident." in text(pm, "external", "html")


def test_an_empty_message_is_refused_and_a_half_one_remarked(demo):
    empty = complete_example()
    empty = set_fields(
        empty, "overview", "", external_summary="", external_happened="", external_next=""
    )
    options = ExportOptions(now=NOW, shape="external")
    with pytest.raises(UsageError, match="message is empty"):
        outgoing(empty, FLAVOURS["gfm"], options, Protection())
    half = set_fields(empty, "overview", "", external_summary="label-service was slow.")
    out = outgoing(half, FLAVOURS["gfm"], options, Protection())
    assert "no “What happened”" in out.remarks[0]
    assert "label-service" in out.remarks[1]


def test_one_page_is_short_and_the_single_ones_hold_their_section_only(demo):
    full = text(demo, "full")
    assert len(text(demo, "onepage")) < len(full) / 2.5
    assert "Evidence" not in text(demo, "onepage")
    assert text(demo, "timeline").count("\n## ") == text(demo, "actions").count("\n## ") == 1
    head = text(demo, "timeline", "csv").splitlines()[0]
    assert head.startswith("Time,Event")


def test_the_agenda_asks_what_only_people_can_answer(demo):
    found = text(demo, "agenda")
    assert "# Agenda: " in found
    for part in ("Open questions", "To confirm together", "Actions to accept", "Still open"):
        assert part in found
    assert "understood the conclusions?" in found
    listed = set_fields(demo, "overview", "", summary="It failed:\n- first\n- second")
    assert "It failed:\n\n- first\n- second\n" in text(listed, "agenda")
    long = set_fields(demo, "overview", "", summary="- first\n- second\n\n" + "More. " * 500)
    assert "\n- first\n- second\n" in text(long, "agenda")
    empty = set_fields(demo, "overview", "", summary="")
    assert "There is no summary yet." in text(empty, "agenda")


@pytest.mark.parametrize("flavour", ["json", "csv"])
def test_a_flavour_that_cannot_take_a_shape_says_so(demo, flavour):
    options = ExportOptions(now=NOW, shape="agenda")
    with pytest.raises(UsageError, match="has no shape"):
        outgoing(demo, FLAVOURS[flavour], options, Protection())


def test_findings_and_picture_name_people_as_asked(demo):
    found = text(demo, "full", "html", names="roles")
    for name in ("Okafor", "Calloway", "Sandoval", "Achterberg"):
        assert name not in found


@pytest.mark.parametrize("flavour", ["gfm", "html"])
def test_readers_are_not_told_what_was_dismissed_as_not_alike(demo, flavour):
    both = (
        RelatedPostmortem(id="r1", uid="kept", relation=Relation.RELATED, note="the same pool"),
        RelatedPostmortem(id="r2", uid="left", relation=Relation.DISMISSED, note="a cold cache"),
    )
    pm = replace(demo, related=both)
    told = text(pm, "full", flavour)
    assert "the same pool" in told
    assert "a cold cache" not in told
    assert [r["note"] for r in context_of(pm, ExportOptions(now=NOW))["related"]] == [
        "the same pool"
    ]
