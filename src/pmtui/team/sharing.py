"""`share`: masked copies of one's own postmortems into the folder, committed and pushed if asked."""

import os
from dataclasses import dataclass, replace
from datetime import datetime

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Status
from pmtui.errors import StoreError, UsageError
from pmtui.review.model import Context
from pmtui.store.errors import OfSomebodyElse
from pmtui.store.model import Loaded
from pmtui.store.shared import Shared, note, read_shared
from pmtui.store.store import Store
from pmtui.team.folder import (
    Found,
    digest,
    entries,
    name_for,
    read_entry,
    short_uid,
    write_attributes,
    write_entry,
)
from pmtui.team.git import Git, Rejected, git_of, refuse_detached
from pmtui.team.model import DOCUMENT, READABLE, NotNow, Place, Told
from pmtui.team.redacting import Redaction, redacted, title_of
from pmtui.team.settling import settle
from pmtui.team.syncing import bring_upstream, refuse_unfinished
from pmtui.team.taking_in import document_of, take_in, take_in_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to share and how."""

    uids: tuple[str, ...]
    redaction: Redaction
    push: bool = False
    message: str = ""


def all_complete(store: Store, place: Place) -> tuple[str, ...]:
    """One's own complete postmortems, but those that somebody took out of the folder."""
    gone = {uid for uid, row in read_shared(store, place.key).items() if row.gone}
    return tuple(
        s.uid
        for s in reversed(store.summaries())
        if s.status is Status.COMPLETE and not s.origin and s.uid not in gone
    )


def share(store: Store, place: Place, wanted: Wanted, *, context: Context, now: datetime) -> Told:
    """Write, commit, push. Raises NotNow and TeamTrouble; the store is then as it was.

    What colleagues changed meanwhile is merged in first, so that nothing of theirs is overwritten.
    """
    told = Told()
    for uid in wanted.uids:
        if (loaded := store.load(uid)).origin:
            raise OfSomebodyElse(loaded.refusal)
    git = git_of(place)
    if git is not None:
        if left := settle(place, git, context, now, told):
            raise NotNow(" ".join(left))
        refuse_unfinished(git)
        refuse_detached(git)
    for uid in wanted.uids:
        try:
            _put_out(store, place, uid, wanted.redaction, context, now, told)
        except StoreError:
            raise
        except UsageError as error:
            told.problems.append(str(error))
    if git is None:
        if wanted.push:
            told.problems.append(f"{place.path} is no git checkout, so nothing was pushed.")
        return told
    if told.entries:
        _commit(place, git, wanted.message, told)
    if wanted.push:
        _push(store, place, git, context, now, told)
    return told


def _commit(place: Place, git: Git, message: str, told: Told) -> None:
    # Also what an earlier share wrote and could not commit.
    paths = [f"{entry}/{name}" for entry in told.entries for name in (DOCUMENT, READABLE)]
    paths += write_attributes(place)
    git.add(paths)
    changed = git.staged(paths)
    if changed:
        titles = [t for entry, t in told.entries.items() if any(f"{entry}/" in p for p in changed)]
        git.commit(paths, message or message_for(titles))
        told.done.append("Committed.")


def message_for(titles: list[str]) -> str:
    """The message of a commit: one title, or how many and which."""
    if not titles:
        return "Let pmtui merge the postmortems here\n"
    if len(titles) == 1:
        return f"Postmortem: {titles[0]}\n"
    return f"Share {len(titles)} postmortems\n\n" + "".join(f"{title}\n" for title in titles)


def _put_out(
    store: Store,
    place: Place,
    uid: str,
    redaction: Redaction,
    context: Context,
    now: datetime,
    told: Told,
) -> None:
    loaded = store.load(uid)
    row = read_shared(store, place.key).get(uid)
    found = _lies_at(place, loaded, row)
    if found is not None and (row is None or row.mark != found.mark):
        take_in(store, place, found, document_of(found), context, told)
        loaded = store.load(uid)
    known = store.recall(f"pseudonyms:{uid}", {})
    copy = redacted(loaded.postmortem, replace(redaction, pseudonyms=known), context, now)
    if copy.pseudonyms != known:
        store.remember(f"pseudonyms:{uid}", copy.pseudonyms)
    title = title_of(copy.postmortem)
    # Named after the copy: a directory's name is as public as what lies in it.
    entry = found.entry if found is not None else _new_entry(place, copy.postmortem, row)
    told.entries[entry] = title
    where = Shared(uid, place.key, entry, digest(copy.document))
    if found is not None and found.data == copy.document and _is_readable_there(place, entry):
        told.done.append(f"{loaded.reference} {title}: unchanged.")
        if row is None or row.mark != found.mark:
            note(store, where, copy.postmortem)
        return
    write_entry(place, entry, copy.document, copy.readable)
    note(store, where, copy.postmortem)
    masked = f" ({copy.masked} masked)" if copy.masked else ""
    told.done.append(f"{loaded.reference} {title}: written to {entry}{masked}.")


def _is_readable_there(place: Place, entry: str) -> bool:
    return os.path.lexists(place.path / entry / READABLE)


def _lies_at(place: Place, loaded: Loaded, row: Shared | None) -> Found | None:
    """The document of a postmortem, where the folder has one.

    It is found again by its uid, also where a colleague renamed the directory.
    """
    uid = loaded.postmortem.uid
    names, _ = entries(place)
    known = row.entry if row is not None else ""
    ending = f"-{short_uid(uid)}"
    for name in sorted(names, key=lambda n: n != known):
        if name == known or name.endswith(ending):
            found = read_entry(place, name)
            if row is not None and (known, row.mark) == (name, found.mark):
                return found
            if document_of(found).uid == uid:
                return found
    return None


def _new_entry(place: Place, copy: Postmortem, row: Shared | None) -> str:
    """A directory that is nobody's: the one it had, else a new name."""
    name = row.entry if row is not None else name_for(copy)
    number = 1
    free = name
    while os.path.lexists(place.path / free / DOCUMENT):
        number += 1
        free = f"{name}-{number}"
    return free


def _push(
    store: Store, place: Place, git: Git, context: Context, now: datetime, told: Told
) -> None:
    upstream = git.upstream()
    if upstream is None:
        raise NotNow(
            f"The branch {git.branch()} follows no remote, so nothing was pushed; what was shared "
            f"is committed here. Set one with git push -u REMOTE {git.branch()}."
        )
    try:
        git.push(upstream)
    except Rejected:
        bring_upstream(place, git, context, now, told)
        take_in_all(store, place, context, told)
        try:
            git.push(upstream)
        except Rejected as again:
            raise NotNow(
                "Colleagues pushed at the same time, twice. What was shared is committed here; "
                "run pmtui share --push again."
            ) from again
    told.done.append("Pushed.")
