"""Error signatures: what a log line says once numbers, ids, hosts, paths and times are left out.

Two incidents that show one signature met the same error, whatever machine and moment it was.
"""

import re
from collections.abc import Iterator

LONGEST = 400
"""Characters of a line that are looked at."""
_FEWEST = 3
"""Different words that a signature has at least; fewer fit too many lines."""

_BAD = re.compile(
    r"\b(?:error|err|fail(?:ed|ure|ures|ing|s)?|exception|fatal|panic|crit(?:ical)?|emerg|alert"
    r"|warn(?:ing)?|timed?[ -]?out|timeout|refused|denied|forbidden|unauthori[sz]ed|rejected"
    r"|aborted|killed|oom\w{0,10}|exceeded|exhausted|expired|unable|cannot|could not|not found"
    r"|no such|unreachable|unavailable|unhealthy|back-?off|crash\w{0,20}|corrupt\w{0,6}|mismatch"
    r"|invalid|broken|deadlock|overflow|reset by|no space left|too many|traceback|segfault|lost"
    r"|evicted)\b",
    re.IGNORECASE,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?!\d)"
_SCHEME = r"(?:https?|wss?|ftp|tcp|udp|unix|postgres(?:ql)?|redis|amqps?|mysql|mongodb)"
_VARIES = (
    (r"\x1b\[[0-9;]{0,20}[A-Za-z]", ""),
    (rf"\b{_SCHEME}://[^\s\"'<>,;)]{{1,300}}", "‹url›"),
    (r"\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){0,8}", "‹address›"),
    (r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?(?:/\d{1,2})?\b", "‹host›"),
    (rf"\b\d{{4}}-\d\d-\d\d(?:[T ]{_CLOCK})?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?", "‹time›"),
    (
        rf"\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?{_MONTH} {{1,2}}\d{{1,2}}(?:,? \d{{4}})?"
        rf"(?:,? {_CLOCK})?",
        "‹time›",
    ),
    (rf"\b[IWEF]\d{{4}} {_CLOCK}", "‹time›"),  # klog
    (rf"\b{_CLOCK}(?: ?[ap]m\b)?", "‹time›"),
    (r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b", "‹id›"),
    (r"(?:\b[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F]{0,4}(?:%\w{1,16})?", "‹host›"),
    (r"(?<![\w‹.])(?:~|\.{1,2})?/[\w.@%+~:-]{1,100}(?:/[\w.@%+~:-]{0,100}){0,20}", "‹path›"),
    (r"\b[A-Za-z]:\\[^\s\"']{1,200}", "‹path›"),
    (r"\b[A-Za-z][\w-]{0,62}(?:\.[\w-]{1,63}){1,6}\.[a-z]{2,12}(?::\d{1,5})?\b", "‹host›"),
    (r"\b(?=[A-Za-z_.-]{1,80}\d)[A-Za-z]\w{0,60}(?:[-.]\w{1,60}){1,16}\b", "‹id›"),
    (r"\b0x[0-9a-fA-F]{1,64}\b", "‹id›"),
    (r"\b(?=[a-fA-F]{0,63}\d)[0-9a-fA-F]{7,64}\b", "‹id›"),
    (r"[+-]?\b\d[\d,.]{0,20}(?:[eE][+-]?\d{1,3})?(?: ?%|[A-Za-zµ]{1,4}\b)?", "#"),
    (r"\"[^\"\n]{1,200}\"|'[^'\n]{1,200}'|`[^`\n]{1,200}`|“[^”\n]{1,200}”", "‹text›"),
    (r"\s{1,400}", " "),
)
"""What varies between two lines of one error, in the order in which it is taken out."""

_STEPS = tuple((re.compile(pattern), to) for pattern, to in _VARIES)
_HEAD = re.compile(r"^(?:[\s|>*#•–—-]|\[[^\]]{0,60}\]|‹time›|\(\d{1,4}\)){1,12}")
_SYSLOG = re.compile(r"^(?:‹\w{2,8}›|[\w.-]{1,64}) ([A-Za-z][\w./-]{0,40})(?:\[[#\d]{1,8}\])?: ")
_WORD = re.compile(r"(?<!‹)\b[^\W\d_]{2,40}")


def signatures(text: str) -> Iterator[str]:
    """The signatures of the lines of a text that speak of an error."""
    for raw in text.splitlines():
        line = raw[:LONGEST]
        if _BAD.search(line) and (found := signature(line)):
            yield found


def signature(line: str) -> str:
    """One line with what varies left out, in lower case; "" where too little stays."""
    for pattern, to in _STEPS:
        line = pattern.sub(to, line)
    line = _HEAD.sub("", line, count=1)
    line = _SYSLOG.sub(r"\1: ", line, count=1).strip(" .|,;:-").casefold()
    return line if len(set(_WORD.findall(line))) >= _FEWEST else ""
