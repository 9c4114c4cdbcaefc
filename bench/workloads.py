"""The requests: what a browser sends, as WSGI environs made before the clock starts."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from io import BytesIO
from itertools import cycle
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed.wsgi import StartResponse, WSGIApplication

Environ = dict[str, Any]

WORKLOADS = ("json", "page", "visits", "form")
VISITORS = 600
"""More sessions than the hardened stack remembers to have checked."""
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
BROWSER = {
    "HTTP_HOST": "localhost",
    "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0",
    "HTTP_ACCEPT_ENCODING": "gzip, deflate, br, zstd",
    "HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9",
    "HTTP_REFERER": "https://localhost/page",
    "HTTP_SEC_FETCH_SITE": "same-origin",
}
NAVIGATION = {
    "HTTP_ACCEPT": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "HTTP_SEC_FETCH_MODE": "navigate",
    "HTTP_SEC_FETCH_DEST": "document",
    "HTTP_SEC_FETCH_USER": "?1",
    "HTTP_UPGRADE_INSECURE_REQUESTS": "1",
}
FETCH = {"HTTP_ACCEPT": "*/*", "HTTP_SEC_FETCH_MODE": "cors", "HTTP_SEC_FETCH_DEST": "empty"}


class UnexpectedAnswerError(Exception):
    """A stack did not answer 200, so its time would mean nothing."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request of a workload, ready to be repeated."""

    environ: Environ
    body: bytes = b""
    visitors: Iterator[str] | None = None
    """The ``Cookie`` header of each request in turn, if it is not always the same."""

    def copies(self, count: int) -> list[Environ]:
        """Fresh environs, as many as asked for; apps write into theirs and read its body."""
        return [{**self.environ, **self._visitor(), "wsgi.input": BytesIO(self.body)} for _ in range(count)]

    def _visitor(self) -> Environ:
        return {} if self.visitors is None else {"HTTP_COOKIE": next(self.visitors)}


@dataclass(kw_only=True)
class Answer:
    """What came back."""

    status: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""


def prepare(app: WSGIApplication, workload: str) -> Request:
    """The workload's request for this app, which is asked for the page first.

    Whatever cookies and form token the page hands out are sent back, as a browser on its second visit would.
    """
    if workload == "json":
        return Request(environ=environ("GET", "/api", FETCH))
    visit = environ("GET", "/page", NAVIGATION)
    answer = ask(app, Request(environ=visit))
    cookies = cookies_of(answer)
    if workload == "visits":
        others = [cookies_of(ask(app, Request(environ=visit))) for _ in range(VISITORS if cookies else 0)]
        return Request(environ=visit, visitors=cycle(others) if others else None)
    if cookies:
        visit["HTTP_COOKIE"] = cookies
    if workload == "page":
        return Request(environ=visit)

    form = {"name": "Ada", "text": "A few words, as long as a comment usually is. " * 4}
    token = TOKEN.search(answer.body.decode())
    if token is not None:
        form["csrf_token"] = token.group(1)
    body = urlencode(form).encode()
    post = environ("POST", "/save", NAVIGATION) | {
        "HTTP_ORIGIN": "https://localhost",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
    }
    if cookies:
        post["HTTP_COOKIE"] = cookies
    return Request(environ=post, body=body)


def cookies_of(answer: Answer) -> str:
    """The ``Cookie`` header that a browser sends after this answer."""
    return "; ".join(value.split(";")[0] for name, value in answer.headers if name.lower() == "set-cookie")


def environ(method: str, path: str, headers: dict[str, str]) -> Environ:
    """A WSGI environ as a server behind HTTPS makes it."""
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **BROWSER,
        **headers,
    }


def ask(app: WSGIApplication, request: Request) -> Answer:
    """Send one request; raises ``UnexpectedAnswerError`` unless the answer is 200."""
    answer = Answer()

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Any:
        answer.status, answer.headers = status, headers

    answer.body = consume(app, request.copies(1)[0], start_response)
    if not answer.status.startswith("200 "):
        raise UnexpectedAnswerError(f"{request.environ['PATH_INFO']} answered {answer.status}: {answer.body[:300]!r}")
    return answer


def consume(app: WSGIApplication, environ: Environ, start_response: StartResponse) -> bytes:
    """Call the app and read its response to the end, as a server does."""
    response = app(environ, start_response)
    body = b"".join(response)
    close = getattr(response, "close", None)
    if close is not None:
        close()
    return body
