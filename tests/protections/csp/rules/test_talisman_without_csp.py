"""FHC013: Talisman without a policy."""

import pytest
from flask_talisman import Talisman

from flask_hardened.protections.csp.rules.talisman_without_csp import talisman_without_csp
from tests.audit.asking import places, plain_app


@pytest.mark.parametrize(
    "options",
    [{"content_security_policy": None}, {"content_security_policy": {}},
     {"content_security_policy_report_only": True, "content_security_policy_report_uri": "/csp"}],
)  # fmt: skip
def test_found_when_it_is_off_or_only_reported(options: dict[str, object]) -> None:
    """The argument is named."""
    app = plain_app()
    Talisman(app, **options)
    assert ["Talisman(content_security_policy)"] == places(talisman_without_csp, app)


def test_not_found_for_the_default_policy() -> None:
    """Nor without Talisman."""
    app = plain_app()
    Talisman(app)
    assert [] == places(talisman_without_csp, app)
    assert [] == places(talisman_without_csp, plain_app())
