"""Documents of the folder on their way into the store: new, changed, merged, refused, gone."""

from dataclasses import replace

from pmtui.domain.changes import diff
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.errors import PmtuiError, StoreError, UsageError
from pmtui.review.gate import GateRefused
from pmtui.review.model import Context
from pmtui.schema.document import read_document
from pmtui.store.deleting import Deleted, deleted
from pmtui.store.model import Committed, Loaded
from pmtui.store.shared import Act, Shared, base_of, note, note_gone, noting, read_shared
from pmtui.store.store import SYNC, Store
from pmtui.team.clashes import changed_values, in_words, kept_values, label_of
from pmtui.team.folder import Found, entries, has_markers, read_entry, shown, twins
from pmtui.team.merging import common, merged
from pmtui.team.model import Place, Told
from pmtui.team.redacting import title_of
from pmtui.value import Value


class _New(Value):
    """A document that differs from what was last seen."""

    found: Found
    value: Postmortem


def take_in_all(store: Store, place: Place, context: Context, told: Told) -> None:
    """Read every document that changed since the last look; each is taken whole or not at all."""
    known = read_shared(store, place.key)
    by_entry = {row.entry: row for row in known.values()}
    here = {s.uid for s in store.summaries()}
    as_seen = {u for u, row in known.items() if u in here and not row.gone} - told.settled.keys()
    names, problems = entries(place)
    told.problems += problems
    seen: list[tuple[str, str]] = []
    new: list[_New] = []
    for entry in names:
        try:
            found = read_entry(place, entry)
            row = by_entry.get(entry)
            if row is not None and row.uid in as_seen and row.mark == found.mark:
                seen.append((row.uid, entry))
                continue
            new.append(_New(found, document_of(found)))
            seen.append((new[-1].value.uid, entry))
        except UsageError as error:
            told.problems.append(str(error))
    double = twins(seen)
    for uid, where in double.items():
        title = next((title_of(n.value) for n in new if n.value.uid == uid), "a postmortem")
        told.problems.append(
            f"“{title}” lies in several directories ({', '.join(map(shown, where))}), so none was "
            "read. Delete all but one of them with git, then sync again."
        )
    gone = {d.uid: d for d in deleted(store)} if new else {}
    told.done += _passed_over([gone[n.value.uid] for n in new if n.value.uid in gone])
    for one in new:
        if one.value.uid in double or one.value.uid in gone:
            continue
        try:
            take_in(store, place, one.found, one.value, context, told)
        except StoreError:
            raise
        except PmtuiError as error:
            told.problems.append(f"{shown(one.found.entry)} was left out: {error}")
    _tell_gone(store, known, {uid for uid, _ in seen}, set(names), told)


def _passed_over(gone: list[Deleted]) -> list[str]:
    """Of what was deleted here, and still lies in the folder: that it was not taken in."""
    if not gone:
        return []
    names = ", ".join(one.name for one in gone[:3])
    names += f" and {len(gone) - 3} more" if len(gone) > 3 else ""
    what = "was deleted here, so it was" if len(gone) == 1 else "were deleted here, so they were"
    return [
        f"{names} {what} not taken in from the folder. pmtui undelete {gone[0].reference} brings "
        "it back with its history; the next sync then merges what colleagues wrote."
    ]


def document_of(found: Found) -> Postmortem:
    """The postmortem of a document. Raises UsageError with its directory and what is wrong."""
    if has_markers(found.data):
        raise UsageError(
            f"{shown(found.entry)} was left out: it holds the markers of an unfinished merge, and "
            "git knows of none. Bring one side back with git checkout COMMIT -- FILE, then sync."
        )
    try:
        return read_document(found.data)
    except UsageError as error:
        raise UsageError(f"{shown(found.entry)} was left out: {error}") from error


def take_in(
    store: Store, place: Place, found: Found, value: Postmortem, context: Context, told: Told
) -> None:
    """One document into the store: a new read-only one, a newer one, or merged into one's own."""
    where = Shared(value.uid, place.key, found.entry, found.mark)
    try:
        loaded = store.load(value.uid)
    except UsageError:
        made = store.create(
            value,
            label=f"from {place.label}",
            kind=SYNC,
            origin=place.label,
            context=context,
            also=noting(store, where, None),
        )
        told.done.append(f"{made.reference} {title_of(value)}: new, to read.")
        told.changed += 1
        return
    if loaded.origin:
        changes = diff(loaded.postmortem, value)
        if not changes:
            note(store, where, None)
            return
        store.commit(
            value.uid, new_id(), changes, loaded.seq, kind=SYNC, label=f"from {place.label}",
            context=context, also=noting(store, where, None),
        )  # fmt: skip
        told.done.append(f"{loaded.reference} {title_of(value)}: brought up to date.")
        told.changed += 1
        return
    merge_in(store, place, loaded, where, value, context, told)


def merge_in(
    store: Store,
    place: Place,
    loaded: Loaded,
    where: Shared,
    value: Postmortem,
    context: Context,
    told: Told,
) -> None:
    """A document into one's own postmortem; what it is becomes the base of the next time."""
    ours = loaded.postmortem
    base = base_of(store, where) or common(value, ours)
    both, conflicts = merged(base, value, ours)
    label = label_of(place.label, both, (*told.settled.pop(value.uid, ()), *conflicts))
    if both == ours and label == label_of(place.label, both, ()):
        note(store, where, value)
        return
    done, kept_status = _saved(store, loaded, both, noting(store, where, value), label, context)
    if both == ours:
        return  # only the history had to be told which values were not kept
    conflicts = (*conflicts, *done.conflicts)
    told.done.append(
        f"{loaded.reference} {title_of(done.postmortem)}: merged with what colleagues wrote"
        f"{in_words(conflicts)}."
    )
    told.done += kept_values(done.postmortem, conflicts)
    told.done += changed_values(ours, done.postmortem, conflicts)
    told.done += [*kept_status, *done.notices]
    told.changed += 1


def _saved(
    store: Store,
    loaded: Loaded,
    both: Postmortem,
    also: Act,
    label: str,
    context: Context,
) -> tuple[Committed, tuple[str, ...]]:
    def save(after: Postmortem) -> Committed:
        return store.commit(
            after.uid, new_id(), diff(loaded.postmortem, after), loaded.seq, kind=SYNC,
            label=label, context=context, also=also,
        )  # fmt: skip

    try:
        return save(both), ()
    except GateRefused as refusal:
        status = loaded.postmortem.review.status
        held = replace(
            both,
            review=replace(both.review, status=status, criteria_set=""),
            transitions=loaded.postmortem.transitions,
        )
        sentence = (
            f"{loaded.reference} was completed by a colleague; here it stays {status}, since "
            f"{len(refusal.findings)} findings bar completion. See pmtui check {loaded.reference}."
        )
        return save(held), (sentence,)


def _tell_gone(
    store: Store, known: dict[str, Shared], seen: set[str], names: set[str], told: Told
) -> None:
    summaries = {s.uid: s for s in store.summaries()}
    for uid, row in known.items():
        if uid in seen or row.gone or row.entry in names or uid not in summaries:
            continue
        note_gone(store, row)
        one = summaries[uid]
        told.done.append(
            f"{one.reference} {one.title or 'Untitled'}: no longer in the folder; its copy here "
            "stays."
        )
