"""The stacks that are compared: the same views, wired in several ways."""

import secrets
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from bench.stores import MEMORY
from bench.views import page_with_session, register

SECRET_KEY = secrets.token_hex(32)
TEMPLATES = Path(__file__).parent / "templates"


def bare(store: str = MEMORY) -> Flask:
    """Flask and nothing else, which has no use for a store."""
    return production_app("plain")


def session(store: str = MEMORY) -> Flask:
    """Flask and nothing else, whose page looks into its session, as one for somebody who is signed in does."""
    app = production_app("plain")
    app.view_functions["page"] = page_with_session
    return app


def composed(store: str = MEMORY) -> Flask:
    """Talisman, CSRFProtect, Limiter and CORS at their READMEs' settings.

    Two departures, without which nothing could be measured: the limits have the READMEs' number of windows but are too
    large to be reached, and Talisman's nonce is switched on because the page has an inline script.
    Flask-Limiter knows no SQLite store: it then counts in memory.
    """
    # Imported here, so that counting another stack's instructions does not start with loading these.
    from flask_cors import CORS
    from flask_limiter import Limiter
    from flask_limiter.util import get_remote_address
    from flask_talisman import Talisman
    from flask_wtf import CSRFProtect  # type: ignore[import-untyped]

    app = production_app("composed")
    policy = {"default-src": "'self'", "script-src": "'self'"}
    Talisman(app, content_security_policy=policy, content_security_policy_nonce_in=["script-src"])
    CSRFProtect(app)
    Limiter(
        get_remote_address,
        app=app,
        default_limits=["100000000 per minute", "10000000 per second"],
        storage_uri=MEMORY if store.startswith("sqlite:") else store,
    )
    CORS(app)
    return app


def hardened(store: str = MEMORY) -> Flask:
    """One line, all defaults.

    As in the composed stack, the limit is too large to be reached; it has as many windows as the default one.
    """
    from flask_hardened import Hardened
    from flask_hardened.protections.rate_limit.options import RateLimitOptions
    from flask_hardened.storage import StorageOptions

    app = production_app("plain")
    Hardened(app, rate_limit=RateLimitOptions(default="100000000 per minute"), storage=StorageOptions(uri=store))
    return app


def production_app(templates: str) -> Flask:
    """An app with the views, the shared key, and neither debug nor testing."""
    app = Flask("bench", template_folder=str(TEMPLATES / templates), static_folder=None)
    app.config.update(SECRET_KEY=SECRET_KEY, DEBUG=False, TESTING=False)
    register(app)
    return app


STACKS: dict[str, Callable[..., Flask]] = {
    "bare": bare,
    "session": session,
    "composed": composed,
    "hardened": hardened,
}
