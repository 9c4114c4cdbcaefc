"""What apps call, as ``tokens.issue(...)``: issue, verify, refresh and revoke. All of it works outside requests too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import current_app

from ...identity import id_text
from .claims import Claims
from .desk import Desk
from .failures import TokenError
from .issued import IssuedTokens
from .keys import TokenKey
from .protection import desk_of

__all__ = ["Claims", "IssuedTokens", "TokenError", "TokenKey", "issue", "refresh", "revoke", "revoke_all", "verify"]


def issue(
    user_id: object,
    *,
    scope: str | Iterable[str] | None = None,
    claims: Mapping[str, Any] | None = None,
    fresh: bool = True,
    refreshable: bool = True,
) -> IssuedTokens:
    """Issue tokens, right after checking who it is.

    :param user_id: a string, a number or a UUID; as a string it becomes ``sub``.
    :param scope: the only permissions that the tokens carry, as words or as one string; by default all of the user's.
    :param claims: further claims of the access token, as JSON values. Anybody who has the token can read them.
    :param fresh: whether the user has just given a password or another factor.
    :param refreshable: whether there is a refresh token.
    :raises ValueError: for no user, a claim that is not yours to set, a malformed scope, or more claims than have room.
    :raises TypeError: for a user object in place of its id, and for claims that JSON does not hold.
    :raises werkzeug.exceptions.ServiceUnavailable: if the store is down.
    """
    if user_id in (None, ""):
        raise ValueError("Say whose tokens these are.")
    return _desk().issue(id_text(user_id), scope=scope, claims=claims, fresh=fresh, refreshable=refreshable)


def verify(token: str | None) -> Claims:
    """Return what an access token says, if it is good and was not revoked.

    :raises TokenError: if it is not; left alone, it is answered with 401.
    :raises werkzeug.exceptions.ServiceUnavailable: if the store is down, unless ``when_down`` is ``allow``.
    """
    return _desk().verify(token)


def refresh(token: str | None, *, claims: Callable[[Claims], Mapping[str, Any] | None] | None = None) -> IssuedTokens:
    """Exchange a refresh token for a new access token and a new refresh token. The old one is used up.

    If it comes a second time, two have it: the family is revoked, and both have to sign in (RFC 9700).

    :param claims: called with what the token says, before it is used up. Look there whether the user may still come
        in, and raise :class:`werkzeug.exceptions.Forbidden` if not. It returns the further claims of the new access
        token, or None to keep those that were issued.
    :raises TokenError: if the token is not good, or was used before.
    :raises werkzeug.exceptions.ServiceUnavailable: if the store is down.
    """
    return _desk().refresh(token, claims)


def revoke(token: str | None, *, family: bool = False) -> bool:
    """Revoke a token on every worker: a refresh token with all its family, an access token alone.

    :param token: it may have expired: its family may live on.
    :param family: whether an access token takes its family with it; that is signing out on one device.
    :returns: False if it is no token of this app, which is no error (RFC 7009, section 2.2).
    :raises werkzeug.exceptions.ServiceUnavailable: if the store is down; nothing is revoked then.
    """
    return _desk().revoke(token, family=family)


def revoke_all(user_id: object) -> None:
    """Revoke all tokens that a user has: when the password changes, or the account is disabled.

    ``logout_everywhere`` does this by itself.

    :raises TypeError: for anything that is no id, such as the user object.
    :raises werkzeug.exceptions.ServiceUnavailable: if the store is down; nothing is revoked then.
    """
    _desk().revoke_all(id_text(user_id))


def _desk() -> Desk:
    return desk_of(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001 - the app itself
