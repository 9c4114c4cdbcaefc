"""Our own format: ``$hmac-sha384-bcrypt$v=1,k=2026,r=12$salt$digest``.

It reads as PHC strings do (https://github.com/P-H-C/phc-string-format): `k` names the pepper and is left out without
one, `r` is bcrypt's cost; salt and digest are in bcrypt's own base64. At most 119 characters.
"""

from __future__ import annotations

import re
import secrets

import bcrypt

from ..peppers import Peppers
from ..plain_text import encoded
from . import bounds
from .derivations import bcrypt_test
from .stored import StoredHash

NAME = "hmac-sha384-bcrypt"

_FORM = re.compile(
    r"\$hmac-sha384-bcrypt\$v=1,(?:k=([A-Za-z0-9.-]{1,32}),)?r=([0-9]{1,2})"
    r"\$([./A-Za-z0-9]{22})\$([./A-Za-z0-9]{31})",
    re.ASCII,
)
_ALPHABET = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_LAST_OF_SALT = ".Oeu"
_LAST_OF_DIGEST = ".CGKOSWaeimquy26"
"""The last character of each holds two, and four, bits only."""


def make(peppers: Peppers, password: str, cost: int) -> str:
    """Hash a password with the current pepper.

    :raises UnusablePasswordError: if it cannot be anybody's password.
    """
    key = peppers.mix(peppers.current, encoded(password))
    return _written(peppers.current, cost, bcrypt.hashpw(key, bcrypt.gensalt(cost)).decode()[-53:])


def nobodys(peppers: Peppers, cost: int) -> str:
    """Return a hash that is no password's and reads like any other one; checking it takes as long."""
    salt = "".join(map(secrets.choice, (_ALPHABET,) * 21 + (_LAST_OF_SALT,)))
    digest = "".join(map(secrets.choice, (_ALPHABET,) * 30 + (_LAST_OF_DIGEST,)))
    return _written(peppers.current, cost, salt + digest)


def is_current(stored: str, peppers: Peppers, cost: int) -> bool:
    """Tell whether a hash is as new ones are: this format, this pepper, at least this cost."""
    found = _FORM.fullmatch(stored)
    return found is not None and found[1] == peppers.current and cost <= int(found[2]) <= bounds.BCRYPT_COST


def pepper_of(stored: str) -> str | None:
    """Return the id of the pepper that a hash of this format names."""
    found = _FORM.fullmatch(stored)
    return None if found is None else found[1]


def read(stored: str, peppers: Peppers) -> StoredHash | None:
    """Return the hash, if it is one, and its pepper is known."""
    found = _FORM.fullmatch(stored)
    if found is None or found[1] not in peppers:
        return None
    made = bcrypt_test(f"$2b${int(found[2]):02}${found[3]}{found[4]}")
    if made is None:
        return None
    test, cost = made
    pepper: str | None = found[1]
    return StoredHash(NAME, lambda password: test(peppers.mix(pepper, encoded(password))), cost)


def _written(pepper: str | None, cost: int, salt_and_digest: str) -> str:
    named = f"k={pepper}," if pepper is not None else ""
    return f"${NAME}$v=1,{named}r={cost}${salt_and_digest[:22]}${salt_and_digest[22:]}"
