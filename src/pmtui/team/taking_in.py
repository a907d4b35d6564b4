"""Documents of the folder on their way into the store: new, changed, merged, refused, gone."""

from dataclasses import dataclass, replace

from pmtui.domain.changes import diff
from pmtui.domain.ids import new_id
from pmtui.domain.postmortem import Postmortem
from pmtui.errors import PmtuiError, StoreError, UsageError
from pmtui.review.gate import GateRefused
from pmtui.review.model import Context
from pmtui.schema.document import read_document
from pmtui.store.model import Committed, Loaded
from pmtui.store.shared import Shared, base_of, note, note_gone, noting, read_shared
from pmtui.store.store import SYNC, Store
from pmtui.team.folder import Found, entries, has_markers, read_entry, shown, twins
from pmtui.team.merging import common, merged
from pmtui.team.model import Place, Told
from pmtui.team.redacting import title_of
from pmtui.team.settling import in_words


@dataclass(frozen=True, slots=True)
class _New:
    """A document that differs from what was last seen."""

    found: Found
    value: Postmortem


def take_in_all(store: Store, place: Place, context: Context, told: Told) -> None:
    """Read every document that changed since the last look; each is taken whole or not at all."""
    known = read_shared(store, place.key)
    by_entry = {row.entry: row for row in known.values()}
    here = {s.uid for s in store.summaries()}
    names, problems = entries(place)
    told.problems += problems
    seen: list[tuple[str, str]] = []
    new: list[_New] = []
    for entry in names:
        try:
            found = read_entry(place, entry)
            row = by_entry.get(entry)
            if row is not None and row.mark == found.mark and not row.gone and row.uid in here:
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
    for one in new:
        if one.value.uid in double:
            continue
        try:
            take_in(store, place, one.found, one.value, context, told)
        except StoreError:
            raise
        except PmtuiError as error:
            told.problems.append(f"{shown(one.found.entry)} was left out: {error}")
    _tell_gone(store, known, {uid for uid, _ in seen}, set(names), told)


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
    if both == ours:
        note(store, where, value)
        return
    done, kept_status = _saved(store, place, loaded, where, value, both, context)
    words = in_words((*conflicts, *done.conflicts))
    told.done.append(
        f"{loaded.reference} {title_of(done.postmortem)}: merged with what colleagues wrote{words}."
    )
    told.done += [*kept_status, *done.notices]
    told.changed += 1


def _saved(
    store: Store,
    place: Place,
    loaded: Loaded,
    where: Shared,
    value: Postmortem,
    both: Postmortem,
    context: Context,
) -> tuple[Committed, tuple[str, ...]]:
    def save(after: Postmortem) -> Committed:
        return store.commit(
            after.uid, new_id(), diff(loaded.postmortem, after), loaded.seq, kind=SYNC,
            label=f"merged from {place.label}", context=context,
            also=noting(store, where, value),
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
