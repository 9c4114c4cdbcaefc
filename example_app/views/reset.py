"""A new password for who has forgotten theirs, by a link that works once."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from example_app import mail, people
from example_app.forms import ForgottenForm, NewPasswordForm, accepted
from example_app.models import User, db
from flask_hardened import SignedValueError, limit, logout_everywhere, public, sign, unsign, validate

blueprint = public(Blueprint("reset", __name__))

PURPOSE = "reset-password"
HOUR = 3600


@blueprint.route("/forgotten", methods=["GET", "POST"])
@limit("5 per hour", key="client", methods=["POST"])
@validate(form=ForgottenForm, on_invalid="view")
def ask(form: ForgottenForm) -> ResponseReturnValue:
    """Send a link to who has left an address; the answer does not tell whether anybody has."""
    if accepted(form):
        user = people.named(form.name.data or "")
        if user is not None and user.is_active and user.profile is not None and user.profile.email:
            link = url_for("reset.choose", token=token_for(user), _external=True)
            mail.send(user.profile.email, f"Choose a new password within an hour: {link}")
        flash("If we have an e-mail address for this name, a link is on its way.")
        return redirect(url_for("auth.sign_in"))
    return render_template("auth/forgotten.html", form=form), 422 if form.errors else 200


@blueprint.route("/reset/<token>", methods=["GET", "POST"])
@validate(form=NewPasswordForm, on_invalid="view")
def choose(token: str, form: NewPasswordForm) -> ResponseReturnValue:
    """Take a new password; whoever is signed in as this person is no longer, and the link is used up."""
    # Looking at the page does not use it up: programs that look at every link in a mail come by first.
    user = db.get_or_404(User, unsign(PURPOSE, token, bound_to=hash_of, consume=False))
    if accepted(form) and (new_hash := people.new_hash(user, form)):
        unsign(PURPOSE, token, bound_to=hash_of)
        user.password_hash = new_hash
        db.session.commit()
        logout_everywhere(user.id)
        flash("Your new password is set. Sign in with it.")
        return redirect(url_for("auth.sign_in"))
    return render_template("auth/reset.html", form=form), 422 if form.errors else 200


@blueprint.errorhandler(SignedValueError)
def refused(error: SignedValueError) -> ResponseReturnValue:
    """A link that is forged, too old, or used: say so where one asks for another."""
    flash(str(error.description))
    return redirect(url_for("reset.ask"))


def token_for(user: User) -> str:
    """What makes the link good: for this person, for an hour, once, and until the password changes."""
    return sign(PURPOSE, user.id, max_age=HOUR, bound_to=user.password_hash, single_use=True)


def hash_of(user_id: int) -> str | None:
    """What such a link is bound to."""
    user = db.session.get(User, user_id)
    return None if user is None else user.password_hash
