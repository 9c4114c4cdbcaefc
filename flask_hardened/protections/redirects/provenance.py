"""Provenance: whether the place a redirect leads to may have come from the request."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from ...url_hosts import folded
from ...urls import Destination, destination
from .request_values import chosen_texts, cookie_values

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_HEAD = re.compile(r"[^/\\?#:@\s]*")
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f\\]")
_LONGEST_HOST = 300
_BEFORE, _AFTER = r"(?<![\w.-])", r"(?!\.?[\w-])"


def named_by_request(found: Destination, text: str, environ: WSGIEnvironment) -> str | None:
    """Return the part of the request that names the host of `found`, or None when no part does.

    The query, the path, a form, JSON: the host anywhere in a text, or its end at a text's beginning
    (``"https://example.com" + next``). A cookie: only as a whole URL, because analytics keep hosts in cookies.
    ``Referer``: only the same URL, because identity providers send visitors and take them back.

    :param text: the redirect as it was to be sent.
    """
    forms = _forms(found.host)
    for place, value in chosen_texts(environ):
        if _names(found, forms, value):
            return place
    if any(_is(found, value) for value in cookie_values(environ)):
        return "cookie"
    referer = environ.get("HTTP_REFERER", "")
    if referer and _without_query(referer) == _without_query(text):
        return "referer"
    return None


def _forms(host: str) -> list[str]:
    """Return the host as it may be written: with A-labels, and in its own script."""
    forms = [host]
    if "xn--" in host:
        with suppress(UnicodeError):
            forms.append(folded(".".join(_own_script(label) for label in host.split("."))))
    return forms


def _own_script(label: str) -> str:
    return label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label


def _names(found: Destination, forms: list[str], value: str) -> bool:
    if _is(found, value) or ("." in found.host and _is(found, f"//{value}")):
        return True
    dotted = [host for host in forms if "." in host]  # a word such as "api" means nothing in a text
    return any(_holds(text, host) for text in _spellings(value) for host in dotted)


def _spellings(value: str) -> set[str]:
    """Return a text as a view may have changed it: in its normal form, and without what is not seen."""
    text = folded(value)
    spellings = {text, _UNSEEN.sub("", text)}
    if not value.isascii():
        spellings.add(folded(value.casefold()))  # Python's IDNA 2003 makes "ss" of a sharp s
    return spellings


def _holds(text: str, host: str) -> bool:
    if host in text and re.search(f"{_BEFORE}{re.escape(host)}{_AFTER}", text):
        return True
    match = _HEAD.match(text)
    head = match[0].rstrip(".") if match else ""
    return "." in head.lstrip(".") and host.endswith(head)


def _is(found: Destination, value: str) -> bool:
    """Tell whether a browser reads `value` as a URL of the same host.

    Names in other scripts are found in the text instead, for encoding them takes long.
    """
    if not value.isascii() or "%" in value[:_LONGEST_HOST]:
        return False  # what is percent-encoded comes once more, decoded
    read = destination(value, found)
    return read is not None and read.written and read.host == found.host


def _without_query(url: str) -> str:
    return re.split(r"[?#]", url, maxsplit=1)[0].rstrip("/")
