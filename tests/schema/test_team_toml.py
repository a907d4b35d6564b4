"""The rules of a team as a file: every mistake with its line and what was meant, the rest holds."""

import pytest

from pmtui.schema.team_toml import check_team

GOOD = b"""
name = "Checkout SRE"
zone = "Europe/Berlin"
names = "roles"
services = ["checkout", "payments"]
roles = ["incident commander"]
gap_minutes = 20

[severities.SEV-1]
name = "Critical"
definition = "Nobody can pay."

[criteria]
C12 = "advise"
BL101 = "off"

[tracker]
url = "https://tracker.example/{id}"
projects = ["OPS"]

[[attest]]
text = "Legal has read it."
"""


def test_a_good_file_holds_whole():
    checked = check_team(GOOD)
    assert checked.mistakes == ()
    assert checked.values["severities"]["SEV-1"]["name"] == "Critical"
    assert checked.values["criteria"] == {"C12": "advise", "BL101": "off"}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('nmae = "x"', 1, "did you mean name?"),
        ('\n\nzone = "Europe/Berlinn"', 3, "Europe/Berlin"),
        ('names = "rolls"', 1, "'roles'"),
        ('services = ["a", 7]', 1, "services[1]"),
        ('[severities.SEV-1]\nname = "x"\ndefiniton = "y"', 3, "did you mean definition?"),
        ('[severities.SEV-9]\nname = "x"', 1, "is no severity"),
        ('[criteria]\nC12 = "warn"\nC99 = "block"', 3, "is no criterion or rule"),
        ('[criteria]\nC12 = "blok"', 2, "'block'"),
        ('[tracker]\nurl = "javascript:{id}"', 2, "web address"),
        ('[tracker]\nurl = "https://x.example/"', 2, "{id}"),
        ('[tracker]\nprojects = ["OPS"]', 1, "tracker.url” is missing"),
        ('[[attest]]\ntext = "a"\n[[attest]]\nid = "T2"', 3, "text” is missing"),
        ('[[attest]]\nid = "C01"\ntext = "a"', 2, "of your own"),
        ('language = ["../rules.toml"]', 1, "without .."),
        ('templates = "/etc"', 1, "without .."),
        ("name = ", 1, "not TOML"),
        ("name = 1\nname = 2", 2, "not TOML"),
        ("x = " + "[" * 100_000, 1, "not TOML"),
        ("gap_minutes = 0", 1, "too small"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_what_was_meant(text, line, said):
    (mistake, *_) = check_team(text.encode()).mistakes
    assert mistake.line == line
    assert said in str(mistake)


def test_what_is_wrong_is_left_out_and_the_rest_holds():
    text = GOOD + b'\n[[attest]]\nid = "T9"\n\n[[attest]]\ntext = "Customers were told."\n'
    checked = check_team(text.replace(b'"Europe/Berlin"', b"7"))
    assert len(checked.mistakes) == 2
    assert checked.values["name"] == "Checkout SRE"
    assert checked.values["zone"] == ""
    assert [a["text"] for a in checked.values["attest"]] == [
        "Legal has read it.", "Customers were told.",
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"\xff", b"\0", b"x" * 300_000, b""])
def test_what_is_no_file_of_rules_holds_nothing(data):
    checked = check_team(data)
    assert bool(checked.mistakes) == bool(data)
