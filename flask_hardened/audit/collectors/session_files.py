"""Looks at the folders in which other extensions keep sessions and caches. Nothing in them is read."""

from __future__ import annotations

import stat
from pathlib import Path

from flask import Flask

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_FILES = frozenset({"filesystem", "filesystemcache", "flask_caching.backends.filesystem"})


def open_session_files(app: Flask) -> bool:
    """Tell whether others can reach the files of Flask-Session: by their mode, or because the folder is served."""
    if str(app.config.get("SESSION_TYPE") or "").lower() != "filesystem":
        return False
    mode = app.config.get("SESSION_FILE_MODE", stat.S_IRUSR | stat.S_IWUSR)
    folder = Path(str(app.config.get("SESSION_FILE_DIR") or "flask_session"))
    return (isinstance(mode, int) and bool(mode & _OTHERS)) or _is_served(app, folder) or _others_write(folder)


def open_cache_files(app: Flask) -> bool:
    """Tell whether others can write into the folder of Flask-Caching, or it is served."""
    if str(app.config.get("CACHE_TYPE") or "").lower() not in _FILES or not app.config.get("CACHE_DIR"):
        return False
    folder = Path(str(app.config["CACHE_DIR"]))
    return _is_served(app, folder) or _others_write(folder)


def _is_served(app: Flask, folder: Path) -> bool:
    return app.static_folder is not None and folder.resolve().is_relative_to(Path(app.static_folder).resolve())


def _others_write(folder: Path) -> bool:
    """Tell whether everybody on the machine may put files there; in a sticky folder too, names can be guessed."""
    return folder.is_dir() and bool(folder.stat().st_mode & stat.S_IWOTH)
