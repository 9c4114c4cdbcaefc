"""FHD024: the debug toolbar on every page."""

import pytest
from flask_debugtoolbar import DebugToolbarExtension

from flask_hardened.protections.deployment.rules.debug_toolbar import debug_toolbar
from tests.audit.asking import plain_app
from tests.audit.extensions_for_tests import severities
from tests.conftest import SECRET_KEY

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_found_outside_of_debug_mode() -> None:
    """The toolbar is set up, and on."""
    app = plain_app(SECRET_KEY=SECRET_KEY, DEBUG_TB_ENABLED=True)
    DebugToolbarExtension(app)
    assert [("DEBUG_TB_ENABLED", "high")] == severities(debug_toolbar, app)


def test_not_found_by_default() -> None:
    """It follows the debug mode; a setting without the toolbar does nothing."""
    app = plain_app(SECRET_KEY=SECRET_KEY)
    DebugToolbarExtension(app)
    assert [] == severities(debug_toolbar, app)
    assert [] == severities(debug_toolbar, plain_app(DEBUG_TB_ENABLED=True))
