"""The token of the current session: made, checked, rotated. Shares Flask-WTF's places, so that FlaskForm agrees."""

from __future__ import annotations

import os
import time
from collections.abc import MutableMapping
from typing import Any

from flask import Flask, current_app, g, session
from markupsafe import Markup, escape

from ...exchange import Exchange
from ...hardening import current_exchange
from .failures import Failure
from .tokens import check, make, signing_key

EXTENSION = "hardened_csrf"
DEFAULT_FIELD = "csrf_token"
_INPUT = "csrf_input"
_to_markup = str.__new__  # a third of the cost of ``Markup()``, which asks whether it was given markup


class SessionTokens:
    """The tokens of one app, by its settings ``WTF_CSRF_*`` and ``SECRET_KEY``, which may change while it runs."""

    def __init__(self, app: Flask) -> None:
        self._config = app.config
        self._secrets: tuple[Any, Any] = (None, None)
        self._keys: tuple[bytes, ...] = ()
        self._markup: tuple[str, Markup] = ("", Markup())

    @property
    def field(self) -> str:
        """The name of the form field, and of the key in the session."""
        name: str = self._config.get("WTF_CSRF_FIELD_NAME") or DEFAULT_FIELD
        return name

    @property
    def possible(self) -> bool:
        """Whether there is a key, without which there are neither sessions nor tokens."""
        return bool(self._config.get("SECRET_KEY"))

    def current(self, exchange: Exchange | None = None) -> str:
        """Return the token for this response, the same one whenever it is asked for; the response becomes personal.

        :raises RuntimeError: when the app has no ``SECRET_KEY``.
        """
        config = self._config
        field: str = config.get("WTF_CSRF_FIELD_NAME") or DEFAULT_FIELD
        # Both are proxies, which look for the request at each use.
        own_g = g._get_current_object()  # noqa: SLF001
        token: str | None = own_g.get(field)
        if token is not None:
            return token
        if not config.get("SECRET_KEY"):
            raise RuntimeError("CSRF tokens need a session: set SECRET_KEY.")
        own_session = session._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
        raw = own_session.get(field)
        if not isinstance(raw, str) or not raw:
            raw = own_session[field] = os.urandom(20).hex()
        token = make(raw, self._signing_keys()[0], int(time.time()))
        setattr(own_g, field, token)
        exchange = exchange or current_exchange()
        if exchange is not None:
            exchange.personal = True
        return token

    def input(self, exchange: Exchange) -> Markup:
        """Return the hidden field for a form; the same one for all forms of a response."""
        room = exchange.room
        if room is None:
            room = exchange.room = {}
        made: Markup | None = room.get(_INPUT)
        if made is None:
            field = self.field
            name, start = self._markup
            if name != field:
                start = Markup('<input type="hidden" name="{}" value="').format(field)
                self._markup = (field, start)
            # A token consists of letters, digits, dots, hyphens and underscores.
            made = room[_INPUT] = _to_markup(Markup, f'{start}{self.current(exchange)}">')
        return made

    def meta(self) -> Markup:
        """Return the ``<meta>`` tag that scripts read the token from."""
        name = self._config.get("WTF_CSRF_META_NAME") or "csrf-token"
        return Markup('<meta name="{}" content="{}">').format(name, escape(self.current()))

    def in_session(self) -> str | None:
        """Return the session's raw value, or None when no token can be valid."""
        raw = session.get(self.field)
        return raw if isinstance(raw, str) and raw else None

    def check(self, token: str, raw: str) -> Failure | None:
        """Return what is wrong with a token of the session whose value is `raw`, or None."""
        limit = self._config.get("WTF_CSRF_TIME_LIMIT", 3600)
        return check(token, raw, self._signing_keys(), int(time.time()), None if limit is None else int(limit))

    def _signing_keys(self) -> tuple[bytes, ...]:
        config = self._config
        secret = config.get("WTF_CSRF_SECRET_KEY") or config["SECRET_KEY"]
        fallbacks = config.get("SECRET_KEY_FALLBACKS")
        known = self._secrets
        if known[0] is not secret or known[1] is not fallbacks:
            self._keys = tuple(map(signing_key, (secret, *(fallbacks or ()))))
            self._secrets = (secret, fallbacks)
        return self._keys


def tokens_of(app: Flask) -> SessionTokens:
    """Return the tokens of `app`.

    :raises KeyError: when it is not hardened, or its csrf feature is off.
    """
    tokens: SessionTokens = app.extensions[EXTENSION]
    return tokens


def csrf_token() -> str:
    """Return the CSRF token of the current session; a template global too.

    Send it back in the form field ``csrf_token`` or in the header ``X-CSRFToken``. The response is then personal:
    it is sent with ``Cache-Control: no-store``.

    :raises RuntimeError: when the app has no ``SECRET_KEY``.
    """
    return tokens_of(current_app).current()


def rotate_token(session: MutableMapping[str, Any]) -> None:
    """Make every token handed out for this session invalid, as signing in has to; the next page gets a new one.

    :param session: the session of the current request.
    """
    field = current_app.config.get("WTF_CSRF_FIELD_NAME") or DEFAULT_FIELD
    session.pop(field, None)
    g.pop(field, None)
    exchange = current_exchange()
    if exchange is not None and exchange.room is not None:
        exchange.room.pop(_INPUT, None)
