"""FHY010: the bundled table of known facts is old."""

from datetime import timedelta

from flask_hardened.audit.dependencies.table import AS_OF
from flask_hardened.audit.finding import Severity
from flask_hardened.audit.topics.dependencies.stale_advisories import stale_advisories
from tests.audit.asking_dependencies import built_on, found, places


def test_found_after_a_year() -> None:
    """Good to know, whatever is installed."""
    [finding] = found(stale_advisories, built_on(today=AS_OF + timedelta(days=366)))
    assert (Severity.INFO, "flask-hardened") == (finding.severity, str(finding.location))
    assert str(AS_OF) in finding.message


def test_not_found_within_a_year() -> None:
    """Nor on a machine whose clock is behind."""
    for days in (-400, 0, 365):
        assert [] == places(stale_advisories, built_on(today=AS_OF + timedelta(days=days)))
