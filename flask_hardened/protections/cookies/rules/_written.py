"""Calls of ``set_cookie`` in the source, as the rules of this room read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call, SourceFacts, Value
from ....audit.source.naming import is_secret, words
from ....audit.source.placing import served_calls

_READABLE = frozenset({"csrf", "xsrf", "csrftoken"})
"""Words of names of cookies that scripts have to read."""
_SESSIONS = frozenset({"session", "sessionid", "sid", "auth", "jwt", "login", "remember", "sess"})


@dataclass(frozen=True, kw_only=True)
class WrittenCookie:
    """One call that sets a cookie."""

    call: Call
    name: str
    """Empty when it is not known."""
    secure: Value | None
    httponly: Value | None
    samesite: Value | None

    @property
    def is_secret(self) -> bool:
        """Whether its name is that of a session or a token."""
        found = set(words(self.name))
        return not self.is_for_scripts and (is_secret(self.name) or not _SESSIONS.isdisjoint(found))

    @property
    def is_for_scripts(self) -> bool:
        """Whether scripts have to read it: it is the token against forged requests."""
        return not _READABLE.isdisjoint(words(self.name))


def written_cookies(source: SourceFacts) -> Iterator[WrittenCookie]:
    """Yield the calls that set a cookie, but those that delete one, and those whose flags are given by ``**``."""
    for call in served_calls(source, "*.set_cookie"):
        if not call.complete or _deletes(call):
            continue
        name = call.argument(0, "key")
        if name is None or call.argument(1, "value") is None or not _is_of_response(call, name):
            continue
        yield WrittenCookie(
            call=call,
            name=name.constant if isinstance(name.constant, str) else "",
            secure=call.argument(6, "secure"),
            httponly=call.argument(7, "httponly"),
            samesite=call.argument(8, "samesite"),
        )


def _is_of_response(call: Call, name: Value) -> bool:
    """Whether it is the method of a response, and not one of the project's own that is called the same."""
    known = call.target.startswith(("?.", "flask.", "werkzeug.", "starlette.", "fastapi.", "django.", "quart."))
    return known and not (isinstance(name.node, ast.Name) and name.node.id == "self")


def _deletes(call: Call) -> bool:
    value, age, expires = call.argument(1, "value"), call.argument(2, "max_age"), call.argument(3, "expires")
    return any(each is not None and each.known and each.constant in ("", 0) for each in (value, age, expires)) or (
        value is not None and value.known and value.constant is None
    )


def is_off(value: Value | None) -> bool:
    """Tell whether a flag is missing or off; what is only known when the app runs is not."""
    return value is None or value.constant is False or value.constant is None


def is_mended(snapshot: Snapshot) -> bool:
    """Tell whether the cookies feature adds the flags to every cookie."""
    facts = snapshot.hardening_facts
    return facts is not None and facts.hardened and facts.options.get("cookies") is not None
