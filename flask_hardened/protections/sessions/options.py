"""Options of the sessions room."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from typing import Literal

from ...errors import Problem
from ...options import Options, options

LONGEST = 30 * 24 * 3600
"""Seconds: the longest absolute lifetime (NIST SP 800-63B, AAL1)."""


@options
class SessionsOptions(Options):
    """How long a session lives, where its content is kept, and what ends it."""

    idle_lifetime: int = 1800
    """Seconds after its last use at which a session ends; 30 minutes. A shorter ``PERMANENT_SESSION_LIFETIME`` wins."""
    absolute_lifetime: int = 43200
    """Seconds after the sign-in at which it ends, however busy it is; 12 hours."""
    refresh_interval: int = 60
    """Seconds between two notes of the last use, so that not every response sets a cookie."""
    user_keys: Sequence[str] = (
        "_user_id", "user_id", "userid", "uid", "username", "user", "account", "account_id", "logged_in",
    )  # fmt: skip
    """Keys that say who is signed in. When one appears the session gets a new id; when it goes the old id ends. An app
    that keeps it under another name has to name it, or call ``end_session()``: popping that key would end nothing."""
    server_side: bool = False
    """Keep the content in the store, and only the id in the cookie. For ``memory``, ``sqlite`` and ``redis`` stores."""
    max_content: int = 65536
    """The most bytes of content that one session may keep on the server."""
    encrypted: bool = False
    """Encrypt the content with a key made from ``SECRET_KEY``; needs the package ``cryptography``."""
    when_down: Literal["deny", "allow"] = "deny"
    """While the store is down: everybody is signed out (deny), or ended sessions live again (allow)."""

    def faults(self) -> Iterator[Problem]:
        """Yield lifetimes that end nothing, or at once, and encryption without its package."""
        if not 1 <= self.absolute_lifetime <= LONGEST:
            yield self.problem(
                "absolute_lifetime",
                f"{self.absolute_lifetime} seconds is not between 1 and {LONGEST} (30 days).",
                "Give seconds, such as 43200 (12 hours).",
            )
        if not 1 <= self.idle_lifetime <= self.absolute_lifetime:
            yield self.problem(
                "idle_lifetime",
                f"{self.idle_lifetime} seconds is not between 1 and the absolute lifetime, {self.absolute_lifetime}.",
                "Give seconds, such as 1800 (30 minutes).",
            )
        if not 0 <= self.refresh_interval <= max(self.idle_lifetime // 2, 0):
            yield self.problem(
                "refresh_interval",
                f"{self.refresh_interval} seconds is more than half of the idle lifetime, {self.idle_lifetime}.",
                "Give seconds, such as 60; sessions in use would end otherwise.",
            )
        if not self.user_keys:
            yield self.problem(
                "user_keys", "without one no sign-in is noticed.", 'Name a key, for instance ["user_id"].'
            )
        if self.max_content < 1:
            yield self.problem("max_content", "no content has room in it.", "Give bytes, such as 65536.")
        if self.encrypted and importlib.util.find_spec("cryptography") is None:
            yield self.problem(
                "encrypted",
                "it needs the package cryptography, which is not installed.",
                "Run: pip install cryptography",
            )
