"""What a request says: every text in it that whoever made the link or the form has chosen.

Nothing is read that the view has not read: a body that is still in the socket stays there.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

from flask import has_request_context, request

from ...urls import scheme_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,8192}={0,2}", re.ASCII)
_DEEPEST = 20
_MOST = 1000
"""Texts that are looked at one by one; a request with more has its others joined, so that it costs no more time."""


def chosen_texts(environ: WSGIEnvironment) -> Iterator[tuple[str, str]]:
    """Yield where a text stands (``query``, ``path``, ``form``, ``json``) and the text, also decoded once more.

    What comes after the first thousand is one text, ``rest``. A text is yielded again without percent-encodings, and as
    what its Base64 holds where that is JSON or a URL.
    """
    texts = _texts(environ)
    for place, text in islice(texts, _MOST):
        yield from _decodings(place, text)
    rest = "\n".join(text for _, text in texts)
    if rest:
        yield from _decodings("rest", rest)


def cookie_values(environ: WSGIEnvironment) -> Iterator[str]:
    """Yield the value of each cookie, decoded."""
    for pair in environ.get("HTTP_COOKIE", "").split(";"):
        yield unquote(pair.partition("=")[2].strip().strip('"'))


def _decodings(place: str, text: str) -> Iterator[tuple[str, str]]:
    yield place, text
    seen = text
    for _ in range(3):
        decoded = unquote(seen)
        if decoded == seen:
            break
        yield place, decoded
        seen = decoded
    for inner in _in_base64(seen):
        yield place, inner


def _texts(environ: WSGIEnvironment) -> Iterator[tuple[str, str]]:
    for name, value in parse_qsl(_decoded(environ.get("QUERY_STRING", "")), keep_blank_values=True):
        yield "query", name
        yield "query", value
    path = _decoded(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""))
    yield "path", path
    for segment in path.split("/"):
        yield "path", segment
    if not has_request_context() or request.environ is not environ:
        return
    for text in _strings(request.view_args):
        yield "path", text
    parsed = request.__dict__  # of a cached property: there once the view has asked for it
    form = parsed.get("form")
    if form is not None:
        for name, values in form.lists():
            yield "form", name
            for value in values:
                yield "form", value
    for document in getattr(request, "_cached_json", ()):
        if document is not Ellipsis:
            for text in _strings(document):
                yield "json", text
    body = getattr(request, "_cached_data", None)
    if isinstance(body, bytes) and body:
        yield "body", body.decode("utf-8", "replace")


def _strings(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict) and depth < _DEEPEST:
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner, depth + 1)
    elif isinstance(value, (list, tuple)) and depth < _DEEPEST:
        for inner in value:
            yield from _strings(inner, depth + 1)


def _in_base64(text: str) -> Iterator[str]:
    if not _BASE64.fullmatch(text):
        return
    bare = text.rstrip("=").replace("+", "-").replace("/", "_")
    try:
        decoded = base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return
    if decoded[:1] in {"{", "["}:
        try:
            yield from _strings(json.loads(decoded))
        except (ValueError, RecursionError):
            return
    elif decoded.startswith("//") or scheme_of(decoded) is not None:
        yield decoded


def _decoded(text: str) -> str:
    return text.encode("latin-1", "replace").decode("utf-8", "replace")
