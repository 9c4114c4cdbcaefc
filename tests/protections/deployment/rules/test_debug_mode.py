"""FHD002: debug mode."""

from flask_hardened.protections.deployment.rules.debug_mode import debug_mode
from tests.audit.asking import hardened_app, places, plain_app


def test_found_for_the_flag() -> None:
    """Whoever set it, and whether the app is hardened or not."""
    assert ["DEBUG"] == places(debug_mode, plain_app(DEBUG=True))
    app = hardened_app()
    app.debug = True
    assert ["DEBUG"] == places(debug_mode, app)


def test_not_found_in_testing_mode() -> None:
    """Testing is not debugging."""
    assert [] == places(debug_mode, hardened_app())
    assert [] == places(debug_mode, plain_app(ENV="development"))
