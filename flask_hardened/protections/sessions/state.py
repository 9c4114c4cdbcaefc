"""State: what one request knows about its session beside the content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .content.kept import Kept
from .ticket import Ticket

Fault = Literal["idle", "absolute", "ended", "rotated", "gone", "unavailable"]
"""Why a session that the request brought is not used: too long unused, too old, ended, replaced by a newer id, its
content not on the server any more, or the store does not say."""

Who = tuple[tuple[str, object], ...]
"""What a session says about who is signed in; empty for nobody."""


@dataclass(slots=True)
class State:
    """What is known about the session of one request."""

    brought: Ticket | None = None
    """The ticket of the cookie that came with the request."""
    seen: int = 0
    """When that cookie was written."""
    fault: Fault | None = None
    """Why it was not used."""
    who: Who = ()
    """Who was signed in when it came."""
    ticket: Ticket | None = None
    """The ticket that leaves with the response."""
    token: object = None
    """The CSRF token that it had then."""
    bound: bool = False
    """:func:`bind_user` was called in this request."""
    ended: bool = False
    """What the request brought was ended in this request."""
    kept: Kept | None = None
    """What the server kept when the request came, and its version."""
    remembered: tuple[str, str, int] | None = None
    """The remember cookie that came: its id, the user, and the epoch."""


def who_in(content: Mapping[str, Any], keys: Iterable[str]) -> Who:
    """Return who is signed in. Of values other than strings and numbers it only counts that they are there."""
    found = [(key, content[key]) for key in keys if content.get(key) is not None]
    return tuple((key, value if isinstance(value, (str, int)) else True) for key, value in found)


def user_in(who: Who) -> str | None:
    """Return the id of the user, if one is named."""
    for _, value in who:
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            return str(value)
    return None
