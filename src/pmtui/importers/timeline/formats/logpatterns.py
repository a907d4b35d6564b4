"""The shapes of log lines: where the time stands and which parts it has.

Each pattern has a group `t` (the time as written, the key of a cache) and a group `r` (the rest of
the line); the named parts inside `t` are read by `logs.stamp_from`. Quantifiers are bounded.
"""

import re
from dataclasses import dataclass

_MON = r"(?P<mon>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_CLOCK = r"(?P<h>\d\d):(?P<mi>\d\d):(?P<s>\d\d)"
_FRACTION = r"(?:[.,](?P<f>\d{1,9}))?"
_WDAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_LABEL = (
    r"(?:Z(?![A-Za-z])|UTC(?:[+-]\d{1,2})?|GMT(?:[+-]\d{1,2})?|C[ES]T|CEST|[EPM][SD]T|CDT|BST|IST"
    r"|EEST|EET|MSK|JST|KST|A[EC][SD]T|SGT)(?![A-Za-z0-9])"
)
_ZONE = rf"(?:[ ]?(?P<z>[+-]\d\d:?\d\d(?![\d:])|{_LABEL}))?"
_LEVEL = r"(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|CRIT(?:ICAL)?|FATAL|SEVERE|ALERT)"
_YMD = r"(?P<y>\d{4})-(?P<mo>\d\d)-(?P<d>\d\d)"
_AP = r"(?:[ ]?(?P<ap>[AaPp])\.?[Mm]\b\.?)?"


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape of log line. `order`: day and month are all digits and have to be told apart."""

    name: str
    pattern: re.Pattern[str]
    order: bool = False


def _shape(name: str, pattern: str, order: bool = False) -> Shape:
    return Shape(name, re.compile(pattern), order)


SHAPES: tuple[Shape, ...] = (
    _shape(
        "syslog",
        rf"(?:<\d{{1,3}}>|\d{{1,9}}: |[*.])?(?P<t>{_MON} {{1,2}}(?P<d>\d{{1,2}}) (?:(?P<y>\d{{4}}) )?"
        rf"{_CLOCK}{_FRACTION}(?: (?P<y2>20\d\d)(?= ))?{_ZONE}):? (?P<r>.*)",
    ),
    _shape(
        "syslog",
        rf"(?P<t>(?P<mo>[01]?\d)\u6708 {{1,2}}(?P<d>\d{{1,2}}) {_CLOCK}{_FRACTION}) (?P<r>.*)",
    ),
    _shape(
        "rfc5424",
        rf"<\d{{1,3}}>\d{{1,2}} (?P<t>{_YMD}T{_CLOCK}{_FRACTION}{_ZONE}) (?P<r>.*)",
    ),
    _shape(
        "cri",
        rf"(?P<t>{_YMD}T{_CLOCK}{_FRACTION}{_ZONE}) (?P<stream>stdout|stderr) [FP] (?P<r>.*)",
    ),
    _shape(
        "tornado",
        rf"\[(?P<l>[DIWEC]) (?P<t>(?:{_YMD} |(?P<yy>\d\d)(?P<mm>\d\d)(?P<dd>\d\d) )?"
        rf"{_CLOCK}{_FRACTION}) (?P<r>.*)",
    ),
    _shape(
        "iso",
        rf"[\[(\"']?(?P<t>{_YMD}(?:[T _]|, ?| - )(?P<h>\d?\d):(?P<mi>\d\d):(?P<s>\d\d)"
        rf"(?:[.,:](?P<f>\d{{1,9}}))?(?:[ ](?P<ap>[AP])M\b)?{_ZONE})[\])\"']?[,:]?(?P<r>(?:(?![.,]\d)[\s|,\[-].*)?$)",
    ),
    _shape(
        "slashes",
        rf"\[?(?P<t>(?P<y>\d{{4}})[/.](?P<mo>\d\d)[/.](?P<d>\d\d)[ -]{_CLOCK}{_FRACTION}{_ZONE})"
        rf"\]?:? (?P<r>.*)",
    ),
    _shape(
        "apache-error",
        rf"\[(?P<t>{_WDAY} {_MON} {{1,2}}(?P<d>\d{{1,2}}) {_CLOCK}{_FRACTION} (?P<y>\d{{4}}))\]"
        rf"(?P<r>.*)",
    ),
    _shape(
        "ctime",
        rf"(?P<t>{_WDAY},? {_MON} {{1,2}}(?P<d>\d{{1,2}}) {_CLOCK}{_FRACTION}{_ZONE} (?P<y>\d{{4}}))"
        rf"\b:?(?P<r>(?: .*)?$)",
    ),
    _shape(
        "weekday-iso",
        rf"(?P<t>{_WDAY} {_YMD} {_CLOCK}{_FRACTION}{_ZONE}):? (?P<r>.*)",
    ),
    _shape(
        "access",
        rf"(?P<p>[^\[\]]{{3,300}}?)\[(?P<t>(?P<d>\d\d)/{_MON}/(?P<y>\d{{4}}):{_CLOCK}"
        rf"{_FRACTION}(?: (?P<z>[+-]\d{{4}}))?)\](?P<r>.*)",
    ),
    _shape(
        "klog",
        rf"(?P<l>[IWEF])(?P<t>(?P<mo>\d\d)(?P<d>\d\d) {_CLOCK}\.(?P<f>\d{{1,6}})) +(?P<r>\d.*)",
    ),
    _shape(
        "audit",
        r"(?P<p>(?:node=\S{1,80} )?type=\w{1,40} msg=audit)\((?P<t>(?P<epoch>\d{10}\.\d{3})):\d{1,12}\):"
        r"(?P<r>.*)",
    ),
    _shape("dmesg", r"(?:<\d{1,3}>)?\[(?P<t> {0,8}(?P<up>\d{1,8})\.(?P<f>\d{6}))\](?P<r>.*)"),
    _shape(
        "logfmt",
        rf"(?P<p>(?:[\w.]{{1,30}}=(?:\"[^\"]{{0,200}}\"|[^\s\"]{{1,200}}) ){{0,4}})"
        rf"(?:time|ts|t|timestamp|at|date|@timestamp)=\"?(?P<t>{_YMD}[T ]{_CLOCK}{_FRACTION}{_ZONE})"
        rf"\"? (?P<r>.*)",
    ),
    _shape(
        "log-epoch-field",
        r"(?P<p>(?:[\w.]{1,30}=(?:\"[^\"]{0,200}\"|[^\s\"]{1,200}) ){0,4})"
        r"(?:time|ts|t|timestamp|at)=\"?(?P<t>(?P<epoch>1\d{9}(?:\.\d{1,9})?))\"? (?P<r>.*)",
    ),
    _shape(
        "day-month",
        rf"(?P<p>\d{{1,7}}:[A-Z] )?\[?(?P<t>(?P<d>\d{{1,2}})[ -/]{_MON}[a-z]{{0,6}}[ -/]"
        rf"(?P<y>\d{{4}})[ :,]{{1,2}}(?P<h>\d{{1,2}}):(?P<mi>\d\d):(?P<s>\d\d){_FRACTION}{_AP}{_ZONE})"
        rf"\]?:? (?P<r>.*)",
    ),
    _shape(
        "month-day",
        rf"(?P<t>{_MON}[a-z]{{0,6}} (?P<d>\d{{1,2}}), (?P<y>\d{{4}}),? (?P<h>\d{{1,2}}):(?P<mi>\d\d)"
        rf":(?P<s>\d\d){_FRACTION}{_AP}{_ZONE}):? (?P<r>.*)",
    ),
    _shape(
        "compact",
        rf"(?P<t>(?P<yy>\d\d)(?P<mm>\d\d)(?P<dd>\d\d) (?P<hh>\d\d)(?P<nn>\d\d)(?P<ss>\d\d)) "
        rf"(?P<r>(?:\d{{1,9}} )?{_LEVEL}\b.*)",
    ),
    _shape(
        "compact",
        r"(?P<t>(?P<y>20\d\d)(?P<mo>\d\d)(?P<d>\d\d)[-T_ ](?P<h>\d{1,2}):(?P<mi>\d{1,2}):(?P<s>\d{1,2})"
        rf"(?:[.,:](?P<f>\d{{1,9}}))?{_ZONE})(?P<r>[ |:\]].*)",
    ),
    _shape(
        "compact",
        r"(?P<t>(?P<y>20\d\d)(?P<mo>\d\d)(?P<d>\d\d)T(?P<h>\d\d)(?P<mi>\d\d)(?P<s>\d\d)"
        rf"{_FRACTION}{_ZONE})(?P<r>[ |:\]].*)",
    ),
    _shape(
        "short-year",
        rf"(?P<t>(?P<yy>\d\d)/(?P<mm>\d\d)/(?P<dd>\d\d) {_CLOCK}{_FRACTION}) (?P<r>{_LEVEL}\b.*)",
    ),
    _shape(
        "report",
        rf"=[A-Z ]{{3,20}} REPORT==== (?P<t>(?P<d>\d{{1,2}})-{_MON}-(?P<y>\d{{4}})::{_CLOCK}{_FRACTION}{_ZONE})"
        r"(?: UTC)? ===(?P<r>.*)",
    ),
    _shape(
        "logcat",
        rf"(?P<t>(?P<mo>[01]\d)-(?P<d>[0-3]\d) {_CLOCK}\.(?P<f>\d{{3,6}})) (?P<r>.*)",
    ),
    _shape(
        "dotted-day",
        rf"\[(?P<t>(?P<mo>[01]\d)\.(?P<d>[0-3]\d) {_CLOCK}{_FRACTION})\](?P<r>.*)",
    ),
    _shape(
        "numeric-day",
        rf"\[?(?P<t>(?P<a>\d{{1,2}})(?P<sep>[/.-])(?P<b>\d{{1,2}})(?P=sep)(?P<y>\d{{4}}),?[ ]{{1,2}}"
        rf"(?P<h>\d{{1,2}}):(?P<mi>\d\d):(?P<s>\d\d){_FRACTION}{_AP}{_ZONE})\]?[:,]? (?P<r>.*)",
        order=True,
    ),
    _shape(
        "iso",
        rf"(?![-*+\u2022>#|] |\d{{1,3}}[.)] )(?P<p>(?:[A-Z]{{3,8}}:|{_LEVEL} {{1,5}}\[[^\]\n]{{1,60}}\] |\S{{1,80}}(?: {{1,12}}\|)? ))"
        rf"\[?(?P<t>{_YMD}[T ]{_CLOCK}{_FRACTION}{_ZONE})(?: #\d{{1,9}})?\]?[ :](?P<r>.*)",
    ),
    _shape(
        "iso",
        rf"(?P<p>(?:[\w.-]{{1,40}}(?:::|\|[ ]?)){{1,4}})(?P<t>{_YMD}[T ]{_CLOCK}{_FRACTION}{_ZONE})"
        rf"[ ]?(?:::|\|)(?P<r>.*)",
    ),
    _shape(
        "epoch",
        r"(?P<p>(?:[^\s\d]\S{0,30} )?)\[?(?P<t>(?P<epoch>1\d{9}(?:\.\d{1,9})?|1\d{12}|1\d{15}|1\d{18}))\]?"
        r"[ \t:,|](?:\d{4}[.-]\d\d[.-]\d\d )?(?P<r>.*)",
    ),
    _shape(
        "epoch",
        r"(?P<p>(?:\S{1,60} ){2,6})(?P<t>(?P<epoch>1\d{9})) (?P<r>.*)",
    ),
    _shape(
        "apache-error",
        rf"(?P<p>[^\n]{{3,200}}?)\[(?P<t>{_WDAY} {_MON} {{1,2}}(?P<d>\d{{1,2}}) {_CLOCK}{_FRACTION}"
        rf" (?P<y>\d{{4}}))\](?P<r>.*)",
    ),
    _shape(
        "clock",
        rf"\[?(?P<t>{_CLOCK}{_FRACTION})\]? (?P<r>(?:\[[^\]\n]{{1,80}}\] {{0,2}})?(?:\[?{_LEVEL}\b|\|-).*)",
    ),
)
"""In order of trial; the shape that matched last is tried first."""

INNER = re.compile(
    rf"(?:^|[ {{,])(?:\"?(?:time|ts|timestamp)\"?[=:] ?\"?)(?P<t>{_YMD}[T ]{_CLOCK}{_FRACTION}{_ZONE})"
)
"""A second clock further right, of the application under a collector."""
