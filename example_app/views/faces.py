"""Pictures of the people: uploaded by themselves, seen by everybody."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from example_app import people
from example_app.models import User, db
from flask_hardened import (
    ImageLimits,
    Upload,
    UploadError,
    auth_required,
    delete_upload,
    public,
    send_upload,
    upload,
)

blueprint = Blueprint("faces", __name__)


@blueprint.post("/account/face")
@auth_required("session")
@upload(
    "face",
    types=["image/png", "image/jpeg", "image/webp"],
    max_size=2_000_000,
    image=ImageLimits(max_pixels=12_000_000),
)
def change(face: Upload) -> ResponseReturnValue:
    """Take a picture, which is decoded and written anew, in the place of the one before."""
    profile = people.signed_in().known()
    before, profile.avatar = profile.avatar, face.save(owner=people.signed_in().id).key
    db.session.commit()
    if before is not None:
        delete_upload(before)
    flash("That is you.")
    return redirect(url_for("account.show"))


@blueprint.get('/people/<ref("person"):user_id>/face')
@public
def show(user_id: int) -> ResponseReturnValue:
    """Show somebody's picture."""
    user = db.get_or_404(User, user_id)
    if user.profile is None or user.profile.avatar is None:
        abort(404)
    return send_upload(user.profile.avatar, inline=True)


@blueprint.errorhandler(UploadError)
def refused(error: UploadError) -> ResponseReturnValue:
    """Say on the account page why a file was not taken."""
    flash(str(error.description))
    return redirect(url_for("account.show"), 303)
