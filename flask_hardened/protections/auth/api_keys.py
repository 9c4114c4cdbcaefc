"""API keys: made here, kept as hashes, and taken from a header (never from a URL, which ends up in logs)."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from ...identity import Authenticator, Proof, Rejected, id_text
from .options import API_KEY

if TYPE_CHECKING:
    from ...exchange import Exchange

_KEY = re.compile(r"[\x21-\x7e]{24,256}", re.ASCII)
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,19}", re.ASCII)
_SCHEME = "apikey"


class ApiKey(NamedTuple):
    """A new API key: show `key` to its user, once, and keep `hash`."""

    key: str
    hash: str

    def __repr__(self) -> str:
        return f"ApiKey(key=<not shown>, hash={self.hash!r})"


def make_api_key(prefix: str = "key") -> ApiKey:
    """Make an API key with 256 random bits.

    :param prefix: what it begins with, so that people, and scanners for leaked secrets, recognise it.
    :raises ValueError: for a prefix other than 1 to 20 letters, digits and underscores.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError("A prefix has 1 to 20 letters, digits and underscores, and begins with a letter.")
    key = f"{prefix}_{secrets.token_urlsafe(32)}"
    return ApiKey(key, hash_api_key(key))


def hash_api_key(key: str) -> str:
    """Return what to keep of an API key, and to look it up by: 64 hexadecimal digits.

    A plain SHA-256 is right for random keys, which nobody can guess; it is not for passwords. Looking up a hash tells
    nothing by the time it takes: nobody can choose hashes by their beginning.
    """
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def authenticator(lookup: Callable[[str], Any]) -> Authenticator:
    """Return the way to tell who sent an API key, as ``X-API-Key: ...`` or ``Authorization: ApiKey ...``.

    :param lookup: as ``AuthOptions.api_keys``.
    """

    def find(exchange: Exchange) -> Proof | Rejected | None:
        environ = exchange.environ
        scheme, _, credentials = environ.get("HTTP_AUTHORIZATION", "").strip().partition(" ")
        sent = {credentials.strip()} if scheme.lower() == _SCHEME else set()
        if "HTTP_X_API_KEY" in environ:
            sent.add(environ["HTTP_X_API_KEY"].strip())
        if not sent:
            return None
        key = sent.pop()
        if sent:
            return Rejected(reason="two_api_keys")
        if not _KEY.fullmatch(key):
            return Rejected(reason="malformed_api_key")
        owner = lookup(hash_api_key(key))
        if owner is None or owner is False:
            return Rejected(reason="unknown_api_key")
        return owner if isinstance(owner, (Proof, Rejected)) else Proof(user_id=id_text(owner), method=API_KEY)

    return Authenticator(method=API_KEY, find=find, challenge='ApiKey realm="api"')
