"""Decorators above the route."""

import pytest

from flask_hardened.audit.source.decorator_order import above_routes
from tests.audit.asking_source import source

APP = "from flask import Flask; from shop import cache, guard\napp = Flask(__name__)\napi = find_api()\n"


@pytest.mark.parametrize(
    ("decorators", "expected"),
    [
        ('@guard\n@app.route("/")', [("shop.guard", True)]),
        ('@guard\n@api.post("/")', [("shop.guard", False)]),
        ('@guard\n@guard\n@app.get("/")', [("shop.guard", True)] * 2),
        ('@app.get("/")\n@guard\n@app.get("/a")', [("shop.guard", True)]),
        ('@app.get("/")\n@guard', []),
        ('@guard\n@cache.get("/")', []),
        ("@guard", []),
    ],
)
def test_above_routes(decorators: str, expected: list[tuple[str, bool]]) -> None:
    """Each one, and whether the route is Flask's for sure."""
    snapshot = source(f"{APP}{decorators}\ndef view(): pass")
    assert expected == [(decorator.target, known) for _, decorator, known in above_routes(snapshot)]
