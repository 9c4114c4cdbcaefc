"""Options of the auth room."""

from __future__ import annotations

from ...options import Options, options


@options
class AuthOptions(Options):
    """Who may do what: authentication, roles, permissions, ownership."""
