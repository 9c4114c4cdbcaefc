"""Headers of the answers that nginx gives itself: the app sends its own, and none is to come twice."""

from __future__ import annotations

from collections.abc import Iterator

from .quoting import header_value
from .site import Site

_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

_SHORT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "framing",
    "Content-Security-Policy": "csp",
    "Referrer-Policy": "referrer",
    "Cache-Control": "cache",
    "Strict-Transport-Security": "hsts",
}
"""Their names in variables; longer ones do not fit into nginx's table of variables."""


def own_headers(site: Site) -> dict[str, str]:
    """Return the headers of such an answer."""
    return {**_FIXED, **({} if site.hsts is None else {"Strict-Transport-Security": site.hsts})}


def variables(site: Site) -> Iterator[str]:
    """Yield a map for each header: its value, or nothing where the app has answered, so that nothing is added."""
    for name, value in own_headers(site).items():
        yield f"map $upstream_header_time {_variable(site, name)} {{"
        yield f"    default {header_value(value, name)};"
        yield '    "~[0-9]$" "";  # the app has answered'
        yield "}"
    allow = ", ".join(site.methods)
    yield f"map $request_method ${site.name}_allow {{"
    yield f"    default {header_value(allow, 'Allow')};"
    yield from (f'    {method} "";' for method in site.methods)
    yield "}"


def additions(site: Site) -> Iterator[str]:
    """Yield the directives of the server that adds them."""
    yield from (f"add_header {name} {_variable(site, name)} always;" for name in own_headers(site))
    yield f"add_header Allow ${site.name}_allow always;"


def plain_additions(site: Site) -> Iterator[str]:
    """Yield the directives of a server in which only nginx answers."""
    for name, value in own_headers(site).items():
        if name != "Strict-Transport-Security":  # it has no meaning over HTTP (RFC 6797, section 7.2)
            yield f"add_header {name} {header_value(value, name)} always;"


def _variable(site: Site, header: str) -> str:
    return f"${site.name}_{_SHORT[header]}"
