"""The main job: a real published incident, written by keys and pastes alone, to complete and out.

The incident is read from the evaluation corpus, which is not part of this repository; its text is
taken by its structure (headings, bullets), never quoted here.
"""

import re

import pytest

from terminal.shell import pmtui, status

pytestmark = pytest.mark.pty

INCIDENT = "postmortems/mybinder-2018-04-18-cull-flood.md"


class Incident:
    """What the published document says, by its headings."""

    def __init__(self, text):
        self.title = re.search(r"^# [\d-]+, (.*)$", text, re.M)[1]
        parts = re.split(r"^## (.*)$", text, flags=re.M)
        self.summary = " ".join(parts[0].split("\n", 1)[1].split())
        self.sections = dict(zip(parts[1::2], parts[2::2], strict=True))
        self.rows = self._rows(self.sections["Timeline"])
        self.lessons = self._bullets(self.sections["Lessons learned"])
        self.actions = self._bullets(self.sections["Action items"])
        self.bugs = re.findall(r"^ +\d\. (.*)$", self.sections["Lessons learned"], re.M)

    @staticmethod
    def _rows(section):
        found = []
        parts = re.split(r"^### (.*)$", section, flags=re.M)
        for when, body in zip(parts[1::2], parts[2::2], strict=True):
            first = body.strip().split("\n\n")[0]
            url = re.search(r"\((https://[^)]+)\)", first)
            text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(first.split()))
            text = re.split(r"(?<=\.) ", text)[0].replace("@", "")
            found.append((when, text, url[1] if url else ""))
        return found

    @staticmethod
    def _bullets(section):
        flat = re.sub(r"\n {2,}", " ", section)
        found = re.findall(r"^- (.*)$", flat, re.M)
        return [re.sub(r"\s*\[([^\]]*)\]\([^)]*\)", r"\1", f).strip() for f in found]


def squeezed(text):
    return re.sub(r"[\\\s`]+", "", text)


MARKS = {
    0: "!lead-up",
    1: "!impact-start",
    2: "!detected",
    3: "!mitigated",
    6: "!decision",
    12: "!resolved",
}
"""Which of the document's rows carries which milestone, by its position."""

FACETS = {
    "Detection": ("A user wrote to the channel.", "No alarm watched the launch success."),
    "Escalation": ("The people who knew the hub were there.", ""),
    "Communication": ("The channel was told of each step.", ""),
    "Coordination": None,
    "Tooling": ("", "The pipeline runs every test twice, one repository after the other."),
    "Recovery": ("Restarting the hub brought launches back.", "Reverting took half an hour."),
}
"""What the document says of the response, in our words; None has nothing notable."""


@pytest.fixture
def incident(corpus):
    return Incident((corpus / INCIDENT).read_text(encoding="utf-8"))


def entry(program, line):
    """One entry line, its time, who and marks typed, and Enter."""
    program.type(line)
    program.wait("→")
    program.press("Enter")


def test_a_real_incident_goes_from_nothing_to_complete_and_out(start, incident):
    program = start()
    program.wait("No postmortem").settle()
    program.press("a").type(f"2 2018-04-18 {incident.title}").press("Enter")
    program.wait("1 Overview]").settle()

    _overview(program, incident)
    _timeline(program, incident)
    keys = program.keys

    assert program.hang_up() == 129  # the line drops in the middle of it
    program = start()
    program.wait("PM-1").settle().press("Enter")
    program.wait("2 Timeline]").settle()
    assert "resolved" in program.text
    program.keys += keys

    _impact(program)
    _causes(program, incident)
    _response(program, incident)
    _actions(program, incident)
    _findings_worked_down(program)
    program.press("Ctrl+Q")
    assert program.end() == 0

    print(f"keys besides prose: {program.keys}")
    assert program.keys <= 900
    _everything_is_in_the_export(incident)


def _overview(program, incident):
    program.press("j", "j", "j", "Enter").type("Min Ragan").press("Tab")
    program.type("hub, culler, kubespawner").press("Tab", "Ctrl+U")
    program.type("Europe/Berlin").press("Tab").paste(incident.summary).press("Esc")
    program.wait("Min Ragan")


def _timeline(program, incident):
    program.press("2").wait("2 Timeline]").settle().press("a")
    for position, (when, text, url) in enumerate(incident.rows):
        when = when.replace("~13:30-13:45", "13:30..13:45")
        when = re.sub(r"^19\. April, ", "2018-04-19 ", when)
        # what a person does with pasted text: the words are theirs, the marks are typed
        link = f" <{url}>" if url else " <https://incidents.example/log>"
        entry(program, f"{when} {text} {MARKS.get(position, '')}{link}")
        if position == 2:
            entry(program, f"14:29 {text} !responding <https://incidents.example/log>")
    program.press("Esc").wait("resolved")


