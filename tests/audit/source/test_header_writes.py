"""Which response headers the source writes by hand."""

import pytest

from flask_hardened.audit.source.header_writes import header_writes, text_of
from tests.audit.asking_source import source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('r.headers["X-Frame-Options"] = "DENY"', [("x-frame-options", "DENY")]),
        ('r.headers.set("X-Frame-Options", "DENY")', [("x-frame-options", "DENY")]),
        ('r.headers.add("X-Frame-Options", value)', [("x-frame-options", None)]),
        ('return_value = {"x-frame-options": "DENY", **more}', [("x-frame-options", "DENY")]),
        ('del r.headers["X-Frame-Options"]', [("x-frame-options", None)]),
        ('r.headers.pop("X-Frame-Options")', [("x-frame-options", None)]),
        ('names.pop("X-Frame-Options")', []),
        ('r.headers.get("X-Frame-Options")', []),
        ('r.headers["X-Mine"] = "1"', []),
        ("r.headers[name] = value", []),
    ],
)
def test_each_way(text: str, expected: list[tuple[str, str | None]]) -> None:
    """Assignments, methods and dictionaries; nothing that only reads."""
    assert expected == [(write.header, text_of(write.value)) for _, write in header_writes(source(text).source)]


def test_asked_twice() -> None:
    """The second time gives the same."""
    facts = source('r.headers["X-Frame-Options"] = "DENY"').source
    assert 1 == len(list(header_writes(facts))) == len(list(header_writes(facts)))
