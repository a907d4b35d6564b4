"""On what kind of disk a file lies; needs nothing but the system's list of mounts."""

from pathlib import Path

NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs"})


def is_network(kind: str) -> bool:
    """Whether a type of file system keeps its files on another machine, or may do so."""
    return kind in NETWORK or kind.startswith("fuse.")


def filesystem(path: Path, mounts: Path = Path("/proc/self/mountinfo")) -> str:
    """The type of the file system that holds a path, "" where the system does not tell."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    place = str(path.absolute())
    best, kind = "", ""
    for line in lines:
        left, _, right = line.partition(" - ")
        words = left.split()
        if len(words) < 5 or not right:
            continue
        root = words[4].encode(errors="surrogateescape").decode("unicode_escape", "replace")
        inside = place == root or place.startswith(root.rstrip("/") + "/")
        if inside and len(root) >= len(best):
            best, kind = root, right.split()[0]
    return kind
