"""Where uploads are kept: under a name that the server makes, where nothing serves or runs them."""

from __future__ import annotations

from .stored import KEY, StoredUpload, UploadStore

__all__ = ["KEY", "StoredUpload", "UploadStore"]
