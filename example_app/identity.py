"""Who is signed in: an id in Flask's session cookie, and nothing else."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import flash, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from example_app.models import User, db
from flask_hardened import end_sessions_of

P = ParamSpec("P")
R = TypeVar("R")


def current_user() -> User | None:
    """The person who is signed in, looked up once a request and only when asked for."""
    if "user" not in g:
        user_id = session.get("user_id")
        g.user = None if user_id is None else db.session.get(User, user_id)
    user: User | None = g.user
    return user


def signed_in_user() -> User:
    """The person who is signed in, in a view that ``sign_in_required`` guards."""
    user = current_user()
    if user is None:
        raise LookupError("Nobody is signed in: the view lacks @sign_in_required.")
    return user


def sign_in(user: User) -> str:
    """Start the person's session; returns the address to go on to.

    Nothing of the visitor's earlier session is kept, and with the new ``user_id`` it gets a new id and a new CSRF token
    by itself (CWE-384).  The address is one that ``sign_in_required`` stored, never one
    that the request names, so that nobody can be sent to another site (CWE-601).
    """
    target: str = session.get("after_sign_in") or url_for("blog.index")
    session.clear()
    session["user_id"] = user.id
    g.user = user
    return target


def sign_out() -> None:
    """End the session; a copy of its cookie is worth nothing from then on."""
    session.clear()
    g.user = None


def sign_out_everywhere() -> None:
    """End every session of the person who is signed in, on every device, this one included."""
    end_sessions_of(signed_in_user().id)
    sign_out()


def sign_in_required(view: Callable[P, R]) -> Callable[P, R | Response]:
    """Send visitors who are not signed in to the sign-in page, and back again afterwards."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
        if current_user() is not None:
            return view(*args, **kwargs)
        if request.method == "GET":
            session["after_sign_in"] = request.full_path.rstrip("?")
        flash("Please sign in first.")
        return redirect(url_for("auth.sign_in"))

    return guarded
