"""FHQ004: text that is run as code."""

import pytest

from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.audit.topics.injection.requested_code import requested_code
from tests.audit.asking_source import found, lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import ast, pandas, re"


@pytest.mark.parametrize(
    "code",
    [
        'eval(request.args["x"])',
        'exec(f"x = {name}")',
        'compile(request.data, "x", "exec")',
        'pandas.eval(request.form["formula"])',
        'code = request.json["code"]\neval(code)',
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """Whichever function ends in the interpreter."""
    assert 1 == len(lines(requested_code, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'eval("1 + 1")',
        'ast.literal_eval(request.args["x"])',
        're.compile("x")',
        "eval(str(number))",
        "session.exec(name)",
        "model.eval()",
        'compile("1", "x", "eval")',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Constants, literals, numbers, and other functions of such names."""
    assert [] == lines(requested_code, in_view(IMPORTS, code))


def test_found_as_uncertain_for_text_from_elsewhere() -> None:
    """Somebody has to look at who can write it."""
    text = "def run(code):\n    exec(code)\n"
    assert [(Severity.MEDIUM, Confidence.LOW)] == [
        (hit.severity, hit.confidence) for hit in found(requested_code, text)
    ]
