"""Register, sign in, sign out."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from werkzeug.security import check_password_hash, generate_password_hash

from example_app import identity
from example_app.forms import RegisterForm, SignInForm, stripped
from example_app.models import User, db
from flask_hardened import limit

blueprint = Blueprint("auth", __name__)


def account_named() -> str:
    """The name that the form gives; spellings of one account are one."""
    return stripped(request.form.get("name")).lower()


@blueprint.route("/register", methods=["GET", "POST"])
@limit("10 per hour", on="success", key="client", methods=["POST"])
def register() -> ResponseReturnValue:
    """Take a name that nobody has yet, and sign its owner in."""
    form = RegisterForm(request.form)
    if request.method == "POST" and form.validate():
        user = User(name=form.name.data, password_hash=generate_password_hash(form.password.data or ""))
        db.session.add(user)
        try:
            db.session.commit()
        except IntegrityError:
            db.session.rollback()
            form.name.errors = ["This name is taken."]
        else:
            target = identity.sign_in(user)
            flash(f"Welcome, {user.name}.")
            return redirect(target)
    return render_template("auth/register.html", form=form), 422 if form.errors else 200


@blueprint.route("/sign-in", methods=["GET", "POST"])
@limit("5 per minute", on="failure", key="client", methods=["POST"])
@limit("30 per hour", on="failure", key=account_named, methods=["POST"])
def sign_in() -> ResponseReturnValue:
    """Sign in; the answer does not tell whether the name or the password was wrong.

    Guesses are limited for one client, whatever names it tries, and for one account, wherever they come from (CWE-307).
    """
    form = SignInForm(request.form)
    if request.method == "POST" and form.validate():
        user = db.session.scalar(select(User).where(User.name == form.name.data))
        password = form.password.data or ""
        if user is None:
            # As much work as for a name that exists, so that the time taken does not tell them apart (CWE-208).
            generate_password_hash(password)
        elif check_password_hash(user.password_hash, password):
            target = identity.sign_in(user)
            flash(f"Hello again, {user.name}.")
            return redirect(target)
        form.password.errors = ["The name or the password is wrong."]
    return render_template("auth/sign_in.html", form=form), 422 if form.errors else 200


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Sign out; signing out twice is no mistake."""
    identity.sign_out()
    flash("You are signed out.")
    return redirect(url_for("blog.index"))
