"""A session's content as bytes: Flask's tagged JSON, compressed if that helps, encrypted if the app says so."""

from __future__ import annotations

import zlib
from typing import Any

from flask import Flask
from flask.json import loads
from flask.json.tag import TaggedJSONSerializer
from itsdangerous.encoding import base64_encode

from .sealing import Sealing
from .url_safe_base64 import base64_decode

_SEALED = b"~"  # nothing that Flask writes begins with it
_WORTHWHILE = 100
"""Bytes of JSON below which compressing costs more time than it saves room."""


def _deflated(raw: bytes) -> bytes:
    """Compress what has at most some kilobytes; with zlib's own 256 KB of tables, clearing them takes far longer."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, 12, 4)
    return deflate.compress(raw) + deflate.flush()


class Encoding:
    """Turns content into the payload of a cookie and back.

    :param serializer: Flask's ``TaggedJSONSerializer``, or what the app has put in its place.
    :param sealing: None: readable, in Flask's own format.
    """

    def __init__(self, serializer: Any, sealing: Sealing | None) -> None:
        self._serializer = serializer
        self._sealing = sealing
        self._tags_are_seen = type(serializer) is TaggedJSONSerializer and all(
            key.startswith(" ") for key in serializer.tags
        )
        self.is_repeatable = sealing is None and type(serializer) is TaggedJSONSerializer
        """Whether what was read once may be kept in memory: it is no secret, and read by nobody else's code."""

    def packed(self, content: dict[str, Any]) -> bytes:
        """Return the content as JSON."""
        text: str | bytes = self._serializer.dumps(content)
        return text.encode() if isinstance(text, str) else text

    def unpacked(self, raw: bytes) -> dict[str, Any] | None:
        """Return the content of JSON, None if it is none."""
        try:
            text = raw.decode()
            # nearly all sessions hold plain values; looking for tags in those costs as much as reading the JSON
            content = loads(text) if self._tags_are_seen and '{" ' not in text else self._serializer.loads(text)
        except Exception:  # noqa: BLE001 - whatever a serializer raises; itsdangerous catches everything as well
            return None
        return content if isinstance(content, dict) else None

    def payload(self, app: Flask, content: dict[str, Any]) -> bytes:
        """Return the payload of a cookie."""
        raw = self.packed(content)
        mark = b""
        if len(raw) >= _WORTHWHILE:
            smaller = _deflated(raw)
            if len(smaller) < len(raw) - 1:
                raw, mark = smaller, b"."
        if self._sealing is None:
            return mark + base64_encode(raw)
        return _SEALED + base64_encode(self._sealing.seal(app, mark + raw))

    def content(self, app: Flask, payload: bytes) -> dict[str, Any] | None:
        """Return the content of a signed payload, None if it cannot be read."""
        raw = self.raw(app, payload)
        return None if raw is None else self.unpacked(raw)

    def raw(self, app: Flask, payload: bytes) -> bytes | None:
        """Return the content of a signed payload as JSON, None if it cannot be read."""
        try:
            if payload.startswith(_SEALED):
                opened = None if self._sealing is None else self._sealing.unseal(app, base64_decode(payload[1:]))
                if opened is None:
                    return None
                return zlib.decompress(opened[1:]) if opened.startswith(b".") else opened
            if payload.startswith(b"."):
                return zlib.decompress(base64_decode(payload[1:]))
            return base64_decode(payload)
        except Exception:  # noqa: BLE001 - signed, but not ours
            return None

    def stored(self, app: Flask, content: dict[str, Any]) -> bytes:
        """Return the content as it is kept on the server."""
        raw = self.packed(content)
        return raw if self._sealing is None else _SEALED + self._sealing.seal(app, raw)

    def restored(self, app: Flask, kept: bytes) -> dict[str, Any] | None:
        """Return what :meth:`stored` was given, None if it cannot be read."""
        if not kept.startswith(_SEALED):
            return self.unpacked(kept)
        opened = None if self._sealing is None else self._sealing.unseal(app, kept[1:])
        return None if opened is None else self.unpacked(opened)
