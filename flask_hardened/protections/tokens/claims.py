"""The claims of a token: what is in them, and whether they hold here and now (RFC 7519, section 4; RFC 9068)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from .compact import RefusedTokenError
from .failures import Failure

RESERVED = frozenset(
    {"iss", "sub", "aud", "exp", "nbf", "iat", "jti", "typ", "scope", "auth_time", "fam", "beg", "epo", "ext"}
)
"""Claims that are ours to make: registered ones, and ``fam`` (family), ``beg`` (its beginning), ``epo`` (the user's
epoch) and ``ext`` (claims for the next access token)."""

_LATEST = 253_402_300_799  # the end of the year 9999
_SCOPE = re.compile(r"[!#-\[\]-~]+", re.ASCII)


@dataclass(frozen=True, kw_only=True, slots=True)
class Claims:
    """What a token says, once it is accepted."""

    user_id: str
    """``sub``."""
    id: str
    """``jti``."""
    family: str
    """All tokens that descend from one :func:`issue` have the same one."""
    issued: float
    """``iat``, in seconds since 1970."""
    expires: float
    """``exp``."""
    began: float
    """When the family was issued."""
    epoch: int
    """How often the user's tokens were revoked when the family was issued."""
    fresh_at: float | None = None
    """``auth_time``: when the password, or another factor, was last given; None where that was not said."""
    scopes: frozenset[str] | None = None
    """The words of ``scope``; None where the token has no such claim, and may do whatever the user may."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """The app's own claims."""


def read_claims(raw: Mapping[str, Any]) -> Claims:
    """Return the claims of a token whose signature is good.

    :raises RefusedTokenError: if one is missing or of the wrong form.
    """
    carried = raw.get("ext", {})
    own = carried if "ext" in raw else {name: value for name, value in raw.items() if name not in RESERVED}
    if not isinstance(carried, dict):
        raise RefusedTokenError(Failure.BAD_CLAIM)
    return Claims(
        user_id=_text(raw, "sub"),
        id=_text(raw, "jti"),
        family=_text(raw, "fam"),
        issued=_moment(raw, "iat"),
        expires=_moment(raw, "exp"),
        began=_moment(raw, "beg"),
        epoch=int(_moment(raw, "epo", most=2**63)),
        fresh_at=_moment(raw, "auth_time") if "auth_time" in raw else None,
        scopes=frozenset(_words(raw["scope"])) if "scope" in raw else None,
        extra=MappingProxyType(own),
    )


def check_place(raw: Mapping[str, Any], issuer: str, audience: str) -> None:
    """Check by whom and for whom a token was issued.

    :raises RefusedTokenError: if it was by or for somebody else.
    """
    if _text(raw, "iss") != issuer:
        raise RefusedTokenError(Failure.WRONG_ISSUER)
    named = raw.get("aud")
    audiences = named if isinstance(named, list) else [named]
    if not audiences or not all(isinstance(item, str) for item in audiences):
        raise RefusedTokenError(Failure.BAD_CLAIM)
    if audience not in audiences:
        raise RefusedTokenError(Failure.WRONG_AUDIENCE)


def check_time(raw: Mapping[str, Any], claims: Claims, now: float, leeway: int, longest: int) -> None:
    """Check that a token is good now, and that it does not live longer than any may.

    :raises RefusedTokenError: if not.
    """
    if claims.expires - claims.issued > longest:
        raise RefusedTokenError(Failure.LIVES_TOO_LONG)
    if claims.expires <= now - leeway:
        raise RefusedTokenError(Failure.EXPIRED)
    begins = max(claims.issued, _moment(raw, "nbf") if "nbf" in raw else 0)
    if begins > now + leeway:
        raise RefusedTokenError(Failure.NOT_YET_VALID)


def scope_words(scope: str | Iterable[str]) -> list[str]:
    """Return the words of a scope in order, each once.

    :raises ValueError: if one is no scope-token (RFC 6749, section 3.3).
    """
    words = scope.split(" ") if isinstance(scope, str) else list(scope)
    if words == [""]:
        return []
    if not all(map(_SCOPE.fullmatch, words)):
        raise ValueError("A scope is words of printable ASCII, without quotes and backslashes, each after one space.")
    return sorted(set(words))


def _words(scope: object) -> list[str]:
    if not isinstance(scope, str):
        raise RefusedTokenError(Failure.BAD_CLAIM)
    try:
        return scope_words(scope)
    except ValueError:
        raise RefusedTokenError(Failure.BAD_CLAIM) from None


def _text(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name)
    if not isinstance(value, str) or not value:
        raise RefusedTokenError(Failure.BAD_CLAIM)
    return value


def _moment(raw: Mapping[str, Any], name: str, most: float = _LATEST) -> float:
    value = raw.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= most:
        raise RefusedTokenError(Failure.BAD_CLAIM)
    return value
