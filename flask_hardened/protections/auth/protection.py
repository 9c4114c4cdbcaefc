"""The auth room: who may do what: authentication, roles, permissions, ownership."""

from __future__ import annotations

from ...protection import Protection
from .options import AuthOptions


class Auth(Protection[AuthOptions]):
    """Who may do what: authentication, roles, permissions, ownership."""

    feature = "auth"
    options_type = AuthOptions
