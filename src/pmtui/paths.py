"""Where pmtui keeps things: the store, backups, rescue files, the log and the configuration.

Directories are 0700 and files 0600. Overrides: the argument `--store`, then `PMTUI_STORE`,
`PMTUI_STATE` and `PMTUI_CONFIG`. Nothing of value lies in a cache or a shared temporary place.
"""

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pmtui.errors import StoreError

STORE_NAME = "pmtui.db"
"""The file name of a store in a directory that is given as such."""


class NoPlace(StoreError):
    """The environment offers no place to keep files in."""


def store_path(argument: str | Path | None = None, env: Mapping[str, str] = os.environ) -> Path:
    """The store's file: the argument, else `PMTUI_STORE`, else the user's data directory.

    A directory means the file `pmtui.db` in it. Raises NoPlace where there is no home.
    """
    given = str(argument or env.get("PMTUI_STORE", ""))
    if not given:
        return _resolved(_platform("user_data_path", "--store FILE or PMTUI_STORE") / STORE_NAME)
    path = _expanded(given)
    return _resolved(path / STORE_NAME if given.endswith(os.sep) or path.is_dir() else path)


def _resolved(path: Path) -> Path:
    """A store behind a symbolic link by its own name, so that it is followed once and for all."""
    if not path.is_symlink():
        return path
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path  # a link to itself: opening it says so


def state_dir(env: Mapping[str, str] = os.environ) -> Path:
    """The directory of backups, rescue files and the log. Raises NoPlace where there is no home."""
    given = env.get("PMTUI_STATE", "")
    return _expanded(given) if given else _platform("user_state_path", "PMTUI_STATE")


def backups_dir(store: Path, env: Mapping[str, str] = os.environ) -> Path:
    """The directory of the backups of one store; two stores never share one."""
    from pmtui.digests import blake2b

    where = os.path.abspath(store)  # noqa: PTH100 - the path as named, links unresolved
    mark = blake2b(where.encode(errors="surrogateescape"), digest_size=4).hexdigest()
    return state_dir(env) / "backups" / f"{store.stem}-{mark}"


def rescue_dirs(env: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Places for a rescue file, best first, that differ in what may be wrong with a disk."""
    places = []
    with suppress(NoPlace):
        places.append(state_dir(env) / "rescue")
    runtime = env.get("XDG_RUNTIME_DIR", "")
    if runtime and is_private(Path(runtime)):
        places.append(Path(runtime) / "pmtui")
    me = f"pmtui-{os.geteuid()}"
    places.append(Path("/dev/shm") / me)
    places.append(Path(env.get("TMPDIR") or "/tmp") / me)
    return tuple(places)


def log_path(env: Mapping[str, str] = os.environ) -> Path:
    """The log file, which never holds content of a postmortem."""
    return state_dir(env) / "pmtui.log"


def config_path(env: Mapping[str, str] = os.environ) -> Path:
    """The configuration file. Raises NoPlace where there is no home."""
    given = env.get("PMTUI_CONFIG", "")
    return (
        _expanded(given) if given else _platform("user_config_path", "PMTUI_CONFIG") / "config.toml"
    )


def make_private_dir(path: Path) -> Path:
    """Make a directory that only its owner may enter; an existing one stays as it is.

    Raises NoPlace with the reason where it cannot be made.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NoPlace(
            f"The directory {path} cannot be made ({error.strerror}). "
            "Name another place with --store FILE or PMTUI_STORE."
        ) from error
    return path


def is_private(path: Path) -> bool:
    """Whether a directory is a real one, ours, and closed to everybody else."""
    try:
        found = path.lstat()
    except OSError:
        return False
    mine = found.st_uid == os.geteuid()
    return stat.S_ISDIR(found.st_mode) and mine and not stat.S_IMODE(found.st_mode) & 0o077


def _platform(function: str, instead: str) -> Path:
    import platformdirs

    try:
        found: Path = getattr(platformdirs, function)("pmtui", appauthor=False)
    except (RuntimeError, KeyError, OSError) as error:
        raise NoPlace(
            f"This account has no home directory, so pmtui has no place for its files. "
            f"Name one with {instead}."
        ) from error
    if not found.is_absolute():
        raise NoPlace(f"The home directory is given as “{found}”. Set HOME, or name {instead}.")
    return found


def _expanded(given: str) -> Path:
    try:
        path = Path(given).expanduser()
    except RuntimeError as error:
        raise NoPlace(f"“{given}” names a home that is not known. Give a full path.") from error
    return Path(os.path.abspath(path))  # noqa: PTH100 - links stay as the user named them
