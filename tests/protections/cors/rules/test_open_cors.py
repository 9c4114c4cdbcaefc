"""FHO005: Flask-CORS that lets every origin in."""

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.protections.cors.rules.open_cors import open_cors
from tests.audit.asking_source import found, lines

IMPORTS = "import re; from flask_cors import CORS, cross_origin\n"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("CORS(app)", Severity.LOW),
        ("cors = CORS(); cors.init_app(app)", Severity.LOW),
        ('CORS(app, origins="*")', Severity.LOW),
        ('CORS(app, origins=["https://app.example", "*"])', Severity.LOW),
        ('CORS(app, resources={"/api/*": {"origins": "*"}})', Severity.LOW),
        ("CORS(app, supports_credentials=True)", Severity.HIGH),
        ('CORS(app, origins=r".*", supports_credentials=True)', Severity.HIGH),
        ('CORS(app, origins=re.compile(".*"), supports_credentials=True)', Severity.HIGH),
        ('CORS(app, resources={"/api/*": {"origins": "*", "supports_credentials": True}})', Severity.HIGH),
        ('CORS(app, resources={"/api/*": {}}, supports_credentials=True)', Severity.HIGH),
        ("@cross_origin()\ndef view(): pass", Severity.LOW),
    ],
)
def test_found_for_every_origin(text: str, severity: Severity) -> None:
    """By default, or as written; with cookies it is worse."""
    assert [severity] == [each.severity for each in found(open_cors, IMPORTS + text)]


@pytest.mark.parametrize(
    "text",
    [
        'CORS(app, origins=["https://app.example"])',
        'CORS(app, origins="https://app.example", supports_credentials=True)',
        'CORS(app, origins=re.compile(r"https://[a-z]+\\.app\\.example"))',
        "CORS(app, origins=allowed)",
        "CORS(app, **options)",
        'CORS(app, resources={"/api/*": {"origins": ["https://app.example"]}})',
        "CORS(app, resources=resources)",
        "CORS(app, resources={r'/api/*': options, KEY: {'supports_credentials': True, **more}})",
        "CORS(app, resources={r'/api/*': {KEY: value, 'origins': ['https://app.example']}})",
        "cors = CORS()",
        'app.config["CORS_ORIGINS"] = ["https://app.example"]; CORS(app)',
        '@cross_origin(origins=["https://app.example"])\ndef view(): pass',
    ],
)
def test_not_found_for_named_origins(text: str) -> None:
    """Named here, in the configuration, or somewhere that cannot be seen."""
    prefix = "from flask import Flask; app = Flask(__name__)\n"
    assert [] == lines(open_cors, prefix + IMPORTS + text)
