"""FHO006: every origin answered with its own name."""

import pytest

from flask_hardened.protections.cors.rules.repeated_origins import repeated_origins
from tests.audit.asking_source import lines

VIEW = "from flask import request\ndef add(response):\n"
HEADER = 'response.headers["Access-Control-Allow-Origin"]'


@pytest.mark.parametrize(
    "text",
    [
        f'    {HEADER} = request.headers["Origin"]',
        f'    {HEADER} = request.headers.get("Origin", "*")',
        f"    {HEADER} = request.origin",
        '    response.headers.add("Access-Control-Allow-Origin", request.headers.get("Origin"))',
        '    return "", 200, {"access-control-allow-origin": request.environ["HTTP_ORIGIN"]}',
        f'    origin = request.headers.get("Origin"); {HEADER} = origin',
        f'    origin = request.headers.get("Origin")\n    if origin is not None:\n        {HEADER} = origin',
    ],
)
def test_found_where_nothing_decides(text: str) -> None:
    """Directly, through a variable, by each way to set a header."""
    assert 1 == len(lines(repeated_origins, VIEW + text))


@pytest.mark.parametrize(
    "text",
    [
        f'    origin = request.headers.get("Origin")\n    if origin in ALLOWED:\n        {HEADER} = origin',
        f'    origin = request.headers.get("Origin")\n    if origin == SITE:\n        {HEADER} = origin',
        f'    origin = request.origin\n    if origin.endswith(".app.example"):\n        {HEADER} = origin',
        f"    origin = request.origin\n    if is_allowed(origin):\n        {HEADER} = origin",
        f"    origin = request.origin\n    if re.match(PATTERN, origin):\n        {HEADER} = origin",
        f"    {HEADER} = SITE",
        f'    {HEADER} = "https://app.example"',
        '    response.headers["Vary"] = request.headers["Origin"]',
        '    del response.headers["Access-Control-Allow-Origin"]',
        '    pass\nHEADERS = {"Access-Control-Allow-Origin": SITE}',
    ],
)
def test_not_found_where_something_decides(text: str) -> None:
    """A list, a comparison, a pattern or a function; or another header."""
    assert [] == lines(repeated_origins, VIEW + text)
