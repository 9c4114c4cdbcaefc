"""FHE003: texts of exceptions in responses."""

import pytest

from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.protections.errors.rules.revealed_exceptions import revealed_exceptions
from tests.audit.asking_source import found, lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import traceback\nfrom flask import abort, flash, jsonify\nfrom sqlalchemy.exc import IntegrityError"


@pytest.mark.parametrize(
    "code",
    [
        "try:\n    work()\nexcept Exception as error:\n    return str(error), 500",
        "try:\n    work()\nexcept Exception as error:\n    return jsonify(error=str(error))",
        'try:\n    work()\nexcept IntegrityError as error:\n    abort(409, description=f"Failed: {error}")',
        'try:\n    work()\nexcept OSError as error:\n    flash("Failed: %s" % error)',
        'try:\n    work()\nexcept (ValueError, Exception) as error:\n    return {"error": repr(error)}',
        "return traceback.format_exc(), 500",
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """Returned, flashed, or given to what answers."""
    assert 1 == len(lines(revealed_exceptions, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        "try:\n    work()\nexcept ValueError as error:\n    return str(error), 400",
        "try:\n    work()\nexcept PermissionError as error:\n    return str(error), 403",
        "try:\n    work()\nexcept Exception as error:\n    return sanitized(str(error)), 500",
        "try:\n    work()\nexcept Exception as error:\n    app.logger.error(str(error))\n    abort(500)",
        "try:\n    work()\nexcept ShopError as error:\n    return error.message",
        "try:\n    work()\nexcept Exception as error:\n    return type(error).__name__, 500",
        'try:\n    work()\nexcept Exception:\n    app.logger.error(traceback.format_exc())\n    return "error", 500',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Exceptions that were written for visitors, and what only the log gets."""
    assert [] == lines(revealed_exceptions, in_view(IMPORTS, code))


def test_found_in_handlers_of_every_error() -> None:
    """A handler of 500 or Exception gets what nobody expected."""
    text = "from flask import Flask\napp = Flask(__name__)\n@app.errorhandler({})\ndef failed(error):\n    return str(error), 500\n"
    assert [5] == lines(revealed_exceptions, text.format("Exception"))
    assert [5] == lines(revealed_exceptions, text.format(500))


def test_not_found_in_handlers_of_one_error() -> None:
    """404 says what Flask wrote."""
    text = "from flask import Flask\napp = Flask(__name__)\n@app.errorhandler(404)\ndef missing(error):\n    return str(error), 404\n"
    assert [] == lines(revealed_exceptions, text)


def test_found_as_certain_for_tracebacks() -> None:
    """Nobody was meant to see one."""
    [finding] = found(revealed_exceptions, in_view(IMPORTS, "return traceback.format_exc(), 500"))
    assert (Severity.MEDIUM, Confidence.HIGH) == (finding.severity, finding.confidence)


def test_not_found_outside_of_views() -> None:
    """What becomes of what a function returns is not known."""
    assert [] == lines(revealed_exceptions, "def f():\n    try: g()\n    except Exception as e: return str(e)\n")
