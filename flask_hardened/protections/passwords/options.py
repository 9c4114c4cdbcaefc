"""Options of the passwords room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import ClassVar

from ...errors import Problem
from ...options import Options, options
from ...storage import WhenDown, Windows
from .account import Find, StoreHash
from .formats.bounds import BCRYPT_COST
from .peppers import ID, SHORTEST

LOWEST_COST = 4
"""What bcrypt takes at all."""


@options
class PasswordsOptions(Options):
    """Passwords: how they are hashed, which are accepted, and how often one may be guessed (CWE-916, 521, 307)."""

    secrets: ClassVar[frozenset[str]] = frozenset({"peppers"})

    find: Find | None = None
    """A function that takes what somebody typed as a user name or address and returns their :class:`Account`, or None.
    :func:`flask_hardened.authenticate` needs it. It may be ``async``."""
    store_hash: StoreHash | None = None
    """A function that takes the account and a new hash to store. It is called at sign-in, the only time the password
    is at hand, when the stored hash is of another format, of a lower cost or of an old pepper. It may be ``async``."""
    cost: int = 12
    """The cost of bcrypt, from 4 to 15; each step doubles the time. 12 takes about a fifth of a second, and OWASP's
    least is 10. Lower it in tests only."""
    peppers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Secrets that are mixed into each password and kept out of the database: id → at least 32 characters. The first is
    used for new hashes; keep the others for as long as there are hashes that name them. Without one a stolen table can
    be guessed at. It is not derived from ``SECRET_KEY``, which could then never be changed."""
    min_length: int = 12
    """The least number of characters of a new password, from 8 on (NIST SP 800-63B)."""
    common: bool = True
    """Whether common passwords and their usual variations are refused."""
    context_words: Sequence[str] = ()
    """Words that everybody who sees the site knows, such as its name. A new password that is mostly made of these, or
    of the words given to ``passwords.check``, is refused."""
    breached: Callable[[str], bool] | None = None
    """A function that is asked whether a new password is known from a breach. Nothing is asked over the network by
    default. If it raises, the password is accepted, and the log says so."""
    per_account: str | None = "10 per minute; 30 per hour; 100 per day"
    """How many failed sign-ins one account takes, whether it exists or not, in the grammar of ``@limit``. The more have
    failed, the longer it waits. Sign-ins from networks where it signed in before are counted apart, so that a stranger
    cannot lock anybody out."""
    per_address: str | None = "30 per 10 minutes; 300 per day"
    """How many sign-ins may fail from one address (an IPv4 address, an IPv6 /64), whatever the account."""
    per_network: str | None = "100 per 10 minutes; 1000 per day"
    """How many sign-ins may fail from one network."""
    ipv4_network: int = 24
    """How many bits of an IPv4 address make a network."""
    ipv6_network: int = 48
    """How many bits of an IPv6 address make a network; the largest that one customer usually gets."""
    when_down: WhenDown = "deny"
    """While the store is down: ``deny`` answers 503 to sign-ins, ``local`` lets each worker count for itself, ``allow``
    does not count."""
    threads: int = 4
    """How many requests one worker handles at a time, as your server is told (``gunicorn --threads``). One of these is
    kept free of hashing, so that other requests go on; who finds no room is answered 503 with ``Retry-After``."""
    patience: float = 2.0
    """How many seconds a password waits for its turn."""
    basic: bool = False
    """Whether HTTP Basic authentication (RFC 7617) is taken, over HTTPS only: as the method ``basic`` of
    ``@auth_required``."""
    realm: str = "Sign in"
    """What a browser shows when it asks for the password of HTTP Basic authentication."""

    def faults(self) -> Iterator[Problem]:
        """Yield costs, peppers, lengths and limits that make no sense."""
        if not LOWEST_COST <= self.cost <= BCRYPT_COST:
            yield self.problem("cost", f"{self.cost} makes no sense.", f"Give {LOWEST_COST} to {BCRYPT_COST}.")
        for number, (name, secret) in enumerate(self.peppers.items(), 1):  # a pepper may stand in the place of its id
            if not ID.fullmatch(name):
                fix = "Give id and pepper; an id has 1 to 32 letters, digits, '-' and '.'."
                yield self.problem("peppers", f"entry {number} has no id that can be used.", fix)
            if len(secret) < SHORTEST:
                fix = "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(32))'."
                yield self.problem("peppers", f"pepper {number} is shorter than {SHORTEST} characters.", fix)
        if not 8 <= self.min_length <= 128:
            yield self.problem("min_length", f"{self.min_length} makes no sense.", "Give 8 to 128.")
        for name in ("per_account", "per_address", "per_network"):
            text = getattr(self, name)
            if text is not None and not _is_limit(text):
                fix = 'Write for instance "10 per minute; 100 per day".'
                yield self.problem(name, f"{text[:80]!r} is no limit.", fix)
        for name, most in (("ipv4_network", 32), ("ipv6_network", 64)):
            if not 8 <= getattr(self, name) <= most:
                yield self.problem(name, f"{getattr(self, name)} makes no sense.", f"Give 8 to {most} bits.")
        if not 1 <= self.threads <= 10_000:
            yield self.problem("threads", f"{self.threads} makes no sense.", "Give the number of threads of a worker.")
        if not 0 <= self.patience <= 30:
            yield self.problem("patience", f"{self.patience} makes no sense.", "Give 0 to 30 seconds.")
        if self.basic and self.find is None:
            yield self.problem("basic", "it needs to find accounts.", "Give `find` as well.")
        if not self.realm.isprintable() or not self.realm.isascii() or '"' in self.realm or "\\" in self.realm:
            yield self.problem("realm", "it cannot stand in a header.", "Give plain ASCII without quotes.")


def _is_limit(text: str) -> bool:
    try:
        return all(window.amount >= 1 for window in Windows.parse(text).windows)
    except ValueError:
        return False
