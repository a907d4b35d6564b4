"""The person's settings: a small TOML file, every mistake in it named with its nearest match."""

import os
from dataclasses import field, fields
from pathlib import Path
from typing import Any

from pmtui.paths import NoPlace, config_path
from pmtui.value import Value

THEMES = {
    "ansi": "ansi-dark",
    "dark": "textual-dark",
    "light": "textual-light",
    "high-contrast": "atom-one-dark",
}
"""The looks by the names people use; ansi takes the terminal's own 16 colours."""

LARGEST = 100_000
"""Bytes of a configuration; a larger file is something else."""


class Config(Value):
    """What a person may set; every setting has a default that works."""

    author: str = ""
    """Who writes: the name in history, waivers and transitions."""
    zone: str = ""
    """The time zone of new postmortems, an IANA name."""
    host: str = ""
    """How this machine is reached, for the ready-made ssh line of an export."""
    theme: str = "ansi"
    """The looks, by a name in `THEMES`."""
    ascii: bool | None = None
    """Draw with plain characters; None decides by the locale."""
    mouse: bool = False
    """Whether clicks are ours; without, the terminal selects and copies as ever."""
    keys: dict[str, str] = field(default_factory=dict)
    """Keys by command id; `pmtui keys` lists the ids."""
    team_folder: str = ""
    """The folder that a team shares: a git checkout, or a plain one."""
    shared_accounts: tuple[str, ...] = ()
    """Logins of this machine that several people use, beside the usual ones (root, oncall, …)."""
    warnings: tuple[str, ...] = ()


def load_config(path: Path | None = None) -> Config:
    """The settings, or the defaults where there is no file or it cannot be read.

    A mistake never stops anybody from capturing an event: it is told in `warnings`, and what it
    was about is left at its default.
    """
    try:
        path = path or config_path()
    except NoPlace:
        return Config()  # without a home there is no configuration, and none is needed
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return Config()
    except OSError as error:
        return _unread(path, error.strerror or "the system gave no reason")
    if len(data) > LARGEST:
        return _unread(path, f"it is larger than {LARGEST} bytes")
    import tomllib

    try:
        return _checked(tomllib.loads(data.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:  # no text, no TOML, or a number beyond reading
        return _unread(path, str(error))


def _unread(path: Path, why: str) -> Config:
    sentence = (
        f"The configuration {path} cannot be read ({why}). Mend it; until then the defaults hold."
    )
    return Config(warnings=(sentence,))


def _checked(raw: dict[str, Any]) -> Config:
    known = {f.name for f in fields(Config)} - {"warnings"}
    good: dict[str, Any] = {}
    warnings: list[str] = []
    for name, value in raw.items():
        if name not in known:
            warnings.append(f"The setting “{_short(name)}” is not known; {_meant(name, known)}")
        elif problem := _problem(name, value):
            warnings.append(f"The setting {name} {problem}; it is left at its default.")
        else:
            good[name] = tuple(value) if isinstance(value, list) else value
    return Config(**good, warnings=tuple(warnings))


def _meant(name: str, known: set[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name[:60], sorted(known), 1)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(known))}."


def _short(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:60]}…"


def _problem(name: str, value: Any) -> str:
    match name:
        case "ascii" | "mouse":
            return "" if isinstance(value, bool) else "is true or false"
        case "theme":
            return (
                ""
                if isinstance(value, str) and value in THEMES
                else f"is one of {', '.join(THEMES)}"
            )
        case "keys":
            fine = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
            return "" if fine else "is a table of command id = key"
        case "shared_accounts":
            fine = isinstance(value, list) and all(isinstance(v, str) for v in value)
            return "" if fine else "is a list of login names"
        case "zone":
            return _zone_problem(value)
        case _:
            return "" if isinstance(value, str) else "is a text"


def _zone_problem(value: Any) -> str:
    if value == "":
        return ""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value)
    except (KeyError, ValueError, TypeError, OSError):
        return "is a time zone name like Europe/Berlin"
    return ""


def author_name(config: Config) -> str:
    """Who is writing: PMTUI_AUTHOR, the setting, or the person behind sudo and the login."""
    names = (
        os.environ.get("PMTUI_AUTHOR"),
        config.author,
        *(os.environ.get(n) for n in ("SUDO_USER", "LOGNAME", "USER")),
    )
    for name in names:
        if name and (clean := _one_line(name)):
            return clean
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return f"uid {os.geteuid()}"


def _one_line(name: str) -> str:
    """A name as one safe line of a length that a name can have."""
    if not name.isprintable():
        from pmtui.domain.text import sanitise

        name = sanitise(name).text
    return " ".join(name.split())[:200]


def shown(config: Config) -> str:
    """The settings as the text of a configuration file."""
    lines = []
    for f in fields(config):
        value = getattr(config, f.name)
        if f.name in ("warnings", "keys"):
            continue
        lines.append(f"# {f.name} is not set" if value is None else f"{f.name} = {_toml(value)}")
    if config.keys:
        lines += ["", "[keys]", *(f"{_toml(k)} = {_toml(v)}" for k, v in config.keys.items())]
    return "\n".join(lines) + "\n"


def _toml(value: str | bool | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    # A basic string of TOML is escaped as JSON is, but for DEL.
    import json

    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


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
    names = ("LC_ALL", "LANG") if _ctype_is_python_s() else ("LC_ALL", "LC_CTYPE", "LANG")
    locale = next((v for n in names if (v := os.environ.get(n))), "").lower()
    return "utf-8" not in locale and "utf8" not in locale


def _ctype_is_python_s() -> bool:
    """Whether Python itself set LC_CTYPE, as it does in a C locale (PEP 538)."""
    if os.environ.get("LC_CTYPE") not in ("C.UTF-8", "C.utf8"):
        return False
    if os.environ.get("LANG", "") not in ("", "C", "POSIX"):
        return False
    try:  # what the program was started with, where the system tells
        return b"\0LC_CTYPE=" not in b"\0" + Path("/proc/self/environ").read_bytes()
    except OSError:
        return True
