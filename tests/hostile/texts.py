"""Text that a terminal, a markup reader or a formatter might obey, and what must not come of it."""

import re
from dataclasses import fields, replace

from pmtui.domain.edits import add, set_fields
from pmtui.domain.fields import Kind, specs
from pmtui.domain.postmortem import LISTS, SINGLES, Postmortem, record_class
from pmtui.domain.records import Absence
from pmtui.domain.vocabulary import Milestone

SHOWN = "[/] [@click=app.quit]x[/]"
BEGIN = "[/] [@c"
"""What must stand on the screen as it is."""

HOSTILE = (
    f"{SHOWN} \x1b]52;c;UFdORUQ=\x07 \x1b]0;PWNED\x07 \x1b]8;;https://evil.example\x07l\x1b]8;;\x07 "
    "\x1b[97;98H \x1b[31;5m \x1bc \x9b31m \x9d52;c;UA==\x9c \u202e \u2066 \u200b \x00 \x08\x08 \x7f "
    "\ufeff \u2028 \x0e [bold]b[/bold] [foo=bar [$primary] {name} %s $HOME \\ a\u0301\u0301 🏳️‍🌈"
)
"""As a store of an older or a foreign program might hold it in any field."""


def hostile_postmortem(uid="hostile"):
    """A postmortem with hostile text in every field of every record that takes text."""
    pm = Postmortem(uid=uid)
    for table in SINGLES:
        pm = set_fields(pm, table, "", **_texts(table))
    for table, cls in LISTS.items():
        if table == "facets":
            for facet in pm.facets:
                pm = set_fields(pm, table, facet.id, **_texts(table))
        elif table == "absences":
            record = Absence(id="paged", milestone=Milestone.PAGED, **_texts(table))
            pm = add(pm, table, record)
        else:
            pm = add(pm, table, cls(id=f"{table}-1", **_texts(table)))
    return replace(pm, evidence=tuple(replace(e, of="events-1") for e in pm.evidence))


def _texts(table):
    cls = record_class(table)
    described = specs(cls)
    found = {}
    for name in (f.name for f in fields(cls) if f.name in described):
        match described[name].kind:
            case Kind.LINE | Kind.PROSE:
                found[name] = f"{table}-{name} {HOSTILE}"
            case Kind.NAMES:
                found[name] = (f"{table}-{name} {HOSTILE}", HOSTILE)
    return found


_OWN = re.compile(
    rb"\x1b\[[0-9;?<>=]*[A-Za-z]"  # moves, colours, modes
    rb"|\x1b\[[0-9;?]*\$p"  # which modes are known
    rb"|\x1b[78=>]"
    rb"|\x1b\([B0]"
)
_NEVER = ("\x9b", "\x9d", "\u202e", "\u2066", "\u200b", "\ufeff", "\u2028")
_THEIRS = (b"\x1b[97;98H", b"\x1b[31;5m", b"\x1bc", b"\x1b]", b"\x07")


def assert_harmless(raw):
    """Nothing in what a terminal received comes from the data and means something to it."""
    raw = bytes(raw)
    for sequence in _THEIRS:
        assert sequence not in raw, near(raw, sequence)
    for char in _NEVER:
        assert char.encode() not in raw, near(raw, char.encode())
    rest = _OWN.sub(b"", raw)  # a backspace is one of our own moves
    assert not (bad := re.search(rb"[\x00-\x07\x09\x0b\x0c\x0e-\x1f\x7f]", rest)), near(
        rest, bad[0]
    )


def near(raw, wanted):
    """What stands around it, for whoever reads the failure."""
    at = raw.find(wanted)
    return raw[max(0, at - 60) : at + 60]
