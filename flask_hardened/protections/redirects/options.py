"""Options of the redirects room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from ...errors import Problem
from ...options import Options, options
from .targets import parse_target

Mode = Literal["untrusted", "listed"]


@options
class RedirectsOptions(Options):
    """Redirects that stay on the site: what may stand in ``Location`` and ``Refresh`` (CWE-601)."""

    mode: Mode = "untrusted"
    """Which redirects to other sites are refused. Default ``untrusted``: those whose host the request names itself, and
    those that look like a path of ours but are not; ``listed``: all that are not in ``allowed`` (preset ``strict``)."""
    allowed: Sequence[str] = ()
    """Where redirects may lead besides the app's own hosts. Default none. Origins (``"https://pay.example.com"``),
    every name below a domain (``"https://*.example.com"``, not the domain itself), or the scheme of an installed app
    (``"com.example.app:"``)."""

    def faults(self) -> Iterator[Problem]:
        """Yield entries that name no place to go to."""
        for entry in self.allowed:
            try:
                parse_target(entry)
            except ValueError as error:
                yield self.problem("allowed", *error.args)
