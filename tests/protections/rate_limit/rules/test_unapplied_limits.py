"""FHL007: limits that count nothing."""

import pytest

from flask_hardened.audit.finding import Confidence
from flask_hardened.protections.rate_limit.rules.unapplied_limits import unapplied_limits
from tests.audit.asking_source import found, lines

APP = "from flask import Flask; from flask_limiter import Limiter; from shop import throttle\napp = Flask(__name__)\nlimiter = Limiter(key)\n"


@pytest.mark.parametrize(
    ("decorators", "confidence"),
    [
        ('@limiter.limit("5 per minute")\n@app.post("/login")', Confidence.HIGH),
        ('@limiter.shared_limit("5 per minute", scope="x")\n@app.route("/login")', Confidence.HIGH),
        ('@throttle(5)\n@app.route("/login")', Confidence.MEDIUM),
    ],
)
def test_found_above_the_route(decorators: str, confidence: Confidence) -> None:
    """The line of the decorator."""
    (finding,) = found(unapplied_limits, f"{APP}{decorators}\ndef login(): pass")
    assert (4, confidence) == (finding.location.line, finding.confidence)


@pytest.mark.parametrize(
    "decorators",
    [
        '@app.post("/login")\n@limiter.limit("5 per minute")',
        '@limiter.limit("5 per minute")',
        '@limiter.exempt\n@app.route("/login")',
        'from flask_hardened import limit\n@limit("5 per minute")\n@app.route("/login")',
    ],
)
def test_not_found_below_it(decorators: str) -> None:
    """Ours may stand anywhere; an exemption loses nothing."""
    assert [] == lines(unapplied_limits, f"{APP}{decorators}\ndef login(): pass")
