"""Which commands of a shell history only look at a machine, and which may have changed it.

What changed something during an incident is nearly always an event; what only looked rarely is. A
command that is not known is taken for one that changed something: folding it would hide a deed.
"""

import re

_LOOKERS = """
alias apropos awk bat cal cat cd clear column cut date df diff dig dmesg dstat du echo egrep env
exit export fg fgrep file find free grep groups head help hexdump history host hostname htop id
ifconfig iostat iotop jobs journalctl jq last lastlog less logout look ls lsblk lscpu lsof man
mkdir more mtr mpstat netstat nl nproc nslookup pgrep ping popd printenv printf ps pstree pushd
pwd rg sar screen sed set sleep sort ss stat strings tac tail tcpdump telnet tmux top tr traceroute
tracepath tree true type uname uniq uptime vmstat w wc whatis whereis which who whoami xxd yq
zcat zgrep zless
"""
_LOOKING = frozenset(_LOOKERS.split())
_LOOKING_WORDS = {
    "kubectl": "get describe logs top explain version config api-resources api-versions auth diff"
    " cluster-info wait port-forward",
    "oc": "get describe logs status whoami projects project version explain",
    "helm": "list ls status history get show search version template lint diff",
    "docker": "ps logs inspect images stats top version info events diff port search",
    "podman": "ps logs inspect images stats top version info events diff port search",
    "git": "status log diff show blame fetch branch remote shortlog grep reflog describe bisect rev-parse",
    "systemctl": "status list-units list-timers show cat is-active is-failed list-unit-files",
    "terraform": "plan show output validate version graph fmt providers",
    "nomad": "status logs node version",
    "consul": "members info catalog monitor",
    "vault": "status read list version",
    "apt": "list show search policy",
    "dpkg": "-l -L -s --list",
    "rpm": "-q -qa -qi -ql",
    "ip": "a addr link route r l neigh",
    "crontab": "-l",
    "redis-cli": "info ping monitor get keys ttl",
    "gh": "run pr status search issue",
    "pip": "list show freeze check",
    "npm": "ls list view outdated",
}
_LOOKING_VERB = re.compile(
    r"(?:describe|list|get|show|view|head|search|lookup|tail)(?:-[a-z-]{1,60})?|ls|status"
)
"""The part of a cloud's command line that only asks."""
_CLOUDS = frozenset(
    {"aws", "gcloud", "az", "doctl", "oci", "ibmcloud", "openstack", "flyctl", "heroku"}
)
_CHANGING = {
    "curl": r"(?<!\S)(?:-[a-zA-Z#]{0,8}[dFT]|--(?:data|form|json|upload-file)"
    r"|(?:-[a-zA-Z#]{0,8}X|--request)[ =]?+['\"]?+(?!GET|HEAD|OPTIONS))",
    "date": r"(?<!\S)(?:-s|--set)",
    "dmesg": r"(?<!\S)(?:-[a-zA-Z]{0,4}[cC]|--clear|--read-clear)(?!\S)",
    "find": r"(?<!\S)-(?:delete|exec|ok)",
    "gh": r"(?<!\S)(?:run|pr|issue) (?!(?:list|view|status|checks|diff|watch)\b)",
    "git": r"(?<!\S)(?:-[dDmMf]|--delete|--move|--force|remote (?:add|remove|rm|rename|set-url))(?!\S)",
    "history": r"(?<!\S)-[cdw]",
    "http": r"(?<!\S)(?:POST|PUT|PATCH|DELETE)(?!\S)|(?<!\S)[\w-]{1,40}:?=(?!=)",
    "ifconfig": r"^[^-\s]\S{0,40} ",
    "ip": r"(?<!\S)(?:add|append|change|del|delete|flush|replace|set)(?!\S)",
    "journalctl": r"(?<!\S)--(?:vacuum|rotate|flush)",
    "nomad": r"(?<!\S)node (?!status)",
    "sed": r"(?<!\S)-(?:[a-zA-Z]{0,4}i|-in-place)",
    "ss": r"(?<!\S)(?:-[a-zA-Z]{0,8}K|--kill)",
    "wget": r"(?<!\S)--(?:post|method|body)",
}
"""Words by which a command that otherwise looks changes something."""
_WRITING = re.compile(r"(?<![-=<\d&])>{1,2} {0,2}(?!/dev/null|&)\S")
"""A redirection into a file."""
_PREFIX = re.compile(
    r"(?:(?:sudo(?: -[ug] ?\S{1,40}| --?[\w=-]{1,40}){0,6}"
    r"|(?:xargs|nice|watch|time|timeout|env|nohup|command)"
    r"(?: -[unIPLd] ?\S{1,40}| --?[\w=-]{1,40}| \d{1,8}[smh]?){0,6}|\w{1,40}=\S{0,200}) {1,8}){1,6}"
)
_PARTS = re.compile(r" {0,4}(?:&&|\|\||[;|]) {0,4}")
_LONGEST = 400


def only_looks(command: str) -> bool:
    """Whether every part of a command line is known to change nothing."""
    line = command[:_LONGEST].strip()
    if _WRITING.search(line):
        return False
    return all(_looks(part) for part in _PARTS.split(line) if part.strip())


def _looks(part: str) -> bool:
    part = part.strip()
    prefix = _PREFIX.match(part)
    words = part[prefix.end() if prefix else 0 :].split()
    if not words:
        return True
    name, rest = words[0].rpartition("/")[2], words[1:]
    if name in _CHANGING and re.search(_CHANGING[name], " ".join(rest)):
        return False
    if name in _CLOUDS:
        return any(_LOOKING_VERB.fullmatch(word) for word, value in _told_apart(rest) if not value)
    if name in _LOOKING_WORDS:
        return _verb(rest, _LOOKING_WORDS[name].split())
    if name == "service":
        return rest[-1:] == ["status"]
    if name == "ssh":
        return _looks(" ".join(_told(rest)))
    return name in _LOOKING or name in ("curl", "wget", "http") or not name.strip("#")


def _told_apart(words: list[str]) -> list[tuple[str, bool]]:
    """Words, and whether each may be the value of the option before it."""
    before = ["", *words]
    return [
        (word, last.startswith("-") and "=" not in last)
        for last, word in zip(before, words, strict=False)
    ]


def _verb(words: list[str], asking: list[str]) -> bool:
    """Whether the verb, which may stand behind global options and their values, only asks.

    Without any verb such a command prints its help.
    """
    for word, value in _told_apart(words):
        if word in asking:
            return True
        if not word.startswith("-") and not value:
            return False
    return not words


def _told(words: list[str]) -> list[str]:
    """What a remote shell is told: the words behind the host."""
    place = 0
    while place < len(words) and words[place].startswith("-"):
        place += 2 if words[place][1:2] in "iplFoJbcDEILmOQRSWw" and len(words[place]) == 2 else 1
    return [word.strip("'\"") for word in words[place + 1 :]]
