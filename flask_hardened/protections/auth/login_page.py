"""Where browsers are sent to sign in, and what the page is told about where they wanted to go."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from flask import Flask, request, url_for

from ...refusal import wants_html
from .flask_login import login_view_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

    from .options import AuthOptions

_PATH = "/:@!$&'()*+,;=~-._"
_QUERY = _PATH + "?%[]"
_LONGEST = 1500
_READING = frozenset({"GET", "HEAD"})

logger = logging.getLogger("flask_hardened")


class LoginPage:
    """The login page of one app; that of Flask-Login if the options name none."""

    def __init__(self, app: Flask, options: AuthOptions) -> None:
        self._app = app
        self._options = options
        self._complained = False

    @property
    def endpoint(self) -> str | None:
        """Its endpoint, if it is one of the app's."""
        options = self._options
        if options.login_endpoint is not None or options.login_url is not None:
            return options.login_endpoint
        view = login_view_of(self._app)
        return view if view in self._app.view_functions else None

    def address_for(self, environ: WSGIEnvironment) -> str | None:
        """Return where to send the browser; None for programs and scripts, and if there is no page."""
        if not _is_navigation(environ):
            return None
        options = self._options
        told = {options.next_parameter: here(environ)} if request.method in _READING else {}
        told = {name: path for name, path in told.items() if path}
        endpoint = self.endpoint
        if endpoint is not None:
            return None if request.endpoint == endpoint else self._url_for(endpoint, told)
        url = options.login_url
        if url is None or request.path == url.partition("?")[0]:
            return None
        address, hash_sign, fragment = url.partition("#")
        joint = "&" if "?" in address else "?"
        return f"{address}{joint}{urlencode(told)}{hash_sign}{fragment}" if told else url

    def _url_for(self, endpoint: str, told: dict[str, Any]) -> str | None:
        rules = self._app.url_map.iter_rules(endpoint)
        shared = {name for rule in rules for name in rule.arguments} & {*(request.view_args or ())}
        try:
            return url_for(endpoint, **{name: (request.view_args or {})[name] for name in shared}, **told)
        except Exception as error:  # noqa: BLE001 - the app's URL defaults may rely on hooks that have not run yet
            if not self._complained:
                self._complained = True
                logger.warning("No URL can be built for the login page %r: %s.", endpoint, type(error).__name__)
            return None


def here(environ: WSGIEnvironment) -> str:
    """Return the path and query of a request, such that no browser can take it for another site's.

    :returns: empty when it is too long to be passed on.
    """
    whole = f"{environ.get('SCRIPT_NAME', '')}{environ.get('PATH_INFO', '')}".lstrip("/\\")
    path = "/" + quote(whole.encode("latin-1", "replace"), safe=_PATH)
    query = quote(environ.get("QUERY_STRING", "").encode("latin-1", "replace"), safe=_QUERY)
    both = f"{path}?{query}" if query else path
    return next((text for text in (both, path) if len(text) <= _LONGEST), "")


def _is_navigation(environ: WSGIEnvironment) -> bool:
    if environ.get("HTTP_SEC_FETCH_MODE", "navigate") != "navigate" or "HTTP_X_REQUESTED_WITH" in environ:
        return False
    return wants_html(environ.get("HTTP_ACCEPT"))
