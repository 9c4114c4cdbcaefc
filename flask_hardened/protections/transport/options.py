"""Options of the transport room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...errors import Problem
from ...options import Options, options

YEAR = 31_536_000
"""Seconds; what https://hstspreload.org asks for at least."""


@options
class TransportOptions(Options):
    """HTTPS and HSTS."""

    required: bool = True
    """Whether HTTPS is required. False serves plain http too, for instance where a proxy does the redirecting; HSTS is
    sent over https all the same."""

    redirect: bool = True
    """Whether browsers that open a page over http are sent to https (308). False: they are refused, as all else is."""

    https_port: int | None = None
    """The port of https, if it is not 443."""

    exempt_paths: Sequence[str] = ()
    """Paths that are served over http too, beside the health paths; one that ends with ``/`` covers all below it."""

    hsts_max_age: int | None = YEAR
    """How long browsers use https only, in seconds (RFC 6797). 0 withdraws earlier headers; None sends none."""

    hsts_include_subdomains: bool = True
    """Whether that holds for all subdomains too."""

    hsts_preload: bool = False
    """Whether the domain may be built into browsers (https://hstspreload.org). It takes months to undo."""

    def faults(self) -> Iterator[Problem]:
        if self.https_port is not None and not 0 < self.https_port < 65536:
            yield self.problem("https_port", f"{self.https_port} is not a port.", "Give 1 to 65535.")
        for path in self.exempt_paths:
            if not path.startswith("/") or path == "/":
                fault = f"{path!r} would exempt everything." if path == "/" else f"{path!r} is not an absolute path."
                yield self.problem("exempt_paths", fault, "Give paths such as '/ping' or '/.well-known/acme/'.")
        if self.hsts_max_age is not None and self.hsts_max_age < 0:
            yield self.problem("hsts_max_age", f"{self.hsts_max_age} is negative.", "Give seconds; 0 withdraws HSTS.")
        if self.hsts_preload and (self.hsts_max_age or 0) < YEAR:
            yield self.problem(
                "hsts_preload",
                f"browsers preload a domain only if hsts_max_age is at least {YEAR}.",
                "Set hsts_max_age to that, or hsts_preload to False.",
            )
        if self.hsts_preload and not self.hsts_include_subdomains:
            yield self.problem(
                "hsts_preload",
                "browsers preload a domain only with its subdomains.",
                "Set hsts_include_subdomains to True, or hsts_preload to False.",
            )
