"""StoredUpload: what is known about a stored file. UploadStore: what a store does."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import asdict, dataclass, fields
from typing import IO, Protocol

KEY = re.compile(r"[0-9a-f]{32}\.[a-z0-9]{1,8}", re.ASCII)
"""What a key looks like: nothing of it comes from a client."""


@dataclass(frozen=True, kw_only=True)
class StoredUpload:
    """A file that was stored. Keep :attr:`key` in your database; the rest is kept beside the file."""

    key: str
    """The name under which it is stored, random and not guessable."""
    name: str
    """The name that the client gave it, for people only."""
    type: str
    """The media type that its content has."""
    size: int
    """Bytes."""
    sha256: str
    """Of the content, in hexadecimal."""
    owner: str | None = None
    """Whose it is, if that was said."""
    stored_at: int = 0
    """Seconds since 1970."""

    def to_json(self) -> str:
        """Return it as ASCII JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> StoredUpload:
        """Read what :meth:`to_json` has written.

        :raises ValueError: if it is something else.
        """
        values = json.loads(text)
        if not isinstance(values, dict) or {field.name for field in fields(cls)} != set(values):
            raise ValueError("This describes no upload.")
        return cls(**values)


class UploadStore(Protocol):
    """A place for uploads; :class:`LocalStore` and :class:`S3Store` are two."""

    def save(self, stream: IO[bytes], stored: StoredUpload) -> None:
        """Keep the content under ``stored.key``, whole or not at all, and never over another one."""

    def open(self, key: str) -> tuple[StoredUpload, IO[bytes]]:
        """Return what is known about a file, and its content.

        :raises FileNotFoundError: if there is none with this key.
        """

    def delete(self, key: str) -> None:
        """Remove a file; one that is not there is no mistake."""


def new_key(extension: str) -> str:
    """Return a key that nobody can guess: 128 random bits, and the extension of the kind."""
    return f"{secrets.token_hex(16)}.{extension}"
