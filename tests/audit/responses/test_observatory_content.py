"""The Observatory's tests ``cookies`` and ``subresource-integrity``, by its own examples."""

from __future__ import annotations

from typing import Any

import pytest

from flask_hardened.audit.responses.facts import CookieFacts
from flask_hardened.audit.responses.observatory_content import judge_cookies, judge_scripts
from flask_hardened.audit.responses.page_reading import page_of
from flask_hardened.audit.responses.probe import Answer, Probe
from flask_hardened.audit.responses.reading import facts_of


def cookies_of(*texts: str) -> tuple[CookieFacts, ...]:
    """Read Set-Cookie headers."""
    answer = Answer(status=200, headers=tuple(("Set-Cookie", text) for text in texts))
    return facts_of(Probe(kind="view", target="/"), answer, "session").cookies


@pytest.mark.parametrize(
    ("texts", "result"),
    [
        ([], "not-found"),
        (["heroku-session-affinity=bar; Path=/"], "not-found"),
        (["SESSIONID=bar; Path=/; Secure; HttpOnly", "foo=bar; Secure; Path=/"], "secure-with-httponly-sessions"),
        (
            ["SESSIONID=bar; Secure; HttpOnly; SameSite=Strict", "b=bar; Secure; SameSite=None"],
            "secure-with-httponly-sessions-and-samesite",
        ),
        (["CSRFTOKEN=bar; Path=/; Secure; HttpOnly"], "anticsrf-without-samesite-flag"),
        (["SESSIONID=bar; Secure; HttpOnly; SameSite="], "samesite-flag-invalid"),
        (["SESSIONID=bar; Secure; HttpOnly; SameSite=True"], "samesite-flag-invalid"),
        (["foo=bar; Path=/"], "without-secure-flag"),
        (["foo=bar; SameSite=None"], "samesite-flag-invalid"),
        (["SESSIONID=bar; Path=/; Secure"], "session-without-httponly-flag"),
        (["SESSIONID=bar; Path=/; HttpOnly"], "session-without-secure-flag"),
        (["LOGIN=bar; Path=/"], "session-without-secure-flag"),
    ],
)
def test_cookies(texts: list[str], result: str) -> None:
    """The worst cookie decides."""
    assert f"cookies-{result}" == judge_cookies(cookies_of(*texts), hsts=False)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("foo=bar; Path=/", "without-secure-flag-but-protected-by-hsts"),
        ("SESSIONID=bar; HttpOnly", "session-without-secure-flag-but-protected-by-hsts"),
        ("SESSIONID=bar", "session-without-httponly-flag"),
    ],
)
def test_cookies_behind_hsts(text: str, result: str) -> None:
    """Then browsers send them over https only, and they cost less."""
    assert f"cookies-{result}" == judge_cookies(cookies_of(text), hsts=True)


@pytest.mark.parametrize(
    ("page", "result"),
    [
        ("<p>no script</p>", "not-implemented-but-no-scripts-loaded"),
        ("<script>alert(1)</script>", "not-implemented-but-all-scripts-loaded-from-secure-origin"),
        ('<script src="/a.js"></script>', "not-implemented-but-all-scripts-loaded-from-secure-origin"),
        ('<script src="https://www.mozilla.org/a.js"></script>', "not-implemented-but-all-scripts-loaded-from-secure-origin"),
        ('<script src="/a.js" integrity="sha384-x"></script>', "implemented-and-all-scripts-loaded-securely"),
        ('<script src="https://cdn.example/a.js" integrity="sha384-x"></script>', "implemented-and-external-scripts-loaded-securely"),
        ('<script src="https://cdn.example/a.js"></script>', "not-implemented-but-external-scripts-loaded-securely"),
        ('<script src="http://cdn.example/a.js" integrity="sha384-x"></script>', "implemented-but-external-scripts-not-loaded-securely"),
        ('<script src="//mozilla.org/a.js" integrity="sha384-x"></script>', "implemented-but-external-scripts-not-loaded-securely"),
        ('<script src="//mozilla.org/a.js"></script>', "not-implemented-and-external-scripts-not-loaded-securely"),
        ('<script src="http://cdn.example/a.js"></script>', "not-implemented-and-external-scripts-not-loaded-securely"),
        ('<script src="https://[/a.js"></script>', "not-implemented-and-external-scripts-not-loaded-securely"),
        (
            '<script src="https://cdn.example/a.js"></script><script src="http://cdn.example/b.js"></script>',
            "not-implemented-and-external-scripts-not-loaded-securely",
        ),
    ],
)  # fmt: skip
def test_scripts(page: str, result: str) -> None:
    """Where they come from, how, and whether their content is fixed."""
    assert f"sri-{result}" == judge_scripts(page_of(page.encode()), "mozilla.org", secure=True)


def test_scripts_of_what_is_no_page() -> None:
    """A file loads none."""
    nothing: Any = None
    assert "sri-not-implemented-response-not-html" == judge_scripts(nothing, "mozilla.org", secure=True)
