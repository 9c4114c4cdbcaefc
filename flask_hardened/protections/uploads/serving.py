"""send_upload: stored files go out as what they are, and never as a page of the site."""

from __future__ import annotations

from flask import Response, abort, current_app, send_file

from ...hardening import current_exchange, hardening_of
from .kinds import KINDS
from .places import store_of
from .stores import StoredUpload, UploadStore

SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


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
    """
    stored, response = _found(key, owner, inline, download_name, store)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-cache"
    response.content_length = stored.size if response.status_code == 200 else response.content_length
    return response


def delete_upload(key: str, *, store: UploadStore | None = None) -> None:
    """Delete a stored file; one that is not there is no mistake."""
    try:
        (store or store_of(current_app)).delete(key)
    except FileNotFoundError:
        return
    hardening_of(current_app).events.emit(
        "upload_delete", description="An upload was deleted.", exchange=current_exchange(), key=key
    )


def _found(
    key: str, owner: object, inline: bool, download_name: str | None, store: UploadStore | None
) -> tuple[StoredUpload, Response]:
    try:
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
        download_name=download_name or stored.name,
        etag=stored.sha256,
        last_modified=stored.stored_at,
        conditional=True,
        max_age=None,
    )
    return stored, response


def _refused(stored: StoredUpload) -> None:
    hardening_of(current_app).events.emit(
        "authz_fail",
        description="An upload of somebody else was asked for.",
        exchange=current_exchange(),
        resource=f"upload {stored.key}",
    )
