"""Options of the csrf room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from ...errors import Problem
from ...options import Options, options
from .origins import exact_origin

Mode = Literal["strict", "modern"]
ORIGIN_FIX = "Give scheme, host and port, without a path: 'https://partner.example', or with ':8443'."


@options
class CsrfOptions(Options):
    """Requests that another site makes a browser send are refused.

    The names and the life time of tokens are Flask-WTF's settings: ``WTF_CSRF_FIELD_NAME``, ``WTF_CSRF_HEADERS``,
    ``WTF_CSRF_TIME_LIMIT``, ``WTF_CSRF_SECRET_KEY``, ``WTF_CSRF_META_NAME``.
    """

    mode: Mode = "strict"
    """``strict``: a browser's form needs its token too. ``modern``: what the browser says of its origin is enough."""
    trusted_origins: Sequence[str] = ()
    """Origins of others whose pages may send requests here, each as ``https://partner.example``; no token is asked."""
    form_tokens: bool = True
    """Whether templates' forms get their token by themselves; in the ``modern`` mode they need none."""
    enforce: bool = True
    """Whether requests are refused. False only writes the events, for a roll-out."""

    def faults(self) -> Iterator[Problem]:
        """Yield trusted origins that are none."""
        for origin in self.trusted_origins:
            if exact_origin(origin) is None:
                yield self.problem("trusted_origins", f"{origin!r} is no origin.", ORIGIN_FIX)
