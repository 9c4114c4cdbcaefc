"""Latch, the secure blog: a small, ordinary Flask app that a few lines make safe to serve.

Start it with ``flask --app example_app run --debug`` and fill it with ``flask --app example_app seed``.
"""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from example_app import at_rest, models, people, seed
from example_app.views import account, admin, api, auth, blog, faces, reset, tokens
from flask_hardened import AuthOptions, Hardened, ReferencesOptions


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Build the app.

    Configuration, each source winning over the one before: the defaults below, ``config.py`` in the instance folder,
    environment variables that start with ``FLASK_``, the ``config`` argument.  ``SECRET_KEY`` has no default: outside
    debugging it has to come from one of these, or ``Hardened`` raises ``ConfigurationError``.  ``API_ORIGINS`` names
    the sites whose scripts may read ``/api``, by default none.
    """
    app = Flask(__name__, instance_relative_config=True)
    app.config.from_mapping(SQLALCHEMY_DATABASE_URI="sqlite:///blog.sqlite3", POSTS_PER_PAGE=5, API_ORIGINS=[])
    # Keys rather than PasswordsOptions(...), so that the environment can add to them, such as a pepper.
    app.config.from_mapping(HARDENED_PASSWORDS_FIND=people.find_account)
    app.config.from_mapping(HARDENED_PASSWORDS_STORE_HASH=people.store_hash)
    app.config.from_mapping(HARDENED_PASSWORDS_CONTEXT_WORDS=["latch"])
    app.config.from_pyfile("config.py", silent=True)
    app.config.from_prefixed_env()
    app.config.from_mapping(config or {})
    at_rest.init_app(app)

    Hardened(
        app,
        # What no decorator speaks of is shut: a view that somebody adds and forgets to mark is for nobody.
        auth=AuthOptions(default="deny", loader=people.load, login_endpoint="auth.sign_in"),
        references=ReferencesOptions(encrypted=True),
    )

    models.init_app(app)
    for module in (auth, reset, blog, account, faces, admin, tokens):
        app.register_blueprint(module.blueprint)
    app.register_blueprint(api.blueprint_for(app.config["API_ORIGINS"]))
    app.cli.add_command(seed.command)
    return app
