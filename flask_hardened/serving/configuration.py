"""The configuration for nginx, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .own_answers import additions, plain_additions, variables
from .passed_headers import passed_headers
from .quoting import header_value, quoted
from .site import Site, StaticFiles

_CIPHERS = ":".join(
    f"ECDHE-{key}-{cipher}"
    for cipher in ("AES128-GCM-SHA256", "AES256-GCM-SHA384", "CHACHA20-POLY1305")
    for key in ("ECDSA", "RSA")
)
"""Forward secrecy and authenticated encryption only; those of TLS 1.3 are all like that (RFC 9325)."""


def configuration(site: Site) -> str:
    """Return the file, which nginx includes into its http block."""
    blocks = [_heading(site), _shared(site)]
    if site.wishes.default_server:
        blocks.append(_server(_for_nobody(site)))
    blocks += [_server(_over_http(site)), _server(_over_https(site))]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _heading(site: Site) -> list[str]:
    return [
        "# Written by `flask hardened nginx`. Write it again when the policy or the routes of the app change.",
        "# Belongs into the http block of nginx 1.19.4 or later, such as /etc/nginx/conf.d/.",
    ]


def _shared(site: Site) -> list[str]:
    name = site.name
    lines = [f"upstream {name} {{", f"    server {site.wishes.upstream_address} fail_timeout=0;", "}"]
    lines += ["# The methods that the app's routes have.", f"map $request_method ${name}_refused {{", "    default 1;"]
    lines += [*(f"    {method} 0;" for method in site.methods), "}"]
    if site.forwarded == "forwarded":
        lines += ["# An IPv6 address stands in brackets and quotes (RFC 7239, section 6).",
                  f"map $remote_addr ${name}_for {{", "    default $remote_addr;",
                  r'    "~:" "\"[$remote_addr]\"";', "}"]  # fmt: skip
    lines += ["# Headers of nginx's own answers: the app sends its own.", *variables(site)]
    if site.static is not None:
        lines += [f"map $sent_http_content_type ${name}_static_csp {{"]
        kinds = {"document": r'"~^(text/html|application/xhtml\+xml)"', "script": '"~javascript"', "other": "default"}
        for kind, pattern in kinds.items():
            value = site.static.policies[kind]
            lines += [f"    {pattern} {header_value(value, 'The policy of static files') if value else chr(34) * 2};"]
        lines += ["}"]
    if site.wishes.rate is not None:
        lines += [f"limit_req_zone $binary_remote_addr zone={name}_requests:10m rate={site.wishes.rate}r/s;",
                  f"limit_conn_zone $binary_remote_addr zone={name}_connections:10m;"]  # fmt: skip
    return lines


def _server(lines: Iterable[str]) -> list[str]:
    return ["server {", *(f"    {line}" if line else "" for line in lines), "}"]


def _listen(site: Site, port: int, *words: str) -> Iterator[str]:
    for address in site.wishes.listening:
        place = str(port) if address == "*" else f"{address}:{port}"
        yield f"{' '.join(['listen', place, *words])};"


def _tls(site: Site) -> list[str]:
    return [
        "ssl_protocols TLSv1.2 TLSv1.3;",
        f"ssl_ciphers {_CIPHERS};",
        "ssl_prefer_server_ciphers off;",
        f"ssl_session_cache shared:{site.name}_tls:10m;",
        "ssl_session_timeout 1d;",
        "ssl_session_tickets off;  # their key would have to change every day",
    ]


def _patience(site: Site) -> list[str]:
    """Return the limits for a client that has not said for whom its request is, and so stand in each server."""
    seconds = site.wishes.timeout
    return [
        "server_tokens off;",
        f"client_header_timeout {seconds}s;",
        f"client_body_timeout {seconds}s;",
        f"send_timeout {max(seconds, 10)}s;",
        "keepalive_timeout 30s;",
        "reset_timedout_connection on;",
        "client_header_buffer_size 1k;",
        "large_client_header_buffers 4 8k;",
        "ignore_invalid_headers on;",
        "underscores_in_headers off;  # X_Forwarded_For would be the same to WSGI as X-Forwarded-For",
    ]


def _for_nobody(site: Site) -> Iterator[str]:
    yield "# Requests for a host that is not the app's: no answer, and no certificate."
    yield from _listen(site, site.wishes.http_port, "default_server")
    yield from _listen(site, site.wishes.https_port, "ssl", "default_server")
    yield "server_name _;"
    yield "ssl_reject_handshake on;"
    yield from _tls(site)
    yield from _patience(site)
    yield from plain_additions(site)  # what makes no sense at all is answered 400
    yield "return 444;"


def _over_http(site: Site) -> Iterator[str]:
    port = "" if site.wishes.https_port == 443 else f":{site.wishes.https_port}"
    yield "# $host is one of the names above it: nobody is sent anywhere else."
    yield from _listen(site, site.wishes.http_port)
    yield f"server_name {' '.join(site.server_names)};"
    yield from _patience(site)
    yield from plain_additions(site)
    if site.wishes.acme is not None:
        yield "location ^~ /.well-known/acme-challenge/ {"
        yield f"    root {quoted(site.wishes.acme, '--acme')};"
        yield "    default_type text/plain;"
        yield "}"
    yield "location / {"
    yield "    if ($request_method !~ ^(GET|HEAD)$) {"
    yield "        return 403;  # what was sent has been read on the way; a redirect would hide that"
    yield "    }"
    yield f"    return 308 https://$host{port}$request_uri;"
    yield "}"


def _over_https(site: Site) -> Iterator[str]:
    wishes, name = site.wishes, site.name
    yield from _listen(site, wishes.https_port, "ssl", *(["http2"] if wishes.http2 else []))
    yield f"server_name {' '.join(site.server_names)};"
    yield f"ssl_certificate {quoted(wishes.certificate, '--certificate')};"
    yield f"ssl_certificate_key {quoted(wishes.certificate_key, '--certificate-key')};"
    yield "# Where your certificate names an OCSP responder: ssl_stapling on; ssl_stapling_verify on; resolver ...;"
    yield from _tls(site)
    yield from _patience(site)
    yield f"client_max_body_size {site.body_limit};"
    yield "gzip off;  # the length of a compressed page tells its secrets, such as CSRF tokens (BREACH)"
    yield ""
    yield from additions(site)
    yield f"if (${name}_refused) {{"
    yield "    return 405;"
    yield "}"
    if wishes.rate is not None:
        yield f"limit_req zone={name}_requests burst={wishes.rate * 2} nodelay;"
        yield "limit_req_status 429;"
        yield f"limit_conn {name}_connections 100;"
        yield "limit_conn_status 429;"
    yield ""
    yield "proxy_http_version 1.1;"
    yield "proxy_redirect off;"
    yield "proxy_next_upstream off;"
    yield "proxy_connect_timeout 5s;"
    yield "proxy_send_timeout 60s;"
    yield "proxy_read_timeout 60s;"
    yield "proxy_request_buffering on;  # the app's workers do not wait for slow clients"
    yield "proxy_buffering on;"
    yield "proxy_hide_header X-Powered-By;"
    yield from passed_headers(site)
    yield ""
    for larger in site.larger:
        yield f"location ~ {quoted(larger.pattern, 'The pattern of a route')} {{"
        yield f"    client_max_body_size {larger.limit};"
        yield f"    proxy_pass http://{name};"
        yield "}"
    if site.static is not None:
        yield from _static(site, site.static)
    yield "location / {"
    yield f"    proxy_pass http://{name};"
    yield "}"


def _static(site: Site, static: StaticFiles) -> Iterator[str]:
    folder = f"{(site.wishes.static or '').rstrip('/')}/"
    yield f"location ^~ {quoted(static.path, 'The path of static files')} {{"
    yield f"    alias {quoted(folder, '--static')};"
    yield "    if ($request_method !~ ^(GET|HEAD)$) {"
    yield "        return 405;"
    yield "    }"
    yield "    autoindex off;"
    yield "    disable_symlinks on from=$document_root;"
    yield '    location ~ "/\\\\." {'
    yield "        return 404;  # .env, .git"
    yield "    }"
    yield "    # What the app sends with them; nginx forgets what is added further out."
    for name, value in static.headers:
        yield f"    add_header {name} {header_value(value, name)} always;"
    yield f"    add_header {static.policy_name} ${site.name}_static_csp always;"
    yield f"    add_header Cache-Control {header_value(static.cache_control, 'Cache-Control')};"
    yield "}"
