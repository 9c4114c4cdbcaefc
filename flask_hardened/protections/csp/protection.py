"""Content-Security-Policy: the policy of every response, nonces and hashes for its pages, and browsers' reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Flask

from ...exchange import Exchange
from ...plan import OnceRule, PlanDraft
from ...protection import Protection
from ...refusal import Refusal
from .changes import effective
from .collector import Collector
from .compiled import WATCHED, CompiledCsp
from .jinja import install_in, prepare_jinja
from .options import CspOptions
from .sheet import Reporting
from .streaming import note_templates

if TYPE_CHECKING:
    from ...hardening import Hardening
    from ...policy import Policy


class Csp(Protection[CspOptions]):
    """Content-Security-Policy."""

    feature = "csp"
    options_type = CspOptions

    def __init__(self, options: CspOptions, policy: Policy) -> None:
        super().__init__(options, policy)
        self._path = options.report_path if options.report_uri is None else None
        self._collector = Collector(options.reports_per_minute)
        address = options.report_uri or options.report_path
        self._reporting = None if address is None else Reporting(address)

    def configure(self, app: Flask) -> None:
        """Have the app's templates get nonces, also those rendered before the first request."""
        prepare_jinja(app)
        note_templates(app)

    def start(self, app: Flask, hardening: Hardening) -> None:
        """Bring the markup extension up to date with what was set on the Jinja environment since."""
        install_in(app.jinja_env)

    def notes(self, app: Flask) -> Iterator[str]:
        """Yield what makes the policy weaker than it looks."""
        if not self.options.enforce:
            yield (
                "The Content-Security-Policy is only reported, not enforced. "
                "Set HARDENED_CSP_ENFORCE to true when its reports are dealt with."
            )
        if self.options.dangerously_allow:
            listed = ", ".join(self.options.dangerously_allow)
            yield f"The Content-Security-Policy may contain {listed}, which lets injected scripts run."

    def admit(self, exchange: Exchange) -> Refusal | None:
        """Answer requests to the collector's path."""
        if exchange.environ.get("PATH_INFO") != self._path:
            return None
        return self._collector.answer(exchange) if self._path is not None else None

    def compile(self, draft: PlanDraft) -> None:
        """Render the endpoint's policy, and have it sent beside whatever the view sets itself."""
        policy = effective(self.options, draft.marks.of("csp"))
        compiled = CompiledCsp(policy, self._reporting)
        draft.room["csp"] = compiled
        if policy.off:
            return
        for name in WATCHED:
            draft.watch_once(name, _keeps(name))
        draft.finish.append(compiled.finish)


def _keeps(name: str) -> OnceRule:
    """Return the rule that puts what a view set aside, for the finisher to join it with the policy."""

    def keep(exchange: Exchange, values: list[str]) -> None:
        if exchange.view_csp is None:
            exchange.view_csp = {}
        exchange.view_csp[name] = values

    return keep
