"""The vendor detectors of detect-secrets, as a second net on the way out of the program.

Only detectors of one vendor's format each: those that guess by entropy or by keyword alarm at
almost everything. They run on lines, without the library's filters (one of which obeys a pragma
inside the text it reads) and without its settings, so nothing is verified over a network.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

_MODULES: dict[str, str] = {
    "artifactory": "ArtifactoryDetector",
    "aws": "AWSKeyDetector",
    "azure_storage_key": "AzureStorageKeyDetector",
    "basic_auth": "BasicAuthDetector",
    "cloudant": "CloudantDetector",
    "discord": "DiscordBotTokenDetector",
    "github_token": "GitHubTokenDetector",
    "gitlab_token": "GitLabTokenDetector",
    "ibm_cloud_iam": "IbmCloudIamDetector",
    "ibm_cos_hmac": "IbmCosHmacDetector",
    "jwt": "JwtTokenDetector",
    "mailchimp": "MailchimpDetector",
    "npm": "NpmDetector",
    "openai": "OpenAIDetector",
    "pypi_token": "PypiTokenDetector",
    "sendgrid": "SendGridDetector",
    "slack": "SlackDetector",
    "softlayer": "SoftlayerDetector",
    "square_oauth": "SquareOAuthDetector",
    "stripe": "StripeDetector",
    "telegram_token": "TelegramBotTokenDetector",
    "twilio": "TwilioKeyDetector",
}
LONGEST_LINE = 4000
"""Characters of a line that are read at once; a longer line is read in pieces that overlap."""
_OVERLAP = 500


def scan_by_vendors(text: str) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of what the detectors find, in the order of the lines."""
    detectors = _detectors()
    position = 0
    for line in text.split("\n"):
        for begin in range(0, max(1, len(line)), LONGEST_LINE - _OVERLAP):
            piece = line[begin : begin + LONGEST_LINE]
            if len(piece) < _SHORTEST:
                continue
            for detector in detectors:
                yield from _found(detector, piece, position + begin)
        position += len(line) + 1


_SHORTEST = 10


def _found(detector: Any, piece: str, offset: int) -> Iterator[tuple[str, int, int]]:
    """The detector's values with their places, which it does not tell itself."""
    for value in set(detector.analyze_string(piece)):
        if not value:
            continue
        at = piece.find(value)
        while at >= 0:
            yield str(detector.secret_type), offset + at, offset + at + len(value)
            at = piece.find(value, at + len(value))


@cache
def _detectors() -> tuple[Any, ...]:
    from importlib import import_module

    found = []
    for module, name in _MODULES.items():
        found.append(getattr(import_module(f"detect_secrets.plugins.{module}"), name)())
    return tuple(found)


def expressions() -> tuple[re.Pattern[str], ...]:
    """The expressions of the detectors, for a test of what they cost."""
    return tuple(e for detector in _detectors() for e in getattr(detector, "denylist", ()))
