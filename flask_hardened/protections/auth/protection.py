"""The auth room: who sent a request, and whether they may do what it asks (CWE-862, CWE-863, CWE-639)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Flask

from ...errors import ConfigurationError, Problem
from ...hardening import EXTENSION, hardening_of
from ...identity import Authenticator
from ...protection import Protection
from ...template_names import offer
from . import api_keys, flask_login
from .access import Access, resolve
from .chain import Chain
from .current import CHAIN, current_identity
from .faults import accesses, faults
from .guard import Guard
from .login_page import LoginPage
from .options import AuthOptions
from .outcomes import Outcomes
from .static_files import is_static

if TYPE_CHECKING:
    from ...hardening import Hardening
    from ...plan import PlanDraft

_SHOWN = 20


class Auth(Protection[AuthOptions]):
    """Guards the routes whose decorators, or the app's default, demand something of their users.

    Sources: OWASP Authorization Cheat Sheet; ASVS 5 chapters 6 and 8.
    """

    feature = "auth"
    options_type = AuthOptions
    _chain: Chain | None = None

    def configure(self, app: Flask) -> None:
        """Make ``current_identity`` work in this app."""
        app.extensions[CHAIN] = lambda: self._chain_of(app)

    def start(self, app: Flask, hardening: Hardening) -> None:
        """Check the decorators, now that all routes are there.

        :raises ConfigurationError: for what would leave a route open, or closed to everybody.
        """
        self._chain = None  # an extension may have come since it was first made
        found = [*self.problems(app)]
        if found:
            raise ConfigurationError(found)
        offer(app, names={"current_identity": current_identity})
        if flask_login.uses_flask_login(app) and any(access.max_age for _, access in self._accesses(app)):
            flask_login.note_sign_ins(app)

    def authenticators(self, app: Flask) -> Iterator[Authenticator]:
        """Yield API keys, and Flask-Login's user."""
        if self.options.api_keys is not None:
            yield api_keys.authenticator(app.ensure_sync(self.options.api_keys))
        if flask_login.uses_flask_login(app):
            yield flask_login.authenticator()

    def problems(self, app: Flask) -> Iterator[Problem]:
        """Yield what is wrong with the decorators; nothing before the routes are there."""
        if EXTENSION in app.extensions:
            offered = self._offered(app)
            chain = Chain(app, self.options, offered)
            names = frozenset(each.method for each in offered)
            yield from faults(app, self.options, chain, names, LoginPage(app, self.options))

    def notes(self, app: Flask) -> Iterator[str]:
        """Yield the routes that nobody may use, and decorators that let nobody in."""
        endpoints = {endpoint: access for endpoint, access in self._accesses(app) if access.denied}
        closed = sorted(endpoint for endpoint in endpoints if not is_static(app, endpoint))
        if closed:
            more = f" and {len(closed) - _SHOWN} more" if len(closed) > _SHOWN else ""
            yield (
                f"No decorator says who may use {', '.join(closed[:_SHOWN])}{more}, so nobody may: mark them with "
                "@auth_required and its like, or with @public."
            )
        demands = [access for _, access in self._accesses(app) if access.authenticated]
        if demands and not self._chain_of(app).authenticators:
            yield "Routes demand that somebody is signed in, but there is no way to sign in. Set AuthOptions."
        elif any(access.by_rights for access in demands) and not self._knows_users(app):
            yield "Routes demand roles or permissions, but nobody has any without a loader. Set AuthOptions.loader."

    def compile(self, draft: PlanDraft) -> None:
        """Put a guard before an endpoint where something is demanded."""
        endpoint = draft.endpoint
        if endpoint is None:
            return
        access = resolve(draft.marks.of(self.feature), self.options.default)
        if access.denied and is_static(draft.app, endpoint):
            access = Access()
        draft.room[self.feature] = access
        if not access.public:
            chain = self._chain_of(draft.app)
            outcomes = Outcomes(chain, LoginPage(draft.app, self.options))
            draft.before.append(Guard(access, chain, outcomes))

    def _accesses(self, app: Flask) -> Iterator[tuple[str, Access]]:
        for rule_endpoint in {rule.endpoint for rule in app.url_map.iter_rules()}:
            for _, access in accesses(app, rule_endpoint, self.options):
                yield rule_endpoint, access

    def _knows_users(self, app: Flask) -> bool:
        options = self.options
        return bool(options.loader or options.authenticators or options.api_keys) or flask_login.uses_flask_login(app)

    def _chain_of(self, app: Flask) -> Chain:
        if self._chain is None:
            self._chain = Chain(app, self.options, self._offered(app))
        return self._chain

    def _offered(self, app: Flask) -> list[Authenticator]:
        """Return every way there is: those of the app, of this room, and of the others."""
        found = [*self.options.authenticators]
        for room in hardening_of(app).protections:
            found += room.authenticators(app)
        return found
