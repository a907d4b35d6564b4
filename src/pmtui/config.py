"""The person's settings: a small TOML file, every mistake in it named with its nearest match."""

import difflib
import os
import pwd
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from pmtui.errors import UsageError
from pmtui.paths import config_path

THEMES = {
    "ansi": "ansi-dark",
    "dark": "textual-dark",
    "light": "textual-light",
    "high-contrast": "atom-one-dark",
}
"""The looks by the names people use; ansi takes the terminal's own 16 colours."""


@dataclass(frozen=True, slots=True)
class Config:
    """What a person may set; every setting has a default that works."""

    author: str = ""
    """Who writes: the name in history, waivers and transitions."""
    zone: str = ""
    """The time zone of new postmortems, an IANA name."""
    host: str = ""
    """How this machine is reached, for the ready-made ssh line of an export."""
    theme: str = "ansi"
    ascii: bool | None = None
    """Draw with plain characters; None decides by the locale."""
    mouse: bool = False
    keys: dict[str, str] = field(default_factory=dict)
    """Keys by command id; `pmtui keys` lists the ids."""
    warnings: tuple[str, ...] = ()


def load_config(path: Path | None = None) -> Config:
    """The settings, or the defaults where no file exists.

    A wrong value is left at its default and told in `warnings`. Raises UsageError where the file
    is not TOML at all.
    """
    path = path or config_path()
    if not path.is_file():
        return Config()
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"The configuration {path} cannot be read: {error}. Mend it.") from error
    return _checked(raw)


def _checked(raw: dict[str, Any]) -> Config:
    known = {f.name for f in fields(Config)} - {"warnings"}
    good: dict[str, Any] = {}
    warnings: list[str] = []
    for name, value in raw.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(known))}."
            warnings.append(f"The setting “{name}” is not known; {hint}")
        elif problem := _problem(name, value):
            warnings.append(f"The setting {name} {problem}; it is left at its default.")
        else:
            good[name] = value
    return Config(**good, warnings=tuple(warnings))


def _problem(name: str, value: Any) -> str:
    match name:
        case "ascii" | "mouse":
            return "" if isinstance(value, bool) else "is true or false"
        case "theme":
            return "" if value in THEMES else f"is one of {', '.join(THEMES)}"
        case "keys":
            fine = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
            return "" if fine else "is a table of command id = key"
        case "zone":
            return _zone_problem(value)
        case _:
            return "" if isinstance(value, str) else "is a text"


def _zone_problem(value: Any) -> str:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value)
    except (KeyError, ValueError, TypeError, OSError):
        return "is a time zone name like Europe/Berlin"
    return ""


def author_name(config: Config) -> str:
    """Who is writing: PMTUI_AUTHOR, the setting, or the person behind sudo and the login."""
    for name in (os.environ.get("PMTUI_AUTHOR"), config.author):
        if name:
            return name
    for variable in ("SUDO_USER", "LOGNAME", "USER"):
        if name := os.environ.get(variable):
            return name
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return f"uid {os.geteuid()}"


def this_host(config: Config) -> str:
    """How this machine is reached: as set, else the address of the connection, else its name."""
    if config.host:
        return config.host
    connection = os.environ.get("SSH_CONNECTION", "").split()
    if len(connection) == 4:
        return connection[2]
    return os.uname().nodename


def wants_ascii(config: Config) -> bool:
    """Whether to draw with plain characters: as set, else where the locale is not UTF-8."""
    if config.ascii is not None:
        return config.ascii
    locale = next(
        (v for n in ("LC_ALL", "LC_CTYPE", "LANG") if (v := os.environ.get(n))), ""
    ).lower()
    return "utf-8" not in locale and "utf8" not in locale
