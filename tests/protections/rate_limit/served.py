"""An app as gunicorn serves it in the tests: ``gunicorn tests.protections.rate_limit.served:app``."""

from __future__ import annotations

import os
from typing import Any

from flask import Flask, abort, request

from flask_hardened import Hardened
from flask_hardened.protections.rate_limit.decorators import limit
from flask_hardened.protections.rate_limit.options import RateLimitOptions


def create_app() -> Flask:
    """Return an app in production, on the store that the environment names."""
    app = Flask("served")
    app.config.update(
        SECRET_KEY="kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf",
        HARDENED_STORAGE_URI=os.environ["STORE"],
        HARDENED_HOSTS_PROXIES=os.environ.get("PROXIES", ""),
    )
    # deny: on a machine so busy that the store is taken for down, a request is refused, and not counted elsewhere
    options = RateLimitOptions(default="20 per hour", headers="always", when_down="deny")
    Hardened(app, rate_limit=options, csrf=False)

    @app.get("/page")
    def page() -> str:
        return "page"

    @app.get("/login")
    @limit("5 per hour", on="failure", key=lambda: request.args["name"], override_default=True)
    def login() -> Any:
        return abort(401)

    return app


app = create_app()
