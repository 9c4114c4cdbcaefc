"""A store's URI without what may be secret in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

_MASK = "***"
_SECRET_NAMES = ("pass", "secret", "token", "credential")


def masked_uri(uri: str) -> str:
    """Return the URI with credentials and parameters replaced by ``***``, for messages and logs."""
    scheme, separator, rest = uri.partition("://")
    if not separator:
        return _MASK  # whatever it is, it is no URI
    rest, query, _ = rest.partition("?")
    # up to the last @, so that a password which holds one, or a slash, is not cut in half
    credentials, at, location = rest.rpartition("@")
    return f"{scheme}://{_MASK + at if credentials else ''}{location}{query and f'?{_MASK}'}"


def masker(uri: str, options: Mapping[str, Any]) -> Callable[[str], str]:
    """Return a function that takes the secrets of the URI and the options out of a text, such as a driver's error."""
    credentials = uri.partition("://")[2].partition("?")[0].rpartition("@")[0]
    password = credentials.partition(":")[2]
    query = [pair.partition("=")[2] for pair in urlsplit(uri).query.split("&")]
    given = [str(value) for name, value in options.items() if any(word in name.lower() for word in _SECRET_NAMES)]
    secrets = {text for secret in (password, *query, *given) for text in (secret, unquote(secret)) if len(text) > 2}
    ordered = sorted(secrets, key=len, reverse=True)

    def masked(text: str) -> str:
        text = text.replace(uri, masked_uri(uri))
        for secret in ordered:
            text = text.replace(secret, _MASK)
        return text

    return masked