def _impact(program):
    program.press("3").wait("3 Impact]").settle().press("Enter")
    program.type("people who start notebooks").press("Tab").type("every launch").press("Tab")
    program.type("every launch").press("Esc", "j", "j", "Enter").type("start a notebook").press(
        "Esc"
    )
    program.press("a").type("degraded stretches: 10-30 minutes ~").press("Enter", "Esc")
    program.wait("10-30")


def _causes(program, incident):
    program.press("4").wait("4 Causes]").settle().press("a")
    heads = (
        "trigger, bug, established",
        "condition, bug, established",
        "missed safeguard, bug, hypothesis",
    )
    for head, bug in zip(heads, incident.bugs, strict=True):
        entry(program, f"{head}: {bug}")
    program.press("Esc").wait(incident.bugs[2])


def _response(program, incident):
    program.press("5").wait("5 Response]").settle().press("Enter").type("customer")
    program.press("Enter", "j", "Enter").type("a user on Gitter").press("Tab")
    program.type("Yes: launches had failed for an hour before anyone knew").press("Esc")
    for facet, said in FACETS.items():
        program.press("j").wait(f"› {facet}")
        if said is None:
            program.press("t")
            continue
        worked, hard = said
        program.press("Enter").wait("Esc Done").wait("› Worked").settle()
        program.type(worked).press("Tab").wait("› To improve").settle()
        program.type(hard).press("Esc", "o").wait(f"› {facet}")
    program.settle(0.3).press("j").settle(0.3).press("a").settle(0.3)
    for sign, lesson in zip("+-*", incident.lessons[:3], strict=True):
        entry(program, f"{sign} {lesson}")
    program.press("Esc")


def _actions(program, incident):
    heads = ("prevent P2", "detect P1", "mitigate P2", "respond P3")
    program.press("6").wait("6 Actions]").settle().press("a")
    for number, (head, action) in enumerate(zip(heads, incident.actions[:4], strict=True), 1):
        link = f"answers {min(number, 3)}"
        entry(
            program,
            f"{head} committed @min due +2w [to be filed] {link}: {action} when: a drill shows it",
        )
    program.press("Esc")


ANSWERS = {
    "C02": "found again in the archive",
    "C04": "still",
    "C19": "The pods were known to be healthy; only the hub did not answer.",
    "C18": "hypothesis",
    "C35": "covered by the test action",
}
"""What a person answers to a criterion where its finding leads."""


def _findings_worked_down(program):
    program.press("7").wait("7 Review]").settle()
    assert "To write" in program.text
    answered = []
    for _ in range(20):
        program.press("n").settle()
        finding = re.search(r"^ (?:write|look|people|hint)!? (C\d\d)", program.lines[22])
        answer = ANSWERS.get(finding[1]) if finding else None
        if answer is None:
            continue
        answered.append(finding[1])
        if "Esc Done" not in program.text:
            program.press("Enter").wait("Esc Done").settle()
        program.type(answer)
        program.press("Enter" if finding[1] in ("C04", "C18") else "Esc").settle()
    assert {"C02", "C04"} <= set(answered), answered

    program.press("7").wait("7 Review]").settle().press("t").wait("Esc Done").settle()
    program.type("2018-04-24").press("Tab").type("Erik, Chris").press("Tab").type("Chris Ho")
    program.press("Tab").type("Yuvi Pan").press("Tab", "Tab", "Tab", "Tab")
    program.type("Restart the hub image alone before reverting a large deploy.").press("Esc", "t")
    program.wait("recorded").settle()

    assert status() == "draft"
    program.press("C").wait("in review").settle()
    program.press("C").wait("Complete PM-1?").settle().press("y").wait("· complete ·").settle()


def _everything_is_in_the_export(incident):
    document = pmtui("export", "1", "--to", "gfm")
    assert "DRAFT" not in document
    sections = dict(re.findall(r"^## ([^\n]*)\n(.*?)(?=^## |\Z)", document, re.M | re.S))
    places = {name.lower(): squeezed(text) for name, text in sections.items()}
    for _, text, _ in incident.rows:
        assert squeezed(text) in places["timeline"], text
    for bug in incident.bugs:
        assert squeezed(bug) in places["contributing factors"], bug
    for action in incident.actions[:4]:
        assert squeezed(action) in places["actions"], action
    for lesson in incident.lessons[:3]:
        assert squeezed(lesson) in places["response"], lesson
    for said in FACETS.values():
        for text in said or ():
            assert squeezed(text) in places["response"], text
    assert squeezed("10-30") in places["impact"]
    assert status() == "complete"
