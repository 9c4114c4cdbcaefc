"""FHO007: every origin allowed by hand."""

import pytest

from flask_hardened.audit.finding import Severity
from flask_hardened.protections.cors.rules.hand_written_cors import hand_written_cors
from tests.audit.asking_source import found, lines


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ('response.headers["Access-Control-Allow-Origin"] = "*"', Severity.LOW),
        ('response.headers.set("access-control-allow-origin", "*")', Severity.LOW),
        ('HEADERS = {"Access-Control-Allow-Origin": "*"}', Severity.LOW),
        ('response.headers["Access-Control-Allow-Origin"] = "null"', Severity.MEDIUM),
    ],
)
def test_found_for_every_origin(text: str, severity: Severity) -> None:
    """By each way to set a header."""
    assert [severity] == [each.severity for each in found(hand_written_cors, text)]


@pytest.mark.parametrize(
    "text",
    [
        'response.headers["Access-Control-Allow-Origin"] = "https://app.example"',
        'response.headers["Access-Control-Allow-Origin"] = site',
        'response.headers["Access-Control-Allow-Methods"] = "*"',
        'print("Access-Control-Allow-Origin", "*")',
    ],
)
def test_not_found_for_one_origin(text: str) -> None:
    """Nor for other headers, and where no header is set."""
    assert [] == lines(hand_written_cors, text)
