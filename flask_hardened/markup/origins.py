"""What the URLs written in a template name."""

import re
from urllib.parse import unquote

_EDGES = "".join(map(chr, range(0x21)))
_REMOVED = str.maketrans("", "", "\t\n\r")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", re.IGNORECASE)
_SECURE = re.compile(r"https:|[/\\]{2}", re.IGNORECASE)
_JAVASCRIPT = re.compile(r"javascript:", re.IGNORECASE)


def names_another_origin(value: str) -> bool:
    r"""Tell whether the URL that begins so has a scheme or a host of its own.

    Source: WHATWG URL, 4.4: blanks and controls before it do not count, nor tabs and line breaks anywhere in it, and
    ``\`` is as good as ``/``. The app's own host, written out, counts as another: a template cannot know it.
    """
    return _ELSEWHERE.match(_begun(value)) is not None


def is_https_on_https(value: str) -> bool:
    """Tell whether a page over HTTPS loads the URL that begins so over HTTPS: its scheme says it, or is left out."""
    return _SECURE.match(_begun(value)) is not None


def is_javascript(value: str) -> bool:
    """Tell whether the URL that begins so is script."""
    return _JAVASCRIPT.match(_begun(value)) is not None


def javascript_source(value: str) -> str | None:
    """Give the text whose hash allows a ``javascript:`` URL, its scheme included; None for any other URL.

    Measured in Chromium 156: it is the URL as WHATWG URL, 4.4 parses it, percent-decoded as UTF-8, although CSP3 says
    nothing of decoding; for a URL without ``%``, without non-ASCII characters and without blanks or quotes after a
    ``?`` both agree. What begins with a slash has a path that may be shortened, and is left out, and so is what is not
    UTF-8.
    """
    if not is_javascript(value):
        return None
    body = value.strip(_EDGES).translate(_REMOVED)[len("javascript:") :]
    if body.startswith("/"):
        return None
    try:
        return f"javascript:{unquote(body, errors='strict')}"
    except UnicodeDecodeError:
        return None


def _begun(value: str) -> str:
    return value.lstrip(_EDGES).translate(_REMOVED)
