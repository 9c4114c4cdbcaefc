"""One's own account."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from example_app import identity

blueprint = Blueprint("account", __name__, url_prefix="/account")


@blueprint.get("/")
@identity.sign_in_required
def show() -> ResponseReturnValue:
    """The account page."""
    return render_template("account/show.html")


@blueprint.post("/sign-out-everywhere")
@identity.sign_in_required
def sign_out_everywhere() -> ResponseReturnValue:
    """Sign out on every device."""
    identity.sign_out_everywhere()
    flash("You are signed out everywhere.")
    return redirect(url_for("blog.index"))
