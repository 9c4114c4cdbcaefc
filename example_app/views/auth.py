"""Register, sign in, sign out."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from werkzeug.security import check_password_hash, generate_password_hash

from example_app import identity
from example_app.forms import RegisterForm, SignInForm
from example_app.models import User, db

blueprint = Blueprint("auth", __name__)


@blueprint.route("/register", methods=["GET", "POST"])
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
def sign_in() -> ResponseReturnValue:
    """Sign in; the answer does not tell whether the name or the password was wrong."""
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
