"""What a browser makes of CORS headers: the checks of the Fetch standard, section 4.10 and 4.8, written down plainly."""

from __future__ import annotations

from flask import Flask
from werkzeug.test import TestResponse

SIMPLE_METHODS = frozenset({"GET", "HEAD", "POST"})


def may_read(response: TestResponse, origin: str, *, credentials: bool = False) -> bool:
    """Fetch, "CORS check": whether a script of `origin` may read `response`."""
    allowed = response.headers.getlist("Access-Control-Allow-Origin")
    if len(allowed) != 1:
        return False
    if not credentials and allowed[0] == "*":
        return True
    if allowed[0] != origin:
        return False
    return not credentials or response.headers.getlist("Access-Control-Allow-Credentials") == ["true"]


def preflight(app: Flask, path: str, origin: str, method: str, headers: str = "", **more: str) -> TestResponse:
    """Send the preflight that a browser sends before `method` with the named request headers."""
    sent = {"Origin": origin, "Access-Control-Request-Method": method, **more}
    if headers:
        sent["Access-Control-Request-Headers"] = headers
    return app.test_client().options(path, headers=sent)


def passes(response: TestResponse, origin: str, method: str, headers: str = "", *, credentials: bool = False) -> bool:
    """Fetch, "CORS-preflight fetch": whether a browser goes on to send the request."""
    if not may_read(response, origin, credentials=credentials) or not 200 <= response.status_code < 300:
        return False
    methods = _names(response, "Access-Control-Allow-Methods")
    if method not in methods and method not in SIMPLE_METHODS and (credentials or "*" not in methods):
        return False
    allowed = {name.lower() for name in _names(response, "Access-Control-Allow-Headers")}
    for name in filter(None, (name.strip().lower() for name in headers.split(","))):
        starred = not credentials and "*" in allowed and name != "authorization"
        if name not in allowed and not starred:
            return False
    return True


def _names(response: TestResponse, header: str) -> set[str]:
    values = ",".join(response.headers.getlist(header))
    return {name.strip() for name in values.split(",") if name.strip()}
