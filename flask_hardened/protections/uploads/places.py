"""The store that an app's uploads go to."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from ...hardening import hardening_of
from .options import UploadsOptions
from .refusing import UploadStoreUnavailable
from .stores import UploadStore
from .stores.local import LocalStore

logger = logging.getLogger("flask_hardened")


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


@contextmanager
def available() -> Iterator[None]:
    """Answer 503 where a store fails, and log why; a file that is not there is no failure.

    :raises UploadStoreUnavailable: in place of any other ``OSError``.
    """
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        logger.exception("The store of uploads has failed.")
        raise UploadStoreUnavailable from error


def store_named(app: Flask, options: UploadsOptions) -> UploadStore:
    """Return the store that options name."""
    store = options.store
    if store is None:
        store = LocalStore(options.folder)
    return store.within(app) if isinstance(store, LocalStore) else store
