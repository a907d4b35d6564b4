"""Whose login this is: one person's, or one that several people share, where the name must be asked."""

import os

from pmtui.config import Config, author_name

GENERIC = frozenset({
    "root", "admin", "administrator", "oncall", "on-call", "on_call", "ops", "operator", "sre",
    "noc", "devops", "support", "incident", "deploy", "deployer", "service", "shared", "jenkins",
    "ec2-user", "ubuntu", "debian", "centos", "fedora", "rocky", "almalinux", "opc", "azureuser",
    "core", "pi", "vagrant",
})  # fmt: skip
"""Logins that images of systems and teams give to whoever comes."""

_NOBODY = 4294967295
"""The audit id of a process that nobody logged in for."""


def shared_login(config: Config) -> str:
    """The login, where it does not tell who is writing; "" where somebody is named.

    A name in PMTUI_AUTHOR, in the settings or behind sudo is somebody.
    """
    if os.environ.get("PMTUI_AUTHOR") or config.author:
        return ""
    name = author_name(config)
    shared = GENERIC | {login.casefold() for login in config.shared_accounts}
    return name if name.casefold() in shared else ""


def person_behind(config: Config) -> str:
    """Who logged in before becoming this account, as a name to suggest; "" where it cannot be told.

    After `sudo su - oncall` only the system still knows: the audit id, or the login of the terminal.
    """
    shared = GENERIC | {login.casefold() for login in config.shared_accounts}
    for name in (_audited(), _of_the_terminal()):
        if name and name.casefold() not in shared:
            return name
    return ""


def _audited() -> str:
    import pwd

    try:
        with open("/proc/self/loginuid", encoding="ascii") as file:  # noqa: PTH123
            uid = int(file.read())
        return "" if uid == _NOBODY else pwd.getpwuid(uid).pw_name
    except (OSError, ValueError, KeyError):
        return ""


def _of_the_terminal() -> str:
    try:
        return os.getlogin()
    except OSError:
        return ""


def how_to_say(login: str) -> str:
    """The sentence that asks on the command line."""
    return (
        f"The history says {login}, a login of several people; PMTUI_AUTHOR or --author says who."
    )
