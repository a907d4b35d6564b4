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
pwd rg sar screen set sleep sort ss stat strings tac tail tcpdump telnet tmux top tr traceroute
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
    "service": "status",
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
_CHANGING = re.compile(
    r"(?<!\S)(?:-X ?(?:POST|PUT|PATCH|DELETE)|--request[ =](?:POST|PUT|PATCH|DELETE)|-d|--data\S{0,20}"
    r"|-delete|-exec|-i(?:\.\S{1,20})?(?= s)|--in-place)(?!\S)"
    r"|(?<![-=<\d&])>{1,2} {0,2}(?!/dev/null|&)\S"
)
"""Options, and a redirection into a file, by which a looking command changes something."""
_PREFIX = re.compile(
    r"(?:(?:(?:sudo|xargs|nice|watch|time|timeout|env|nohup|command)"
    r"(?: -[ugnIPLd] ?\S{1,40}| --?[\w=-]{1,40}| \d{1,8}[smh]?){0,6}|\w{1,40}=\S{0,200}) {1,8}){1,6}"
)
_PARTS = re.compile(r" {0,4}(?:&&|\|\||[;|]) {0,4}")
_LONGEST = 400


def only_looks(command: str) -> bool:
    """Whether every part of a command line is known to change nothing."""
    line = command[:_LONGEST].strip()
    if _CHANGING.search(line):
        return False
    return all(_looks(part) for part in _PARTS.split(line) if part.strip())


def _looks(part: str) -> bool:
    words = _PREFIX.sub("", part.strip(), count=1).split()
    if not words:
        return True
    name, rest = words[0].rpartition("/")[2], words[1:]
    if name in _CLOUDS:
        return any(_LOOKING_VERB.fullmatch(word) for word in rest)
    if name in _LOOKING_WORDS:
        asking = _LOOKING_WORDS[name].split()
        return _verb(rest, asking)
    if name == "ssh":
        return _looks(" ".join(_told(rest)))
    return name in _LOOKING or name in ("curl", "wget", "http") or not name.strip("#")


def _verb(words: list[str], asking: list[str]) -> bool:
    """Whether the verb, which may stand behind global options and their values, only asks.

    `service NAME status` has it last. Without any verb such a command prints its help.
    """
    if not words:
        return True
    for place, word in enumerate(words):
        if word in asking:
            return True
        before = words[place - 1] if place else ""
        if not word.startswith("-") and not (before.startswith("-") and "=" not in before):
            return words[-1] in asking and place == 0 and len(words) == 2
    return False


def _told(words: list[str]) -> list[str]:
    """What a remote shell is told: the words behind the host."""
    place = 0
    while place < len(words) and words[place].startswith("-"):
        place += 2 if words[place][1:2] in "iplFoJbcDEILmOQRSWw" and len(words[place]) == 2 else 1
    return [word.strip("'\"") for word in words[place + 1 :]]
