"""Options of the auth room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal
from urllib.parse import urlsplit

from ...errors import Problem
from ...identity import Authenticator
from ...options import Options, options

API_KEY = "api_key"
"""The method of the room's own authenticator."""


@options
class AuthOptions(Options):
    """Who may do what: how users are found, what they may do, and what happens to those who may not."""

    loader: Callable[[str], Any] | None = None
    """Takes a user's id, as a string, and returns the app's own user object; None when there is no such user (any
    more). Called at most once for a request, and only where somebody asks who sent it. Without one there are no
    roles."""
    default: Literal["allow", "deny"] = "allow"
    """What holds for routes that no decorator speaks of: everybody may use them, or nobody."""
    login_endpoint: str | None = None
    """The endpoint of the page where browsers are sent to sign in; without one they are answered 401."""
    login_url: str | None = None
    """The same as an URL: a path, or an ``https`` address of another service."""
    next_parameter: str = "next"
    """The query parameter with which the login page is told where the browser wanted to go: always a path."""
    methods: Sequence[str] | None = None
    """The authentication methods in use, and the order in which they are tried. By default all that there are, and what
    a client sends on purpose (a token, a key) before what browsers send by themselves (cookies)."""
    roles_of: Callable[[Any], Any] | None = None
    """Takes a user object and returns its roles; by default its attribute ``roles``. Strings, enum members, and objects
    with a ``name`` are understood."""
    permissions_of: Callable[[Any], Any] | None = None
    """Likewise the permissions; by default the attribute ``permissions``."""
    is_active_of: Callable[[Any], Any] | None = None
    """Whether a user may sign in at all; by default the attribute ``is_active``, and True without one."""
    api_keys: Callable[[str], Any] | None = None
    """Takes the hash of an API key (:func:`hash_api_key`) and returns whose it is: a user's id, or a
    :class:`~flask_hardened.Proof` with the key's scopes; None for keys that do not exist. Turns API keys on."""
    authenticators: Sequence[Authenticator] = ()
    """Ways of the app's own to tell who sent a request, asked before those that browsers use by themselves."""

    def faults(self) -> Iterator[Problem]:
        """Yield login pages that are none, and names that are used twice."""
        if self.login_endpoint is not None and self.login_url is not None:
            yield self.problem("login_url", "there is a login_endpoint too.", "Keep one of the two.")
        if self.login_url is not None and not _is_address(self.login_url):
            yield self.problem(
                "login_url",
                f"{self.login_url!r} is neither a path nor an https address.",
                'Give a path, such as "/login".',
            )
        if not self.next_parameter.isidentifier():
            yield self.problem("next_parameter", f"{self.next_parameter!r} is no name.", 'Give one, such as "next".')
        names = [each.method for each in self.authenticators]
        for name in sorted({name for name in names if names.count(name) > 1} | ({API_KEY} & {*names})):
            yield self.problem("authenticators", f"the method {name!r} is there twice.", "Choose another name.")
        for name in names:
            if not name.isidentifier():
                yield self.problem("authenticators", f"{name!r} is no name of a method.", 'Write it like "api_key".')
        if self.methods is not None and not self.methods:
            yield self.problem("methods", "it is empty, so nobody could sign in.", "Name methods, or leave it out.")


def _is_address(url: str) -> bool:
    if any(ord(character) <= 0x20 or character == "\\" for character in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if url.startswith("/"):
        return not url.startswith("//")
    return parts.scheme == "https" and bool(parts.hostname) and parts.username is None
