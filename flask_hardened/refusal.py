"""What a refused or failed request is answered: RFC 9457 problem details or a small HTML page, by ``Accept``."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from markupsafe import escape
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

_HTML = frozenset({"text/html", "application/xhtml+xml"})

_STYLE = "font:1.05rem/1.6 system-ui,sans-serif;max-width:34rem;margin:14vh auto;padding:0 1.5rem"
PAGE_STYLE_HASH = f"'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'"
"""What the Content-Security-Policy has to allow for the page's one style attribute."""

_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{status} {title}</title></head>
<body style="{style}">
<h1>{title}</h1>
<p>{detail}</p>
<p>Reference: <code>{reference}</code></p>
</body>
</html>
"""


@dataclass(frozen=True)
class Refusal:
    """A request ends here.

    :param status: the HTTP status code.
    :param detail: one sentence for the client that says what to do; it must not contain anything of an exception.
    :param title: short; the status's standard phrase by default.
    :param headers: further response headers, such as ``Allow`` or ``Location``.
    :param members: further members of the problem document (RFC 9457 section 3.2), JSON-serialisable.
    :param empty: answer without a body, for instance 204 to a browser's report.
    """

    status: int
    detail: str = ""
    title: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    members: Mapping[str, Any] = field(default_factory=dict)
    empty: bool = False

    @property
    def phrase(self) -> str:
        """The title, or the status's standard phrase."""
        return self.title or phrase_of(self.status)


def phrase_of(status: int) -> str:
    """Return the standard phrase of a status code, such as "Not Found"."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"


def wants_html(accept: str | None) -> bool:
    """Tell whether a client would rather have HTML than JSON (RFC 9110 section 12.5.1).

    Browsers name ``text/html``; a missing header or ``*/*`` alone is a program's, which gets problem+json.
    """
    if not accept or "html" not in accept.lower():
        return False
    html = json_like = 0.0
    for kind, quality in parse_accept_header(accept[:1000], MIMEAccept):
        if kind in _HTML:
            html = max(html, quality)
        elif kind.endswith("json"):
            json_like = max(json_like, quality)
    return html > json_like


def render(
    *,
    status: int,
    title: str,
    detail: str,
    accept: str | None,
    reference: str,
    members: Mapping[str, Any] | None = None,
) -> tuple[str, bytes]:
    """Return the content type and the body of an error response.

    :param reference: the request id, which also stands in the log.
    """
    if wants_html(accept):
        page = _PAGE.format(
            status=status, title=escape(title), detail=escape(detail), reference=escape(reference), style=_STYLE
        )
        return "text/html; charset=utf-8", page.encode("utf-8", "replace")
    document: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    if detail:
        document["detail"] = detail
    document |= {"error": title, **(members or {}), "reference": reference}
    return "application/problem+json", json.dumps(document).encode("ascii")
