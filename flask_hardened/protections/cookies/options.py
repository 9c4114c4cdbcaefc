"""Options of the cookies room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from ...errors import Problem
from ...options import Options, options
from .set_cookie import is_cookie_name


@options
class CookiesOptions(Options):
    """The floor under every cookie the app sets. One cookie of one view is let off by ``@cookie(...)`` instead."""

    secure: bool = True
    """Add ``Secure``. False is for an intranet without HTTPS; the session cookie then has no name prefix either."""
    samesite: Literal["Lax", "Strict"] = "Lax"
    """The weakest ``SameSite`` (``strict`` preset: Strict). Strict stays, None and unknown values are raised."""
    prefix: bool = True
    """Give the session cookie's name the prefix ``__Host-``, or ``__Secure-`` when it has a domain or another path."""
    script_readable: Sequence[str] = ("csrftoken", "XSRF-TOKEN", "csrf_access_token", "csrf_refresh_token")
    """Names of cookies that JavaScript is meant to read: no ``HttpOnly`` is added. Never the session cookie."""
    cross_site: Sequence[str] = ()
    """Names of cookies that other sites' pages need: ``SameSite=None`` unless they say more, and ``Secure``."""

    def faults(self) -> Iterator[Problem]:
        """Yield names that no cookie has, and cross-site cookies without HTTPS."""
        for field in ("script_readable", "cross_site"):
            for name in getattr(self, field):
                if not is_cookie_name(name):
                    yield self.problem(
                        field, f"{name!r} is no cookie name.", "Use letters, digits, and -_.!#$%&'*+^`|~."
                    )
        if self.cross_site and not self.secure:
            yield self.problem(
                "cross_site",
                "browsers refuse SameSite=None without Secure.",
                "Serve the app over HTTPS and leave secure=True, or name no cookies.",
            )
