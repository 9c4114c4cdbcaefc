"""Hardening: what ``Hardened(app)`` made for one app; found in ``app.extensions["hardened"]``."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from flask import Flask, request

from .conflicts import conflicts
from .errors import ConfigurationError, Problem
from .events import EventLog
from .exchange import KEY, Exchange
from .gate import NOT_STARTED
from .plan import RoutePlans
from .protection import Protection
from .storage import Key, Store, open_store
from .unenforced import unenforced

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

    from .policy import Policy
    from .refusal import Refusal

EXTENSION = "hardened"
logger = logging.getLogger("flask_hardened")

Admission = Callable[[Exchange], "Refusal | None"]
Foresight = Callable[[Exchange], Sequence[Key]]


class Hardening:
    """The state of one app: its policy, its rooms, its plans. Shares nothing with any other app's."""

    def __init__(self, app: Flask, policy: Policy, protections: tuple[Protection[Any], ...]) -> None:
        self.app = app
        self.policy = policy
        self.protections = protections
        self.events = EventLog(app, policy.events)
        self.admissions: tuple[Admission, ...] = ()
        self.foresights: tuple[Foresight, ...] = ()
        self.started = False
        self.propagates = False
        """Whether exceptions go on to a debugger or a test instead of ending in the last resort."""
        self._lock = threading.RLock()
        named = policy.storage is not None and policy.storage.uri is not None
        self._store = self._open_store() if named else None  # a URI that makes no sense is a fault of the set-up
        for protection in protections:
            protection.configure(app)
        self.plans = RoutePlans(app, protections)

    @property
    def in_production(self) -> bool:
        """Whether the app runs neither in debug nor in testing mode, unless ``HARDENED_DEPLOYMENT_PRODUCTION`` says."""
        chosen = self.policy.deployment.production if self.policy.deployment else None
        return not (self.app.debug or self.app.testing) if chosen is None else chosen

    def problems(self) -> list[Problem]:
        """Return everything that must not go into production."""
        found = [problem for protection in self.protections for problem in protection.problems(self.app)]
        return [*unenforced(self.app, self.policy), *found]

    def start(self) -> None:
        """Finish what had to wait for the complete app; called by the gate before the first request."""
        with self._lock:
            if self.started:
                return
            problems = conflicts(self.app, self.policy)
            if self.in_production:
                problems += self.problems()
            try:
                if problems:
                    raise ConfigurationError(problems)
                self._open()
            except ConfigurationError as error:
                logger.critical("%s", error)
                self.admissions = (lambda exchange: NOT_STARTED,)
            self.started = True

    def _open(self) -> None:
        app = self.app
        for protection in self.protections:
            protection.start(app, self)
        for protection in self.protections:
            for note in protection.notes(app):
                logger.warning("%s", note)
        self.propagates = not self.in_production and app.config["PROPAGATE_EXCEPTIONS"] is not False
        self.plans = RoutePlans(app, self.protections)
        self.admissions = tuple(
            protection.admit for protection in self.protections if type(protection).admit is not Protection.admit
        )
        self.foresights = tuple(
            protection.foresee for protection in self.protections if type(protection).foresee is not Protection.foresee
        )

    def find_plan(self, endpoint: str | None, view_args: dict[str, Any] | None) -> None:
        """Find the plan of the endpoint, and do what it has to do before the view; the app's first hook.

        It is registered as a URL value preprocessor: these come before every other hook, are told the endpoint, and
        are not inspected anew for each request as before-request functions are.
        """
        current = request._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - as current_exchange()
        exchange: Exchange | None = current.environ.get(KEY)
        if exchange is None or exchange.hardening is not self:
            exchange = self.beside_the_gate(current.environ)
        if endpoint is None:
            return
        method: str = current.method
        if exchange.method != method:  # middleware inside the gate has changed it: its view will run
            exchange.method = method
        exchange.plan = plan = self.plans.of(endpoint, method)
        for door in plan.before:
            door(exchange)

    def beside_the_gate(self, environ: WSGIEnvironment) -> Exchange:
        """Return an exchange for a request context of the app's own making, so that the same doors stand in it.

        An app that answers many requests in one calls ``full_dispatch_request()`` in such contexts.
        """
        key = f"{KEY} of {id(self)}"
        exchange: Exchange | None = environ.get(key)
        if exchange is None:
            environ[key] = exchange = Exchange(self, environ, _send_nowhere)
            environ.setdefault(KEY, exchange)  # that of another app around this one stays: its response is to come
        return exchange

    @property
    def store(self) -> Store:
        """The one store; opened when the app starts, or is set up, where its URI is configured."""
        if self._store is None:
            self._store = self._open_store()
        return self._store

    def keep_in_memory(self, clock: Callable[[], float]) -> None:
        """Use the memory of this process as the store, whatever is configured; for tests, before the app has started.

        :param clock: returns seconds since 1970.
        """
        if not self.started:
            key = b"flask_hardened"
            self._store = open_store("memory://", instance_path=self.app.instance_path, app_key=key, clock=clock)

    def _open_store(self) -> Store:
        """Open the one store; where the default file cannot be kept, each worker has its memory, and the log says."""
        app, options = self.app, self.policy.storage
        key = f"flask_hardened {app.import_name}".encode()  # keys have to outlive a rotation of SECRET_KEY
        if options is None:
            return open_store("memory://", instance_path=app.instance_path, app_key=key)
        try:
            return open_store(options, instance_path=app.instance_path, app_key=key, transient=not self.in_production)
        except ConfigurationError as error:
            if options.uri is not None:
                raise
            logger.warning("%s Until then each worker counts for itself, in memory.", error)
            return open_store("memory://", instance_path=app.instance_path, app_key=key)

    def crashed(self, exchange: Exchange, error: Exception) -> None:
        """Log an exception that left the app: a hook, an error handler or the teardown raised it."""
        self.app.logger.error(
            "Exception outside the views on %s [%s], reference %s",
            ascii(exchange.environ.get("PATH_INFO", "")),
            exchange.method,
            exchange.request_id,
            exc_info=error,
        )
        self.events.emit("sys_crash", level="CRITICAL", description="An exception left the app.", exchange=exchange)


def _send_nowhere(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], object]:
    """Be the ``start_response`` of a request that no server waits for."""
    return lambda data: None


def hardening_of(app: Flask) -> Hardening:
    """Return the state of `app`.

    :raises KeyError: when ``Hardened(app)`` was not called.
    """
    state: Hardening = app.extensions[EXTENSION]
    return state


def current_exchange() -> Exchange | None:
    """Return the exchange of the current request, or None outside a request that came through the gate."""
    try:
        # Templates ask for each tag: ``request.environ`` costs six times as much, and so does asking for a request.
        current = request._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
        exchange: Exchange | None = current.environ.get(KEY)
    except RuntimeError:
        return None
    return exchange


def request_id() -> str | None:
    """Return the id of the current request, which error pages call the reference; None outside a request.

    It is random, or the ``X-Request-ID`` of a trusted proxy. Put it into your own log lines to find them again.
    """
    exchange = current_exchange()
    return None if exchange is None else exchange.request_id
