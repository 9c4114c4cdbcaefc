"""What surrounds the probes of an app in this process, so that they leave no trace."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any

from flask import Flask, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionInterface
from flask.signals import got_request_exception
from werkzeug.exceptions import NotFound

from ...rehearsal import rehearsal
from ..collectors.hardening import hardening_in


@contextmanager
def unlogged() -> Iterator[None]:
    """Let nothing be logged, by anybody in this process."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


@contextmanager
def quiet(app: Flask) -> Iterator[None]:
    """Let `app` answer without writing to its store, to the logs, or to where sessions are kept.

    - Logging is off: an app may mail its errors, and events of ours would be alarms about the audit.
    - What hooks print goes nowhere: it would be taken for a part of the report.
    - Receivers of ``got_request_exception``, such as error trackers, are not called.
    - A hardened app counts in memory (:func:`~flask_hardened.rehearsal.rehearsal`).
    - Sessions that other extensions keep on the server are forgotten at the end of each request.
    """
    hardening = hardening_in(app)
    interface, served = app.session_interface, vars(app).get("_got_first_request")
    with ExitStack() as stack:
        stack.enter_context(unlogged())
        stack.enter_context(redirect_stdout(StringIO()))
        stack.enter_context(redirect_stderr(StringIO()))
        stack.enter_context(got_request_exception.muted())
        if not _keeps_nothing(interface):
            stack.enter_context(_replaced(app, "session_interface", ForgottenSessions(interface)))
        if hardening is not None:
            stack.enter_context(rehearsal(hardening))
        try:
            yield
        finally:
            if served is not None:
                vars(app)["_got_first_request"] = served


@contextmanager
def no_views(app: Flask) -> Iterator[None]:
    """Have every view but those of static files answered with 404, should a probe come to one all the same.

    Each probe was routed before; but middleware may turn a path or a method into another one on its way.
    """
    dispatch = app.dispatch_request

    def dispatch_no_view(*arguments: Any) -> Any:
        rule, broken = request.url_rule, request.routing_exception
        automatic = request.method == "OPTIONS" and getattr(rule, "provide_automatic_options", False)
        if rule is None or broken is not None or automatic or is_static(app, rule.endpoint):
            return dispatch(*arguments)
        raise NotFound

    with _replaced(app, "dispatch_request", dispatch_no_view):
        yield


@contextmanager
def _replaced(app: Flask, name: str, value: object) -> Iterator[None]:
    """Give `app` another attribute; what it had from its class it has from there again afterwards."""
    own = vars(app)
    had, before = name in own, own.get(name)
    own[name] = value
    try:
        yield
    finally:
        if had:
            own[name] = before
        else:
            del own[name]


def is_static(app: Flask, endpoint: str) -> bool:
    """Tell whether an endpoint is Flask's own view of a static folder."""
    named = endpoint.rpartition(".")[2] == "static"
    return named and str(getattr(app.view_functions.get(endpoint), "__module__", "")).startswith("flask.")


def _keeps_nothing(interface: SessionInterface) -> bool:
    """Tell whether sessions travel in a cookie, or in the store that is rehearsed."""
    kind = type(interface)
    if kind.__module__.startswith("flask_hardened."):
        return "inner" not in vars(interface)  # that of another extension, which ours stands before
    cookies = SecureCookieSessionInterface
    own = kind.open_session is cookies.open_session and kind.save_session is cookies.save_session
    return issubclass(kind, cookies) and own


class ForgottenSessions(SessionInterface):
    """Stands in for an interface that keeps sessions on the server: the same cookie, and nothing behind it."""

    def __init__(self, inner: SessionInterface) -> None:
        self._inner = inner

    def open_session(self, app: Flask, request: Any) -> SecureCookieSession:
        """Return an empty session."""
        return SecureCookieSession()

    def save_session(self, app: Flask, session: Any, response: Response) -> None:
        """Set the cookie that the other would set."""
        inner = self._inner
        if session and session.modified:
            response.set_cookie(
                inner.get_cookie_name(app),
                "probe",
                expires=inner.get_expiration_time(app, session),
                httponly=inner.get_cookie_httponly(app),
                domain=inner.get_cookie_domain(app),
                path=inner.get_cookie_path(app),
                secure=inner.get_cookie_secure(app),
                samesite=inner.get_cookie_samesite(app),
            )
