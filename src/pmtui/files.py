"""Writing a file for a person: whole or not at all, private, never over something else.

The order of steps (temporary beside the target, fsync, link without clobbering) follows
Linux's and Darwin's guarantees for rename and link.
"""

import contextlib
import errno
import os
import stat
import tempfile
import time
from pathlib import Path

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.text import fold_name
from pmtui.errors import PmtuiError, UsageError
from pmtui.value import Value

PREFIX = ".pmtui-"
"""How temporary files begin, so that a start can sweep what a crash left behind."""

_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})


class Written(Value):
    """What was written, to be told in full."""

    path: Path
    size: int
    """Bytes."""


def default_name(pm: Postmortem, reference: str, suffix: str) -> str:
    """A safe file name from title and reference: `card-payments-failed-pm-7.md`.

    Whatever the title holds, the name has no path in it and does not begin like an option.
    """
    stem = fold_name(pm.overview.title)
    mark = fold_name(reference) if reference.strip() else fold_name(pm.uid[:8])
    return f"{stem}-{mark}{suffix}"


def free_path(path: Path) -> Path:
    """The path, or one with a number behind it: a new file never takes an earlier one's place."""
    candidate, number = path, 2
    while candidate.exists() or candidate.is_symlink():
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return candidate


def write_file(path: Path, text: str, *, force: bool = False) -> Written:
    """Write a text to a new file, readable by its owner only; with `force` also over a file.

    Raises UsageError where the target exists or is no ordinary file, PmtuiError where the disk
    or the permissions fail. In either case the target is what it was and no temporary is left.
    """
    target = path.absolute()
    _refuse_unsuitable(target, force)
    data = text.encode("utf-8")
    try:
        temporary = _write_beside(target, data)
    except OSError as error:
        raise _failed(target, error) from error
    try:
        if force:
            temporary.replace(target)
        else:
            _link(temporary, target, data)
    except FileExistsError as error:
        raise _exists(target) from error
    except OSError as error:
        raise _failed(target, error) from error
    finally:
        temporary.unlink(missing_ok=True)
    _sync_directory(target.parent)
    with contextlib.suppress(OSError):  # what another run left is no reason to fail
        sweep(target.parent)
    return Written(target, len(data))


def sweep(directory: Path, *, older_than: float = 3600.0) -> int:
    """Remove temporaries that a crash left in a directory; those younger (in seconds) may be live.

    Returns how many were removed; a directory that is not there holds none.
    """
    removed = 0
    if not directory.is_dir():
        return removed
    for left in directory.glob(f"{PREFIX}*"):
        status = left.lstat()
        if stat.S_ISREG(status.st_mode) and time.time() - status.st_mtime >= older_than:
            left.unlink(missing_ok=True)
            removed += 1
    return removed


def _refuse_unsuitable(target: Path, force: bool) -> None:
    if not target.parent.is_dir():
        raise UsageError(
            f"The directory {target.parent} does not exist. Create it, or choose another place."
        )
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise _failed(target, error) from error
    for check, what in _UNSUITABLE:
        if check(mode):
            raise UsageError(f"{target} is {what}. Name an ordinary file to write to.")
    if not force:
        raise _exists(target)


_UNSUITABLE = (
    (stat.S_ISLNK, "a symbolic link, which is not followed"),
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def _write_beside(target: Path, data: bytes) -> Path:
    """A temporary in the target's directory with the data on disk, mode 0600."""
    descriptor, name = tempfile.mkstemp(prefix=PREFIX, dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _link(temporary: Path, target: Path, data: bytes) -> None:
    """Give the temporary its name without taking anybody else's."""
    try:
        os.link(temporary, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _create(target, data)


def _create(target: Path, data: bytes) -> None:
    """Write in place where the file system knows no hard links."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    descriptor = os.open(target, flags, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _sync_directory(directory: Path) -> None:
    try:
        descriptor = os.open(directory, os.O_RDONLY)
    except PermissionError:
        return  # it may be written to and not listed; the file itself is on disk
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems cannot do this for a directory; the file itself is on disk.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise _failed(directory, error) from error
    finally:
        os.close(descriptor)


def _exists(target: Path) -> UsageError:
    return UsageError(f"{target} exists already. Use --force to replace it, or another name.")


def _failed(target: Path, error: OSError) -> PmtuiError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return PmtuiError(
            f"The disk of {target.parent} is full; nothing was written. Make room or choose "
            "another place."
        )
    if error.errno == errno.ENAMETOOLONG:
        return PmtuiError(f"The name {target.name[:40]}… is too long. Choose a shorter one.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return PmtuiError(
            f"{target.parent} may not be written to; nothing was written. Choose another place."
        )
    why = error.strerror or "the system gave no reason"
    return PmtuiError(f"{target} could not be written: {why}. Check the place and try again.")
