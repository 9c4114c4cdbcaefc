"""FHQ007: YAML that names Python objects."""

import pytest

from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.audit.topics.injection.unsafe_yaml import unsafe_yaml
from tests.audit.asking_source import found, lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import yaml, ruamel.yaml\nclass Own(yaml.SafeLoader):\n    pass"


@pytest.mark.parametrize(
    "code",
    [
        "yaml.load(request.data, Loader=yaml.Loader)",
        'yaml.load(open("x"), Loader=yaml.UnsafeLoader)',
        'yaml.unsafe_load(open("x"))',
        "yaml.load(request.data, yaml.FullLoader)",
        "yaml.full_load(request.data)",
        'ruamel.yaml.YAML(typ="unsafe")',
        "yaml.load(request.data)",
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """Loaders that make any object, and with the request's data those that nearly do."""
    assert 1 == len(lines(unsafe_yaml, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        "yaml.safe_load(request.data)",
        "yaml.load(request.data, Loader=yaml.SafeLoader)",
        "yaml.load(request.data, Loader=yaml.CSafeLoader)",
        "yaml.load(request.data, Loader=Own)",
        'yaml.load(open("x"), Loader=yaml.FullLoader)',
        'ruamel.yaml.YAML(typ="safe")',
        "ruamel.yaml.YAML()",
        'yaml.load("a: 1", Loader=yaml.Loader)',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Safe loaders and their subclasses, and FullLoader for files of the app's own."""
    assert [] == lines(unsafe_yaml, in_view(IMPORTS, code))


def test_found_as_critical_for_the_request() -> None:
    """What it sends is run."""
    [finding] = found(unsafe_yaml, in_view(IMPORTS, "yaml.unsafe_load(request.data)"))
    assert (Severity.CRITICAL, Confidence.HIGH) == (finding.severity, finding.confidence)
