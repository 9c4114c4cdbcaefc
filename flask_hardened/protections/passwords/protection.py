"""The passwords room: passwords: hashing, policy, and signing in with one."""

from __future__ import annotations

from ...protection import Protection
from .options import PasswordsOptions


class Passwords(Protection[PasswordsOptions]):
    """Passwords: hashing, policy, and signing in with one."""

    feature = "passwords"
    options_type = PasswordsOptions
