"""The vendor detectors of detect-secrets, as a second net on the way out of the program.

Only detectors of one vendor's format each: those that guess by entropy or by keyword alarm at
almost everything. They run on lines, without the library's filters (one of which obeys a pragma
inside the text it reads) and without its settings, so nothing is verified over a network.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

_MODULES: dict[str, tuple[str, tuple[str, ...]]] = {
    "artifactory": ("ArtifactoryDetector", ("AKC", "AP")),
    "aws": ("AWSKeyDetector", ("A3T", "ABIA", "ACCA", "AKIA", "ASIA", "aws")),
    "azure_storage_key": ("AzureStorageKeyDetector", ("AccountKey=",)),
    "basic_auth": ("BasicAuthDetector", ("://",)),
    "cloudant": ("CloudantDetector", ("cl",)),
    "discord": ("DiscordBotTokenDetector", (".",)),
    "github_token": ("GitHubTokenDetector", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_")),
    "gitlab_token": ("GitLabTokenDetector", ("gl", "GR1348941")),
    "ibm_cloud_iam": ("IbmCloudIamDetector", ("key", "pwd", "pass", "token")),
    "ibm_cos_hmac": ("IbmCosHmacDetector", ("secret",)),
    "jwt": ("JwtTokenDetector", ("eyJ",)),
    "mailchimp": ("MailchimpDetector", ("-us",)),
    "npm": ("NpmDetector", (":_authToken=",)),
    "openai": ("OpenAIDetector", ("T3BlbkFJ",)),
    "pypi_token": ("PypiTokenDetector", ("pypi-AgE",)),
    "sendgrid": ("SendGridDetector", ("SG.",)),
    "slack": ("SlackDetector", ("xox", "hooks.slack.com")),
    "softlayer": ("SoftlayerDetector", ("softlayer", "sl")),
    "square_oauth": ("SquareOAuthDetector", ("sq0csp-",)),
    "stripe": ("StripeDetector", ("k_live_",)),
    "telegram_token": ("TelegramBotTokenDetector", (":",)),
    "twilio": ("TwilioKeyDetector", ("AC", "SK")),
}
"""By module the detector, and what stands in every line in which it finds something.

A part in small letters may stand there in capitals as well.
"""
LONGEST_LINE = 4000
"""Characters of a line that are read at once; a longer line is read in pieces that overlap."""
_OVERLAP = 500


def scan_by_vendors(text: str) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of what the detectors find, in the order of the lines."""
    lowered = text.lower()
    detectors = tuple(
        (detector, needed)
        for detector, needed in _detectors()
        if any(part in text or part in lowered for part in needed)
    )
    position = 0
    for line in text.split("\n"):
        lowered = line.lower()
        asked = tuple(
            detector
            for detector, needed in detectors
            if any(part in line or part in lowered for part in needed)
        )
        for begin in range(0, max(1, len(line)), LONGEST_LINE - _OVERLAP):
            piece = line[begin : begin + LONGEST_LINE]
            if len(piece) < _SHORTEST:
                continue
            for detector in asked:
                yield from _found(detector, piece, position + begin)
        position += len(line) + 1


_SHORTEST = 10


def _found(detector: Any, piece: str, offset: int) -> Iterator[tuple[str, int, int]]:
    """The detector's values with their places, which it does not tell itself.

    A short value is one only where the detector's own expression puts it: elsewhere it is a word.
    """
    for value in set(detector.analyze_string(piece)):
        if not value:
            continue
        if len(value) < _TELLING:
            places = _exact(detector, piece, value)
        else:
            places = [found.start() for found in re.finditer(re.escape(value), piece)]
        for at in places:
            yield str(detector.secret_type), offset + at, offset + at + len(value)


_TELLING = 8


def _exact(detector: Any, piece: str, value: str) -> list[int]:
    """Where the detector's expressions hold the value."""
    return [
        found.start(group)
        for expression in detector.denylist
        for found in expression.finditer(piece)
        for group in range(min(1, expression.groups), expression.groups + 1)
        if found[group] == value
    ]


@cache
def _detectors() -> tuple[tuple[Any, tuple[str, ...]], ...]:
    """Each detector, with the parts of which one stands in whatever it finds."""
    from importlib import import_module

    found = []
    for module, (name, needed) in _MODULES.items():
        made = getattr(import_module(f"detect_secrets.plugins.{module}"), name)()
        found.append((made, needed))
    return tuple(found)
