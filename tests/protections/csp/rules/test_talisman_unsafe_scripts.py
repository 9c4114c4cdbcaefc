"""FHC014: a policy of Talisman's that any script passes."""

import pytest
from flask_talisman import Talisman

from flask_hardened.protections.csp.rules.talisman_unsafe_scripts import talisman_unsafe_scripts
from tests.audit.asking import places, plain_app


@pytest.mark.parametrize(
    "policy",
    ["default-src 'self' 'unsafe-inline'", {"script-src": ["'self'", "*"]}, {"default-src": "https:"},
     {"img-src": "'self'"}, "script-src data:"],
)  # fmt: skip
def test_found_for_inline_scripts_and_any_source(policy: object) -> None:
    """As text or as a dictionary; also where it does not speak of scripts."""
    app = plain_app()
    Talisman(app, content_security_policy=policy)
    assert ["Talisman(content_security_policy)"] == places(talisman_unsafe_scripts, app)


@pytest.mark.parametrize(
    "options",
    [{}, {"content_security_policy": {"default-src": "*", "script-src": "'self'"}},
     {"content_security_policy": "script-src 'unsafe-inline' https: 'strict-dynamic'",
      "content_security_policy_nonce_in": ["script-src"]},
     {"content_security_policy": "script-src 'self'; style-src 'unsafe-inline'"}, {"content_security_policy": None}],
)  # fmt: skip
def test_not_found_for_named_sources(options: dict[str, object]) -> None:
    """Nor for nonces, beside which browsers ignore the rest, for styles, and where another rule says it."""
    app = plain_app()
    Talisman(app, **options)
    assert [] == places(talisman_unsafe_scripts, app)
