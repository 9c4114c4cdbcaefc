"""The redirects room: no response leads to another site unless it may (CWE-601)."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Flask

from ...protection import Protection
from ...refusal import Refusal
from .decorators import LeftAlone, To
from .judgement import CompiledRedirects, Refused
from .options import RedirectsOptions
from .refresh import refresh_url
from .site import SITE, Site
from .targets import Targets, parse_target

if TYPE_CHECKING:
    from ...exchange import Exchange
    from ...hardening import Hardening
    from ...plan import EachRule, PlanDraft
    from ...policy import Policy

logger = logging.getLogger("flask_hardened")

DETAIL = "The address that you opened leads to another site, and this one does not send you there."
_MOST_NOTED = 256
_LOCAL = re.compile(r"/(?:[!-.0-\[\]-~][ -~]*)?").fullmatch
"""A path that every parser reads as one: printable ASCII, a slash and then neither another slash nor a backslash."""


class Redirects(Protection[RedirectsOptions]):
    """Judges ``Location`` and ``Refresh`` as they leave, as browsers read them.

    A redirect that must not leave is replaced by 400; another response loses the header only.
    """

    feature = "redirects"
    options_type = RedirectsOptions

    def __init__(self, options: RedirectsOptions, policy: Policy) -> None:
        super().__init__(options, policy)
        self._noted: set[tuple[str | None, str]] = set()
        self._lock = threading.Lock()

    def configure(self, app: Flask) -> None:
        app.extensions[SITE] = self._site = Site(app, self.policy)

    def start(self, app: Flask, hardening: Hardening) -> None:
        """Read the app's hosts anew, as its configuration is complete now."""
        app.extensions[SITE] = self._site = Site(app, self.policy)

    def notes(self, app: Flask) -> Iterator[str]:
        for entry in self.options.allowed:
            if parse_target(entry).is_unencrypted:
                yield f"Redirects may lead to {entry}: whoever sits on the way can change those pages. Use https."

    def compile(self, draft: PlanDraft) -> None:
        """Watch the two headers, unless the view judges its redirects itself."""
        entries, off = list(self.options.allowed), False
        for said in draft.marks.of(self.feature):
            off = isinstance(said, LeftAlone)
            if isinstance(said, To):
                entries.extend(said.targets)
        compiled = CompiledRedirects(self.options.mode, Targets(entries))
        draft.room[self.feature] = compiled
        if off:
            return
        draft.watch_each("Location", self._location(compiled))
        draft.watch_each("Refresh", self._refresh(compiled))

    def _location(self, compiled: CompiledRedirects) -> EachRule:
        def rule(exchange: Exchange, value: str) -> str | None:
            if _LOCAL(value):
                return value
            refused = compiled.judge(_unicode(value), exchange, self._site)
            if refused is None:
                return value
            if 300 <= exchange.status < 400 and exchange.status != 304:
                exchange.replacement = Refusal(400, DETAIL, title="Redirect refused")
            self._report(exchange, refused, "Location")
            return None

        return rule

    def _refresh(self, compiled: CompiledRedirects) -> EachRule:
        def rule(exchange: Exchange, value: str) -> str | None:
            url = refresh_url(_unicode(value))
            refused = None if url is None else compiled.judge(url, exchange, self._site)
            if refused is None:
                return value
            self._report(exchange, refused, "Refresh")
            return None

        return rule

    def _report(self, exchange: Exchange, refused: Refused, header: str) -> None:
        endpoint = exchange.plan.endpoint
        exchange.hardening.events.emit(
            "http_redirect_refused",
            exchange=exchange,
            endpoint=endpoint,
            header=header,
            reason=refused.reason,
            target=refused.target,
            named_in=refused.place,
        )
        with self._lock:
            noted = (endpoint, refused.reason)
            if noted in self._noted or len(self._noted) >= _MOST_NOTED:
                return
            self._noted.add(noted)
        logger.warning(
            "Refused a redirect of %s to %s (%s). If it may lead there, put @redirects(to=[...]) on the view, or add "
            "it to HARDENED_REDIRECTS_ALLOWED. This is said once for each endpoint.",
            endpoint or "no endpoint",
            ascii(refused.target[:200]),
            refused.reason if refused.place is None else f"named by the request: {refused.place}",
        )


def _unicode(value: str) -> str:
    """Return a header as browsers read it: UTF-8 where it is that, else Latin-1."""
    if value.isascii():
        return value
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
