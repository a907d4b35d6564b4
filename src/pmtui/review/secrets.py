"""Criterion C41: what looks like a secret, one finding each; personal data in one finding for all.

Only the program's own expressions look here, since this runs beside every edit; on the way out
the vendors' detectors look as well.
"""

from collections.abc import Iterator

from pmtui.domain.postmortem import PANE_OF, Postmortem
from pmtui.privacy.decisions import decisions
from pmtui.privacy.masking import Found, scan_postmortem
from pmtui.review.model import Finding, Group, Level, digest


def secret_findings(pm: Postmortem) -> Iterator[Finding]:
    """Everything that nobody decided on yet."""
    known = decisions(pm)
    undecided = [f for f in scan_postmortem(pm) if not known.decided(f.hit.value_hash)]
    for found in undecided:
        if found.hit.group == "secret":
            yield _finding(
                found,
                Level.BLOCK,
                f"This looks like a secret ({found.hit.kind}: {found.hit.preview}), and an export "
                "travels far.",
                "Take it out and have it replaced, or decide to mask or keep it at the export.",
                found.hit.value_hash,
            )
    personal = [found for found in undecided if found.hit.group == "personal"]
    if personal:
        kinds = ", ".join(dict.fromkeys(found.hit.kind for found in personal))
        count = len(personal)
        yield _finding(
            personal[0],
            Level.WARN,
            f"{count} {'value looks' if count == 1 else 'values look'} like personal data "
            f"({kinds}); every copy that leaves has them masked.",
            "Decide at the export what is masked and what may stay.",
            digest(" ".join(sorted(found.hit.value_hash for found in personal))),
        )


def _finding(found: Found, level: Level, message: str, next: str, text_hash: str) -> Finding:
    return Finding(
        criterion="C41",
        level=level,
        group=Group.LOOK,
        pane=PANE_OF[found.table],
        table=found.table,
        record=found.record,
        field=found.field,
        message=message,
        next=next,
        text_hash=text_hash,
    )
