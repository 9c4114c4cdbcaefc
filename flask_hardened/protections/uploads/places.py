"""The store that an app's uploads go to."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from werkzeug.exceptions import ClientDisconnected

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


@contextmanager
def received() -> Iterator[None]:
    """Answer 503 where there is no room to keep a form while it is read, and 400 to a client that hangs up.

    Werkzeug writes what is over 500 KB to the system's folder for temporary files, and servers raise what they like
    where a body ends too early.

    :raises UploadStoreUnavailable: in place of an ``OSError`` of the disk.
    :raises ClientDisconnected: in place of any other one.
    """
    try:
        yield
    except OSError as error:
        # What gunicorn raises for a body that is cut has no number.
        if isinstance(error, (ConnectionError, TimeoutError)) or error.errno is None:
            raise ClientDisconnected from error
        logger.exception("There is no room for an upload in the folder for temporary files.")
        raise UploadStoreUnavailable from error


def store_named(app: Flask, options: UploadsOptions) -> UploadStore:
    """Return the store that options name."""
    store = options.store
    if store is None:
        store = LocalStore(options.folder)
    return store.within(app) if isinstance(store, LocalStore) else store
