"""Other extensions are read from the traces they leave; what cannot be read is noted."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import flask_login
import pytest
from flask_admin import Admin
from flask_cors import CORS
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_talisman import Talisman

from flask_hardened.audit.collectors.config import collect_config
from flask_hardened.audit.collectors.extensions import collect_extensions
from flask_hardened.audit.collectors.services import services
from flask_hardened.audit.snapshot import Unchecked
from flask_hardened.protections.deployment.secret_key import weakness
from tests.audit.asking import plain_app
from tests.conftest import SECRET_KEY

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


class Broken:
    """Raises whatever it is asked for, with a secret in the message."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError("x7Kq2mPv")


def test_what_is_used_is_known_by_its_traces() -> None:
    """In ``extensions``, on the app, and among the hooks."""
    app = plain_app(SECRET_KEY=SECRET_KEY)
    assert frozenset() == collect_extensions(app, weakness, print).used
    flask_login.LoginManager(app)
    Admin(app)
    Talisman(app)
    Limiter(get_remote_address, app=app)
    CORS(app)
    facts = collect_extensions(app, weakness, print)
    assert {"flask_login", "flask_admin", "flask_talisman", "flask_limiter"} == facts.used
    assert (1, 1, 1) == (len(facts.cors), len(facts.limiters), len(facts.talismans))
    assert "basic" == facts.login_protection


def test_keys_are_facts() -> None:
    """Whether they are weak, and whether they are SECRET_KEY; those that are not set are left out."""
    app = plain_app(
        SECRET_KEY=SECRET_KEY, JWT_SECRET_KEY=SECRET_KEY, SECURITY_PASSWORD_SALT="salt", BASIC_AUTH_PASSWORD=""
    )
    keys = collect_extensions(app, weakness, print).keys
    assert {"JWT_SECRET_KEY", "SECURITY_PASSWORD_SALT"} == {*keys}
    assert (None, True) == (keys["JWT_SECRET_KEY"].weakness, keys["JWT_SECRET_KEY"].is_secret_key)
    assert keys["SECURITY_PASSWORD_SALT"].weakness


@pytest.mark.parametrize(
    ("name", "what"),
    [("limiter", "Flask-Limiter"), ("admin", "Flask-Admin"), ("celery", "Celery"), ("socketio", "Flask-SocketIO")],
)
def test_what_cannot_be_read_is_noted(name: str, what: str) -> None:
    """By the name of the exception alone; everything else is read all the same."""
    app = plain_app(SECRET_KEY=SECRET_KEY, JWT_SECRET_KEY="a", MAIL_SERVER="mail.example.com")
    app.extensions[name] = Broken()
    noted: list[Unchecked] = []
    facts = collect_config(app, weakness, noted.append).extension_facts
    assert [Unchecked(what=what, reason="RuntimeError")] == noted
    assert {"JWT_SECRET_KEY"} == {*facts.keys}
    assert ["mail"] == [service.kind for service in facts.services]


def test_a_client_of_redis_is_not_asked_to_connect() -> None:
    """Only what it was made with is read."""
    pool = SimpleNamespace(connection_kwargs={"host": "s.example.com", "password": "x7Kq2mPv"}, connection_class=object)
    (found,) = services({"SESSION_REDIS": SimpleNamespace(connection_pool=pool)})
    assert ("sessions", "plain", "own", True) == (found.kind, found.channel, found.credential, found.written_password)
