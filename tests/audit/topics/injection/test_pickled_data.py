"""FHQ006: loaders that run code from what they read."""

import pytest

from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.audit.topics.injection.pickled_data import pickled_data
from tests.audit.asking_source import found, lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import base64, pickle, numpy, torch, json, jsonpickle, marshal, shelve, joblib"


@pytest.mark.parametrize(
    "code",
    [
        "pickle.loads(request.data)",
        'pickle.loads(base64.b64decode(request.cookies["cart"]))',
        'pickle.load(request.files["f"])',
        'joblib.load(request.files["model"])',
        "jsonpickle.decode(request.get_data())",
        'numpy.load(request.files["f"], allow_pickle=True)',
        'torch.load(request.files["f"], weights_only=False)',
        "data = request.get_data()\nmarshal.loads(data)",
        "shelve.open(name)",
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """Whoever sends it runs code."""
    assert 1 == len(lines(pickled_data, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        "json.loads(request.data)",
        'numpy.load(request.files["f"])',
        'torch.load(request.files["f"])',
        "jsonpickle.decode(request.data, safe=True)",
        "pickle.dumps(request.args)",
        "shelve.open(app.instance_path)",
        'pickle.loads(b"constant")',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Formats of data only, and loaders that are told to read no objects."""
    assert [] == lines(pickled_data, in_view(IMPORTS, code))


def test_found_as_critical_only_for_the_request() -> None:
    """Elsewhere it depends on who can write what is loaded."""
    text = (
        "import pickle\ndef load(data):\n    pickle.loads(data)\ndef model():\n    pickle.load(open('model', 'rb'))\n"
    )
    levels = [(hit.severity, hit.confidence) for hit in found(pickled_data, text)]
    assert [(Severity.MEDIUM, Confidence.MEDIUM), (Severity.MEDIUM, Confidence.LOW)] == levels
    [finding] = found(pickled_data, in_view(IMPORTS, "pickle.loads(request.data)"))
    assert (Severity.CRITICAL, Confidence.HIGH) == (finding.severity, finding.confidence)
