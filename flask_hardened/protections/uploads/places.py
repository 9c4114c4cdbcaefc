"""The store that an app's uploads go to."""

from __future__ import annotations

from flask import Flask

from ...hardening import hardening_of
from .options import UploadsOptions
from .stores import UploadStore
from .stores.local import LocalStore


def store_of(app: Flask) -> UploadStore:
    """Return the store of an app: the one it named, or the folder ``uploads`` of its instance folder.

    :raises RuntimeError: if the app is not hardened, or the feature is off.
    """
    try:
        options = hardening_of(app).policy.uploads
    except KeyError:
        options = None
    if options is None:
        raise RuntimeError("Uploads are off in this app: call Hardened(app), without uploads=False.")
    return store_named(app, options)


def store_named(app: Flask, options: UploadsOptions) -> UploadStore:
    """Return the store that options name."""
    store = options.store
    if store is None:
        store = LocalStore(options.folder)
    return store.within(app) if isinstance(store, LocalStore) else store
