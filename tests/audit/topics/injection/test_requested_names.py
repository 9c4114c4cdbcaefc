"""FHQ005: modules and attributes that the request names."""

import pytest

from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.audit.topics.injection.requested_names import requested_names
from tests.audit.asking_source import found, lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import importlib, operator\nfrom werkzeug.utils import import_string"


@pytest.mark.parametrize(
    "code",
    [
        'importlib.import_module(request.args["m"])',
        "__import__(name)",
        'import_string("plugins." + name)',
        'getattr(app, request.args["attribute"])',
        'operator.attrgetter(request.args["sort"])(app)',
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """What the request names is imported or looked up."""
    assert 1 == len(lines(requested_names, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'importlib.import_module("json")',
        'getattr(app, "name")',
        'if name in {"a", "b"}:\n    getattr(app, name)',
        'getattr(app, COLUMNS[request.args["sort"]])',
        'getattr(app, f"step{number}")',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Constants, names that were tested or looked up, numbers."""
    assert [] == lines(requested_names, in_view(IMPORTS, code))


def test_found_as_low_behind_a_prefix() -> None:
    """Only what begins with it can be reached."""
    [finding] = found(requested_names, in_view(IMPORTS, 'getattr(app, "do_" + name)'))
    assert (Severity.LOW, Confidence.HIGH) == (finding.severity, finding.confidence)
