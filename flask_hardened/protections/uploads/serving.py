"""send_upload: stored files go out as what they are, and never as a page of the site."""

from __future__ import annotations

import re

from flask import Response, abort, current_app, request, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from ...hardening import current_exchange, hardening_of
from .kinds import KINDS
from .places import available, store_of
from .stores import StoredUpload, UploadStore

SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")


def send_upload(
    key: str,
    *,
    owner: object = None,
    inline: bool = False,
    download_name: str | None = None,
    store: UploadStore | None = None,
) -> Response:
    """Answer with a stored file: for saving, in a sandbox, with its type fixed.

    :param key: ``StoredUpload.key``. Anything else is 404.
    :param owner: only a file that was saved for this owner; another one's is 404. Default anybody's: ask yourself
        whether the person may see it.
    :param inline: show it in the page or the tab, if it is an image or a plain text; everything else is still saved.
    :param download_name: instead of the name that the uploader gave it.
    :param store: by default the app's.
    :raises werkzeug.exceptions.NotFound: if there is none.
    :raises UploadStoreUnavailable: 503, if the store fails.
    """
    response = _found(key, owner, inline, download_name, store)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def delete_upload(key: str, *, store: UploadStore | None = None) -> None:
    """Delete a stored file; one that is not there is no mistake."""
    try:
        with available():
            (store or store_of(current_app)).delete(key)
    except FileNotFoundError:
        return
    hardening_of(current_app).events.emit(
        "upload_delete", description="An upload was deleted.", exchange=current_exchange(), key=key
    )


def _found(key: str, owner: object, inline: bool, download_name: str | None, store: UploadStore | None) -> Response:
    try:
        with available():
            stored, stream = (store or store_of(current_app)).open(key)
    except FileNotFoundError:
        abort(404)
    if owner is not None and stored.owner != str(owner):
        stream.close()
        _refused(stored)
        abort(404)
    kind = KINDS.get(stored.type)
    shown = inline and kind is not None and kind.inline
    response = send_file(
        stream,
        mimetype=stored.type if kind is not None else "application/octet-stream",
        as_attachment=not shown,
        download_name=_UNSEEN.sub("", download_name or stored.name) or "file",
        etag=stored.sha256,
        last_modified=stored.stored_at,
        conditional=False,
        max_age=None,
    )
    response.content_length = stored.size
    in_parts = bool(getattr(stream, "seekable", bool)())
    try:
        response.make_conditional(request, accept_ranges=in_parts, complete_length=stored.size)
    except RequestedRangeNotSatisfiable:
        stream.close()
        raise
    return response


def _refused(stored: StoredUpload) -> None:
    hardening_of(current_app).events.emit(
        "authz_fail",
        description="An upload of somebody else was asked for.",
        exchange=current_exchange(),
        resource=f"upload {stored.key}",
    )
