"""For those who run the shop."""

import functools

from flask import Blueprint, abort, redirect, request, session

from .database import connection

pages = Blueprint("admin", __name__, url_prefix="/admin")


def staff_only(view):
    @functools.wraps(view)
    def checked(*arguments, **keywords):
        if not session.get("staff"):
            abort(403)
        return view(*arguments, **keywords)

    return checked


@pages.get("/users")  # expect: FHA004
def users():
    return {"users": connection().execute("SELECT id, name FROM users").fetchall()}


@pages.get("/users/<int:number>/delete")  # expect: FHA004, FHA026
def delete(number):
    connection().execute("DELETE FROM users WHERE id = ?", (number,))
    connection().commit()
    return redirect("/admin/users")


@staff_only  # expect: FHA004, FHA040
@pages.post("/price")
def price():
    assert session.get("is_admin"), "not yours"  # expect: FHD015
    connection().execute("UPDATE goods SET price = ? WHERE id = ?", (request.form["price"], request.form["id"]))
    connection().commit()
    return redirect("/admin/users")


@pages.get("/debug")  # expect: FHA030
def debug():
    import os

    return {"environment": dict(os.environ)}
