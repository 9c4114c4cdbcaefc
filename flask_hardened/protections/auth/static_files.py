"""Flask's own views of static folders, which are there for everybody unless a decorator says otherwise."""

from __future__ import annotations

from flask import Blueprint, Flask


def is_static(app: Flask, endpoint: str) -> bool:
    """Tell whether an endpoint is Flask's own view of a static folder, not a view that is only called so."""
    if endpoint.rpartition(".")[2] != "static":
        return False
    view = app.view_functions.get(endpoint)
    code = getattr(getattr(view, "__func__", view), "__code__", None)
    return code is not None and code.co_filename in _FLASK_FILES


_FLASK_FILES = frozenset(owner.send_static_file.__code__.co_filename for owner in (Flask, Blueprint))
