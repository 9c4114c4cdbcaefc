"""FHD012: the development server open to the network."""

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.protections.deployment.rules.exposed_runs import exposed_runs
from tests.audit.asking_source import found, lines

APP = "from flask import Flask; app = Flask(__name__)\n"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ('app.run(host="0.0.0.0")', Severity.LOW),
        ('app.run("::")', Severity.LOW),
        ('app.run(host="0.0.0.0", debug=True)', Severity.CRITICAL),
        ('if __name__ == "__main__":\n    app.run(debug=True, host="0.0.0.0")', Severity.CRITICAL),
        (
            'from werkzeug.serving import run_simple\nrun_simple("0.0.0.0", 80, app, use_debugger=True)',
            Severity.CRITICAL,
        ),
    ],
)
def test_found_for_every_address(text: str, severity: Severity) -> None:
    """With the debugger it hands the machine over."""
    assert [severity] == [each.severity for each in found(exposed_runs, APP + text)]


@pytest.mark.parametrize(
    "text",
    ["app.run()", 'app.run(host="127.0.0.1", debug=True)', "app.run(host=args.host)", 'server.bind("0.0.0.0")'],
)
def test_not_found_for_the_machine_itself(text: str) -> None:
    """The default, and what is only known later."""
    assert [] == lines(exposed_runs, APP + text)
