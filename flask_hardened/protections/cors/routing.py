"""The endpoint of a URL, found before Flask routes: for preflights, and for responses that belong to no endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.routing import MapAdapter, RequestRedirect

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


def endpoint_for(app: Flask, environ: WSGIEnvironment, method: str, *, any_method: bool = False) -> str | None:
    """Return the endpoint that answers this URL for `method`, or None.

    A URL that Flask would redirect from, such as one without its last slash, has the endpoint it redirects to.

    :param any_method: also one that answers the URL for other methods only.
    """
    try:
        adapter = app.create_url_adapter(app.request_class(environ, populate_request=False))
        return None if adapter is None else _match(adapter, method, any_method=any_method)
    except Exception:  # noqa: BLE001 - whatever a converter of the app raises, Flask's own routing will report it
        return None


def _match(adapter: MapAdapter, method: str, *, any_method: bool) -> str | None:
    try:
        return str(adapter.match(method=method)[0])
    except RequestRedirect:
        return str(adapter.match(f"{adapter.path_info.rstrip('/')}/", method=method)[0])
    except MethodNotAllowed as error:
        others = sorted(error.valid_methods or ())
        if not any_method or not others:
            return None
        return str(adapter.match(method=others[0])[0])
