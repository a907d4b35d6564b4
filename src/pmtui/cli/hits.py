"""What was found on the way out: listed, decided on, and told in a sentence."""

from collections import Counter
from typing import TYPE_CHECKING

from pmtui.cli.common import CLOCK, commit, settings
from pmtui.cli.places import name_of
from pmtui.cli.speaking import emit, tell
from pmtui.config import author_name
from pmtui.errors import UsageError
from pmtui.exporters.outgoing import Outgoing
from pmtui.privacy import (
    Decisions,
    Found,
    Protection,
    decide,
    decisions,
    protected,
    scan_postmortem,
)

if TYPE_CHECKING:
    from pmtui.domain.postmortem import Postmortem
    from pmtui.store.model import Loaded
    from pmtui.store.store import Store


SHORTEST = 4
"""Characters of a digest that name a value."""


def decided(
    store: "Store", loaded: "Loaded", to_keep: tuple[str, ...], to_mask: tuple[str, ...]
) -> "Loaded":
    """Remember what is kept and what is masked."""
    pm, by, at = loaded.postmortem, author_name(settings()), CLOCK.now()
    found = (*scan_postmortem(pm, vendor=True), *internals_of(loaded))
    for prefixes, keep in ((to_keep, True), (to_mask, False)):
        if prefixes:
            hashes = [_hash(prefix, found, loaded.reference) for prefix in prefixes]
            label = f"{'keep' if keep else 'mask'} {len(hashes)} found at the export"
            loaded = commit(
                store,
                loaded,
                lambda pm, h=hashes, k=keep: decide(pm, h, keep=k, by=by, at=at),  # type: ignore[misc]
                label,
                kind="decision",
            )
    return loaded


def _hash(prefix: str, found: tuple[Found, ...], reference: str) -> str:
    known = {f.hit.value_hash for f in found if f.hit.value_hash.startswith(prefix.lower())}
    if len(known) != 1 or len(prefix) < SHORTEST:
        what = "names more than one of the list" if known else "is not in the list"
        if len(prefix) < SHORTEST:
            what = f"is shorter than {SHORTEST} characters"
        raise UsageError(
            f"“{prefix[:40]}” {what}. pmtui export {reference} --scan shows what was found."
        )
    return known.pop()


def internals_of(loaded: "Loaded") -> tuple[Found, ...]:
    """What is internal in the message for customers, as it reads once it is masked."""
    from pmtui.exporters.options import ExportOptions
    from pmtui.exporters.shapes.external import internals

    copy = protected(loaded.postmortem, Protection())
    options = ExportOptions(now=CLOCK.now(), shape="external", reference=loaded.reference)
    return internals(copy.postmortem, options)


def listed(loaded: "Loaded", shape: str = "full") -> None:
    """Print every hit with its digest, what was decided, and where it stands."""
    found = scan_postmortem(loaded.postmortem, vendor=True)
    if shape == "external":
        found = (*found, *internals_of(loaded))
    known = decisions(loaded.postmortem)
    for one in found:
        emit(f"{one.hit.value_hash}  {_state(one, known):<9}  {_line(one, loaded.postmortem)}")
    if not found:
        tell("Nothing was found. It is a net with holes: read what leaves.")


def _state(found: Found, known: Decisions) -> str:
    if found.hit.value_hash in known.keep:
        return "keep"
    return "mask" if found.hit.value_hash in known.mask else "undecided"


MOST_PLACES = 8
"""Places that are named of one value; the rest is counted."""


def _line(found: Found, pm: "Postmortem") -> str:
    places = [
        f"{name_of(pm, table, record) or table}.{field}" for table, record, field in found.places
    ]
    if (more := len(places) - MOST_PLACES) > 0:
        places[MOST_PLACES:] = [f"{more:,} more"]
    times = f" ({found.count:,} times)" if found.count > len(found.places) else ""
    return f"{found.hit.kind}: {found.hit.preview} in {', '.join(places)}{times}"


def told(out: Outgoing, reference: str) -> tuple[str, ...]:
    """What was masked, in one sentence with the way to see it, and what gave way outside."""
    groups = Counter(str(f.hit.group) for f in out.masked)
    parts = [
        f"{groups[group]} {word}{'s' * (groups[group] != 1)}"
        for group, word in (("secret", "likely secret"), ("personal", "personal value"))
        if groups[group]
    ]
    said = []
    if parts:
        said.append(
            f"Masked: {' and '.join(parts)}. pmtui export {reference} --scan lists them, --keep "
            "HASH keeps one."
        )
    if gone := [f for f in out.masked if f.hit.group == "internal"]:
        said.append(_gave_way(gone, reference))
    return tuple(said)


_MOST = 12
"""Things that gave way which are listed; the rest is counted."""


def _gave_way(gone: list[Found], reference: str) -> str:
    """What plain words stand for in the message for customers, one a line."""
    lines = [f"  {f.hit.value_hash}  {f.hit.kind} {f.hit.preview}" for f in gone[:_MOST]]
    if len(gone) > _MOST:
        lines.append(
            f"  and {len(gone) - _MOST} more: pmtui export {reference} --shape external --scan"
        )
    things = "1 internal thing" if len(gone) == 1 else f"{len(gone)} internal things"
    return "\n".join(
        (
            f"Plain words stand for {things} in the message for customers:",
            *lines,
            f"Keep one that customers may read with pmtui export {reference} --keep HASH.",
        )
    )


def left_in(out: Outgoing, flavour: str) -> tuple[str, ...]:
    """The personal data that nobody decided on and that leaves all the same, by kind."""
    masked = {f.hit.value_hash for f in out.masked}
    kinds = Counter(
        f.hit.kind
        for f in out.undecided
        if f.hit.group == "personal" and f.hit.value_hash not in masked
    )
    if not kinds:
        return ()
    parts = [f"{count} {kind}{_plural(kind) * (count != 1)}" for kind, count in kinds.items()]
    return (
        f"Left in: {', '.join(parts)}, since {flavour} is read back in; --personal mask masks them.",
    )


def _plural(kind: str) -> str:
    return "es" if kind.endswith("s") else "s"


def refusal(secrets: tuple[Found, ...], reference: str, pm: "Postmortem") -> str:
    """That nothing was written, and for which secrets nobody has decided."""
    lines = "\n".join(f"  {f.hit.value_hash}  {_line(f, pm)}" for f in secrets[:20])
    return (
        f"Nothing was written: {len(secrets)} likely secret{'s' * (len(secrets) != 1)} "
        f"undecided.\n{lines}\nDecide with pmtui export {reference} --mask HASH or --keep HASH."
    )
