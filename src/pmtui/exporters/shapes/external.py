"""The message for customers in PagerDuty's three parts, with nothing internal left in it.

Names of people and teams, hosts, addresses, links and ticket numbers give way to plain words; see
`pmtui.exporters.shapes.internals`. The words themselves are the author's; what no pattern knows (a
product's inner name) stays, which `remarks` points out.
"""

from pmtui.domain.postmortem import Postmortem
from pmtui.exporters.blocks import Section, filled
from pmtui.exporters.numbers import Numbers
from pmtui.exporters.options import ExportOptions
from pmtui.exporters.prose import prose
from pmtui.exporters.shapes.internals import Internals, found_in
from pmtui.privacy.masking import Found

PARTS = (
    ("summary", "Summary", "external_summary"),
    ("happened", "What happened", "external_happened"),
    ("doing", "What we are doing", "external_next"),
)
"""Key, heading and field of each part."""


def sections(pm: Postmortem, numbers: Numbers, options: ExportOptions) -> tuple[Section, ...]:
    """The parts that are written; none where the message is empty."""
    scrub = Internals(pm, options)
    return tuple(
        Section(key, title, found)
        for key, title, field in PARTS
        if (found := filled(prose(scrub(getattr(pm.overview, field)))))
    )


def title(pm: Postmortem, options: ExportOptions) -> str:
    """The postmortem's title without internals."""
    return Internals(pm, options)(pm.overview.title)


def internals(pm: Postmortem, options: ExportOptions) -> tuple[Found, ...]:
    """What gives way in title and message, and what only a decision keeps in it."""
    return tuple(found_in(pm, ("title", *(field for _, _, field in PARTS)), options))


def remarks(pm: Postmortem) -> tuple[str, ...]:
    """What a person should look at before the message goes out, as sentences."""
    missing = [name for _, name, field in PARTS if not getattr(pm.overview, field).strip()]
    found = []
    if len(missing) == len(PARTS):
        found.append("The external message is empty. Write its three parts in Overview.")
    elif missing:
        found.append(f"The external message has no “{'”, “'.join(missing)}” yet.")
    text = " ".join(getattr(pm.overview, field) for _, _, field in PARTS).casefold()
    named = [s for s in pm.overview.services if s and s.casefold() in text]
    if named:
        found.append(f"It names {', '.join(named)}. See whether customers know these names.")
    return tuple(found)
