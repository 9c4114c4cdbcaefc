"""The rule that sees each ``Set-Cookie`` header of a response."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from ...errors import CookieTooLargeError
from .decorators import CookieMark
from .loopback import is_loopback
from .options import CookiesOptions
from .session import SessionCookie
from .set_cookie import Floor, name_of, size_of, strengthen, with_prefix_rules, without_secure

if TYPE_CHECKING:
    from ...exchange import Exchange

logger = logging.getLogger("flask_hardened")

LARGEST = 4096
"""Bytes of name and value together; browsers ignore a larger cookie without a word (RFC 6265bis section 5.6)."""
_MOST_KEPT = 512
_MOST_NOTES = 64
_PLAIN = ";"
"""Among the names noted: the note about plain HTTP. No cookie has that name."""


class CookieRule:
    """Brings every cookie of the endpoints that share the same marks up to the floor.

    What becomes of the attributes is worked out once for each name and kept, so that a session cookie costs a look-up.

    :param session: the names of the session cookie.
    :param remember: the name of Flask-Login's remember cookie.
    :param marks: what views and blueprints declare, outermost first.
    :param noted: names of cookies that a note was logged about; shared by the rules of one app.
    """

    def __init__(
        self,
        options: CookiesOptions,
        session: SessionCookie,
        remember: str,
        marks: tuple[CookieMark, ...],
        noted: set[str],
    ) -> None:
        self._options = options
        self._session = session
        self._ours = session.names | {remember}
        self._marks = marks
        self._noted = noted
        self._kept: dict[tuple[str, str, bool], str] = {}
        self._floors: dict[str, Floor] = {}

    def __call__(self, exchange: Exchange, header: str) -> str:
        """Return the header to send.

        :raises CookieTooLargeError: when browsers would not keep the cookie.
        """
        cut = header.find(";")
        pair, attributes = (header, "") if cut < 0 else (header[:cut], header[cut:])
        if len(pair) > LARGEST:
            _check_size(pair)
        plain = not exchange.secure and is_development(exchange)
        name, sign, value = pair.partition("=")
        key = (name if sign else "", attributes, plain)
        end = self._kept.get(key)
        if end is None:
            end = self._end(exchange, name_of(pair), attributes, plain)
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = end
        if plain and name_of(pair) == self._session.sent:
            pair = f"{self._session.bare}={value}"
        return pair + end

    def _end(self, exchange: Exchange, name: str, attributes: str, plain: bool) -> str:
        """Return the attributes as they leave.

        :param plain: nothing is added that a browser would refuse over plain HTTP, and what our settings made
            ``Secure`` loses it.
        """
        floor = self.floor(name)
        if plain:
            crosses = floor.samesite == "None"  # useless without Secure, which browsers take from localhost
            floor = Floor(secure=crosses, httponly=floor.httponly, samesite=floor.samesite)
            if name in self._ours and not crosses:
                attributes = without_secure(attributes)
                if not exchange.hardening.app.debug:
                    self._note_plain(name)
        end, changes = strengthen(attributes, floor)
        if changes and name not in self._ours and not plain and "max-age=0" not in attributes.lower():
            self._note(name, changes)
        return end

    def floor(self, name: str) -> Floor:
        """Return the least that the cookie `name` must have."""
        floor = self._floors.get(name)
        if floor is None:
            if len(self._floors) >= _MOST_KEPT:
                self._floors.clear()
            floor = self._floors[name] = self._decide(name)
        return floor

    def _decide(self, name: str) -> Floor:
        options = self._options
        names = self._session.names if name in self._session.names else frozenset({name})
        cross_site = bool(names & set(options.cross_site))
        floor = Floor(
            secure=options.secure,
            httponly=name in self._session.names or name not in options.script_readable,
            samesite="None" if cross_site else options.samesite,
        )
        for mark in self._marks:
            if mark.name in names:
                floor = mark.change(floor)
        return with_prefix_rules(name, floor)

    def _note_plain(self, name: str) -> None:
        if _PLAIN not in self._noted:
            self._noted.add(_PLAIN)
            logger.warning(
                "A request to this machine's own name came over plain HTTP, so the cookie %s left without Secure. If a "
                "proxy with HTTPS stands in front, name it in HARDENED_HOSTS_PROXIES.",
                ascii(name[:64]),
            )

    def _note(self, name: str, changes: tuple[str, ...]) -> None:
        if name in self._noted or len(self._noted) >= _MOST_NOTES:
            return
        self._noted.add(name)
        logger.warning(
            "The cookie %s leaves with %s, which it was not given. Set it so where it is made, or declare what it "
            "needs with @cookie(...) on the view.",
            ascii(name[:64]),
            ", ".join(changes),
        )


def is_development(exchange: Exchange) -> bool:
    """Tell whether a request over plain HTTP comes from a developer: while debugging, or from this very machine.

    Not in testing mode, where tests see what production sends. Nor when a proxy says that it stands in between: what
    is ``localhost`` to it is not the browser's.
    """
    app = exchange.hardening.app
    if app.testing:
        return False
    if app.debug:
        return True
    environ = exchange.environ
    host = environ.get("HTTP_HOST") or environ.get("SERVER_NAME") or ""
    return is_loopback(host) and not any(header in environ for header in _PROXIED)


_PROXIED = (
    "flask_hardened.original",  # the hosts room has taken forwarded headers away
    *("HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_REAL_IP"),
)


def _check_size(pair: str) -> None:
    size = size_of(pair)
    if size > LARGEST:
        raise CookieTooLargeError(
            f"The cookie {name_of(pair)[:64]!a} has {size} bytes in its name and value; browsers ignore cookies "
            f"above {LARGEST}. Keep less in it: in the session, keep an id only and the rest on the server "
            "(a server-side session, for instance Flask-Session)."
        )
