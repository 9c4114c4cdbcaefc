"""FHD011: modules that start a server when they are imported."""

import pytest

from flask_hardened.protections.deployment.rules.unguarded_runs import unguarded_runs
from tests.audit.asking_source import lines

APP = "from flask import Flask; app = Flask(__name__)\n"


@pytest.mark.parametrize("text", ["app.run()", "app.run(port=8000)", "try:\n    app.run()\nfinally:\n    pass"])
def test_found_at_the_level_of_a_module(text: str) -> None:
    """Whatever the options."""
    assert 1 == len(lines(unguarded_runs, APP + text))


@pytest.mark.parametrize(
    "text",
    [
        'if __name__ == "__main__":\n    app.run()',
        "def main():\n    app.run()",
        "if standalone:\n    app.run()",
        "worker.run()",
    ],
)
def test_not_found_behind_a_guard(text: str) -> None:
    """A function or a condition is one, too."""
    assert [] == lines(unguarded_runs, APP + text)


def test_not_found_in_a_main_module() -> None:
    """It is there to be run."""
    assert [] == lines(unguarded_runs, "", __main__=f"{APP}app.run()")
