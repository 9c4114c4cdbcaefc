"""Exchange: one request and its response on their way through the gate."""

from __future__ import annotations

import dataclasses
import os
import re
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .refusal import PAGE_STYLE_HASH, Refusal, phrase_of, render

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from jinja2 import Template

    from .hardening import Hardening
    from .plan import HeaderPair, RoutePlan

KEY = "flask_hardened.exchange"
"""Where the exchange stands in the WSGI environ."""

_KEPT = frozenset({"set-cookie", "clear-site-data"})
_CLEAN_ID = re.compile(r"[A-Za-z0-9._~+/=-]{8,64}", re.ASCII)


class Exchange:
    """One request and its response.

    Rooms keep what they learn about the request here; :meth:`start` sends the policy with the response.
    """

    __slots__ = (
        "_held",
        "_holding",
        "_request_id",
        "_sent",
        "_start_response",
        "_writer",
        "cache_control",
        "environ",
        "hardening",
        "method",
        "nonce",
        "peer",
        "peer_trusted",
        "personal",
        "plan",
        "replacement",
        "room",
        "script_hashes",
        "secure",
        "status",
        "style_hashes",
        "templates",
        "url_hashes",
        "view_csp",
    )

    def __init__(self, hardening: Hardening, environ: WSGIEnvironment, start_response: StartResponse) -> None:
        self.hardening = hardening
        self.environ = environ
        self._start_response = start_response
        self.plan: RoutePlan = hardening.plans.default
        self.method: str = environ["REQUEST_METHOD"]
        self.secure: bool = environ["wsgi.url_scheme"] == "https"
        self.peer: str = environ.get("REMOTE_ADDR") or ""
        """Who opened the connection; ``environ["REMOTE_ADDR"]`` is the client, which trusted proxies may have named."""
        self.peer_trusted = False
        self.personal = False
        """The response is for this client only: it used the session, set a cookie or answered credentials."""
        self.nonce: str | None = None
        self.script_hashes: tuple[str, ...] = ()
        self.style_hashes: tuple[str, ...] = ()
        self.url_hashes: tuple[str, ...] = ()
        self.templates: tuple[Template, ...] = ()
        """The templates that are being rendered, or are about to be streamed."""
        self.view_csp: dict[str, list[str]] | None = None
        self.cache_control: str | None = None
        self.room: dict[str, Any] | None = None
        self.status = 0
        """The status of the response, for the rules that watch its headers."""
        self.replacement: Refusal | None = None
        """What the gate answers in place of the response; a rule that watches its headers puts it here."""
        self._request_id: str | None = None
        self._sent = False
        self._writer: Callable[[bytes], Any] | None = None
        self._holding = False
        self._held: tuple[str, list[HeaderPair], OptExcInfo | None] | None = None

    @property
    def client(self) -> str:
        """The address of the client, as trusted proxies say it; empty over a socket without addresses."""
        return self.environ.get("REMOTE_ADDR") or ""

    @property
    def sent(self) -> bool:
        """Whether the headers have left, so that nothing can be added to them."""
        return self._sent

    @property
    def request_id(self) -> str:
        """What error pages call the reference: a trusted proxy's ``X-Request-ID``, or a random one made when asked."""
        if self._request_id is None:
            named = self.environ.get("HTTP_X_REQUEST_ID", "") if self.peer_trusted else ""
            self._request_id = named if _CLEAN_ID.fullmatch(named) else os.urandom(12).hex()
        return self._request_id

    def keep(self, name: str, value: Any) -> None:
        """Remember something about this request for the room that will ask for it under `name`."""
        if self.room is None:
            self.room = {}
        self.room[name] = value

    def recall(self, name: str) -> Any:
        """Return what was kept under `name`, or None."""
        return None if self.room is None else self.room.get(name)

    def start(self, status: str, headers: list[HeaderPair], exc_info: OptExcInfo | None = None) -> Any:
        """Be the ``start_response`` that the app is given: add the plan's headers to its own, and pass them on.

        What the view set itself is kept where the room that watches it finds it at least as strict.
        """
        if self.environ.get(KEY) is not self:  # another hardened app, mounted inside this one, has answered
            return self._send(status, headers, exc_info)
        plan = self.plan
        fixed = plan.https_headers if self.secure else plan.http_headers
        watched = plan.watched
        leaving: list[HeaderPair] = []
        together: dict[str, tuple[str, list[str]]] | None = None
        self.status = code = int(status[:3])
        for pair in headers:
            lower = pair[0].lower()
            if lower not in watched:
                leaving.append(pair)
                continue
            name, value = pair
            rule = watched[lower]
            if rule is None:
                together = together or {}
                together.setdefault(lower, (name, []))[1].append(value)
                continue
            kept = rule(self, value)
            if kept is not None:
                leaving.append((name, kept))
        if together is not None:
            fixed = self._decide(together, leaving, fixed)
        if self.replacement is not None:
            if self._holding:
                self._keep_cookies(self.replacement, headers)
                return _discard  # the gate answers
            code = self.replacement.status  # too late for its body
            status = f"{code} {phrase_of(code)}"
        for finish in plan.finish:
            finish(self, code, leaving)
        leaving.extend(fixed)
        return self._send(status, leaving, exc_info)

    def _keep_cookies(self, replacement: Refusal, headers: list[HeaderPair]) -> None:
        """Send what a replaced response does to cookies: who signed out must not stay signed in."""
        kept = tuple(pair for pair in headers if pair[0].lower() in _KEPT)
        self.replacement = dataclasses.replace(replacement, headers=replacement.headers + kept)

    def _send(self, status: str, headers: list[HeaderPair], exc_info: OptExcInfo | None) -> Any:
        if self._holding:
            self._held = (status, headers, exc_info)
            return self._write
        self._sent = True
        if exc_info is None:
            return self._start_response(status, headers)
        return self._start_response(status, headers, exc_info)

    def hold(self) -> None:
        """Keep the headers back until :meth:`release`, so that what fails after them can still be answered."""
        self._holding = True

    def release(self) -> Any:
        """Send the headers that were kept back; those of an app that starts later go straight on."""
        self._holding = False
        held, self._held = self._held, None
        return None if held is None else self._send(*held)

    def _write(self, data: bytes) -> Any:
        """Be the ``write`` callable of PEP 3333, for the rare application that uses it."""
        if self._writer is None:
            self._writer = self.release()
        return self._writer(data)

    def _decide(
        self, together: dict[str, tuple[str, list[str]]], leaving: list[HeaderPair], fixed: tuple[HeaderPair, ...]
    ) -> tuple[HeaderPair, ...]:
        """Let the rooms judge headers that may occur once; return what is left of the plan's own."""
        for lower, (name, values) in together.items():
            decided = self.plan.once[lower](self, values)
            if decided is not None:
                leaving.append((name, decided))
                fixed = tuple(pair for pair in fixed if pair[0].lower() != lower)
        return fixed

    def error_document(
        self, status: int, title: str, detail: str, members: Mapping[str, Any] | None = None
    ) -> tuple[str, bytes]:
        """Return the content type and the body of an error response to this request, as its ``Accept`` wants it."""
        content_type, body = render(
            status=status,
            title=title,
            detail=detail,
            accept=self.environ.get("HTTP_ACCEPT"),
            reference=self.request_id,
            members=members,
        )
        if content_type.startswith("text/html"):
            self.style_hashes = (PAGE_STYLE_HASH,)
        return content_type, body

    def last_resort(self, refusal: Refusal) -> list[bytes]:
        """Answer with `refusal` although the app has failed, whatever it had begun to send."""
        environ = self.environ
        environ[KEY] = last = Exchange(self.hardening, environ, self._start_response)
        last._request_id = self._request_id
        return last.refuse(refusal, sys.exc_info() if self._sent else None)

    def refuse(self, refusal: Refusal, exc_info: OptExcInfo | None = None) -> list[bytes]:
        """Answer with `refusal`, with all headers, and return the body."""
        self._holding, self.replacement = False, None
        status = f"{refusal.status} {phrase_of(refusal.status)}"
        if refusal.empty:
            length = [] if refusal.status == 204 else [("Content-Length", "0")]
            self.start(status, [*refusal.headers, *length], exc_info)
            return []
        content_type, body = self.error_document(refusal.status, refusal.phrase, refusal.detail, refusal.members)
        headers = [("Content-Type", content_type), ("Content-Length", str(len(body))), *refusal.headers]
        self.start(status, headers, exc_info)
        return [] if self.method == "HEAD" else [body]


def _discard(data: bytes) -> None:
    """Be the ``write`` callable of a response that is replaced."""
