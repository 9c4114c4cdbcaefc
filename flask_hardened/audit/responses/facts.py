"""What the answers to probes show."""

from __future__ import annotations

from dataclasses import dataclass

from .grade import Grade


@dataclass(frozen=True, kw_only=True)
class CookieFacts:
    """One ``Set-Cookie`` header, without its value."""

    name: str
    secure: bool
    http_only: bool
    same_site: str | None
    """In lower case, as it was sent; None where it was not."""
    domain: bool
    """Whether subdomains are sent the cookie too."""
    path: str | None
    session: bool
    """Whether it is the app's session cookie, or has a name of one."""


@dataclass(frozen=True, kw_only=True)
class ScriptFacts:
    """One ``<script src>`` of a page."""

    src: str
    """Without query."""
    integrity: bool


@dataclass(frozen=True, kw_only=True)
class PageFacts:
    """What the grade needs of an HTML body."""

    scripts: tuple[ScriptFacts, ...] = ()
    """Those with an address."""
    inline: int = 0
    """How many scripts have none."""
    metas: tuple[tuple[str, str], ...] = ()
    """``<meta http-equiv>``: name in lower case, and content."""


@dataclass(frozen=True, kw_only=True)
class AnswerFacts:
    """One probe, and what came back. Neither the body nor the value of a cookie or a token is kept."""

    kind: str
    """What was asked for, such as ``unknown-path``; see ``docs/howto/probing.md``."""
    method: str
    path: str
    """Without query, shortened."""
    scheme: str
    endpoint: str | None = None
    """The view that was asked; None where none was reached."""
    status: int = 0
    """0 where nothing came back."""
    headers: tuple[tuple[str, str], ...] = ()
    """In the order they came; names in lower case. Values are kept of headers that hold no secret, else empty."""
    cookies: tuple[CookieFacts, ...] = ()
    leaks: frozenset[str] = frozenset()
    """What an error page tells: ``debugger``, ``traceback``, ``path``, ``sql``, ``version``."""
    reflected: frozenset[str] = frozenset()
    """Where the claimed host or address came back: ``location``, ``link``, ``request`` (TRACE)."""
    origin: str | None = None
    """The ``Origin`` that was claimed."""
    page: PageFacts | None = None
    """None where the body is no HTML."""
    raised: str | None = None
    """The type of the exception that left the app, or of what the connection failed with."""
    seconds: float = 0.0

    @property
    def target(self) -> str:
        """Method and path, as reports name them."""
        return f"{self.method} {self.path}"

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of a header, by its name in lower case."""
        return tuple(value for each, value in self.headers if each == name)

    def header(self, name: str) -> str | None:
        """Return the first value of a header, by its name in lower case."""
        return next(iter(self.values(name)), None)

    @property
    def failed(self) -> bool:
        """Whether the app broke: an exception left it, or the status says so. 501 and 503 are decisions."""
        return bool(self.raised) or (self.status >= 500 and self.status not in (501, 503))


@dataclass(frozen=True)
class ResponseFacts:
    """The probes that were sent, and what came back."""

    answers: tuple[AnswerFacts, ...] = ()
    """In the order in which they were asked for."""
    grade: Grade | None = None
    """None where no page could be graded."""
    url: str | None = None
    """The origin of the server that was asked; None for the app in this process."""
    certificate: str | None = None
    """Why the certificate of that server is not trusted; None where it is, or where none was shown."""
    host: str = "localhost"
    """The host that the app was asked for."""

    def of(self, *kinds: str) -> tuple[AnswerFacts, ...]:
        """Return the answers to some kinds of probes, without those that never came."""
        return tuple(each for each in self.answers if each.kind in kinds and (each.status or each.raised))
