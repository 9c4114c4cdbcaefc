"""Secrets that are known by their form, as those who hand them out publish it."""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...finding import Confidence
from .randomness import entropy

_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_MOCK = re.compile(r"example|xxxx|0123|1234567|abcdef|your|placeholder|dummy|fake|sample|redact|\*\*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Provider:
    """One form of secret."""

    kind: str
    """The object of a sentence."""
    markers: tuple[str, ...]
    """One of them is in every such secret; a text without them is not searched."""
    pattern: re.Pattern[str]
    confidence: Confidence = Confidence.MEDIUM
    proof: Callable[[str], bool] | None = None
    """Tells for certain that it is one."""


@dataclass(frozen=True, kw_only=True)
class Match:
    """Where a secret begins, and how long it is."""

    kind: str
    start: int
    text: str
    """For the detector only; it becomes no fact."""
    confidence: Confidence


def _has_checksum(token: str) -> bool:
    """Whether the last six characters are the CRC-32 of those before (GitHub's and npm's tokens since 2021)."""
    body = token.partition("_")[2]
    number, written = zlib.crc32(body[:-6].encode()), ""
    while number:
        number, digit = divmod(number, 62)
        written = _BASE62[digit] + written
    return body[-6:] == written.rjust(6, "0")


def _provider(
    kind: str,
    pattern: str,
    *markers: str,
    confidence: Confidence = Confidence.MEDIUM,
    proof: Callable[[str], bool] | None = None,
) -> Provider:
    return Provider(
        kind=kind,
        markers=markers,
        pattern=re.compile(rf"(?<![A-Za-z0-9_-])(?:{pattern})(?![A-Za-z0-9_-])"),
        confidence=confidence,
        proof=proof,
    )


_SURE = Confidence.HIGH
PROVIDERS = (
    _provider("an AWS access key", r"(?:AKIA|ASIA)[A-Z2-7]{16}", "AKIA", "ASIA"),
    _provider("a GitHub token", r"gh[pousr]_[A-Za-z0-9]{36}", "ghp_", "gho_", "ghu_", "ghs_", "ghr_",
              proof=_has_checksum),
    _provider("a GitHub token", r"github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}", "github_pat_", confidence=_SURE),
    _provider("a GitLab token", r"glpat-[A-Za-z0-9_-]{20,64}(?:\.[a-z0-9.]{5,30})?", "glpat-"),
    _provider("a Slack token", r"xox[abeoprs]-[0-9]{8,}-[0-9A-Za-z-]{16,}", "xox"),
    _provider("the address of a Slack webhook",
              r"hooks\.slack\.com/services/T[A-Z0-9]{7,}/B[A-Z0-9]{7,}/[A-Za-z0-9]{20,}",
              "hooks.slack.com/services/"),
    _provider("the address of a Discord webhook", r"discord(?:app)?\.com/api/webhooks/[0-9]{16,20}/[A-Za-z0-9_-]{60,}",
              "/api/webhooks/"),
    _provider("a Stripe key", r"[sr]k_live_[A-Za-z0-9]{20,}", "k_live_", confidence=_SURE),
    _provider("a Square secret", r"sq0csp-[A-Za-z0-9_-]{43}", "sq0csp-"),
    _provider("a Google API key", r"AIza[0-9A-Za-z_-]{35}", "AIza"),
    _provider("a Google OAuth secret", r"GOCSPX-[A-Za-z0-9_-]{28}", "GOCSPX-"),
    _provider("a SendGrid key", r"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}", "SG.", confidence=_SURE),
    _provider("a Twilio key", r"SK[0-9a-f]{32}", "SK"),
    _provider("a Mailgun key", r"key-[0-9a-f]{32}", "key-"),
    _provider("a Mailchimp key", r"[0-9a-f]{32}-us[0-9]{1,2}", "-us"),
    _provider("an npm token", r"npm_[A-Za-z0-9]{36}", "npm_", proof=_has_checksum),
    _provider("a PyPI token", r"pypi-AgEI[A-Za-z0-9_-]{50,}", "pypi-AgEI", confidence=_SURE),
    _provider("an OpenAI key", r"sk-(?:[a-z]+-)?[A-Za-z0-9_-]{20,}T3BlbkFJ[A-Za-z0-9_-]{20,}", "T3BlbkFJ",
              confidence=_SURE),
    _provider("an Anthropic key", r"sk-ant-[a-z]+[0-9]{2}-[A-Za-z0-9_-]{80,}", "sk-ant-", confidence=_SURE),
    _provider("a Hugging Face token", r"hf_[A-Za-z]{34}", "hf_"),
    _provider("a DigitalOcean token", r"do[opr]_v1_[0-9a-f]{64}", "_v1_", confidence=_SURE),
    _provider("a Shopify token", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}", "shp"),
    _provider("a Databricks token", r"dapi[0-9a-f]{32}", "dapi"),
    _provider("a Telegram bot token", r"[0-9]{8,10}:AA[A-Za-z0-9_-]{33}", ":AA"),
    _provider("an Azure storage key", r"AccountKey=[A-Za-z0-9+/]{86}==", "AccountKey="),
    _provider("an Azure client secret", r"[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}", "Q~"),
    _provider("an age key", r"AGE-SECRET-KEY-1[A-Z0-9]{58}", "AGE-SECRET-KEY-1", confidence=_SURE),
)  # fmt: skip

_JWT = re.compile(r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}")
_PRIVATE_KEY = re.compile(
    r"-----BEGIN ((?:[A-Z]+ )*PRIVATE KEY)(?: BLOCK)?-----(?:\\[rn]|[\s'\"]){0,40}"
    r"(?:[A-Za-z-]+: [^\n\\]*(?:\\n|\n)\s{0,40})*[A-Za-z0-9+/=\\\s'\"]{60,}"
)


def search_providers(text: str) -> Iterator[Match]:
    """Yield what in `text` has the form of a provider's secret, a signed token or a private key."""
    for provider in PROVIDERS:
        if not any(marker in text for marker in provider.markers):
            continue
        for found in provider.pattern.finditer(text):
            secret = found[0]
            if entropy(secret) < 3.0 or _MOCK.search(secret):
                continue
            sure = provider.proof is not None and provider.proof(secret)
            confidence = Confidence.HIGH if sure else provider.confidence
            yield Match(kind=provider.kind, start=found.start(), text=secret, confidence=confidence)
    yield from _search_signed(text)


def _search_signed(text: str) -> Iterator[Match]:
    if "eyJ" in text:
        for found in _JWT.finditer(text):
            if _is_live_token(found[0]):
                yield Match(kind="a signed token (JWT)", start=found.start(), text=found[0], confidence=Confidence.LOW)
    if "PRIVATE KEY" in text:
        for found in _PRIVATE_KEY.finditer(text):
            if "ENCRYPTED" not in found[0]:
                yield Match(kind="a private key", start=found.start(), text=found[0], confidence=Confidence.HIGH)


def _is_live_token(token: str) -> bool:
    """Whether header and payload are JSON, and it is not the one from jwt.io and its like."""
    try:
        header, payload = (json.loads(_decoded(part)) for part in token.split(".")[:2])
    except (ValueError, binascii.Error, RecursionError):
        return False
    if not isinstance(header, dict) or not isinstance(payload, dict) or "alg" not in header:
        return False
    return not _MOCK.search(json.dumps(payload)) and "John Doe" not in json.dumps(payload)


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
