"""The three views that every stack serves, written once so that all do the same work."""

import secrets

from flask import Flask, render_template, request, session
from flask.typing import ResponseReturnValue

ITEMS = [{"id": number, "name": f"item {number}", "price": number * 1.5} for number in range(8)]


def api() -> ResponseReturnValue:
    """A small JSON answer."""
    return {"items": ITEMS, "total": len(ITEMS)}


def page() -> ResponseReturnValue:
    """An HTML page with a form and one inline script."""
    return render_template("page.html", items=ITEMS)


def page_with_session() -> ResponseReturnValue:
    """The same page, for a visitor who has a session: nothing is done with it but to look."""
    if "visitor" not in session:
        session["visitor"] = secrets.token_hex(20)
    return page()


def save() -> ResponseReturnValue:
    """What the page's form is posted to."""
    return {"name": request.form["name"], "length": len(request.form["text"])}


def register(app: Flask) -> None:
    """Add the views to the app."""
    app.add_url_rule("/api", view_func=api)
    app.add_url_rule("/page", view_func=page)
    app.add_url_rule("/save", view_func=save, methods=["POST"])
