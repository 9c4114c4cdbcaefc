"""Register, sign in, sign out."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import TooManyRequests

from example_app.forms import RegisterForm, SignInForm, accepted
from example_app.models import User, db
from flask_hardened import authenticate, limit, login, logout, passwords, public, safe_next, validate

blueprint = public(Blueprint("auth", __name__))


@blueprint.route("/register", methods=["GET", "POST"])
@limit("10 per hour", on="success", key="client", methods=["POST"])
@validate(form=RegisterForm, on_invalid="view")
def register(form: RegisterForm) -> ResponseReturnValue:
    """Take a name that nobody has yet, and sign its owner in."""
    if accepted(form):
        user = User(name=form.name.data, password_hash=passwords.hash(form.password.data or ""))
        db.session.add(user)
        try:
            db.session.commit()
        except IntegrityError:
            db.session.rollback()
            form.name.errors = ["This name is taken."]
        else:
            login(user.id)
            flash(f"Welcome, {user.name}.")
            return redirect(safe_next(url_for("blog.index")))
    return render_template("auth/register.html", form=form), 422 if form.errors else 200


@blueprint.route("/sign-in", methods=["GET", "POST"])
@limit("20 per minute", on="failure", key="client", methods=["POST"])
@validate(form=SignInForm, on_invalid="view")
def sign_in(form: SignInForm) -> ResponseReturnValue:
    """Sign in; the answer does not tell whether the name or the password was wrong.

    ``authenticate`` counts guesses for the account, the address and the network before it looks at the password
    (CWE-307), and takes as much time for a name that nobody has (CWE-208); the ``limit`` refuses floods before that.
    ``next`` may come from anybody; ``safe_next`` takes paths of this site only (CWE-601).
    """
    if accepted(form):
        try:
            account = authenticate(form.name.data or "", form.password.data or "")
        except TooManyRequests as refusal:
            form.password.errors = ["Too many tries. Wait a little, then try again."]
            page = render_template("auth/sign_in.html", form=form)
            return page, 429, {"Retry-After": str(refusal.retry_after)}
        if account is not None:
            login(account.id)
            flash(f"Hello again, {account.user.name}.")
            return redirect(safe_next(url_for("blog.index")))
        form.password.errors = ["The name or the password is wrong."]
    return render_template("auth/sign_in.html", form=form), 422 if form.errors else 200


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Sign out; signing out twice is no mistake."""
    logout()
    flash("You are signed out.")
    return redirect(url_for("blog.index"))
