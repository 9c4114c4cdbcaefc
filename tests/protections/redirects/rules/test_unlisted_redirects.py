"""FHG005: a strict app whose redirects need not be listed."""

from flask_hardened.protections.redirects.options import RedirectsOptions
from flask_hardened.protections.redirects.rules.unlisted_redirects import unlisted_redirects
from tests.audit.asking import hardened_app, places


def test_found_under_strict() -> None:
    """Where the mode is taken back."""
    app = hardened_app(preset="strict", redirects=RedirectsOptions(mode="untrusted"))
    assert ["HARDENED_REDIRECTS_MODE"] == places(unlisted_redirects, app)


def test_not_found_elsewhere() -> None:
    """The mode of `strict` is `listed`; other presets promise nothing of the kind."""
    app = hardened_app(preset="strict", redirects=RedirectsOptions(mode="listed"))
    assert [] == places(unlisted_redirects, app)
    assert [] == places(unlisted_redirects, hardened_app(preset="strict", redirects=False))
    assert [] == places(unlisted_redirects, hardened_app())
