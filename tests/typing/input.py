"""HTML, files and places that come from users, as users of the package write it. Never run: mypy checks it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Annotated

from flask import Blueprint, Flask, redirect
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from pydantic import BaseModel

from flask_hardened import (
    ArchiveLimits,
    Hardened,
    HtmlTooLargeError,
    ImageLimits,
    LocalStore,
    RedirectsOptions,
    ReferencesOptions,
    S3Store,
    SafeHtml,
    Sanitized,
    SanitizePolicy,
    SanitizingOptions,
    StoredUpload,
    TemplatesOptions,
    Upload,
    UploadError,
    UploadsOptions,
    UploadStore,
    UploadStoreUnavailable,
    allow_redirect,
    csv_safe,
    delete_upload,
    dereference,
    is_safe_redirect,
    linkify,
    redirects,
    reference,
    safe_next,
    sanitize,
    send_upload,
    upload,
)

CHAT = SanitizePolicy(elements={"b", "a"}, attributes={"a": {"href"}}, schemes={"https"})


def scan(stream: IO[bytes], kind: str) -> str | None:
    """A virus scanner."""
    return None


def create_app() -> Flask:
    """The options of the rooms."""
    app = Flask(__name__)
    store: UploadStore = LocalStore("/srv/uploads")
    Hardened(
        app,
        redirects=RedirectsOptions(mode="listed", allowed=["https://pay.example"]),
        references=ReferencesOptions(encrypted=True),
        sanitizing=SanitizingOptions(policies={"chat": CHAT}, policy="chat"),
        templates=TemplatesOptions(mode="warn", unescaped=["*.sql"], url_schemes=["https"]),
        uploads=UploadsOptions(store=store, scan=scan),
    )
    Hardened(app, uploads=UploadsOptions(store=S3Store("bucket", prefix="up/")))
    return app


class Comment(BaseModel):
    """To a type checker sanitized HTML is text."""

    body: SafeHtml
    article: Annotated[str, Sanitized("article")]


text: str = Comment(body="x", article="x").body
html: Markup = sanitize("<b>x</b>", CHAT)
linked: Markup = linkify("example.org")
cells: Sequence[object] = [csv_safe(cell) for cell in ("=1", 2)]
place: str = reference("post", 7)
found: object = dereference("post", place)
blueprint: Blueprint = redirects(to=["https://pay.example"])(Blueprint("shop", __name__))


@blueprint.post("/avatar")
@upload("avatar", types=["image/*"], max_size=2_000_000, image=ImageLimits(reencode=False), archive=ArchiveLimits())
def change_avatar(avatar: Upload) -> ResponseReturnValue:
    """The view gets a file."""
    stored: StoredUpload = avatar.save(owner=7)
    delete_upload(stored.key)
    return send_upload(stored.key, owner=7, inline=True)


@blueprint.get("/back")
def back() -> ResponseReturnValue:
    """Where to go."""
    if is_safe_redirect("/x"):
        return redirect(safe_next("/home", param="next"))
    return redirect(allow_redirect("https://x.example"))


@blueprint.errorhandler(UploadError)
def refused(error: UploadError) -> tuple[str, int]:
    """An answer in the app's own words."""
    return f"{error.field}: {error.kind}", 422


@blueprint.errorhandler(HtmlTooLargeError)
def too_large(error: HtmlTooLargeError) -> tuple[str, int]:
    """The same."""
    return str(error.description), 413


@blueprint.errorhandler(UploadStoreUnavailable)
def full(error: UploadStoreUnavailable) -> tuple[str, int]:
    """The disk is full."""
    return str(error.description), 503
