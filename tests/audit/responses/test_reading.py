"""From answers to facts: nothing secret is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.responses.facts import AnswerFacts, ScriptFacts
from flask_hardened.audit.responses.leaks import leaks_in
from flask_hardened.audit.responses.page_reading import page_of
from flask_hardened.audit.responses.probe import Answer, Probe
from flask_hardened.audit.responses.reading import facts_of


def read(*headers: tuple[str, str], body: bytes = b"", status: int = 200, method: str = "GET") -> AnswerFacts:
    """Read an answer to a probe of somebody else's host."""
    probe = Probe(kind="foreign-host", target="/a?token=hunter2", method=method, host="evil.example")
    return facts_of(probe, Answer(status=status, headers=headers, body=body), "sid")


def test_no_secret_is_kept() -> None:
    """Of cookies the attributes, of unknown headers the names, of addresses the path, of policies no nonce, no body."""
    facts = read(
        ("Set-Cookie", "sid=hunter2; Secure; HttpOnly; SameSite=Lax; Domain=a.example; Path=/"),
        ("X-CSRF-Token", "hunter2"),
        ("Location", "https://user:hunter2@a.example/b?c=hunter2#hunter2"),
        ("Content-Security-Policy", "script-src 'nonce-hunter2' 'self'"),
        ("ETag", "hunter2"),
        body=b"hunter2",
    )
    assert "hunter2" not in repr(facts)
    assert "https://a.example/b" == facts.header("location")
    assert "script-src 'nonce-' 'self'" == facts.header("content-security-policy")
    assert ("", "") == (facts.header("x-csrf-token"), facts.header("etag"))
    (cookie,) = facts.cookies
    assert ("sid", True, True, "lax", True, "/", True) == (
        cookie.name, cookie.secure, cookie.http_only, cookie.same_site, cookie.domain, cookie.path, cookie.session
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "session"),
    [("sid", True), ("__Host-sid", True), ("PHPSESSID", True), ("my_session", True), ("theme", False)],
)
def test_which_cookie_is_a_session(name: str, session: bool) -> None:
    """The app's own, whatever its prefix; and what is called like one."""
    assert session is read(("Set-Cookie", f"{name}=1")).cookies[0].session


def test_where_a_claimed_host_comes_back() -> None:
    """In addresses; a sentence about it is none."""
    assert {"location"} == read(("Location", "//evil.example/x")).reflected
    assert {"location"} == read(("Location", "https://www.evil.example:8443/x")).reflected
    assert {"link"} == read(body=b'<a href="http://evil.example/x">').reflected
    assert set() == read(("Location", "/evil.example"), body=b"Unknown host evil.example").reflected
    assert set() == read(("Location", "https://notevil.example/"), body=b'<a href="//evil.example.org">').reflected
    assert {"request"} == read(method="TRACE", body=b"TRACE /a HTTP/1.1").reflected
    assert set() == read(method="TRACE", body=b"TRACE /a HTTP/1.1", status=405).reflected


@pytest.mark.parametrize(
    ("body", "leak"),
    [
        (b"<title>ZeroDivisionError: x\n // Werkzeug Debugger</title>", "debugger"),
        (b'<script src="?__debugger__=yes&amp;cmd=resource&amp;f=debugger.js">', "debugger"),
        (b"<pre>Traceback (most recent call last):", "traceback"),
        (b"File &#34;/srv/app/views.py&#34;, line 7, in index", "traceback"),
        (b'{"trace": "/home/app/site/views.py"}', "path"),
        (b"in C:\\projects\\shop\\views.py", "path"),
        (b"(sqlite3.OperationalError) no such table", "sql"),
        (b"psycopg2.errors.UndefinedTable: relation", "sql"),
        (b"You have an error in your SQL syntax; check", "sql"),
        (b"<center>nginx/1.24.0</center>", "version"),
        (b"Werkzeug/3.0.1", "version"),
    ],
)
def test_leaks(body: bytes, leak: str) -> None:
    """In an error page; a page that is meant to be read may speak of anything."""
    assert leak in read(body=body, status=404).leaks
    assert frozenset() == read(body=body, status=200).leaks


@pytest.mark.parametrize(
    "body",
    [
        b"Not Found: the requested URL was not found on the server.",
        b"<a href='/home/app/'>", b"See /docs/python/3.html", b"HTTP/1.1 404", b"File a report, line 7", b"nginx",
        b"Python 3", b"Flask and Werkzeug are fun", b"sqlite3 is a database",
    ],
)  # fmt: skip
def test_no_leaks(body: bytes) -> None:
    """What error pages may say."""
    assert frozenset() == leaks_in(body)


def test_a_page() -> None:
    """Scripts with and without address, and what the page says of itself."""
    page = page_of(
        b'<meta http-equiv="Content-Security-Policy" content="default-src \'self\'"><meta name="a" content="b">'
        b'<script src="/a.js?token=hunter2" src="/b.js" integrity="x"></script><script>1</script><!-- <script> -->'
    )
    assert (ScriptFacts(src="/a.js", integrity=True),) == page.scripts
    assert 1 == page.inline
    assert (("content-security-policy", "default-src 'self'"),) == page.metas


def test_broken_pages_and_addresses() -> None:
    """What cannot be read ends there; what came before counts."""
    page = page_of(b'<script src="/a.js"></script><![unheard of[ <script src="/b.js"></script>')
    assert "/a.js" == page.scripts[0].src
    assert "" == read(("Location", "https://[")).header("location")


@given(st.binary(max_size=400), st.text(max_size=80))
def test_any_answer_can_be_read(body: bytes, text: str) -> None:
    """Whatever a server sends."""
    headers = [(name, text) for name in ("Set-Cookie", "Location", "Content-Security-Policy", "Server")]
    facts = read(*headers, ("Content-Type", "text/html"), body=body, status=500)
    assert facts.page is not None
    assert 4 == len(facts.headers)


@pytest.mark.parametrize(("status", "raised", "failed"), [(500, None, True), (200, "ValueError", True), (503, None, False), (501, None, False), (404, None, False)])  # fmt: skip
def test_what_counts_as_broken(status: int, raised: str | None, failed: bool) -> None:
    """An exception, or a server error that nobody decided."""
    probe = Probe(kind="x", target="/")
    assert failed is facts_of(probe, Answer(status=status, failure=raised), "sid").failed


def test_long_paths_are_shortened() -> None:
    """Reports stay readable."""
    assert 83 == len(Probe(kind="x", target="/" + "a" * 9000).path)
