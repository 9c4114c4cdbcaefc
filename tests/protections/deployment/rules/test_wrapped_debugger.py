"""FHD003: Werkzeug's debugger around the app."""

from werkzeug.debug import DebuggedApplication
from werkzeug.middleware.proxy_fix import ProxyFix

from flask_hardened.protections.deployment.rules.wrapped_debugger import wrapped_debugger
from tests.audit.asking import hardened_app, places, plain_app


def test_found_in_any_layer() -> None:
    """Directly around the app, under another middleware, and around the gate of a hardened app."""
    app = plain_app()
    app.wsgi_app = DebuggedApplication(app.wsgi_app, pin_security=False)
    assert ["app.wsgi_app"] == places(wrapped_debugger, app)
    app.wsgi_app = ProxyFix(app.wsgi_app)
    assert ["app.wsgi_app"] == places(wrapped_debugger, app)
    app = hardened_app()
    app.wsgi_app = DebuggedApplication(app.wsgi_app, pin_security=False)
    assert ["app.wsgi_app"] == places(wrapped_debugger, app)


def test_not_found_for_other_middleware() -> None:
    """Other layers are no debuggers, and a cycle of them ends."""
    app = plain_app()
    app.wsgi_app = ProxyFix(app.wsgi_app)
    assert [] == places(wrapped_debugger, app)
    app = plain_app()
    app.wsgi_app = ProxyFix(app)
    assert [] == places(wrapped_debugger, app)
    assert [] == places(wrapped_debugger, hardened_app())
