"""The tables."""

import sqlite3
from pathlib import Path

from flask import current_app, g

PATH = "shop.db"


def connection() -> sqlite3.Connection:
    if "connection" not in g:
        g.connection = sqlite3.connect(Path(current_app.instance_path) / PATH)
    return g.connection


def init(app):
    @app.teardown_appcontext
    def close(error):
        if "connection" in g:
            g.pop("connection").close()
