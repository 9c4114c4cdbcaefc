"""An app as gunicorn serves it behind nginx in the tests: ``gunicorn tests.serving.served:app``."""

from __future__ import annotations

import os
from typing import Any

from flask import Flask, render_template_string, request

from flask_hardened import Hardened, body_size, csrf_exempt


def create_app(**config: Any) -> Flask:
    """Return an app in production behind a proxy on a Unix socket."""
    app = Flask("tests.serving.served")
    app.config.update(
        SECRET_KEY="kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf",
        HARDENED_STORAGE_URI="memory://",
        HARDENED_RATE_LIMIT=False,
        HARDENED_HOSTS_ALLOWED=["blog.example", "*.tenants.example"],
        HARDENED_HOSTS_PROXIES=["unix"],
        HARDENED_BODY_SIZE_MAX_BODY=1000,
        HARDENED_BODY_SIZE_MAX_MULTIPART=2000,
    )
    if "HTTPS_PORT" in os.environ:
        app.config["HARDENED_TRANSPORT_HTTPS_PORT"] = int(os.environ["HTTPS_PORT"])
    app.config.update(config)
    Hardened(app)

    @app.get("/")
    def page() -> str:
        return render_template_string("<!doctype html><script>let a = 1</script>")

    @app.get("/who")
    def who() -> dict[str, Any]:
        return {
            "address": request.remote_addr,
            "host": request.host,
            "scheme": request.scheme,
            "url": request.url,
            "headers": [[name.lower(), value] for name, value in request.headers],
        }

    @app.post("/data")
    @csrf_exempt(reason="a program of the tests")
    def data() -> str:
        return str(len(request.get_data()))

    @app.post("/upload/<name>")
    @csrf_exempt(reason="a program of the tests")
    @body_size(max_body=5000)
    def upload(name: str) -> str:
        return str(len(request.get_data()))

    return app


app = create_app()
