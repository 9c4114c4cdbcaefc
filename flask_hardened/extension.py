"""Hardened: the extension. Wiring only; the rooms do the work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from .conflicts import conflicts
from .deferral import decided_later
from .errors import ConfigurationError, Problem
from .gate import Gate
from .hardening import EXTENSION, Hardening, hardening_of
from .limiter import from_limiter
from .policy import Preset, resolve
from .protections import CATALOG
from .talisman import TalismanSettings, from_talisman

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from flask_limiter import Limiter
    from typing_extensions import Unpack

    from .policy import Features


class Hardened:
    """Make a Flask app secure by default.

    :param app: the app; leave it out in an app factory and call :meth:`init_app`.
    :param preset: ``"web"`` (default), ``"api"`` or ``"strict"``.
    :param talisman: settings of a Flask-Talisman that this replaces, in Talisman's own vocabulary.
    :param limiter: a Flask-Limiter made without the app, whose settings and decorators hold; True reads its
        ``RATELIMIT_*`` keys alone.
    :param features: one argument per feature: its options, or False to turn it off.
    :raises ConfigurationError: naming every problem at once, each with the setting, the fault and the fix.
    """

    def __init__(
        self,
        app: Flask | None = None,
        *,
        preset: Preset | None = None,
        talisman: TalismanSettings | None = None,
        limiter: Limiter | Literal[True] | None = None,
        **features: Unpack[Features],
    ) -> None:
        self._preset = preset
        self._talisman = talisman
        self._limiter = limiter
        self._features = features
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        """Harden `app`. Call it once per app, after the configuration is loaded.

        :raises ConfigurationError: as the constructor does; in production also for what must not be served.
        """
        if EXTENSION in app.extensions:
            raise ConfigurationError(
                [Problem("Hardened(app)", "this app is hardened already.", "Remove the second Hardened(app).")]
            )
        arguments: Mapping[str, Any] = self._features
        if self._talisman is not None:
            arguments = from_talisman(self._talisman, arguments)
        if self._limiter is not None:
            arguments = from_limiter(self._limiter, app, arguments)
        policy = resolve(app, self._preset, arguments)
        found = conflicts(app, policy)
        if found:
            raise ConfigurationError(found)
        rooms = tuple(
            room(getattr(policy, room.feature), policy) for room in CATALOG if getattr(policy, room.feature) is not None
        )
        hardening = Hardening(app, policy, rooms)
        if hardening.in_production and not decided_later(app):
            problems = hardening.problems()
            if problems:
                raise ConfigurationError(problems)
        app.extensions[EXTENSION] = hardening
        app.url_value_preprocessors.setdefault(None, []).insert(0, hardening.find_plan)
        _put_gate(app, hardening)

    @staticmethod
    def wrap(app: Flask, application: WSGIApplication) -> WSGIApplication:
        """Return another WSGI application behind the gate of a hardened `app`, for instance a dispatcher around both.

        :raises KeyError: when `app` is not hardened.
        """
        return Gate(application, hardening_of(app))


def _put_gate(app: Flask, hardening: Hardening) -> None:
    """Put the gate around the app, but inside a ProxyFix that is there already: it names the client."""
    outermost: ProxyFix | None = None
    current = app.wsgi_app
    while isinstance(current, ProxyFix):
        outermost, current = current, current.app  # type: ignore[assignment]
    gate = Gate(current, hardening)
    if outermost is None:
        app.wsgi_app = gate  # type: ignore[method-assign]
    else:
        outermost.app = gate
