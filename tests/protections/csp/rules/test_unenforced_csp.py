"""FHC002: a policy that is reported only."""

from flask_hardened import CspOptions, csp
from flask_hardened.protections.csp.rules.unenforced_csp import unenforced_csp
from tests.audit.asking import hardened_app, places, plain_app


def test_found_for_the_app() -> None:
    """The option is reported once, not every route."""
    app = hardened_app(csp=CspOptions(enforce=False))
    app.add_url_rule("/", "index", csp(img_src=["'self'"])(lambda: ""))
    assert ["HARDENED_CSP_ENFORCE"] == places(unenforced_csp, app)


def test_found_on_a_route() -> None:
    """A decorator stops enforcing on its route only."""
    app = hardened_app()
    app.add_url_rule("/old", "old", csp(enforce=False)(lambda: ""))
    app.add_url_rule("/new", "new", csp(enforce=True)(lambda: ""))
    assert ["old"] == places(unenforced_csp, app)


def test_not_found_beside_an_enforced_policy() -> None:
    """A second, stricter policy that is tried out weakens nothing."""
    assert [] == places(unenforced_csp, hardened_app(csp=CspOptions(report_only="strict")))
    assert [] == places(unenforced_csp, hardened_app(csp=False))
    assert [] == places(unenforced_csp, plain_app())
