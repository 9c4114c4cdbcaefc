"""The people, for administrators: shut somebody out, and let them in again."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from example_app.models import User, db
from example_app.people import signed_in
from flask_hardened import auth_required, logout_everywhere, roles_required

# What the blueprint demands holds for each of its routes, those added later included.
blueprint = roles_required("admin")(auth_required("session")(Blueprint("admin", __name__, url_prefix="/admin")))

PERSON = '/people/<ref("person"):user_id>'


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """Everybody, by name."""
    return render_template("admin/people.html", people=db.session.scalars(select(User).order_by(User.name)).all())


@blueprint.post(f"{PERSON}/disable")
def disable(user_id: int) -> ResponseReturnValue:
    """Shut somebody out: no sign-in any more, and what is signed in ends, on every device and in every program."""
    user = db.get_or_404(User, user_id)
    if user.id == signed_in().id:
        abort(409, "You cannot shut yourself out.")
    user.known().is_active = False
    db.session.commit()
    logout_everywhere(user.id)
    flash(f"{user.name} is shut out.")
    return redirect(url_for("admin.index"))


@blueprint.post(f"{PERSON}/enable")
def enable(user_id: int) -> ResponseReturnValue:
    """Let somebody in again."""
    user = db.get_or_404(User, user_id)
    user.known().is_active = True
    db.session.commit()
    flash(f"{user.name} may sign in again.")
    return redirect(url_for("admin.index"))
