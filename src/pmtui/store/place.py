"""On what kind of disk a file lies; needs nothing but the system's list of mounts."""

import os
from contextlib import suppress
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs"})

LOCKS_OF_ONE_MACHINE = frozenset(
    f"fuse.{name}" for name in ("sshfs", "rclone", "s3fs", "gcsfuse", "davfs2", "curlftpfs")
)
_LOCAL_LOCKS = {
    "nfs": frozenset({"nolock", "local_lock=all", "local_lock=posix"}),
    "nfs4": frozenset({"local_lock=all", "local_lock=posix"}),
    "cifs": frozenset({"nobrl"}),
    "smb3": frozenset({"nobrl"}),
}
"""Options of a mount with which locks are kept on the machine itself; see nfs(5), mount.cifs(8)."""


def is_network(kind: str) -> bool:
    """Whether a type of file system keeps its files on another machine, or may do so."""
    return kind in NETWORK or kind.startswith("fuse.")


def filesystem(path: Path, mounts: Path = MOUNTS) -> str:
    """The type of the file system that holds a path, "" where the system does not tell."""
    return _mount(path, mounts)[0]


def locks_here_only(path: Path, mounts: Path = MOUNTS) -> str:
    """The type of a file system whose locks other machines do not see, "" where they do.

    What sshfs and its like keep, the kernel of one machine keeps alone; NFS and SMB can be told to.
    """
    with suppress(OSError):
        if mounts == MOUNTS and os.major(path.stat().st_dev):
            return ""  # a disk of this machine: most are, and the list of mounts may be long
    kind, options = _mount(path, mounts)
    alone = kind in LOCKS_OF_ONE_MACHINE or bool(options & _LOCAL_LOCKS.get(kind, frozenset()))
    return kind if alone else ""


def _mount(path: Path, mounts: Path) -> tuple[str, frozenset[str]]:
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return "", frozenset()
    place = str(path.absolute())
    best, found = "", ""
    for line in lines:
        left, _, right = line.partition(" - ")
        words = left.split()
        if len(words) < 5 or not right:
            continue
        root = words[4].encode(errors="surrogateescape").decode("unicode_escape", "replace")
        inside = place == root or place.startswith(root.rstrip("/") + "/")
        if inside and len(root) >= len(best):
            best, found = root, right
    kind, _, rest = found.partition(" ")
    return kind, frozenset(rest.rpartition(" ")[2].split(","))
