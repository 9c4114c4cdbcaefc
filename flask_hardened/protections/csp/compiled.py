"""CompiledCsp: what an endpoint's plan holds of the policy, and the finisher that sends it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from ...exchange import Exchange
from ...markup import NONCE_KINDS, NonceKind
from ...plan import HeaderPair
from .changes import EffectivePolicy
from .content_kind import DOCUMENT, SCRIPT, kind_and_size
from .grammar import SELF
from .nonce import make_nonce
from .profiles import Lists
from .rendering import takes_nonce
from .sheet import Reporting, Sheet
from .streaming import expected_page

_KEPT = 16
"""Mount points whose sheets are kept; the name of one is sent by a server or a proxy, not by a client."""
_PATH_CHARACTERS = "/!$&()*+:=@"
"""Beside letters, digits and ``_.-~`` what RFC 3986 allows in a path and means nothing in a policy."""
BODILESS = frozenset({204, 205})


class CompiledCsp:
    """The policy of one endpoint, rendered. Shared by all threads."""

    __slots__ = (
        "_mounted",
        "_plain",
        "_reporting",
        "_secure",
        "asked_late",
        "frame_ancestors",
        "own_origin_only",
        "policy",
        "unneeded_nonces",
        "uses_nonce",
    )

    def __init__(self, policy: EffectivePolicy, reporting: Reporting | None) -> None:
        self.policy = policy
        lists = [] if policy.off else [policy.lists, policy.report_only]
        self.uses_nonce = any(
            name in sources and takes_nonce(sources[name]) for sources in lists for name in ("script_src", "style_src")
        )
        """Whether a nonce would have an effect; where not, tags get none."""
        self.own_origin_only = policy.profile == "strict" and not any(
            _names_origin(policy.lists.get(name, ())) for name in ("script_src", "style_src")
        )
        """Whether tags that load from other origins get no nonce."""
        self.unneeded_nonces: tuple[frozenset[NonceKind], frozenset[NonceKind]] = (
            self._unneeded(lists, secure=False),
            self._unneeded(lists, secure=True),
        )
        """Which tags get no nonce, as they may load without or not at all: over HTTP, and over HTTPS."""
        enforced = policy.enforce and not policy.off
        self.frame_ancestors = policy.lists.get("frame_ancestors") if enforced else None
        """Who may frame the page, where browsers are held to it; X-Frame-Options follows."""
        self.asked_late = False
        """Whether a stream has asked for a nonce that nobody expected; from then on all of them get one."""
        self._reporting = reporting
        self._mounted: dict[tuple[str, bool], Sheet] = {}
        self._secure = self._sheet("", secure=True)
        self._plain = self._sheet("", secure=False)

    def finish(self, exchange: Exchange, status: int, headers: list[HeaderPair]) -> None:
        """Append the policy to a response as it leaves.

        A 304 gets none: the stored page keeps the policy it was stored with, whose nonce its body contains.
        """
        if status == 304:
            return
        kind, sized = kind_and_size(headers)
        if kind is DOCUMENT and not sized and exchange.method != "HEAD" and status not in BODILESS:
            self._expect_stream(exchange)
        script_name = exchange.environ.get("SCRIPT_NAME")
        if script_name and self._reporting is not None:
            sheet = self._under(script_name, secure=exchange.secure)
        else:
            sheet = self._secure if exchange.secure else self._plain
        if exchange.script_hashes or exchange.style_hashes or exchange.url_hashes:
            sheet = sheet.with_hashes(exchange.script_hashes, exchange.style_hashes, exchange.url_hashes)
        nonce = exchange.nonce
        own: tuple[HeaderPair, ...]
        if nonce is not None:
            own = sheet.with_nonce(nonce)
            if kind is DOCUMENT:
                own += sheet.endpoints
        else:
            own = sheet.document if kind is DOCUMENT else sheet.script if kind is SCRIPT else sheet.other
        if exchange.view_csp is not None:
            own = _combined(exchange.view_csp, own)
        headers.extend(own)

    def _expect_stream(self, exchange: Exchange) -> None:
        """Make the nonce of a page whose template runs after its headers have left, and allow its known hashes."""
        page = expected_page(exchange)
        if self.uses_nonce and (self.asked_late or page.needs_nonce(self.unneeded_nonces[exchange.secure])):
            make_nonce(exchange)
        exchange.script_hashes = merged(exchange.script_hashes, page.script)
        exchange.style_hashes = merged(exchange.style_hashes, page.style)
        exchange.url_hashes = merged(exchange.url_hashes, page.url)

    def _unneeded(self, lists: Iterable[Lists], *, secure: bool) -> frozenset[NonceKind]:
        if not self.uses_nonce:
            return NONCE_KINDS
        unneeded = frozenset.intersection(*(_covered(each, secure=secure) for each in lists))
        return unneeded | {"foreign", "foreign_style"} if self.own_origin_only else unneeded

    def _sheet(self, script_name: str, *, secure: bool) -> Sheet:
        url = None if self._reporting is None else self._reporting.url(script_name)
        return Sheet(self.policy, secure=secure, report_to=url)

    def _under(self, script_name: str, *, secure: bool) -> Sheet:
        sheet = self._mounted.get((script_name, secure))
        if sheet is None:
            # WSGI strings are bytes in Latin-1 (PEP 3333).
            prefix = quote(script_name.encode("latin-1", "replace").rstrip(b"/"), safe=_PATH_CHARACTERS)
            sheet = self._sheet(prefix, secure=secure)
            if len(self._mounted) < _KEPT:
                self._mounted[script_name, secure] = sheet
        return sheet


def merged(known: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    """Return `known` with what is new in `more` after it."""
    new = [item for item in dict.fromkeys(more) if item not in known]
    return (*known, *new) if new else known


def _combined(view: dict[str, list[str]], own: tuple[HeaderPair, ...]) -> tuple[HeaderPair, ...]:
    """Join what a view set itself with our own: of several policies browsers enforce each (CSP3 section 3.1)."""
    left = dict(view)
    result = []
    for name, value in own:
        said = left.pop(name.lower(), [])
        result.append((name, ", ".join([*said, *([] if value in said else [value])])))
    result.extend((_NAMES[name], ", ".join(said)) for name, said in left.items())
    return tuple(result)


_NAMES = {
    name.lower(): name
    for name in ("Content-Security-Policy", "Content-Security-Policy-Report-Only", "Reporting-Endpoints")
}
WATCHED = tuple(_NAMES)
"""What a view may set itself: both policies, and the endpoints that its policy reports to."""


def _covered(lists: Lists, *, secure: bool) -> frozenset[NonceKind]:
    """Return the links to style sheets that a policy lets load without a nonce, or would not with one."""
    sources = lists.get("style_src", ())
    if "*" in sources or ("https:" in sources and secure) or not ("style_src" in lists and takes_nonce(sources)):
        return frozenset({"own_style", "foreign_style"})
    return frozenset({"own_style"} if SELF in sources else ())


def _names_origin(sources: Iterable[str]) -> bool:
    return any(not source.startswith("'") and source not in {"data:", "blob:"} for source in sources)
