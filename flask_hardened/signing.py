"""Signed values, each for one purpose: links that reset a password, confirm an address, or unsubscribe.

Each purpose has a key of its own, derived from ``SECRET_KEY``; values signed with one of ``SECRET_KEY_FALLBACKS`` are
still good. What is signed can be read by anybody, but not changed (HMAC with SHA-256, RFC 2104).
"""

from __future__ import annotations

import hmac
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, cast

from flask import current_app
from werkzeug.exceptions import BadRequest, ServiceUnavailable

from .hardening import hardening_of
from .keyring import Keyring, derive_key
from .segments import from_segment, to_segment
from .storage import StoreDownError, Use
from .strict_json import read_json, write_json

LONGEST = 4096
"""Characters of a signed value; longer ones are neither made nor read."""
SKEW = 60
"""Seconds by which the clocks of two workers may differ."""

BoundTo = str | bytes | int | None
"""Something that a signed value is bound to, such as the hash of the current password."""


class _Unbound:
    """Says that a value is bound to nothing, which None does not: a user may have no password."""


UNBOUND: Final = _Unbound()


class SignedValueError(BadRequest):
    """A signed value is not good: 400. Changed, for another purpose, or bound to what is no longer so."""

    description = "This link is not valid. Ask for a new one."


class SignedValueExpiredError(SignedValueError):
    """A signed value is good, but too old."""

    description = "This link has expired. Ask for a new one."


class SignedValueUsedError(SignedValueError):
    """A signed value that may be used once was used before."""

    description = "This link was used already. Ask for a new one."


def sign(
    purpose: str, value: object, *, max_age: int, bound_to: BoundTo | _Unbound = UNBOUND, single_use: bool = False
) -> str:
    """Return `value` signed for one purpose, fit for a URL: letters, digits, ``-``, ``_`` and one dot.

    It can be read by whoever gets it: sign an id, not an address.

    :param purpose: what it is good for, such as ``"reset-password"``.
    :param value: what JSON can hold: strings, numbers, lists, dicts with strings as keys, True, False, None.
    :param max_age: seconds for which it is good.
    :param bound_to: it is good only while this stays the same; the hash of the password makes a reset link die when
        the password changes. It is not part of the result.
    :param single_use: it may be used once; see :func:`unsign`.
    :raises TypeError: if JSON does not hold the value, or would change it.
    :raises ValueError: if the result is longer than 4096 characters.
    :raises RuntimeError: if the app has no ``SECRET_KEY``.
    """
    if max_age < 1:
        raise ValueError("Give max_age in seconds, at least 1.")
    key = _keys(purpose)[0]
    now = int(time.time())
    members: dict[str, object] = {"v": value, "i": now, "e": now + max_age}
    if not isinstance(bound_to, _Unbound):
        members["b"] = _binding(key, bound_to)
    if single_use:
        members["n"] = to_segment(os.urandom(16))
    content = to_segment(write_json(members).encode("ascii"))
    text = f"{content}.{_signature(key, content)}"
    if len(text) > LONGEST:
        raise ValueError(f"The signed value has {len(text)} characters, more than {LONGEST}. Sign an id instead.")
    return text


def unsign(
    purpose: str,
    text: str | None,
    *,
    max_age: int | None = None,
    bound_to: BoundTo | _Unbound | Callable[[Any], BoundTo] = UNBOUND,
    consume: bool = True,
) -> Any:
    """Return the value that was signed for `purpose`.

    :param text: what :func:`sign` returned; None, for a parameter that is missing, is no signed value.
    :param max_age: seconds, to be stricter than :func:`sign` was; its own limit holds anyway.
    :param bound_to: the same as for :func:`sign`, or a function that is called with the value and returns it.
    :param consume: whether a value that may be used once is used up now. Say False to show a form, where programs that
        look at every link in a mail come by too.
    :raises SignedValueExpiredError: if it is too old.
    :raises SignedValueUsedError: if it may be used once, and was.
    :raises SignedValueError: if it was not signed for this purpose by this app, or is bound to something else.
    :raises werkzeug.exceptions.ServiceUnavailable: if it may be used once and the store is down.
    """
    key, signed = _read(purpose, text)
    now = time.time()
    if signed.expires <= now or (max_age is not None and signed.issued + max_age <= now):
        raise SignedValueExpiredError
    _check_binding(key, signed, bound_to)
    if signed.nonce is not None:
        _use(purpose, signed.nonce, signed.expires - now + SKEW, consume=consume)
    return signed.value


@dataclass(frozen=True, kw_only=True, slots=True)
class _Signed:
    """What a signed text says, once its signature is known to be good."""

    value: Any
    issued: int
    expires: int
    binding: str | None
    nonce: str | None


def _read(purpose: str, text: object) -> tuple[bytes, _Signed]:
    if not isinstance(text, str) or not text.isascii() or len(text) > LONGEST:
        raise SignedValueError
    content, dot, signature = text.partition(".")
    for key in _keys(purpose):
        if dot and hmac.compare_digest(signature, _signature(key, content)):
            # whoever made this has the key, so that its form is known
            members = cast("dict[str, Any]", read_json(from_segment(content)))
            return key, _Signed(
                value=members["v"],
                issued=members["i"],
                expires=members["e"],
                binding=members.get("b"),
                nonce=members.get("n"),
            )
    raise SignedValueError


def _check_binding(key: bytes, signed: _Signed, bound_to: BoundTo | _Unbound | Callable[[Any], BoundTo]) -> None:
    state = bound_to(signed.value) if callable(bound_to) else bound_to
    expected = "" if isinstance(state, _Unbound) else _binding(key, state)
    if not hmac.compare_digest(expected, signed.binding or ""):
        raise SignedValueError


def _use(purpose: str, nonce: str, seconds: float, *, consume: bool) -> None:
    store = hardening_of(current_app).store.namespace(Use("signed_values", when_down="deny"))
    key = store.key_of(purpose, nonce)
    try:
        unused = store.claim(key, seconds) if consume else store.get(key) is None
    except StoreDownError as error:
        raise ServiceUnavailable from error
    if not unused:
        raise SignedValueUsedError


def _keys(purpose: str) -> tuple[bytes, ...]:
    if not purpose:
        raise ValueError("Name the purpose.")
    return _ring(purpose).of(current_app)


@lru_cache(64)
def _ring(purpose: str) -> Keyring[bytes]:
    return Keyring(lambda secret: derive_key(secret, f"signed values/{purpose}"))


def _signature(key: bytes, content: str) -> str:
    return to_segment(hmac.digest(key, content.encode("ascii"), "sha256"))


def _binding(key: bytes, state: BoundTo) -> str:
    """Return what stands for `state` in a signed value: it says nothing about it, and tells 1, "1" and b"1" apart."""
    kind, data = (
        type(state).__name__,
        state if isinstance(state, bytes) else str(state).encode("utf-8", "surrogatepass"),
    )
    return to_segment(hmac.digest(key, f"bound to {kind}:".encode() + data, "sha256"))
