"""What nginx tells the app of a client, and what it keeps from it."""

from __future__ import annotations

from collections.abc import Iterator

from .site import Site

CLAIMS = (
    "Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Prefix",
    "X-Forwarded-Server", "X-Forwarded-Ssl", "X-Forwarded-Scheme", "X-Forwarded-Protocol", "X-Real-IP", "X-Client-IP",
    "X-Cluster-Client-IP", "X-Original-Forwarded-For", "True-Client-IP", "CF-Connecting-IP", "Fastly-Client-IP",
    "X-Scheme", "X-Url-Scheme", "Front-End-Https", "X-Original-Host", "X-Host", "X-Original-URL", "X-Rewrite-URL",
    "X-Script-Name",
)  # fmt: skip
"""Headers that say who the client is and what it asked for. A client's own never pass; gunicorn refuses contradictions
among them, so that a client could make its own requests fail, and a shared cache keep that."""
HOP_BY_HOP = ("Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "TE", "Trailer", "Upgrade")
"""Headers of one connection (RFC 9110, section 7.6.1)."""
HTTPOXY = "Proxy"
"""CGI programs read it as ``HTTP_PROXY`` (CVE-2016-5385)."""


def passed_headers(site: Site) -> Iterator[str]:
    """Yield the directives. Each header is set, never appended to what came."""
    port = site.wishes.https_port
    told = {"Host": "$host" if port == 443 else f'"$host:{port}"', "X-Request-ID": "$request_id"}
    if site.forwarded == "forwarded":
        told["Forwarded"] = f'"for=${site.name}_for;proto=https"'
    else:
        told |= {"X-Forwarded-For": "$remote_addr", "X-Forwarded-Proto": "https"}
    yield from (f"proxy_set_header {name} {value};" for name, value in told.items())
    removed = [name for name in (*CLAIMS, *HOP_BY_HOP, HTTPOXY) if name not in told]
    yield from (f'proxy_set_header {name} "";' for name in removed)
