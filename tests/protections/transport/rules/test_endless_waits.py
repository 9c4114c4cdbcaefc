"""FHT010: requests to other servers without a time limit."""

import pytest

from flask_hardened.protections.transport.rules.endless_waits import endless_waits
from tests.audit.asking_source import lines

IMPORTS = "import httpx, requests, socket; from urllib.request import urlopen\n"


@pytest.mark.parametrize(
    "text",
    [
        "requests.get(url)",
        "requests.post(url, json=order, timeout=None)",
        "session = requests.Session(); session.get(url)",
        "urlopen(url)",
        "httpx.get(url, timeout=None)",
        "httpx.Client(timeout=None)",
    ],
)
def test_found_without_a_limit(text: str) -> None:
    """Left out, or taken away."""
    assert [2] == lines(endless_waits, IMPORTS + text)


@pytest.mark.parametrize(
    "text",
    [
        "requests.get(url, timeout=10)",
        "requests.get(url, timeout=limit)",
        "requests.get(url, **options)",
        "urlopen(url, None, 10)",
        "socket.setdefaulttimeout(10); urlopen(url)",
        "httpx.get(url)",
        "client.get(url)",
        "cache.get(key)",
    ],
)
def test_not_found_with_one(text: str) -> None:
    """Given here, perhaps given, the default of httpx, or something else altogether."""
    assert [] == lines(endless_waits, IMPORTS + text)
