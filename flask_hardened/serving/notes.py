"""What has to be set elsewhere, so that the app believes this nginx and nobody else."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Sequence

from flask import Flask

from ..hardening import hardening_of
from .locations import UNLIMITED
from .site import Site

_LONGEST_NAME = 46
"""Characters of a host name that fit into nginx's table of names as it is on most machines."""


def notes(app: Flask, site: Site) -> Iterator[str]:
    """Yield one sentence or two for each."""
    wishes, policy = site.wishes, hardening_of(app).policy
    proxies: Sequence[str] = policy.hosts.proxies if policy.hosts else ()
    peer = _peer(site)
    if peer is None:
        yield "Set HARDENED_HOSTS_PROXIES to the address from which nginx connects to the app."
    elif not _covers(proxies, peer):
        yield f"Set HARDENED_HOSTS_PROXIES={peer}, so that the app believes what nginx says of its clients."
    port = policy.transport.https_port if policy.transport else None
    if policy.transport is not None and (port or 443) != wishes.https_port:
        yield f"Set HARDENED_TRANSPORT_HTTPS_PORT={wishes.https_port}, or the app does not answer on that port."
    if wishes.by_socket:
        yield f"Start gunicorn with --bind {wishes.upstream}; only nginx's user needs to reach the socket."
    else:
        yield (
            f"Start gunicorn with --bind {wishes.upstream}, which nobody but nginx must reach, and leave "
            "--forwarded-allow-ips as it is: never '*'."
        )
    if max(map(len, site.server_names)) > _LONGEST_NAME:
        yield "A host has a long name: nginx may want server_names_hash_bucket_size 128; in its http block."
    if site.body_limit == UNLIMITED or any(larger.limit == UNLIMITED for larger in site.larger):
        yield "Some routes take bodies of any size: name a limit with @body_size, and write the file again."
    if policy.body_size is None:
        yield "The app limits no body (HARDENED_BODY_SIZE is false); nginx takes as much as a hardened app would."
    if policy.rate_limit is not None and wishes.static is not None:
        yield "The app's limits do not count the static files that nginx serves."
    yield "Try it with `nginx -t` before you reload."


def _peer(site: Site) -> str | None:
    if site.wishes.by_socket:
        return "unix"
    host = site.wishes.upstream.rpartition(":")[0].strip("[]")
    if host == "localhost":
        return "127.0.0.1"
    try:
        return host if ipaddress.ip_address(host).is_loopback else None
    except ValueError:
        return None


def _covers(proxies: Sequence[str], peer: str) -> bool:
    if peer == "unix" or peer in proxies:
        return peer in proxies
    address = ipaddress.ip_address(peer)
    return any(address in ipaddress.ip_network(entry) for entry in proxies if entry != "unix")
