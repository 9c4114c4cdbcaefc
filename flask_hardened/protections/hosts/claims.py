"""Claims: what trusted proxies say about a request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from .addresses import normal_address
from .forwarded_header import elements_from_right
from .header_names import FORWARDED, X_FOR, X_HOST, X_PORT, X_PREFIX, X_PROTO

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

Trusts = Callable[[str], bool]


class Claims(NamedTuple):
    """What the hop that met the client said, as text; None where it said nothing."""

    client: str | None = None
    proto: str | None = None
    host: str | None = None
    port: str | None = None
    prefix: str | None = None


def walk(hops: Iterable[str | None], trusts: Trusts) -> tuple[str | None, int]:
    """Go from the nearest hop to the client: the first address that is not a trusted proxy's.

    :param hops: the addresses that the proxies wrote, nearest first.
    :return: the client, and how many hops were taken. An entry that is no address ends the walk: the last good hop is
        the client then.
    """
    client = None
    taken = 0
    for hop in hops:
        address = normal_address(hop) if hop else None
        if address is None:
            break
        client = address
        taken += 1
        if not trusts(address):
            break
    return client, taken


def read_x_forwarded(environ: WSGIEnvironment, trusts: Trusts) -> Claims:
    """Read the ``X-Forwarded-*`` headers.

    Scheme, host, port and prefix are taken from the hop that named the client, counted from the right; from the
    leftmost where a list is shorter, because most proxies overwrite these in place of appending.
    """
    chain = environ.get(X_FOR)
    client, taken = walk(reversed(chain.split(",")), trusts) if chain else (None, 0)

    def of_hop(key: str) -> str | None:
        value: str = environ.get(key, "")
        if not value:
            return None
        values = value.split(",")
        return values[-min(max(taken, 1), len(values))].strip(" \t")

    return Claims(client, of_hop(X_PROTO), of_hop(X_HOST), of_hop(X_PORT), of_hop(X_PREFIX))


def read_forwarded(environ: WSGIEnvironment, trusts: Trusts) -> Claims:
    """Read the ``Forwarded`` header (RFC 7239)."""
    read: list[dict[str, str]] = []

    def hops() -> Iterator[str | None]:
        for element in elements_from_right(environ.get(FORWARDED) or ""):
            read.append(element or {})
            yield read[-1].get("for")

    client, taken = walk(hops(), trusts)
    pairs = read[max(taken, 1) - 1]
    return Claims(client, pairs.get("proto"), pairs.get("host"))
