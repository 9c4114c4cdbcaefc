"""Sheet: the policies of one endpoint, ready to be sent over one scheme."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from ...plan import HeaderPair
from .changes import EffectivePolicy
from .rendering import ENDPOINT, Rendered, render

logger = logging.getLogger("flask_hardened")

MAX_HASHES = 50
"""Hashes in one policy. More would fill the 4 kB that reverse proxies commonly keep for all response headers."""
_KEPT = 64
"""Combinations of hashes kept per endpoint; a page has as many as its templates have branches."""

Hashes = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Of inline handlers, of ``style`` attributes, and of ``javascript:`` URLs."""


@dataclass(frozen=True)
class Reporting:
    """Where reports go."""

    address: str
    """A path of the app, or an absolute URL."""

    def url(self, script_name: str) -> str:
        """Return the address as a browser needs it, under the prefix where the app is mounted."""
        return self.address if self.address.startswith("https:") else script_name + self.address


class Sheet:
    """What is sent, over one scheme and under one mount point. Immutable but for a cache of hashed variants."""

    __slots__ = ("_hashed", "_policy", "_report_to", "_secure", "document", "endpoints", "other", "policies", "script")

    def __init__(
        self, policy: EffectivePolicy, *, secure: bool, report_to: str | None, hashes: Hashes = ((), (), ())
    ) -> None:
        self._policy = policy
        self._secure = secure
        self._report_to = report_to
        self._hashed: dict[Hashes, Sheet] = {}
        self.policies: tuple[Rendered, ...] = tuple(
            render(lists, report_only=report_only, secure=secure, report_to=report_to, hashes=hashes)
            for lists, report_only in ((policy.lists, not policy.enforce), (policy.report_only, True))
            if lists
        )
        announced = secure and report_to is not None
        self.endpoints: tuple[HeaderPair, ...] = (
            (("Reporting-Endpoints", f'{ENDPOINT}="{report_to}"'),) if announced else ()
        )
        self.other: tuple[HeaderPair, ...] = _one_line_each((it.header, it.without_nonce) for it in self.policies)
        self.script: tuple[HeaderPair, ...] = _one_line_each((it.header, it.for_script) for it in self.policies)
        self.document = self.other + self.endpoints

    def with_nonce(self, nonce: str) -> tuple[HeaderPair, ...]:
        """Return the policies with `nonce` in them; the enforced and the reported one have the same."""
        policies = self.policies
        if len(policies) == 1:
            only = policies[0]
            return ((only.header, nonce.join(only.around_nonce)),)
        return _one_line_each((it.header, nonce.join(it.around_nonce)) for it in policies)

    def with_hashes(self, handlers: tuple[str, ...], styles: tuple[str, ...], urls: tuple[str, ...] = ()) -> Sheet:
        """Return the sheet of a page with these hashes of inline handlers, ``style`` attributes and URLs of script."""
        hashes = (handlers, styles, urls)
        found = self._hashed.get(hashes)
        if found is None:
            found = Sheet(self._policy, secure=self._secure, report_to=self._report_to, hashes=_limited(hashes))
            if len(self._hashed) >= _KEPT:
                self._hashed.clear()  # numbers in handlers make ever new combinations; the usual ones come back
            self._hashed[hashes] = found
        return found


def _limited(hashes: Hashes) -> Hashes:
    handlers, styles, urls = hashes
    if len(handlers) + len(styles) + len(urls) <= MAX_HASHES:
        return hashes
    logger.warning(
        "A page has more than %d inline handlers, javascript: URLs and style attributes; its policy allows the first "
        "%d, in that order. "
        "Move them into scripts and style sheets: more would not fit into the headers that proxies accept.",
        MAX_HASHES,
        MAX_HASHES,
    )
    handlers = handlers[:MAX_HASHES]
    urls = urls[: MAX_HASHES - len(handlers)]
    return handlers, styles[: MAX_HASHES - len(handlers) - len(urls)], urls


def _one_line_each(pairs: Iterable[HeaderPair]) -> tuple[HeaderPair, ...]:
    """Join policies that go out under one name: both hold (RFC 9110 section 5.3)."""
    joined: dict[str, str] = {}
    for name, value in pairs:
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return tuple(joined.items())
