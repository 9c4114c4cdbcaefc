"""FHT011: a server answers over plain HTTP."""

from __future__ import annotations

from flask_hardened.protections.transport.rules.answered_plain_http import answered_plain_http
from tests.audit.asking_responses import answer, found

URL = "https://app.example"


def test_found_for_a_server_that_answers() -> None:
    """A page that is not there is an answer too."""
    (finding,) = found(answered_plain_http, answer(kind="plain-http", scheme="http", status=404), url=URL)
    assert "with 404" in finding.message


def test_not_found_for_redirects_and_refusals() -> None:
    """Nor for this machine, nor for the app in this process, nor where nothing listens."""
    https = ("location", "https://app.example/none")
    plain = {"kind": "plain-http", "scheme": "http"}
    assert [] == found(answered_plain_http, answer(https, **plain, status=301), url=URL)
    assert [] == found(answered_plain_http, answer(**plain, status=403), url=URL)
    assert [] == found(answered_plain_http, answer(**plain, status=0), url=URL)
    assert [] == found(answered_plain_http, answer(**plain), url="http://127.0.0.1:5000")
    assert [] == found(answered_plain_http, answer(**plain))
