"""Error texts that systems share, as data: of the C library, HTTP, TLS, databases, Kubernetes.

They stand in the middle of lines that differ, so they are looked for by themselves. An expression
is only run where one of its anchors stands in the lower-cased text; it is bounded.
"""

import re
from collections.abc import Iterator

_ERRORS: tuple[tuple[str, str, str], ...] = (
    ("no space left on device", "no space left|enospc", r"no space left on device|\benospc\b"),
    ("a full disk", "disk|disc", r"\bdis[ck] (?:is )?full\b|\bout of dis[ck] space"),
    (
        "connection refused",
        "connection refused|econnrefused",
        r"connection refused|\beconnrefused\b",
    ),
    (
        "connection reset",
        "connection reset|connection was reset|econnreset",
        r"connection (?:was )?reset|\beconnreset\b",
    ),
    (
        "connection timed out",
        "connect|etimedout",
        r"connection timed out|\bconnect(?:ion)? timeout|\betimedout\b",
    ),
    ("broken pipe", "broken pipe|epipe", r"broken pipe|\bepipe\b"),
    ("no route to host", "no route to|ehostunreach", r"no route to host|\behostunreach\b"),
    (
        "a host name that does not resolve",
        "no such host|resolve host|name or service|name resolution|nxdomain|servfail|enotfound",
        r"no such host|could not resolve host|name or service not known"
        r"|temporary failure in name resolution|\bnxdomain\b|\bservfail\b|\benotfound\b",
    ),
    (
        "too many open files",
        "too many open|emfile|enfile",
        r"too many open files|\bemfile\b|\benfile\b",
    ),
    (
        "permission denied",
        "permission denied|eacces|access denied|access is denied",
        r"permission denied|\beacces\b|\baccess (?:is )?denied",
    ),
    ("a read-only file system", "only file|erofs", r"read-?only file ?system|\berofs\b"),
    ("i/o timeout", "i/o timeout", r"\bi/o timeout"),
    ("deadline exceeded", "deadline", r"\bdeadline[_ ]exceeded"),
    (
        "out of memory",
        "memory|oom|enomem|heap space",
        r"\bout[ -]of[ -]memory\b|\boom[ -]?kill(?:ed|er)?\b|\bcannot allocate memory"
        r"|\benomem\b|\bjava heap space",
    ),
    ("a crash loop", "crash", r"\bcrash-?loop(?:ing|ed|s|backoff)?\b"),
    (
        "an image that cannot be pulled",
        "imagepull",
        r"errimagepull|imagepullbackoff",
    ),
    ("a node that is not ready", "notready", r"\bnodenotready\b|\bnotready\b"),
    ("PLEG is not healthy", "pleg", r"\bpleg is not healthy"),
    ("failed probes", "probe", r"\b(?:liveness|readiness)[^.\n]{0,20} probes? failed"),
    (
        "eviction of pods",
        "evict",
        r"\bpods?\b[^.\n]{0,30}\bevict(?:ed|ions?)\b|\bevict(?:ed|ions?)\b[^.\n]{0,20}\bpods?\b",
    ),
    (
        "an exceeded quota",
        "quota",
        r"\bquota exceeded|\bexceeded (?:its |the |our )?quota|\bover quota",
    ),
    ("a rate limit", "rate|too many requests", r"\brate[- ]limit(?:s|ed|ing)?\b|too many requests"),
    (
        "expiry of a certificate",
        "certificate|cert_has_expired",
        r"\bcertificates?\b[^.\n]{0,60}\bexpir(?:ed|y|es?|ing|ation)\b"
        r"|\bexpir(?:ed|ing)\b[^.\n]{0,40} certificates?\b|\bcert_has_expired",
    ),
    (
        "a certificate that is not trusted",
        "unknown authority|self-signed|self signed|verify failed",
        r"unknown authority|\bself[- ]signed certificate|certificate verify failed",
    ),
    ("a deadlock", "deadlock", r"\bdeadlock(?:s|ed)?\b"),
    (
        "connections used up",
        "pool|too many c|remaining connection",
        r"\bpool[^.\n]{0,20} exhaust(?:ed|ion)|\bexhaust(?:ed|ion)[^.\n]{0,20} connection pool"
        r"|too many connections|too many clients|remaining connection slots",
    ),
    ("replication lag", "replica", r"\breplication lag|\breplica(?:tion)?[^.\n]{0,20} behind\b"),
    (
        "a segmentation fault",
        "segmentation fault|segfault|sigsegv",
        r"segmentation fault|\bsegfault(?:ed|s)?\b|\bsigsegv\b",
    ),
    (
        "a null reference",
        "null|nil pointer",
        r"\bnullpointerexception\b|\bnil pointer dereference|\bnull reference",
    ),
    (
        "a stack overflow",
        "stackoverflowerror|stack overflow error|recursion depth",
        r"stackoverflowerror|stack overflow error|maximum recursion depth",
    ),
    (
        "a checksum that does not match",
        "mismatch|did not match",
        r"\b(?:checksum|hash|digest) (?:did not match|mismatch)",
    ),
    ("HTTP 401", "401", r"\b401(?: errors?\b| unauthori[sz]ed\b|s\b)"),
    ("HTTP 403", "403", r"\b403(?: errors?\b| forbidden\b|s\b)"),
    ("HTTP 404", "404", r"\b404(?: errors?\b| not found\b| responses?\b|s\b)"),
    ("HTTP 429", "429", r"\b429(?: errors?\b| too many\b|s\b)"),
    (
        "HTTP 500",
        "500|internal server error",
        r"\b500(?: errors?\b|s\b| internal)|\binternal server error",
    ),
    ("HTTP 502", "502|bad gateway", r"\b502(?: errors?\b|s\b)|\bbad gateway\b"),
    (
        "HTTP 503",
        "503|service unavailable",
        r"\b503(?: (?:http )?errors?\b| incidents?\b|s\b)|\bservice unavailable\b",
    ),
    ("HTTP 504", "504|gateway time", r"\b504(?: errors?\b|s\b)|\bgateway time-?out\b"),
)
"""What an error is called in a reason, its anchors, and how it is written, all in lower case."""

_KNOWN = tuple((name, tuple(a.split("|")), re.compile(regex)) for name, a, regex in _ERRORS)


def known_errors(text: str) -> Iterator[str]:
    """What the errors are called of which a text tells, each once."""
    text = text.lower()
    for name, anchors, regex in _KNOWN:
        if any(anchor in text for anchor in anchors) and regex.search(text):
            yield name


def is_status(name: str) -> bool:
    """Whether it only is an answer of HTTP, which many different faults give."""
    return name.startswith("HTTP ")
