"""FHD010: code that starts the debugger."""

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.protections.deployment.rules.debug_code import debug_code
from tests.audit.asking_source import found, lines

APP = "from flask import Flask; app = Flask(__name__)\n"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("app.run(debug=True)", Severity.HIGH),
        ("app.run('127.0.0.1', 5000, True)", Severity.HIGH),
        ("def main():\n    app.run(debug=True)", Severity.HIGH),
        ('if __name__ == "__main__":\n    app.run(debug=True)', Severity.MEDIUM),
        ("DEBUG = True\napp.run(debug=DEBUG)", Severity.HIGH),
        ('import os\napp.run(debug=os.environ.get("DEBUG", True))', Severity.HIGH),
        ("create_app().run(debug=True, port=5000)", Severity.HIGH),
        ("from werkzeug.serving import run_simple\nrun_simple('127.0.0.1', 80, app, use_debugger=True)", Severity.HIGH),
        (
            "from werkzeug.debug import DebuggedApplication\napp.wsgi_app = DebuggedApplication(app.wsgi_app)",
            Severity.HIGH,
        ),
    ],
)
def test_found_for_each_way(text: str, severity: Severity) -> None:
    """Less severe where a production server never gets to."""
    assert [severity] == [each.severity for each in found(debug_code, APP + text)]


@pytest.mark.parametrize(
    "text",
    [
        "app.run()",
        "app.run(debug=False)",
        "app.run(debug=app.config['DEBUG'])",
        'import os\napp.run(debug=os.environ.get("DEBUG", "0"))',
        'import os\napp.run(debug=os.environ.get("DEBUG"))',
        "import asyncio\nasyncio.run(main(), debug=True)",
        "import subprocess\nsubprocess.run(args, debug=True)",
        "job.run(debug=True)",
        "from werkzeug.serving import run_simple\nrun_simple('127.0.0.1', 80, app, use_evalex=True)",
        "from werkzeug.serving import run_simple\nrun_simple('127.0.0.1', 80, app)",
        "from werkzeug.debug import DebuggedApplication\nif app.debug:\n    app = DebuggedApplication(app)",
    ],
)
def test_not_found_without_the_debugger(text: str) -> None:
    """Nor for what else can be run, and on a condition."""
    assert [] == lines(debug_code, APP + text)
