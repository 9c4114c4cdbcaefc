"""Register: the codecs of one app, and the URL converter that belongs to it."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from flask import Flask
from werkzeug.routing import BaseConverter, Map, ValidationError

from ...errors import ConfigurationError, Problem
from ...hardening import current_exchange
from .codec import PATTERN, Codec
from .sealing import can_encrypt
from .values import Value

REGISTER = "hardened.references"
"""Where the register stands in ``app.extensions``."""
FORGED = "references.forged"
"""Where the purpose is kept of a text that looked like a reference and was none."""
CONVERTER = "ref"

_PURPOSE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}", re.ASCII)


class Register:
    """The codecs of one app, one for each purpose and kind.

    :param encrypted: the kind where nothing else is said.
    """

    def __init__(self, app: Flask, *, encrypted: bool) -> None:
        self._app = app
        self._encrypted = encrypted
        self._codecs: dict[tuple[str, bool], Codec] = {}

    def codec(self, purpose: str, encrypted: bool | None = None) -> Codec:
        """Return the codec of a purpose.

        :param encrypted: None for the app's own choice.
        :raises ConfigurationError: when the purpose is no name, or what encrypts is not installed.
        """
        chosen = self._encrypted if encrypted is None else encrypted
        found = self._codecs.get((purpose, chosen))
        if found is None:
            check(purpose, chosen)
            found = self._codecs.setdefault((purpose, chosen), Codec(self._app, purpose, encrypted=chosen))
        return found


def check(purpose: object, encrypted: object) -> None:
    """Make sure that there can be such references.

    :raises ConfigurationError: when the purpose is no name, or what encrypts is not installed.
    """
    place = "A reference"
    if not isinstance(purpose, str) or not _PURPOSE.fullmatch(purpose):
        fix = 'Name what it refers to, such as <ref("post"):id>: a letter, then letters, digits, ".", "_" or "-".'
        raise ConfigurationError([Problem(place, f"{ascii(purpose)[:80]} is no purpose.", fix)])
    if not isinstance(encrypted, bool):
        fix = "Write encrypted=True, or leave it out."
        raise ConfigurationError([Problem(place, f"encrypted={ascii(encrypted)[:80]} is neither true nor false.", fix)])
    if encrypted and not can_encrypt():
        fix = "Run: pip install flask-hardened[encryption]"
        raise ConfigurationError([Problem(place, "encrypting needs the package cryptography.", fix)])


class ReferenceConverter(BaseConverter):
    """``<ref("post"):id>``: the view gets the id, the URL holds a reference.

    Anything else is 404 before the view. A text that cannot be a reference, because it is too short for instance, is
    left to other rules.
    """

    regex = PATTERN
    register: ClassVar[Register]
    """Of the app whose map this is; each app has a subclass of its own."""

    def __init__(self, map: Map, purpose: object = None, **options: Any) -> None:  # noqa: A002 - Werkzeug's name
        super().__init__(map)
        unknown = sorted(set(options) - {"encrypted"})
        if unknown:
            problem = Problem("A reference", f"there is no option {unknown[0]!r}.", "Choose from: encrypted.")
            raise ConfigurationError([problem])
        check(purpose, options.get("encrypted", False))
        self.codec = self.register.codec(str(purpose), options.get("encrypted"))

    def to_python(self, value: str) -> Value:
        """Return what the reference stands for.

        :raises ValidationError: when it is forged, cut off, or of another purpose.
        """
        found = self.codec.decode(value)
        if found is None:
            exchange = current_exchange()
            if exchange is not None:
                exchange.keep(FORGED, self.codec.purpose)
            raise ValidationError
        return found

    def to_url(self, value: Any) -> str:
        """Return the reference of an int, a str or a UUID.

        :raises TypeError: for anything else.
        """
        return self.codec.encode(value)


def converter_of(register: Register) -> type[ReferenceConverter]:
    """Return the converter of one app."""
    return type("Reference", (ReferenceConverter,), {"register": register, "regex": PATTERN})
