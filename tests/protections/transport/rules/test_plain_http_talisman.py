"""FHT014: Talisman without HTTPS."""

from flask_talisman import Talisman

from flask_hardened.protections.transport.rules.plain_http_talisman import plain_http_talisman
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import severities


def test_found_for_plain_http_and_short_memories() -> None:
    """The latter is low."""
    app = plain_app()
    Talisman(app, force_https=False, strict_transport_security=False)
    assert [("Talisman(force_https)", "medium"), ("Talisman(strict_transport_security)", "low")] == severities(
        plain_http_talisman, app
    )
    app = plain_app()
    Talisman(app, strict_transport_security_max_age=3600)
    assert [("Talisman(strict_transport_security)", "low")] == severities(plain_http_talisman, app)


def test_not_found_by_default() -> None:
    """Nor without Talisman."""
    app = plain_app()
    Talisman(app)
    assert [] == severities(plain_http_talisman, app)
    assert [] == severities(plain_http_talisman, plain_app())
