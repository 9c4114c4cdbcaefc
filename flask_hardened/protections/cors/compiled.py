"""CompiledCors: the policy of one endpoint, its headers written out once."""

from __future__ import annotations

import re

from ...plan import HeaderPair
from .options import CorsOptions
from .origins import ANY, OriginList, read_origin

ORIGIN = "HTTP_ORIGIN"
REQUEST_METHOD = "HTTP_ACCESS_CONTROL_REQUEST_METHOD"
REQUEST_HEADERS = "HTTP_ACCESS_CONTROL_REQUEST_HEADERS"
REQUEST_PRIVATE_NETWORK = "HTTP_ACCESS_CONTROL_REQUEST_PRIVATE_NETWORK"

Grant = tuple[HeaderPair, ...]
"""Response headers for an allowed origin; the first one is Access-Control-Allow-Origin."""

_NAMES = re.compile(r"[ \t]*[!#$%&'*+.^_`|~0-9A-Za-z-]+[ \t]*(?:,[ \t]*[!#$%&'*+.^_`|~0-9A-Za-z-]+[ \t]*)*", re.ASCII)
_LONGEST = 2048
_REMEMBERED = 512


class CompiledCors:
    """Who may read the responses of one endpoint.

    :param options: app and marks resolved; without faults.
    :param methods: the methods that the endpoint takes.
    :param carried: the view itself carries a ``@cross_origin`` of flask-cors, whose headers give way without a note.
    """

    def __init__(self, options: CorsOptions, methods: frozenset[str] = frozenset(), *, carried: bool = False) -> None:
        self.options = options
        self.carried = carried
        self.origins = OriginList(options.origins)
        self.methods = methods if options.methods is None else methods & frozenset(options.methods)
        self._methods = ", ".join(sorted(self.methods))
        self.on = bool(options.origins)
        credentials = (("Access-Control-Allow-Credentials", "true"),) if options.credentials else ()
        exposed = ", ".join(options.expose_headers)
        self._shared: Grant = (*credentials, *((("Access-Control-Expose-Headers", exposed),) if exposed else ()))
        self._preflight_shared = (*credentials, *self._preflight_headers())
        self._grants = {origin: self._grant(origin) for origin in self.origins.exact}
        self._for_any = self._grant(ANY) if self.origins.any else None

    def grant(self, origin: str) -> Grant | None:
        """Return the headers for a request with this Origin header, or None when it is not allowed."""
        return self._for_any or self._grants.get(origin) or self._judge(origin)

    def lists(self, value: str) -> bool:
        """Tell whether a response may name `value` in Access-Control-Allow-Origin."""
        if self.origins.any:
            return value == ANY or read_origin(value) is not None
        return self.origins.find(value) == value

    def preflight(
        self, origin: str, requested_headers: str, *, private_network: bool = False, only: str | None = None
    ) -> Grant | None:
        """Return the headers that answer a preflight, or None when the origin is not allowed.

        :param only: the one method to name, where each has its own policy; browsers remember all that are named.
        """
        grant = self.grant(origin)
        if grant is None:
            return None
        methods = self._methods if only is None else only
        headers = [grant[0], ("Access-Control-Allow-Methods", methods), *self._preflight_shared]
        names = requested_headers[: _LONGEST + 1]
        if ANY in self.options.allow_headers and len(names) <= _LONGEST and _NAMES.fullmatch(names):
            listed = sorted({name.strip().lower() for name in names.split(",")})
            headers.append(("Access-Control-Allow-Headers", ", ".join(listed)))
        if private_network and self.options.private_network:
            headers.append(("Access-Control-Allow-Private-Network", "true"))
        return tuple(headers)

    def refused_headers(self, requested_headers: str) -> list[str]:
        """Return which of the headers that a preflight asks for are not allowed."""
        allowed = {name.lower() for name in self.options.allow_headers}
        names = [name.strip() for name in requested_headers[:_LONGEST].split(",")]
        return [] if ANY in allowed else [name for name in names if name and name.lower() not in allowed]

    def _preflight_headers(self) -> list[HeaderPair]:
        headers = []
        if self.options.allow_headers and ANY not in self.options.allow_headers:
            headers.append(("Access-Control-Allow-Headers", ", ".join(self.options.allow_headers)))
        if self.options.max_age is not None:
            headers.append(("Access-Control-Max-Age", str(self.options.max_age)))
        return headers

    def _grant(self, origin: str) -> Grant:
        return (("Access-Control-Allow-Origin", origin), *self._shared)

    def _judge(self, text: str) -> Grant | None:
        """Judge an Origin that is not written as listed; only allowed ones are remembered, and not without bound."""
        normal = self.origins.find(text)
        if normal is None:
            return None
        if len(self._grants) >= _REMEMBERED + len(self.origins.exact):
            self._grants = {origin: self._grant(origin) for origin in self.origins.exact}
        self._grants[text] = grant = self._grant(normal)
        return grant
