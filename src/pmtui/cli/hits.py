"""What was found on the way out: listed, decided on, and told in a sentence."""

from typing import TYPE_CHECKING

from pmtui.cli.common import CLOCK, commit, settings
from pmtui.cli.places import name_of
from pmtui.cli.speaking import emit, tell
from pmtui.config import author_name
from pmtui.errors import UsageError
from pmtui.exporters.outgoing import Outgoing
from pmtui.privacy import Decisions, Found, decide, decisions, scan_postmortem

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
    found = scan_postmortem(pm, vendor=True)
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


def listed(loaded: "Loaded") -> None:
    """Print every hit with its digest, what was decided, and where it stands."""
    found = scan_postmortem(loaded.postmortem, vendor=True)
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
    """What was masked, in one sentence with the way to see it."""
    if not out.masked:
        return ()
    secret = sum(f.hit.group == "secret" for f in out.masked)
    personal = len(out.masked) - secret
    parts = [
        f"{count} {word}{'s' * (count != 1)}"
        for count, word in ((secret, "likely secret"), (personal, "personal value"))
        if count
    ]
    return (
        f"Masked: {' and '.join(parts)}. pmtui export {reference} --scan lists them, --keep HASH "
        "keeps one.",
    )


def refusal(secrets: tuple[Found, ...], reference: str, pm: "Postmortem") -> str:
    """That nothing was written, and for which secrets nobody has decided."""
    lines = "\n".join(f"  {f.hit.value_hash}  {_line(f, pm)}" for f in secrets[:20])
    return (
        f"Nothing was written: {len(secrets)} likely secret{'s' * (len(secrets) != 1)} "
        f"undecided.\n{lines}\nDecide with pmtui export {reference} --mask HASH or --keep HASH."
    )
