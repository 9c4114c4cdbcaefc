"""FHA007: keys and passwords in paths."""

import pytest

from flask_hardened.protections.auth.rules.credentials_in_urls import credentials_in_urls
from tests.audit.asking import hardened_app, places, plain_app


@pytest.mark.parametrize(
    "parameter", ["api_key", "apikey", "string:password", "path:access_token", "jwt", "Session_ID"]
)
def test_found_for_names_of_credentials(parameter: str) -> None:
    """Hardened or not."""
    for app in (hardened_app(), plain_app()):
        app.add_url_rule(f"/feed/<{parameter}>", "feed", lambda **named: "")
        assert ["feed"] == places(credentials_in_urls, app)


@pytest.mark.parametrize(
    "rule",
    [
        "/reset/<token>",
        "/<int:key_id>",
        "/password/<user>",
        "/jwt",
        "/<api>/<key>",
        "/<int:sid>",
        "/<int(min=1):sid>",
        "/<float:pwd>",
    ],
)
def test_not_found_for_links_that_work_once_numbers_and_other_words(rule: str) -> None:
    """A word in the path itself is no place for a value."""
    app = hardened_app()
    app.add_url_rule(rule, "view", lambda **named: "")
    assert [] == places(credentials_in_urls, app)
