"""Settling what git left with two sides: both are read from its index and merged as values.

The two files of a document are written anew and staged; a merge in which nothing else is open is
then concluded. What cannot be settled stays exactly as git left it.
"""

from datetime import datetime

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.rebase import Conflict
from pmtui.errors import UsageError
from pmtui.exporters import ExportOptions
from pmtui.exporters.document_json import render as render_document
from pmtui.review.model import Context
from pmtui.schema.document import read_document
from pmtui.schema.limits import MAX_BYTES
from pmtui.team.clashes import in_words, kept_values
from pmtui.team.folder import shown, write_entry
from pmtui.team.git import Git
from pmtui.team.merging import common, merged
from pmtui.team.model import DOCUMENT, READABLE, Place, Told
from pmtui.team.redacting import readable

_OURS = (DOCUMENT, READABLE)
_THEN = {
    "rebase": "git rebase --continue",
    "cherry-pick": "git cherry-pick --continue",
    "revert": "git revert --continue",
}


def settle(place: Place, git: Git, context: Context, now: datetime, told: Told) -> tuple[str, ...]:
    """Settle every unmerged document of the folder, and conclude the merge where nothing is left.

    What is left is answered in sentences; it stays as git left it.
    """
    unmerged = git.unmerged()
    if not unmerged:
        return ()
    staged: list[str] = []
    left: list[str] = []
    for entry in sorted({p.partition("/")[0] for p in unmerged if _is_ours(p)}):
        try:
            value, conflicts = _settle_entry(place, git, entry, unmerged, context, now)
        except UsageError as error:
            left.append(f"{shown(entry)} could not be settled: {error}")
            continue
        staged += [f"{entry}/{name}" for name in _OURS]
        told.done.append(f"{shown(entry)}: both sides are merged{in_words(conflicts)}.")
        told.done += kept_values(value, conflicts)
        told.settled.setdefault(value.uid, []).extend(conflicts)
    left += _others([p for p in unmerged if not _is_ours(p)])
    if not left:
        git.conclude(staged)
        if then := _THEN.get(git.state()):
            told.done.append(f"Nothing is left to merge; run {then} to go on.")
    elif staged:
        git.add(staged)
    return tuple(left)


def _others(paths: list[str]) -> list[str]:
    if not paths:
        return []
    names = ", ".join(shown(p.removeprefix(":/")) for p in paths[:3])
    more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
    return [
        f"Git could not merge {names}{more}, which pmtui does not write. Merge that by hand in the "
        "checkout, commit, and run pmtui sync again."
    ]


def _is_ours(path: str) -> bool:
    entry, _, name = path.partition("/")
    return bool(entry) and name in _OURS


def _settle_entry(
    place: Place,
    git: Git,
    entry: str,
    unmerged: dict[str, dict[int, str]],
    context: Context,
    now: datetime,
) -> tuple[Postmortem, tuple[Conflict, ...]]:
    stages = unmerged.get(f"{entry}/{DOCUMENT}")
    conflicts: tuple[Conflict, ...] = ()
    if stages is None:
        path = place.path / entry / DOCUMENT
        if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_BYTES:
            raise UsageError(f"its {DOCUMENT} is not there. Settle it with git.")
        value = read_document(path.read_bytes())
    else:
        ours, theirs = _side(git, stages.get(2)), _side(git, stages.get(3))
        try:
            base = _side(git, stages.get(1))
        except UsageError:
            base = None  # what both sides have in common does instead
        value, conflicts = _value(base, ours, theirs)
    document = render_document(value, ExportOptions(now=now)).encode()
    copy = read_document(document)
    if (place.path / entry / DOCUMENT).is_symlink():
        raise UsageError("it is a symbolic link, which is not followed. Settle it with git.")
    write_entry(place, entry, document, readable(copy, context, now))
    return value, conflicts


def _value(
    base: Postmortem | None, ours: Postmortem | None, theirs: Postmortem | None
) -> tuple[Postmortem, tuple[Conflict, ...]]:
    if ours is None or theirs is None:
        one = ours or theirs
        if one is None:
            raise UsageError("neither side of it is there. Settle it with git.")
        return one, ()  # deleted on one side, edited on the other: what was written stays
    if ours.uid != theirs.uid:
        raise UsageError("its two sides are two postmortems. Rename one of them with git mv.")
    if base is None or base.uid != ours.uid:
        base = common(theirs, ours)
    return merged(base, theirs, ours)


def _side(git: Git, blob: str | None) -> Postmortem | None:
    if blob is None:
        return None
    data = git.blob(blob, MAX_BYTES)
    if data is None:
        raise UsageError(f"one side is larger than {MAX_BYTES // 2**20} MB. Settle it with git.")
    return read_document(data)
