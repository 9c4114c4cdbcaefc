"""FHE004: an error page with the interactive debugger."""

from __future__ import annotations

from werkzeug.debug import DebuggedApplication

from flask_hardened.protections.errors.rules.served_debuggers import served_debuggers
from tests.audit.asking import plain_app
from tests.audit.asking_responses import VIEWS, answer, found, found_in


def test_found_for_the_debugger() -> None:
    """Wrapped around the app, it answers whatever the app raises."""
    app = plain_app(PROPAGATE_EXCEPTIONS=True)
    app.before_request(lambda: 1 / 0)
    app.wsgi_app = DebuggedApplication(app.wsgi_app, evalex=True)  # type: ignore[method-assign]
    (finding,) = found_in(served_debuggers, app)
    assert "/hardened-audit-probe" in finding.message


def test_not_found_for_a_page_about_it() -> None:
    """What a view says with 200 is no error page, and a traceback alone is another rule's."""
    assert [] == found(served_debuggers, answer(leaks=frozenset({"traceback"})))
    app = plain_app()
    app.add_url_rule("/", "index", lambda: "<title>x // Werkzeug Debugger</title>")
    assert [] == found_in(served_debuggers, app, VIEWS)
