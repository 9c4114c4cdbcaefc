"""The probe: an empty, hardened app with the configuration of another."""

from flask_hardened.commands.probe import hardened_probe
from flask_hardened.hardening import EXTENSION
from tests.audit.asking import hardened_app, plain_app
from tests.conftest import SECRET_KEY


def test_it_is_hardened_and_leaves_the_app_alone() -> None:
    """Settings and extensions of the app are as they were."""
    app = plain_app(SECRET_KEY=SECRET_KEY, MAX_CONTENT_LENGTH=5)
    before = (dict(app.config), dict(app.extensions), dict(app.before_request_funcs), app.wsgi_app)
    probe = hardened_probe(app)
    assert probe is not None
    assert EXTENSION in probe.extensions
    assert before == (dict(app.config), dict(app.extensions), dict(app.before_request_funcs), app.wsgi_app)


def test_it_needs_no_key() -> None:
    """One of its own takes the place of a missing one."""
    probe = hardened_probe(plain_app())
    assert probe is not None
    assert 64 == len(probe.config["SECRET_KEY"])


def test_none_of_a_hardened_app_and_of_a_refused_configuration() -> None:
    """Nothing can be promised then."""
    assert None is hardened_probe(hardened_app())
    assert None is hardened_probe(plain_app(HARDENED_NO_SUCH_OPTION=1))
