"""Wishes: what the app cannot know of the server in front of it."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from .quoting import NginxError, quoted

EVERYWHERE = ("*", "[::]")
_UNIX = re.compile(r"unix:(/[^:]+)")
_PLACE = re.compile(r"(?P<host>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):(?P<port>[1-9][0-9]{0,4})", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the user said. Checked when it is made.

    :raises NginxError: for values that make no sense.
    """

    upstream: str
    """Where the app listens: ``unix:/run/app.sock``, or ``127.0.0.1:8000``."""
    certificate: str
    """The file with the certificate and those in between."""
    certificate_key: str
    static: str | None = None
    """The folder of static files that nginx serves itself; None leaves them to the app."""
    acme: str | None = None
    """The folder in which a certificate's renewal puts its challenges; None for none."""
    addresses: tuple[str, ...] = EVERYWHERE
    """Where nginx listens: ``*``, ``[::]``, or addresses."""
    http_port: int = 80
    https_port: int = 443
    timeout: int = 10
    """Seconds that a client may be silent while it sends its headers or its body."""
    rate: int | None = None
    """Requests per second that one address may send, as a shield around the app's own limits; None is no limit."""
    http2: bool = False
    default_server: bool = True
    """Whether requests for other hosts are dropped; False where another file does that."""

    def __post_init__(self) -> None:
        self.upstream_address  # noqa: B018 - raises for one that makes no sense
        for address in self.addresses:
            _ = _listening(address)
        for name in ("certificate", "certificate_key", "static", "acme"):
            value = getattr(self, name)
            if value is not None:
                quoted(value, f"--{name.replace('_', '-')}")

    @property
    def upstream_address(self) -> str:
        """The upstream as nginx writes it."""
        place = _PLACE.fullmatch(self.upstream)
        if place is not None and int(place["port"]) < 65536:
            return self.upstream
        if _UNIX.fullmatch(self.upstream):
            return quoted(self.upstream, "--upstream")
        raise NginxError(
            f"--upstream: {ascii(self.upstream)[:80]} is no place. Give unix:/run/app.sock, or 127.0.0.1:8000."
        )

    @property
    def by_socket(self) -> bool:
        """Whether the app listens on a Unix socket."""
        return self.upstream.startswith("unix:")

    @property
    def listening(self) -> tuple[str, ...]:
        """The addresses as nginx writes them."""
        return tuple(map(_listening, self.addresses))


def _listening(address: str) -> str:
    if address in EVERYWHERE:
        return address
    try:
        parsed = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        raise NginxError(f"--address: {ascii(address)[:80]} is no address.") from None
    if getattr(parsed, "scope_id", None):
        raise NginxError(f"--address: {ascii(address)[:80]} names a zone.")
    return f"[{parsed}]" if parsed.version == 6 else str(parsed)
