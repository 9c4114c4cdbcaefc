"""The references room: opaque ids in URLs (CWE-639, CWE-340)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Flask

from ...errors import ConfigurationError, Problem
from ...protection import Protection
from .options import ReferencesOptions
from .register import CONVERTER, FORGED, REGISTER, ReferenceConverter, Register, check, converter_of
from .reporting import report

if TYPE_CHECKING:
    from ...exchange import Exchange
    from ...plan import HeaderPair, PlanDraft

_IN_HOST = re.compile(rf"<{CONVERTER}\b")


class References(Protection[ReferencesOptions]):
    """Registers the URL converter ``ref``. A request that uses none costs nothing."""

    feature = "references"
    options_type = ReferencesOptions

    def configure(self, app: Flask) -> None:
        """Register the converter.

        :raises ConfigurationError: when the app has another one of that name, or what encrypts is not installed.
        """
        found = app.url_map.converters.get(CONVERTER)
        # An earlier Hardened(app) that was refused for another reason has left its converter behind.
        if found is not None and getattr(found, "register", None) is not app.extensions.get(REGISTER, self):
            fix = f"Rename it, or keep it with Hardened(app, {self.feature}=False)."
            raise ConfigurationError(
                [Problem("app.url_map.converters", f"the app has a converter {CONVERTER!r} of its own.", fix)]
            )
        check("options", self.options.encrypted)
        app.extensions[REGISTER] = register = Register(app, encrypted=self.options.encrypted)
        app.url_map.converters[CONVERTER] = converter_of(register)

    def problems(self, app: Flask) -> Iterator[Problem]:
        found = app.url_map.converters.get(CONVERTER)
        if not (isinstance(found, type) and issubclass(found, ReferenceConverter)):
            fix = "Rename it, or say Hardened(app, references=False)."
            yield Problem("app.url_map.converters", f"another converter took the name {CONVERTER!r}.", fix)
        for rule in app.url_map.iter_rules():
            if _IN_HOST.search(rule.subdomain or "") or _IN_HOST.search(rule.host or ""):
                fix = "Put it into the path."
                yield Problem(f"The rule {rule.rule!r}", "host names have no upper case, so no reference fits.", fix)

    def compile(self, draft: PlanDraft) -> None:
        """Report forged references: they match no route, whatever the app answers then."""
        if draft.endpoint is None:
            draft.finish.append(_report_forged)


def _report_forged(exchange: Exchange, status: int, headers: list[HeaderPair]) -> None:
    room = exchange.room
    if room is not None and FORGED in room:
        report(exchange.hardening, exchange, room[FORGED])
