"""`share`: masked copies of one's own postmortems into the folder, committed and pushed if asked."""

import os
from dataclasses import replace
from datetime import datetime

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Status
from pmtui.errors import StoreError, UsageError
from pmtui.review.model import Context
from pmtui.store.errors import OfSomebodyElse
from pmtui.store.model import Loaded
from pmtui.store.shared import Shared, note, read_shared
from pmtui.store.similar import called_of
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
from pmtui.team.redacting import Redacted, Redaction, redacted, title_of
from pmtui.team.settling import settle
from pmtui.team.syncing import bring_upstream, refuse_unfinished
from pmtui.team.taking_in import document_of, take_in, take_in_all
from pmtui.value import Value


class Wanted(Value, kw_only=True):
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
    out = _Out(store, place, wanted.redaction, context, now, told)
    for uid in wanted.uids:
        try:
            out.put(uid)
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


class _Out:
    """One share: the folder is listed once, however many are put into it."""

    def __init__(
        self,
        store: Store,
        place: Place,
        redaction: Redaction,
        context: Context,
        now: datetime,
        told: Told,
    ) -> None:
        self.store, self.place, self.redaction = store, place, redaction
        self.context, self.now, self.told = context, now, told
        self.names, _ = entries(place)
        self.rows = read_shared(store, place.key)

    def put(self, uid: str) -> None:
        """Bring in what colleagues changed of it, then write the copy where it differs."""
        loaded = self.store.load(uid)
        found = self._found(uid)
        row = self.rows.get(uid)
        known_here = row is not None and found is not None and row.mark == found.mark
        copy = self._copy(loaded)
        if found is not None and not known_here and found.data != copy.document:
            value = document_of(found)
            take_in(self.store, self.place, found, value, self.context, self.told)
            loaded = self.store.load(uid)
            copy = self._copy(loaded)
        title = title_of(copy.postmortem)
        # Named after the copy: a directory's name is as public as what lies in it.
        entry = found.entry if found is not None else self._new_entry(copy.postmortem)
        where = Shared(uid, self.place.key, entry, digest(copy.document))
        self.told.entries[entry] = title
        readable = self.place.path / entry / READABLE
        if found is not None and found.data == copy.document and os.path.lexists(readable):
            self.told.done.append(f"{loaded.reference} {title}: unchanged.")
            if not known_here:
                note(self.store, where, copy.postmortem)
            return
        write_entry(self.place, entry, copy.document, copy.readable)
        note(self.store, where, copy.postmortem)
        masked = f" ({copy.masked} masked)" if copy.masked else ""
        self.told.done.append(f"{loaded.reference} {title}: written to {entry}{masked}.")

    def _copy(self, loaded: Loaded) -> Redacted:
        key = f"pseudonyms:{loaded.postmortem.uid}"
        known = self.store.recall(key, {})
        wanted = replace(self.redaction, pseudonyms=known)
        pm = loaded.postmortem
        others = called_of(self.store, pm) if pm.related else {}
        copy = redacted(pm, wanted, self.context, self.now, others)
        if copy.pseudonyms != known:
            self.store.remember(key, copy.pseudonyms)
        return copy

    def _found(self, uid: str) -> Found | None:
        """The document of a postmortem, where the folder has one.

        It is found again by its uid, also where a colleague renamed the directory.
        """
        row = self.rows.get(uid)
        known = row.entry if row is not None else ""
        ending = f"-{short_uid(uid)}"
        near = [n for n in self.names if n == known or n.endswith(ending)]
        for name in sorted(near, key=lambda n: n != known):
            found = read_entry(self.place, name)
            if row is not None and (known, row.mark) == (name, found.mark):
                return found
            if document_of(found).uid == uid:
                return found
        return None

    def _new_entry(self, copy: Postmortem) -> str:
        """A directory that is nobody's: the one it had, else a new name."""
        row = self.rows.get(copy.uid)
        name = row.entry if row is not None else name_for(copy)
        number = 1
        free = name
        while os.path.lexists(self.place.path / free / DOCUMENT):
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
