"""What the app's policy sends with answers that nginx gives in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..exchange import KEY, Exchange

if TYPE_CHECKING:
    from ..hardening import Hardening
    from ..plan import HeaderPair, RoutePlans
    from ..policy import Policy

_NOT_FIXED = frozenset({"content-type", "content-length"})


def sent_with(hardening: Hardening, plans: RoutePlans, endpoint: str | None, content_type: str) -> list[HeaderPair]:
    """Return the headers that the policy adds to an answer of an endpoint over HTTPS; no request is sent for it.

    :param endpoint: None for answers that belong to none.
    """
    sent: list[HeaderPair] = []

    def start_response(status: str, headers: list[HeaderPair], exc_info: object = None) -> object:
        sent.extend(headers)
        return lambda data: None

    environ = {"REQUEST_METHOD": "GET", "wsgi.url_scheme": "https", "PATH_INFO": "/", "SCRIPT_NAME": ""}
    environ[KEY] = exchange = Exchange(hardening, environ, start_response)  # type: ignore[assignment, arg-type]
    exchange.plan = plans.of(endpoint, "GET")
    exchange.start("200 OK", [("Content-Type", content_type), ("Content-Length", "0")])
    hsts = hsts_of(hardening.policy)
    names = {name.lower() for name, _ in sent}
    if hsts is not None and "strict-transport-security" not in names:
        sent.append(("Strict-Transport-Security", hsts))
    return [(name, value) for name, value in sent if name.lower() not in _NOT_FIXED]


def hsts_of(policy: Policy) -> str | None:
    """Return the value of Strict-Transport-Security in production (RFC 6797); None where the app sends none."""
    options = policy.transport
    if options is None or options.hsts_max_age is None:
        return None
    parts = [f"max-age={options.hsts_max_age}"]
    parts += ["includeSubDomains"] if options.hsts_include_subdomains else []
    parts += ["preload"] if options.hsts_preload else []
    return "; ".join(parts)
