"""The desk: issues, checks, refreshes and revokes the tokens of one app."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import Flask

from ...hardening import Hardening, current_exchange
from ...storage import StoreDownError, Use
from .claims import RESERVED, Claims, check_place, check_time, read_claims, scope_words
from .compact import RefusedTokenError, open_token, write_token
from .failures import Failure, TokenError, TokenStoreUnavailable
from .issued import IssuedTokens
from .options import TokensOptions
from .register import Register
from .ring import Kind, Ring

Renew = Callable[[Claims], Mapping[str, Any] | None]


class Desk:
    """All that is done with tokens.

    Every method raises :class:`TokenStoreUnavailable` (503) while the store is down, unless it says otherwise.
    """

    def __init__(self, app: Flask, options: TokensOptions, hardening: Hardening) -> None:
        self._options = options
        self._hardening = hardening
        self._ring = Ring(app, options.keys)
        self.issuer = issuer_of(app, options)
        audience = options.audience or self.issuer
        # a refresh token is for the issuer alone: a service that forgets to look at its type refuses it for this
        self._audience: dict[Kind, str] = {"at+jwt": audience, "refresh+jwt": f"{self.issuer}#refresh"}
        self._longest: dict[Kind, int] = {"at+jwt": options.access_lifetime, "refresh+jwt": options.refresh_lifetime}
        longest = options.family_lifetime + options.access_lifetime + options.leeway
        self._register = Register(hardening.store.namespace(Use("tokens", when_down="deny")), longest)

    def issue(
        self,
        user_id: str,
        *,
        scope: str | Iterable[str] | None,
        claims: Mapping[str, Any] | None,
        fresh: bool,
        refreshable: bool,
    ) -> IssuedTokens:
        """Begin a family of tokens; see :func:`functions.issue`."""
        now = int(time.time())
        family = secrets.token_urlsafe(16)
        carried: dict[str, object] = {"sub": user_id, "fam": family, "epo": self._epoch_of(user_id)}
        if fresh:
            carried["auth_time"] = now
        if scope is not None:
            carried["scope"] = " ".join(scope_words(scope))
        issued = self._make(carried, now, _own(claims), refreshable=refreshable)
        self._tell("authn_token_created", user=user_id, family=family)
        return issued

    def verify(self, text: str | None, kind: Kind = "at+jwt") -> Claims:
        """Return the claims of a token that is good.

        :raises TokenError: for any other.
        """
        claims = self._opened(text, kind)
        try:
            revoked = self._register.is_revoked(claims)
        except StoreDownError as error:
            if kind == "at+jwt" and self._options.when_down == "allow":
                return claims
            raise TokenStoreUnavailable from error
        if revoked:
            self._tell("authn_token_reuse", level="WARN", user=claims.user_id, family=claims.family)
            raise self._error(Failure.REVOKED)
        return claims

    def refresh(self, text: str | None, renew: Renew | None) -> IssuedTokens:
        """Exchange a refresh token for new tokens; see :func:`functions.refresh`."""
        claims = self.verify(text, "refresh+jwt")
        renewed = renew(claims) if renew is not None else None
        own = dict(claims.extra) if renewed is None else _own(renewed)
        # the epoch is that of the family: what was revoked a moment ago does not live on in these
        carried: dict[str, object] = {"sub": claims.user_id, "fam": claims.family, "epo": claims.epoch}
        if claims.fresh_at is not None:
            carried["auth_time"] = claims.fresh_at
        if claims.scopes is not None:
            carried["scope"] = " ".join(sorted(claims.scopes))
        issued = self._make(carried, int(claims.began), own, refreshable=True)
        try:
            if not self._register.use_up(claims, self._options.leeway, self._options.reuse_grace):
                self._refuse_reuse(claims)
        except StoreDownError as error:
            raise TokenStoreUnavailable from error
        return issued

    def revoke(self, text: str | None, *, family: bool) -> bool:
        """Revoke a token of either kind; see :func:`functions.revoke`."""
        claims, is_refresh = self._of_either_kind(text)
        if claims is None:
            return False
        try:
            if family or is_refresh:
                self._register.revoke_family(claims.family)
            else:
                self._register.revoke(claims, self._options.leeway)
        except StoreDownError as error:
            raise TokenStoreUnavailable from error
        self._tell("authn_token_revoked", user=claims.user_id, family=claims.family)
        return True

    def revoke_all(self, user_id: str) -> None:
        """Revoke all tokens of a user; see :func:`functions.revoke_all`."""
        try:
            self._register.revoke_all(user_id)
        except StoreDownError as error:
            raise TokenStoreUnavailable from error
        self._tell("authn_token_revoked", user=user_id, description="All tokens of a user were revoked.")

    def _opened(self, text: str | None, kind: Kind, *, timely: bool = True) -> Claims:
        options = self._options
        try:
            raw = open_token(text, self._ring, kind, options.max_size)
            check_place(raw, self.issuer, self._audience[kind])
            claims = read_claims(raw)
            if timely:
                check_time(raw, claims, time.time(), options.leeway, self._longest[kind])
            if timely and kind == "refresh+jwt" and claims.began + options.family_lifetime <= time.time():
                raise RefusedTokenError(Failure.EXPIRED)
        except RefusedTokenError as error:
            raise self._error(error.failure) from None
        return claims

    def _of_either_kind(self, text: str | None) -> tuple[Claims | None, bool]:
        kinds: tuple[Kind, ...] = ("refresh+jwt", "at+jwt")
        for kind in kinds:
            try:
                return self._opened(text, kind, timely=False), kind == "refresh+jwt"
            except TokenError:
                continue
        return None, False

    def _make(
        self, carried: Mapping[str, object], began: int, own: Mapping[str, object], *, refreshable: bool
    ) -> IssuedTokens:
        options = self._options
        now = int(time.time())
        ends = began + options.family_lifetime
        common = {**carried, "beg": began}
        lifetime = min(options.access_lifetime, ends - now)
        access = self._signed("at+jwt", {**own, **common}, now, lifetime)
        refresh = None
        if refreshable:
            extra = {"ext": own} if own else {}
            refresh = self._signed("refresh+jwt", {**extra, **common}, now, min(options.refresh_lifetime, ends - now))
        exchange = current_exchange()
        if exchange is not None:
            exchange.personal = True  # no cache may keep the answer
        scope = carried.get("scope")
        return IssuedTokens(
            access_token=access,
            refresh_token=refresh,
            expires_in=lifetime,
            scope=None if scope is None else str(scope),
        )

    def _signed(self, kind: Kind, claims: Mapping[str, object], now: int, lifetime: int) -> str:
        complete = {
            **claims,
            "iss": self.issuer,
            "aud": self._audience[kind],
            "iat": now,
            "exp": now + lifetime,
            "jti": secrets.token_urlsafe(16),
        }
        text = write_token(complete, self._ring.signing(kind), kind)
        if len(text) > self._options.max_size:
            raise ValueError(f"The token has {len(text)} bytes, more than TokensOptions.max_size. Give fewer claims.")
        return text

    def _refuse_reuse(self, claims: Claims) -> None:
        """Refuse a refresh token that was used before: somebody has a copy (RFC 9700, section 4.14.2)."""
        if not self._options.reuse_grace or not self._register.was_just_used(claims):
            self._register.revoke_family(claims.family)
            self._tell("authn_token_reuse", user=claims.user_id, family=claims.family)
        raise self._error(Failure.REUSED)

    def _epoch_of(self, user_id: str) -> int:
        try:
            return self._register.epoch_of(user_id)
        except StoreDownError as error:
            raise TokenStoreUnavailable from error

    def _error(self, failure: Failure) -> TokenError:
        return TokenError(failure, self.issuer)

    def _tell(self, event: str, **fields: Any) -> None:
        self._hardening.events.emit(event, **fields)


def issuer_of(app: Flask, options: TokensOptions) -> str:
    """Return who issues the tokens of an app."""
    return options.issuer or app.name


def _own(claims: Mapping[str, Any] | None) -> dict[str, Any]:
    own = dict(claims or {})
    taken = sorted(RESERVED.intersection(own))
    if taken:
        raise ValueError(f"These claims are not yours to set: {', '.join(taken)}.")
    return own
