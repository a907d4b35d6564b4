"""Whether a found value can be a secret at all: placeholders, words, paths and digests are not."""

import math
import re
from collections import Counter

_PLACEHOLDER = re.compile(
    r"^[\s*•.x_#?-]{1,300}$|^[xX0]{3,300}$|^[<\[{$%@(!]|[{<]{2}|\$\{|\$\(|%\(|^(?:null|none|nil|true|false|"
    r"undefined|unset|empty|todo|tbd|n/a|redacted|masked|hidden|removed|changeme|change[_-]me|"
    r"example|sample|dummy|placeholder|secret|password|passwd|token|string|value|yes|no)$"
    r"|redacted|masked|your[_-]|[_-]here\b|^insert|^enter|^example|placeholder|\.{3}$|…|\*{3}",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"^(?:arn:|sha\d{1,3}[:-]|md5:|vault:|ssm:|secretsmanager:|op://|file:|https?://|/|\./|~/|"
    r"env[.:(]|os\.|process\.|self\.|config\.|settings\.|secrets?[./]|data\.|var\.|local\.|"
    r"projects/|keyring:|ref\+|kms:|0x[0-9a-f]{1,8}$)",
    re.IGNORECASE,
)
_CALL = re.compile(r"^[\w.]{1,100}(?:\(|\[)")
_IDENTIFIER = re.compile(r"^[a-z][a-z0-9]{0,30}(?:[_./:-][a-z0-9]{1,30}){0,12}$")
_CAMEL = re.compile(r"^[A-Za-z]{1,60}$")
_NUMBER = re.compile(r"^[+-]?[\d.,:/-]{1,40}[a-zA-Z%]{0,6}$")
_DATE = re.compile(r"^\d{4}-\d\d-\d\d(?:[T ][\d:.]{4,20}(?:Z|[+-]\d\d:?\d\d)?)?$")
_CONSTANT = re.compile(r"^[A-Z][A-Z0-9]{0,30}(?:_[A-Z0-9]{1,30}){0,8}$")


def no_placeholder(value: str) -> bool:
    """Whether a value is more than a placeholder or a reference to where the secret is."""
    return not _PLACEHOLDER.search(value) and not _POINTER.match(value)


def is_high(value: str) -> bool:
    """Whether a value looks random: digits among letters of many sorts."""
    return any(c.isdigit() for c in value) and len(set(value)) >= 8 and entropy(value) >= 3.0


def is_token(value: str) -> bool:
    """Whether a value after a name like `token` is one: long enough, and no word or number."""
    value = value.strip()
    if len(value) < 8 or not no_placeholder(value) or _CALL.match(value):
        return False
    if _NUMBER.match(value) or _DATE.match(value) or " " in value:
        return False
    if _CAMEL.match(value):
        return len(value) >= 20 and entropy(value) >= 3.5 and not value.islower()
    if _CONSTANT.match(value) and ("_" in value or not any(c.isdigit() for c in value)):
        return False
    if _IDENTIFIER.match(value):
        return _mixed(value)
    return any(c.isdigit() for c in value) or entropy(value) >= 3.5


def is_password(value: str) -> bool:
    """Whether a value after a name like `password` is one; shorter ones count, words do not."""
    value = value.strip()
    if len(value) < 5 or not no_placeholder(value) or _CALL.match(value) or _DATE.match(value):
        return False
    if " " in value or _CONSTANT.match(value) and "_" in value:
        return False
    if value.isalpha():
        return not (value.islower() or value.istitle() or value.isupper())
    if _IDENTIFIER.match(value) and not any(c.isdigit() for c in value):
        return False
    return any(c.isalnum() for c in value)


def entropy(value: str) -> float:
    """Shannon's entropy in bits a character."""
    total = len(value)
    return -sum(n / total * math.log2(n / total) for n in Counter(value).values())


def _mixed(value: str) -> bool:
    """Whether an identifier is rather a random string: digits inside its longest piece."""
    longest = max(re.split(r"[_./:-]", value), key=len)
    changes = sum(a.isdigit() != b.isdigit() for a, b in zip(longest, longest[1:], strict=False))
    return len(longest) >= 12 and changes >= 3
