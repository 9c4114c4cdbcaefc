"""Options of the passwords room."""

from __future__ import annotations

from ...options import Options, options


@options
class PasswordsOptions(Options):
    """Passwords: hashing, policy, and signing in with one."""
