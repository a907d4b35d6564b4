"""Whether a found value can be a secret at all: placeholders, words, paths and digests are not."""

import math
import re
from collections import Counter

from pmtui.privacy.matching import lazily

_PLACEHOLDER = lazily(
    r"^[\s*•.x_#?-]{1,300}$|^[xX0]{3,300}$|^[<\[{$%@(!]|[{<]{2}|\$\{|\$\(|%\(|^(?:null|none|nil|true|false|"
    r"undefined|unset|empty|todo|tbd|n/a|redacted|masked|hidden|removed|changeme|change[_-]me|"
    r"example|sample|dummy|placeholder|secret|password|passwd|token|string|value|yes|no)$"
    r"|redacted|masked|your[_-]|[_-]here\b|^insert|^enter|^example|placeholder|\.{3}$|…|\*{3}",
    re.IGNORECASE,
)
_POINTER = lazily(
    r"^(?:arn:|sha\d{1,3}[:-]|md5:|vault:|ssm:|secretsmanager:|op://|file:|https?://|/|\./|~/|"
    r"env[.:(]|os\.|process\.|self\.|config\.|settings\.|secrets?[./]|data\.|var\.|local\.|"
    r"projects/|keyring:|ref\+|kms:|0x[0-9a-f]{1,8}$)",
    re.IGNORECASE,
)
_CALL = lazily(r"^[\w.]{1,100}(?:\(|\[)")
_IDENTIFIER = lazily(r"^[a-z][a-z0-9]{0,30}(?:[_./:-][a-z0-9]{1,30}){0,12}$")
_CAMEL = lazily(r"^[A-Za-z]{1,60}$")
_NUMBER = lazily(
    r"^[+-]?[\d.,:/-]{1,40}(?:%|x|[kmgt]?i?b(?:ytes?|its?)?(?:/s|ps)?|[nuµm]?s|secs?|seconds?|mins?|"
    r"minutes?|hr?s?|hours?|d|days?|w|weeks?|[a-z]{1,2}|[rqt]ps|tokens?|times?|calls?|lines?|rows?|"
    r"users?|words?|items?|chars?)?$",
    re.IGNORECASE,
)
"""A number, or an amount with its unit."""
_DATE = lazily(r"^\d{4}-\d\d-\d\d(?:[T ][\d:.]{4,20}(?:Z|[+-]\d\d:?\d\d)?)?$")
_CONSTANT = lazily(r"^[A-Z][A-Z0-9]{0,30}(?:_[A-Z0-9]{1,30}){0,8}$")

_MARKS = frozenset("!@#$%^&*+=?~|<>{}\\")
"""What stands in passwords, and seldom in names of machines, files and versions."""
_OPERATORS = frozenset("/=<>{}|")
_ADDRESS = lazily(r"://|^www\.|^[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,}$|^[#@&]|[()\[\]{}]")
_ORDINARY = lazily(
    r"^v?\d{1,6}(?:[.:]\d{1,6}){1,4}\w{0,12}$|^[~<>=+-]?\d[\d.,:/-]{0,20}[A-Za-z%/]{0,5}$"
    r"|^\d{1,9}-?(?:characters?|chars?|minutes?|seconds?|hours?|days?|weeks?|bytes?|digits?)$"
    r"|^\d{4}-\d\d-\d\d|^\d{1,9}-[a-z]{1,12}(?:-[a-z]{1,12})?$|^(?-i:[A-Z]{2,10}-\d{1,7})$"
    r"|^[\w.-]{1,60}\.(?:[a-z]{2,12})(?::\d{1,5})?$|^[\w.~-]{0,60}/[\w./-]{1,200}$"
    r"|-(?:[a-z]{2,20}ed|only|bit|able|free|less|like|safe|compliant|style)$"
    r"|^(?:o?auth|saml|https?|ipv|sha|base|md|rsa|aes|tls|ssl|ntlm|argon|bcrypt|utf|log|python|java|"
    r"postgres(?:ql)?|mysql|redis|kafka|windows|ubuntu|debian|centos|rhel|es|k|sso|mfa)[v-]?\d{1,5}s?$",
    re.IGNORECASE,
)
"""Times, numbers, versions, hosts, files, tickets, and names that end in a number."""
_TALK = frozenset(
    ("a", "an", "the", "is", "are", "was", "were", "be", "been", "not", "no", "for", "to",
     "in", "on", "of", "has", "have", "had", "must", "should", "can", "cannot", "does", "do",
     "did", "with", "your", "this", "that", "it", "expired", "invalid", "incorrect", "wrong",
     "required", "missing", "unknown", "rotated", "changed", "reset", "please", "user",
     "users", "only")
)  # fmt: skip
"""Words of a message about a secret; a phrase that is one holds none of them."""


def no_placeholder(value: str) -> bool:
    """Whether a value is more than a placeholder or a reference to where the secret is."""
    return not _PLACEHOLDER().search(value) and not _POINTER().match(value)


_DEFAULTS = frozenset({"password", "passwd", "secret", "changeme"})
"""Words that stand for a password, and that machines are delivered with as one."""


def no_reference(value: str) -> bool:
    """Whether a value is written out: `password` may be one, `${PASSWORD}` and `***` are none."""
    return value.lower() in _DEFAULTS or no_placeholder(value)


