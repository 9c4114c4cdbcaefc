"""Latch, the secure blog: a small, ordinary Flask app that one line makes safe to serve.

Start it with ``flask --app example_app run --debug`` and fill it with ``flask --app example_app seed``.
"""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from example_app import identity, models, seed
from example_app.views import account, api, auth, blog
from flask_hardened import Hardened


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Build the app.

    Configuration, each source winning over the one before: the defaults below, ``config.py`` in the instance folder,
    environment variables that start with ``FLASK_``, the ``config`` argument.  ``SECRET_KEY`` has no default: outside
    debugging it has to come from one of these, or ``Hardened`` raises ``ConfigurationError``.  ``API_ORIGINS`` names
    the sites whose scripts may read ``/api``, by default none.
    """
    app = Flask(__name__, instance_relative_config=True)
    app.config.from_mapping(SQLALCHEMY_DATABASE_URI="sqlite:///blog.sqlite3", POSTS_PER_PAGE=5, API_ORIGINS=[])
    app.config.from_pyfile("config.py", silent=True)
    app.config.from_prefixed_env()
    app.config.from_mapping(config or {})

    Hardened(app)

    models.init_app(app)
    app.register_blueprint(auth.blueprint)
    app.register_blueprint(blog.blueprint)
    app.register_blueprint(account.blueprint)
    app.register_blueprint(api.blueprint_for(app.config["API_ORIGINS"]))
    app.context_processor(lambda: {"current_user": identity.current_user})
    app.cli.add_command(seed.command)
    return app
