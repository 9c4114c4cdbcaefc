"""The one store: limits, login throttling, and the revocation of sessions and tokens, for all workers of an app.

A room asks for its part of the store once, at start, and says what is to happen while the store is down::

    limits = store.namespace(Use("rate_limit", when_down="local"))
    WINDOWS = Windows.parse("10 per minute; 100 per hour")

    verdict = limits.hit(limits.key_of("login", client), WINDOWS)
    if not verdict.allowed: ...                                  # verdict.reset_at, .remaining
    limits.refund(key, WINDOWS, verdict)                          # it did not count after all

    sessions = store.namespace(Use("sessions"))                   # deny: StoreDownError while it is down
    sessions.incr_epoch(sessions.key_of("user", user_id), ttl)    # everything older has ended
    ended, epoch = sessions.get_many((session_key, user_key))     # one trip; None where there is nothing
    tokens.claim(tokens.key_of("jti", jti), ttl)                  # True for the first caller only
"""

from __future__ import annotations

from .breaker import StoreChange, log_change
from .keys import Key
from .masking import masked_uri
from .namespace import Namespace
from .opening import open_store
from .options import StorageOptions
from .patience import begin_request
from .sqlite import SqliteStorage
from .store import Store
from .use import StoreDownError, Use, WhenDown
from .windows import Strategy, Verdict, Window, Windows

__all__ = [
    "Key",
    "Namespace",
    "SqliteStorage",
    "StorageOptions",
    "Store",
    "StoreChange",
    "StoreDownError",
    "Strategy",
    "Use",
    "Verdict",
    "WhenDown",
    "Window",
    "Windows",
    "begin_request",
    "log_change",
    "masked_uri",
    "open_store",
]
