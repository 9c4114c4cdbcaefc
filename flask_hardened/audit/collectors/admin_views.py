"""Reads the views of Flask-Admin: which of them ask who somebody is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from flask import Flask

from ..extension_facts import AdminViewFacts

_ASKING = ("is_accessible", "_handle_view")
_CHANGES = ("can_create", "can_edit", "can_delete", "can_upload", "can_mkdir", "can_rename")
_EMPTY_PAGE = "flask_admin.base.AdminIndexView"


def admin_views(app: Flask) -> Iterator[AdminViewFacts]:
    """Yield each view that is mounted; not the empty page that every admin begins with."""
    admins: Any = app.extensions.get("admin", ())
    for admin in admins if isinstance(admins, (list, tuple, set)) else (admins,):
        for view in getattr(admin, "_views", ()):
            endpoint = getattr(view, "endpoint", None)
            if endpoint is None or _name(type(view)) == _EMPTY_PAGE or getattr(view, "blueprint", None) is None:
                continue
            kind = _kind(type(view))
            yield AdminViewFacts(
                endpoint=str(endpoint),
                name=_name(type(view)),
                kind=kind,
                guarded=is_guarded(type(view)),
                changes=kind == "console" or any(getattr(view, name, False) is True for name in _CHANGES),
            )


def is_guarded(view: type) -> bool:
    """Tell whether a class of views, or a parent of its app's own, says who may use it."""
    return any(not _is_theirs(view, method) for method in _ASKING)


def _name(view: type) -> str:
    return f"{view.__module__}.{view.__qualname__}"


def _is_theirs(view: type, method: str) -> bool:
    """Tell whether a method is still Flask-Admin's own, which lets everybody in."""
    owner = next((parent for parent in view.__mro__ if method in vars(parent)), None)
    return owner is None or owner.__module__.partition(".")[0] == "flask_admin"


def _kind(view: type) -> Literal["console", "files", "model", "page"]:
    modules = {parent.__module__ for parent in view.__mro__}
    if "flask_admin.contrib.rediscli" in modules:
        return "console"
    if any(module.startswith("flask_admin.contrib.fileadmin") for module in modules):
        return "files"
    return "model" if any(module.startswith("flask_admin.model") for module in modules) else "page"
