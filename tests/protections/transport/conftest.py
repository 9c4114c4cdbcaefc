"""A production app behind https, and a client that sends environs no browser would."""

import secrets

import pytest
from flask import Flask, Response, request

from flask_hardened import Hardened
from flask_hardened.protections.hosts.options import HostsOptions
from flask_hardened.protections.transport.options import TransportOptions


@pytest.fixture
def make_app():
    """Build an app whose every path answers 200, with the HSTS header that the query's ``hsts`` names."""

    def make(*, debug=False, testing=False, hosts=None, preset=None, config=None, **options):
        app = Flask("guarded", static_folder=None)
        app.secret_key = secrets.token_hex(32)
        app.debug, app.testing = debug, testing
        app.config.update(config or {})
        hosts = HostsOptions(allowed=["good.example", "localhost"]) if hosts is None else hosts
        Hardened(
            app,
            preset=preset,
            hosts=hosts,
            transport=TransportOptions(**options) if options else True,
            rate_limit=False,
        )

        @app.route("/", defaults={"path": ""}, methods=["GET", "POST"])
        @app.route("/<path:path>", methods=["GET", "POST"])
        def view(path):
            response = Response("served")
            for value in request.args.getlist("hsts"):
                response.headers.add("Strict-Transport-Security", value)
            return response

        return app

    return make
