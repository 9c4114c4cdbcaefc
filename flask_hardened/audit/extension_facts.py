"""What is known of other extensions: their settings, and what they keep on the app. Secrets and URLs are facts here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Channel = Literal["local", "plain", "unverified", "encrypted"]
"""How something is reached: on this machine; in clear text; encrypted, without or with a look at the certificate."""


@dataclass(frozen=True, kw_only=True)
class KeyFacts:
    """What may be known of a secret that is not ``SECRET_KEY``."""

    weakness: str | None
    """What is wrong with it, as the rest of a sentence that begins with "it"."""
    is_secret_key: bool
    """Whether it is the same as ``SECRET_KEY``."""


@dataclass(frozen=True, kw_only=True)
class ServiceFacts:
    """What may be known of a server that the app uses."""

    settings: tuple[str, ...]
    """The configuration keys that lead to it; never their values."""
    kind: Literal["database", "broker", "cache", "limits", "sessions", "mail"]
    scheme: str
    """What it speaks, without the driver, such as ``postgresql``."""
    channel: Channel
    single_label: bool
    """Whether its host is a name without a dot, as in a network of containers."""
    credential: Literal["none", "usual", "own"]
    """Whether it has a password, and whether that is one which everybody tries first."""
    written_password: bool
    """Whether its password comes from no environment variable, so probably from a file."""


@dataclass(frozen=True, kw_only=True)
class CorsFacts:
    """What Flask-CORS answers for some paths, or one view."""

    setting: str
    """``CORS(app)``, or the decorator."""
    endpoint: str | None
    """The view with the decorator."""
    any_origin: bool
    null_origin: bool
    """Whether pages without an origin, such as sandboxed frames, may read."""
    loose_patterns: int
    """How many patterns of origins match more hosts than they seem to."""
    credentials: bool
    reflected: bool
    """Whether the origin of the request is sent back, where every origin may read."""


@dataclass(frozen=True, kw_only=True)
class LimiterFacts:
    """One Flask-Limiter."""

    enabled: bool
    storage: str
    """The scheme of its storage."""
    key: str
    """Dotted name of the function that tells clients apart."""
    believes_headers: bool
    """Whether that function reads a header that every client can write."""
    swallows_errors: bool
    has_fallback: bool
    """Whether it counts in memory while its storage is away."""


@dataclass(frozen=True, kw_only=True)
class TalismanFacts:
    """One Flask-Talisman."""

    force_https: bool
    hsts: bool
    hsts_max_age: int
    secure_session: bool
    frame_options: str
    """Empty when it is not sent."""
    nosniff: bool
    referrer_policy: str
    csp: Mapping[str, tuple[str, ...]]
    """Directive → sources; empty when there is no policy."""
    csp_report_only: bool
    nonces: frozenset[str]
    """Directives that get a nonce."""


@dataclass(frozen=True, kw_only=True)
class AdminViewFacts:
    """One view of Flask-Admin, with all its pages."""

    endpoint: str
    """Its blueprint, which all its endpoints begin with."""
    name: str
    """Dotted name of its class."""
    kind: Literal["console", "files", "model", "page"]
    guarded: bool
    """Whether its class, or one of its own parents, says who may use it."""
    changes: bool
    """Whether its pages create, edit or delete."""


@dataclass(frozen=True, kw_only=True)
class ExtensionFacts:
    """What is known of other extensions."""

    used: frozenset[str] = frozenset()
    """Import names of those that are set up on this app, as far as they leave a trace on it."""
    keys: Mapping[str, KeyFacts] = field(default_factory=dict)
    """Setting → facts of a secret that other extensions sign or hash with; only those that are set."""
    services: tuple[ServiceFacts, ...] = ()
    cors: tuple[CorsFacts, ...] = ()
    limiters: tuple[LimiterFacts, ...] = ()
    talismans: tuple[TalismanFacts, ...] = ()
    admin_views: tuple[AdminViewFacts, ...] = ()
    login_protection: str = ""
    """How Flask-Login ties a login to the client: ``basic``, ``strict``, or empty for not at all."""
    open_sockets: bool = False
    """Whether Flask-SocketIO lets pages of any origin connect."""
    plain_oauth: bool = False
    """Whether the environment lets OAuth libraries work over plain HTTP."""
    pickled_tasks: bool = False
    """Whether Celery's workers take pickles."""
    open_session_files: bool = False
    """Whether others on the machine, or visitors, can reach the files of Flask-Session."""
    open_cache_files: bool = False
    """Whether others on the machine can write into the folder of Flask-Caching, whose files are pickles."""
