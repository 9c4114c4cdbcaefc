"""FHA020: one name and password for everybody."""

from flask_hardened.protections.auth.rules.shared_basic_password import shared_basic_password
from tests.audit.asking import ask, plain_app
from tests.audit.extensions_for_tests import severities
from tests.conftest import SECRET_KEY


def test_found_for_any_password() -> None:
    """High when it can be guessed; never quoted."""
    app = plain_app(BASIC_AUTH_PASSWORD="matrix")
    assert [("BASIC_AUTH_PASSWORD", "high")] == severities(shared_basic_password, app)
    assert "matrix" not in repr(ask(shared_basic_password, app))
    app = plain_app(BASIC_AUTH_PASSWORD=SECRET_KEY)
    assert [("BASIC_AUTH_PASSWORD", "medium")] == severities(shared_basic_password, app)


def test_not_found_without_one() -> None:
    """Nor when it is empty."""
    assert [] == severities(shared_basic_password, plain_app())
    assert [] == severities(shared_basic_password, plain_app(BASIC_AUTH_PASSWORD=""))
