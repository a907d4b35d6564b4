"""The folder of a team: stable names, bounded reading that follows no link, whole writing."""

import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path

from pmtui.digests import blake2b
from pmtui.domain.postmortem import Postmortem
from pmtui.domain.text import fold_name, sanitise
from pmtui.errors import PmtuiError, UsageError
from pmtui.files import write_file
from pmtui.schema.limits import MAX_BYTES
from pmtui.team.model import ATTRIBUTES, DOCUMENT, READABLE, NoFolder, Place
from pmtui.value import Value

_PLAIN_UID = re.compile(r"[a-z0-9]{8,64}")
_SLUG = 40
_MARKER = re.compile(rb"(?m)^(?:<{7} |={7}$|>{7} )")

GIT_ATTRIBUTES = (
    "# Written by pmtui: documents are merged by “pmtui sync”, never line by line.\n"
    f"{DOCUMENT} -merge text eol=lf\n"
    f"{READABLE} -merge text eol=lf\n"
)
"""Git leaves both sides of a document for `settling` to merge, and no markers in the files."""


class Unreadable(UsageError):
    """A document of the folder cannot be taken, as a sentence; everything else is."""


class Found(Value):
    """A document of the folder."""

    entry: str
    data: bytes

    @property
    def mark(self) -> str:
        """The digest by which a changed document is noticed."""
        return digest(self.data)


def digest(data: bytes) -> str:
    """The digest of a document's bytes."""
    return blake2b(data, digest_size=16).hexdigest()


def place_at(folder: str) -> Place:
    """The folder as it is named. Raises NoFolder where it is not there."""
    if not folder.strip():
        raise NoFolder(
            "No folder of a team is named. Set team_folder in the configuration (pmtui config "
            "path prints where that is), or name the folder with --to (share) or --from (sync)."
        )
    try:
        path = Path(folder).expanduser()
        there = path.is_dir()
    except (RuntimeError, ValueError) as error:
        raise NoFolder("That is not the name of a folder. Name another one.") from error
    if not there:
        raise NoFolder(
            f"The folder {path} is not there. Clone the team's repository to it, or create it."
        )
    return Place.at(path.resolve())


def short_uid(uid: str) -> str:
    """The part of a name that tells a postmortem from every other one of the same title."""
    if _PLAIN_UID.fullmatch(uid):
        return uid[:8]
    return blake2b(uid.encode(), digest_size=4).hexdigest()


def name_for(pm: Postmortem) -> str:
    """The name of a new directory: `2026-11-22-card-payments-failed-k3v9q2xa`; safe for any title."""
    day = pm.overview.incident_date
    head = day.isoformat() if day else "undated"
    slug = fold_name(pm.overview.title)[:_SLUG].strip("-")
    return f"{head}-{slug}-{short_uid(pm.uid)}"


def entries(place: Place) -> tuple[list[str], list[str]]:
    """The names of all directories that hold a document, and sentences on what is none."""
    names, problems = [], []
    try:
        with os.scandir(place.path) as found:
            rows = sorted(found, key=lambda e: e.name)
    except OSError as error:
        raise PmtuiError(
            f"The folder {place.path} cannot be read: {error.strerror}. Mend that and try again."
        ) from error
    for row in rows:
        if row.name.startswith("."):
            continue
        if row.is_symlink():
            if row.is_dir():
                problems.append(_left_out(row.name, "it is a symbolic link, which is not followed"))
        elif not row.name.isprintable():
            problems.append(_left_out(row.name, "its name holds what no name should. Rename it"))
        elif row.is_dir(follow_symlinks=False) and os.path.lexists(Path(row.path) / DOCUMENT):
            names.append(row.name)
    return names, problems


def read_entry(place: Place, entry: str) -> Found:
    """The document of one directory. Raises Unreadable with the reason as a sentence."""
    path = place.path / entry / DOCUMENT
    try:
        if path.parent.is_symlink():
            raise Unreadable(_left_out(entry, "it is a symbolic link, which is not followed"))
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        why = error.strerror or "the system gave no reason"
        if path.is_symlink():
            why = f"{DOCUMENT} is a symbolic link, which is not followed"
        raise Unreadable(_left_out(entry, why)) from error
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable(_left_out(entry, f"{DOCUMENT} is no ordinary file"))
        if status.st_size > MAX_BYTES:
            raise Unreadable(_left_out(entry, f"{DOCUMENT} is larger than {MAX_BYTES // 2**20} MB"))
        data = file.read(MAX_BYTES + 1)
    return Found(entry, data)


def has_markers(data: bytes) -> bool:
    """Whether a document holds the markers of an unfinished merge."""
    return len(_MARKER.findall(data[:MAX_BYTES])) >= 3


def _left_out(entry: str, why: str) -> str:
    return f"{shown(entry)} was left out: {why}. Everything else was read."


def shown(name: str) -> str:
    """A file's name as one safe line of a length to read."""
    clean = " ".join(sanitise(name.encode(errors="replace").decode(errors="replace")).text.split())
    return clean if len(clean) <= 80 else clean[:79] + "…"


def write_entry(place: Place, entry: str, document: bytes, readable: str) -> None:
    """Write both files where they differ. Raises PmtuiError.

    The document comes last: it is what others read, and it is there whole or as it was.
    """
    directory = place.path / entry
    if directory.is_symlink():
        raise UsageError(f"{directory} is a symbolic link, which is not followed. Remove it.")
    try:
        directory.mkdir(exist_ok=True)
    except OSError as error:
        raise PmtuiError(
            f"{directory} cannot be made: {error.strerror}. Nothing of it was shared."
        ) from error
    _write(directory / READABLE, readable.encode())
    _write(directory / DOCUMENT, document)


def write_attributes(place: Place) -> list[str]:
    """Tell git to leave merging documents to pmtui, where nobody said otherwise."""
    path = place.path / ATTRIBUTES
    if os.path.lexists(path):
        return [ATTRIBUTES] if is_ours(path) else []
    _write(path, GIT_ATTRIBUTES.encode())
    return [ATTRIBUTES]


def is_ours(path: Path) -> bool:
    """Whether the attributes are as we write them."""
    return not path.is_symlink() and path.read_bytes() == GIT_ATTRIBUTES.encode()


def _write(path: Path, data: bytes) -> None:
    if not path.is_symlink() and path.is_file() and path.read_bytes() == data:
        return
    write_file(path, data.decode(), force=True)
    # A team reads it: the mode of any other new file, where ours are private.
    path.chmod(0o666 & ~_umask())


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def twins(uids: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """By uid, the directories of a postmortem that lies in several."""
    found: dict[str, list[str]] = {}
    for uid, entry in uids:
        found.setdefault(uid, []).append(entry)
    return {uid: entries for uid, entries in found.items() if len(entries) > 1}