def is_artifactory(value: str) -> bool:
    """Whether a value with the beginning of such a token is one: `AKC` begins no word at all."""
    return value.startswith("AKC") or is_high(value)


def is_high(value: str) -> bool:
    """Whether a value looks random: digits among letters of many sorts."""
    return any(c.isdigit() for c in value) and len(set(value)) >= 8 and entropy(value) >= 3.0


def is_token(value: str) -> bool:
    """Whether a value after a name like `token` is one: long enough, and no word or number."""
    value = value.strip()
    if len(value) < 8 or not no_placeholder(value) or _CALL().match(value):
        return False
    if _NUMBER().match(value) or _DATE().match(value) or " " in value:
        return False
    if _CAMEL().match(value):
        return len(value) >= 20 and entropy(value) >= 3.5 and not value.islower()
    if _CONSTANT().match(value) and ("_" in value or not any(c.isdigit() for c in value)):
        return False
    if _IDENTIFIER().match(value):
        return _mixed(value)
    return any(c.isdigit() for c in value) or entropy(value) >= 3.5


def is_password(value: str) -> bool:
    """Whether a value after a name like `password` is one; shorter ones count, words do not."""
    value = value.strip()
    if len(value) < 5 or not no_placeholder(value) or _CALL().match(value) or _DATE().match(value):
        return False
    if " " in value or _CONSTANT().match(value) and "_" in value:
        return False
    if value.isalpha():
        return not (value.islower() or value.istitle() or value.isupper())
    if _IDENTIFIER().match(value) and not any(c.isdigit() for c in value):
        return False
    return any(c.isalnum() for c in value)


def is_given(value: str) -> bool:
    """Whether a value tight behind `password=` is one, however short; what reports on one is not."""
    value = value.strip()
    if value.lower() in _REPORTED or not no_placeholder(value) or _CALL().match(value):
        return False
    return len(value) >= 3 and any(map(str.isalnum, value)) and not _MACHINE_PATH().search(value)


def is_short_key(value: str) -> bool:
    """Whether a value tight behind `?api_key=` is one: no placeholder, and more than letters."""
    return is_given(value) and any(map(str.isdigit, value)) and len(value) >= 5


_MACHINE_PATH = lazily(r"^[\w.~-]{0,60}/[\w./-]{1,200}$")
_REPORTED = frozenset(
    ("ok", "bad", "off", "on", "old", "new", "same", "fail", "failed", "pass", "passed", "error",
     "enabled", "disabled", "set", "reset", "expired", "invalid", "incorrect", "wrong", "missing",
     "required", "rotated", "changed", "unknown", "prompt", "auto", "plain", "plaintext", "any", "the")
)  # fmt: skip
"""What is said of a password where none is given."""


def is_strong(value: str) -> bool:
    """Whether a word in a sentence can hardly be anything but a secret: three classes and a mark."""
    if not 8 <= len(value) <= 120 or _MARKS.isdisjoint(value) or _ADDRESS().search(value):
        return False
    return _classes(value) >= 2 and no_placeholder(value) and not _CALL().match(value)


def is_unmistakable(value: str) -> bool:
    """Whether a word is strong, of all classes, and no term or path with an operator in it."""
    if not 8 <= len(value) <= 120 or value.islower() or not _OPERATORS.isdisjoint(value):
        return False
    return is_strong(value) and _classes(value) == 3


def _classes(value: str) -> int:
    """How many of small letters, capitals and digits a value holds."""
    return sum(1 for sort in (str.islower, str.isupper, str.isdigit) if any(map(sort, value)))


def is_spoken_password(value: str) -> bool:
    """Whether a word behind `the password is` is one: letters with digits or marks, and no name."""
    if not 6 <= len(value) <= 120 or not is_password(value) or _ORDINARY().search(value):
        return False
    if _ADDRESS().search(value) or not any(c.isalpha() for c in value):
        return False
    return any(c.isdigit() or c in _MARKS for c in value)


def is_spoken_token(value: str) -> bool:
    """Whether a word behind `the token is` is one: digits and letters change often, or cases mix."""
    if not 8 <= len(value) <= 300 or not is_spoken_password(value) or "/" in value:
        return False
    if "." in value or not any(c.isdigit() for c in value):
        return False
    longest = max(re.split(r"[_:-]", value), key=len)
    return len(longest) >= 8 and _changes(longest) >= 3


def is_spoken_phrase(value: str) -> bool:
    """Whether quoted words behind `the passphrase is` are one, and no message about it."""
    words = [word.strip(".,!?").lower() for word in value.split()]
    return len(value) >= 8 and no_placeholder(value) and not _TALK.intersection(words)


def entropy(value: str) -> float:
    """Shannon's entropy in bits a character."""
    total = len(value)
    return -sum(n / total * math.log2(n / total) for n in Counter(value).values())


def _mixed(value: str) -> bool:
    """Whether an identifier is rather a random string: digits inside its longest piece."""
    longest = max(re.split(r"[_./:-]", value), key=len)
    return len(longest) >= 12 and _changes(longest) >= 3


def _changes(value: str) -> int:
    """How often digits and other characters follow each other."""
    return sum(a.isdigit() != b.isdigit() for a, b in zip(value, value[1:], strict=False))
