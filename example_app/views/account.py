"""One's own account."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from example_app import people
from example_app.forms import EmailForm, NewPasswordForm, accepted
from example_app.models import db
from flask_hardened import (
    auth_required,
    end_other_sessions,
    fresh_login_required,
    limit,
    logout_everywhere,
    tokens,
    validate,
)

blueprint = auth_required("session")(Blueprint("account", __name__, url_prefix="/account"))


@blueprint.get("/")
def show() -> ResponseReturnValue:
    """The account page."""
    return render_template("account/show.html", form=EmailForm(obj=people.signed_in().profile))


@blueprint.post("/email")
@fresh_login_required
@validate(form=EmailForm, on_invalid="view")
def email(form: EmailForm) -> ResponseReturnValue:
    """Set or remove the address to which links to choose a new password go."""
    if form.errors:
        return render_template("account/show.html", form=form), 422
    people.signed_in().known().email = form.email.data or None
    db.session.commit()
    flash("Your e-mail address is saved." if form.email.data else "You have no e-mail address here any more.")
    return redirect(url_for("account.show"))


@blueprint.route("/password", methods=["GET", "POST"])
@limit("20 per hour", key="client", methods=["POST"])
@fresh_login_required
@validate(form=NewPasswordForm, on_invalid="view")
def password(form: NewPasswordForm) -> ResponseReturnValue:
    """Change the password; every other device is signed out, and tokens are worth nothing."""
    user = people.signed_in()
    if accepted(form) and (new_hash := people.new_hash(user, form)):
        user.password_hash = new_hash
        db.session.commit()
        end_other_sessions()
        tokens.revoke_all(user.id)
        flash("Your password is changed, and your other devices are signed out.")
        return redirect(url_for("account.show"))
    return render_template("account/password.html", form=form), 422 if form.errors else 200


@blueprint.post("/sign-out-everywhere")
def sign_out_everywhere() -> ResponseReturnValue:
    """Sign out on every device, this one included, and revoke the tokens."""
    logout_everywhere()
    flash("You are signed out everywhere.")
    return redirect(url_for("blog.index"))
