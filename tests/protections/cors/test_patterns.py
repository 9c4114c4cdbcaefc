"""Regular expressions: matched whole, and refused where they let other sites in."""

from __future__ import annotations

import re

import pytest

from flask_hardened.protections.cors.origins import OriginList
from flask_hardened.protections.cors.patterns import compile_pattern

SOUND = [
    r"https://.*\.example\.com",
    r"^https://.*\.example\.com$",
    r"https://(.+\.)?example\.com",
    r"https://[a-z0-9-]+\.example\.com(:\d+)?",
    r"https://pr-\d{1,5}\.example\.com",
    r"http://localhost:\d+",
    r"https://[^.]+\.example\.com",
    r"https://.*-preview\.example\.com",
    r"https?://app\.example\.com",
]

FAULTY = {
    r"https://app.example\.com": "not escaped",
    r"https://.*.example\.com": "not escaped",
    r"https://.*example\.com": "stand before",
    r"https://.+example\.com": "stand before",
    r"https://.*?example\.com": "stand before",
    r"https://app\.example\.com.*": "ends with any text",
    r"https://app\.example\.com.*$": "ends with any text",
    r".*": "every origin",
    r"https://.*": "every origin",
    r"https?://[a-z0-9.-]+(:\d+)?": "every origin",
    r"": "no origin",
    r"https://(app\.example\.com": "no regular expression",
    r"*": "no regular expression",
}


@pytest.mark.parametrize("source", SOUND)
def test_a_sound_pattern_is_taken(source: str) -> None:
    """Escaped dots, classes and groups say what they mean; ``^`` and ``$`` may be there."""
    assert source == compile_pattern(source).pattern


@pytest.mark.parametrize(("source", "fault"), [(source, fault) for source, fault in FAULTY.items() if source])
def test_a_loose_pattern_is_refused(source: str, fault: str) -> None:
    """The well-known mistakes are named."""
    with pytest.raises(ValueError) as caught:
        compile_pattern(source)
    assert fault in caught.value.args[0]


def test_a_compiled_pattern_is_checked_too() -> None:
    """Its flags stay; bytes are no text."""
    assert re.compile(r"https://app\.example", re.ASCII) == compile_pattern(
        re.compile(r"https://app\.example", re.ASCII)
    )
    for loose in (re.compile(r"https://app.example"), re.compile(rb"https://app\.example")):
        with pytest.raises(ValueError):
            compile_pattern(loose)  # type: ignore[arg-type]


def test_the_whole_origin_must_match() -> None:
    """What flask-cors accepts with the same expression, ``https://a.example.com.evil.net``, is refused."""
    listed = OriginList([r"re:https://.*\.example\.com"])
    assert "https://a.example.com" == listed.find("https://a.example.com")
    for other in ("https://a.example.com.evil.net", "https://evil.net/.example.com", "https://example.com"):
        assert None is listed.find(other)
