"""Sessions that end: after a while, at sign-out, and on every worker at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flask import Flask
from flask.sessions import SecureCookieSessionInterface, SessionInterface

from ...errors import Problem
from ...hardening import hardening_of
from ...identity import Authenticator
from ...protection import Protection
from ...storage import Key, Use
from ...storage.drivers import SINGLE_SERVERS
from .adopted import AdoptedInterface, keeps_sessions_on_the_server
from .content import GuardedContent, content_of
from .flask_login import FlaskLogin, uses_flask_login
from .interface import SessionsInterface
from .lifecycle import Lifecycle
from .options import SessionsOptions
from .register import Register
from .remembering import Remembering, duration_of
from .server_side import ServerSide
from .signing_in import session_authenticator

if TYPE_CHECKING:
    from ...exchange import Exchange
    from ...hardening import Hardening

_FLASK_DEFAULT = 31 * 24 * 3600


class Sessions(Protection[SessionsOptions]):
    """Sessions that end.

    Sources: OWASP Session Management Cheat Sheet; ASVS 5 chapter 7; CWE-384, CWE-613.
    """

    feature = "sessions"
    options_type = SessionsOptions
    _interface: SessionsInterface | None = None
    _login: FlaskLogin | None = None

    def configure(self, app: Flask) -> None:
        """Take the place of Flask's own session interface, and stand before Flask-Session's. Any other stays."""
        current = app.session_interface
        if type(current) is SecureCookieSessionInterface:
            self._interface = app.session_interface = LateInterface(self, app, current)
        elif keeps_sessions_on_the_server(current):
            self._interface = app.session_interface = LateAdoptedInterface(self, app, current)

    def start(self, app: Flask, hardening: Hardening) -> None:
        """Open the store, and listen to Flask-Login if the app has it."""
        self.configure(app)
        if self._interface is None or app.session_interface is not self._interface:
            return
        self.equip(app, self._interface, hardening)
        if self._login is None and uses_flask_login(app):
            self._login = FlaskLogin(app, self._interface)

    def equip(self, app: Flask, interface: SessionsInterface, hardening: Hardening) -> None:
        """Give the interface what needs the store."""
        options, store = self.options, hardening.store
        namespace = store.namespace(Use("sessions", when_down=options.when_down))
        remembers = uses_flask_login(app)
        register = Register(namespace, options.absolute_lifetime, duration_of(app) if remembers else 0)
        interface.lifecycle = Lifecycle(app, options, register, hardening.events)
        interface.remembering = Remembering(app, interface.lifecycle) if remembers else None
        own_content = options.server_side and not isinstance(interface, AdoptedInterface)
        content = content_of(store) if own_content else None
        if content is not None:
            guarded = GuardedContent(content, store.namespace(Use("session_content", when_down="deny")))
            interface.server_side = ServerSide(guarded, interface.encoding, options)

    def authenticators(self, app: Flask) -> Iterator[Authenticator]:
        """Yield what ``login()`` has put into the session; nothing where another interface keeps it."""
        if self._interface is not None and app.session_interface is self._interface:
            yield session_authenticator()

    def foresee(self, exchange: Exchange) -> Sequence[Key]:
        """Return the keys that reading the session of a request will ask for."""
        interface = self._interface
        if interface is None or isinstance(interface, AdoptedInterface):
            return ()
        if exchange.hardening.app.session_interface is not interface:
            return ()
        return interface.foresee(exchange.environ)

    def problems(self, app: Flask) -> Iterator[Problem]:
        """Yield a store that cannot keep content."""
        storage = self.policy.storage
        scheme = (storage.uri or "sqlite:").partition(":")[0] if storage is not None else "memory"
        if self.options.server_side and scheme not in _CONTENT and not isinstance(self._interface, AdoptedInterface):
            yield Problem(
                "HARDENED_SESSIONS_SERVER_SIDE",
                f"a {scheme}: store cannot keep the content of sessions.",
                "Use a sqlite: or redis: store, or keep the content with Flask-Session.",
            )

    def notes(self, app: Flask) -> Iterator[str]:
        """Yield whose sessions do not end as they should, and settings that have no effect."""
        if app.session_interface is not self._interface:
            yield (
                f"The sessions of this app are kept by {type(app.session_interface).__name__}, so that Flask-Hardened "
                "neither ends them nor gives them lifetimes. Its own can be kept on the server too: set "
                "HARDENED_SESSIONS_SERVER_SIDE."
            )
            return
        if isinstance(self._interface, AdoptedInterface):
            for field in ("server_side", "encrypted"):
                if getattr(self.options, field):
                    yield f"HARDENED_SESSIONS_{field.upper()} has no effect: Flask-Session keeps the content."
        lifetime = int(app.permanent_session_lifetime.total_seconds())
        if lifetime not in (_FLASK_DEFAULT, self.options.idle_lifetime) and lifetime > self.options.idle_lifetime:
            yield (
                f"PERMANENT_SESSION_LIFETIME is {lifetime} seconds, but sessions end after "
                f"{self.options.idle_lifetime} without use. Raise HARDENED_SESSIONS_IDLE_LIFETIME if they should not."
            )


_CONTENT = frozenset({"memory", "sqlite", *SINGLE_SERVERS})


class LateInterface(SessionsInterface):
    """Opens the store when a test client's ``session_transaction()`` comes before the first request."""

    def __init__(self, room: Sessions, app: Flask, replaced: SecureCookieSessionInterface) -> None:
        super().__init__(app, room.options)
        self._room = room
        for name, value in vars(replaced).items():  # salt or serializer, if the app has set its own
            setattr(self, name, value)

    def __getattr__(self, name: str) -> object:
        if name != "lifecycle":
            raise AttributeError(name)
        self._room.equip(self.app, self, hardening_of(self.app))
        return self.lifecycle


class LateAdoptedInterface(AdoptedInterface):
    """Likewise."""

    def __init__(self, room: Sessions, app: Flask, inner: SessionInterface) -> None:
        super().__init__(app, room.options, inner)
        self._room = room

    def __getattr__(self, name: str) -> object:
        if name != "lifecycle":
            return super().__getattr__(name)
        self._room.equip(self.app, self, hardening_of(self.app))
        return self.lifecycle
