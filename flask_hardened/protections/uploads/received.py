"""Upload: a file that passed every check, as a view gets it."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from typing import IO

from flask import current_app

from ...hardening import current_exchange, hardening_of
from .kinds import Kind
from .places import available, store_of
from .stores import StoredUpload, UploadStore
from .stores.stored import new_key

_CHUNK = 1024 * 1024


@dataclass(frozen=True, eq=False)
class Upload:
    """A file that passed every check of ``@upload``."""

    name: str
    """The name that the client gave it, for people only: never make a path of it."""
    type: str
    """The media type that its content has."""
    size: int
    """Bytes."""
    stream: IO[bytes]
    """The content, from its beginning; an image is the one that was written anew."""
    kind: Kind

    def save(self, *, owner: object = None, store: UploadStore | None = None) -> StoredUpload:
        """Store it under a new name.

        :param owner: whose it is; :func:`send_upload` can ask for it. Default nobody's.
        :param store: by default the app's, ``UploadsOptions.store``.
        :raises UploadStoreUnavailable: 503, if it cannot be written; nothing is left behind then.
        """
        digest = hashlib.sha256()
        self.stream.seek(0)
        while chunk := self.stream.read(_CHUNK):
            digest.update(chunk)
        self.stream.seek(0)
        stored = StoredUpload(
            key=new_key(self.kind.extensions[0]),
            name=self.name,
            type=self.type,
            size=self.size,
            sha256=digest.hexdigest(),
            owner=None if owner is None else str(owner),
            stored_at=int(time.time()),
        )
        with available():
            try:
                (store or store_of(current_app)).save(self.stream, stored)
            except FileNotFoundError as error:  # somebody has removed the folder
                raise OSError(error.errno, "The folder of the store is gone.") from error
        hardening_of(current_app).events.emit(
            "upload_stored",
            description="An upload was stored under another name.",
            exchange=current_exchange(),
            type=stored.type,
            size=stored.size,
            key=stored.key,
        )
        return stored
