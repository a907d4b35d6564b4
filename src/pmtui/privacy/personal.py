"""What personal data looks like, as data: addresses, numbers, and ids of people and accounts.

Local and deterministic only. Private and loopback addresses name machines, not people, and an id
in a web address is part of the link; both are passed over.
"""

import ipaddress
import re

from pmtui.privacy.matching import lazily
from pmtui.privacy.patterns import Pattern

_BEFORE = lazily(
    r"(?:trace|request|req|span|correlation|pod|volume|build|job|deploy(?:ment)?|run|image|commit|"
    r"machine|node|instance|boot|event|message|query|execution|operation|dashboard|version)"
    r"[\w -]{0,12}[=:#/ ]{0,3}[\"'(]?$",
    re.IGNORECASE,
)
"""Words that say of the id behind them that it names a thing."""


def is_public_address(value: str) -> bool:
    """Whether an IP address may belong to a customer: valid, and no address of a private network."""
    if "." not in value and "::" not in value and value.count(":") != 7:
        return False  # a time of day, mostly
    try:
        found = ipaddress.ip_address(value)
    except ValueError:
        return False
    return not (
        found.is_loopback
        or found.is_link_local
        or found.is_multicast
        or found.is_unspecified
        or any(found in net for net in _PRIVATE if net.version == found.version)
    )


_PRIVATE = tuple(
    ipaddress.ip_network(net)
    for net in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "0.0.0.0/8",
                "240.0.0.0/4", "fc00::/7")
)  # fmt: skip


def is_mailbox(value: str) -> bool:
    """Whether an address is one that mail reaches, and no account on a machine."""
    user, _, domain = value.rpartition("@")
    local = domain.lower().endswith((".internal", ".local", ".lan", ".localdomain", ".cluster"))
    return not local and user.lower() not in ("git", "root", "hg", "svn")


def is_telephone(value: str) -> bool:
    """Whether a run of digits can be a telephone number: 9 to 15 of them, grouped as people do."""
    digits = [c for c in value if c.isdigit()]
    return 9 <= len(digits) <= 15 and len(set(digits)) > 2


def is_card(value: str) -> bool:
    """Whether a number passes Luhn's check, as payment cards do."""
    digits = [int(c) for c in value if c.isdigit()]
    if not 13 <= len(digits) <= 19 or len(set(digits)) < 2:
        return False
    doubled = (d * 2 - 9 if d > 4 else d * 2 for d in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def is_account_number(value: str) -> bool:
    """Whether an IBAN passes its check (ISO 13616)."""
    compact = "".join(value.split()).upper()
    if not 15 <= len(compact) <= 34:
        return False
    turned = "".join(str(int(c, 36)) for c in compact[4:] + compact[:4])
    return int(turned) % 97 == 1


def names_a_thing(before: str) -> bool:
    """Whether the words before an id say that it is no person's."""
    return bool(_BEFORE().search(before[-40:]))


PERSONAL: tuple[Pattern, ...] = (
    Pattern(
        kind="e-mail address",
        group="personal",
        begins=False,
        regex=r"(?<![\w.+/:-])[\w.+-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.){1,8}[A-Za-z]{2,24}(?![\w-])",
        anchors=("@",),
        check=is_mailbox,
    ),
    Pattern(
        kind="IBAN",
        group="personal",
        begins=False,
        regex=r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![A-Za-z0-9])",
        anchors=(),
        check=is_account_number,
    ),
    Pattern(
        kind="payment card",
        group="personal",
        begins=False,
        regex=r"(?<![\w.:/-])(?:[2-6]\d{3}(?:[ -]\d{4}){2}[ -]\d{1,7}(?![\w-])|[3-6]\d{12,18}(?![\w.-]))",
        anchors=(),
        check=is_card,
    ),
    Pattern(
        kind="IPv4 address",
        group="personal",
        begins=False,
        regex=r"(?<![\w.-])(?<!version )(?<!release )(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)",
        anchors=(".",),
        check=is_public_address,
    ),
    Pattern(
        kind="IPv6 address",
        group="personal",
        begins=False,
        regex=r"(?<![\w:.])(?=[0-9A-Fa-f:]{0,39}:[0-9A-Fa-f:]{0,39}:)[0-9A-Fa-f:]{6,39}(?:(?<=:)\d{1,3}(?:\.\d{1,3}){3})?(?![\w:])",
        anchors=(":",),
        check=is_public_address,
    ),
    Pattern(
        kind="social security number",
        group="personal",
        begins=False,
        regex=r"(?<![\w./:#-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w-]|\.\d)"
        r"|\b(?:[Ss]ocial [Ss]ecurity|SSN|ssn)(?: (?:number|no\.?|nr\.?))?(?: is| was)?[\s:=#]{1,3}"
        r"(?P<v>(?!000|666|9)\d{3}[ -]?(?!00)\d\d[ -]?(?!0000)\d{4})(?![\w-])",
        anchors=("-", "ssn", "social"),
    ),
    Pattern(
        kind="telephone number",
        group="personal",
        begins=False,
        regex=r"(?<![\w+./:#-])(?:\+\d{1,3}[ .-]?(?:\(0\)[ ]?)?(?:\d{1,5}[ ./-]?){2,6}\d{2,5}"
        r"|\(\d{3}\) ?\d{3}-\d{4}|\d{3}-\d{3}-\d{4}|0\d{2,4}[ /]\d{3,4}[ ]\d{2,5}(?:[ ]\d{2,4})?)(?![\w:-]|\.\d)",
        anchors=(),
        check=is_telephone,
    ),
    Pattern(
        kind="account id",
        group="personal",
        regex=r"\b(?:customer|account|user|tenant|member|client|subscriber|patient|acct|cust|uid)"
        r"(?:[ _-]?(?:id|no|number|nr))?\s{0,2}[=:#]?\s{0,2}[\"']?"
        r"(?P<v>[A-Za-z]{0,4}[-_]?\d{4,20}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?![\w-])",
        anchors=("customer", "account", "user", "tenant", "member", "client", "subscriber",
                 "patient", "acct", "cust", "uid"),
        ignore_case=True,
    ),
    Pattern(
        kind="UUID",
        group="personal",
        begins=False,
        regex=r"(?<![\w/=-])[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(?![\w/-])",
        anchors=("-",),
    ),
)  # fmt: skip
"""Every kind of personal data, the exact ones before the guesses."""
