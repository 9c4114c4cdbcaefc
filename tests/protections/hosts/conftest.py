"""A production app that tells what it sees, and the security events of a test."""

import secrets

import pytest
from flask import Flask, jsonify, request

from flask_hardened import Hardened
from flask_hardened.protections.hosts.options import HostsOptions


@pytest.fixture
def make_app():
    """Build an app whose every path answers with what the request looks like to it."""

    def make(config=None, *, debug=False, testing=False, app=None, wrap=lambda app: None, **features):
        app = app or Flask("guarded", static_folder=None)
        app.secret_key = secrets.token_hex(32)
        app.debug, app.testing = debug, testing
        app.config.update(config or {})
        wrap(app)
        features.setdefault("transport", False)
        features.setdefault("rate_limit", False)
        if "hosts" not in features and not any(key.startswith("HARDENED_HOSTS") for key in app.config):
            features["hosts"] = HostsOptions(allowed=["good.example"])
        Hardened(app, **features)

        @app.route("/", defaults={"path": ""}, methods=["GET", "POST", "OPTIONS"])
        @app.route("/<path:path>", methods=["GET", "POST", "OPTIONS"])
        def seen(path):
            return jsonify(
                host=request.host,
                client=request.remote_addr,
                scheme=request.scheme,
                root=request.script_root,
                route=list(request.access_route),
                forwarded={name: value for name, value in request.headers.items() if "Forwarded" in name},
                real_ip=request.headers.get("X-Real-Ip"),
                peer=request.environ["flask_hardened.exchange"].peer,
                peer_trusted=request.environ["flask_hardened.exchange"].peer_trusted,
                secure=request.environ["flask_hardened.exchange"].secure,
            )

        return app

    return make
