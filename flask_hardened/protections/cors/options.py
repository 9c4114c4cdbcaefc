"""Options of the cors room."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...errors import Problem
from ...options import Options, options
from .origins import ANY, parse_entry

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}", re.ASCII)
_FORBIDDEN_METHODS = frozenset({"CONNECT", "TRACE", "TRACK"})
DAY = 86_400


@options
class CorsOptions(Options):
    r"""Who may read responses from other origins, with scripts (WHATWG Fetch). Off until origins are named."""

    origins: Sequence[str | re.Pattern[str]] = ()
    r"""Origins whose scripts may read responses. Default none. Exact ones (``"https://app.example.com"``), every name
    below a domain (``"https://*.example.com"``: one label or more, not the domain itself), regular expressions for the
    whole origin (``r"re:https://pr-\d+\.example\.com"`` or a compiled pattern), or ``"*"`` alone for everybody, without
    credentials. ``null`` is refused."""
    credentials: bool = False
    """Let these origins send cookies and HTTP authentication with their requests. Default False."""
    methods: Sequence[str] | None = None
    """Methods that these origins may use. By default those that the route takes."""
    allow_headers: Sequence[str] = ("Authorization", "Content-Type", "X-CSRFToken", "X-Requested-With")
    """Request headers that these origins may set; ``["*"]`` for any. Those that forms can set need not be named."""
    expose_headers: Sequence[str] = ()
    """Response headers that scripts may read, beyond the ones that browsers always show. Default none."""
    max_age: int | None = 600
    """Seconds for which a browser remembers the answer to a preflight. Default 600; None leaves it to the browser."""
    private_network: bool = False
    """Answer ``Access-Control-Request-Private-Network``, so that public sites among the origins reach a server in a
    private network. Default False."""

    def faults(self) -> Iterator[Problem]:
        """Yield what is no origin, method or header name, and what must not go together."""
        yield from self._origin_faults()
        for method in self.methods or ():
            if not _TOKEN.fullmatch(method) or method != method.upper() or method in _FORBIDDEN_METHODS:
                yield self.problem("methods", f"{method!a} is no method to allow.", "Write for instance 'PUT'.")
        for field in ("allow_headers", "expose_headers"):
            for name in getattr(self, field):
                if not _TOKEN.fullmatch(name):
                    yield self.problem(field, f"{name!a} is no header name.", "Write for instance 'X-Total-Count'.")
        if ANY in self.expose_headers and self.credentials:
            yield self.problem("expose_headers", "browsers ignore '*' beside credentials.", "Name the headers.")
        if self.max_age is not None and not 0 <= self.max_age <= DAY:
            yield self.problem("max_age", f"{self.max_age} is not between 0 and {DAY}.", "Give seconds, at most a day.")

    def _origin_faults(self) -> Iterator[Problem]:
        for entry in self.origins:
            if entry == ANY:
                continue
            try:
                parse_entry(entry)
            except ValueError as error:
                yield self.problem("origins", *error.args)
        if ANY in self.origins:
            if self.credentials:
                yield self.problem(
                    "credentials", "with '*' every site could read what its visitors may see.", "Name the origins."
                )
            if len(self.origins) > 1:
                yield self.problem("origins", "'*' makes the others needless.", "Write '*' alone, or leave it out.")
