"""References outside of URL rules: in JSON, in forms, in what is stored elsewhere."""

from __future__ import annotations

from flask import current_app
from werkzeug.exceptions import NotFound

from ...hardening import current_exchange, hardening_of
from .register import REGISTER, Register
from .reporting import report
from .values import Value


def reference(purpose: str, value: object, *, encrypted: bool | None = None) -> str:
    """Return the reference of an id: text for URLs and JSON that stays the same and that nobody else can make.

    ``url_for`` makes the same one for a rule with ``<ref("post"):id>``.

    :param purpose: what it refers to, such as ``"post"``. A reference of one purpose means nothing to another.
    :param value: an int, a str or a UUID.
    :param encrypted: whether it hides the id. Default ``ReferencesOptions.encrypted``.
    :raises TypeError: for another type of value.
    :raises ValueError: when the value takes more than 512 bytes.
    :raises ConfigurationError: for a purpose that is no name.
    :raises RuntimeError: if the app has no ``SECRET_KEY``, or the feature is off.
    """
    return _register().codec(purpose, encrypted).encode(value)


def dereference(purpose: str, text: str, *, encrypted: bool | None = None) -> Value:
    """Return the id that a reference stands for.

    It says that this app made the reference, not that whoever sent it may see the object: check the owner as well.

    :param encrypted: as in :func:`reference`.
    :raises werkzeug.exceptions.NotFound: when it is forged, cut off, or of another purpose.
    :raises RuntimeError: if the feature is off.
    """
    found = _register().codec(purpose, encrypted).decode(text)
    if found is None:
        report(hardening_of(current_app._get_current_object()), current_exchange(), purpose)  # type: ignore[attr-defined]  # noqa: SLF001
        raise NotFound
    return found


def _register() -> Register:
    register: Register | None = current_app.extensions.get(REGISTER)
    if register is None:
        raise RuntimeError("References are off in this app, or it is not hardened.")
    return register
