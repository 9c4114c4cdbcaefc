"""What a look at one view shows, and who asks for whom before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Change:
    """One place in a view that changes something."""

    kind: Literal["add", "commit", "delete", "send", "sign-out"]
    what: str
    """What is called, such as ``db.session.delete``."""
    line: int
    on_others: bool
    """Whether it runs where ``request.method == "GET"`` was found false, so for HEAD and the like too."""


@dataclass(frozen=True, kw_only=True)
class ViewBody:
    """What a view itself does; what it calls is not followed, but for ``knows_whose``."""

    changes: tuple[Change, ...]
    looks_at_method: bool
    """Whether it tests the method, or what only a submitted form or body has."""
    reads_input: bool
    """Whether it touches the query, the form, the body or files, or makes a form that does."""
    asks_who: bool
    """Whether it looks at who is there, or answers 401 or 403 itself."""
    sends_files: bool
    """Whether it answers with a file by a path: ``send_file``, ``open``."""
    knows_whose: bool = False
    """Whether it, or what it calls in its own package, looks into the session or at who is there,
    or a decorator takes a value of the URL by its name."""
    unused: frozenset[str] = frozenset()
    """Values of the URL that it takes and never looks at."""


@dataclass(frozen=True, kw_only=True)
class Unapplied:
    """A function of the module that is wrapped around a view, while the app calls the bare view."""

    wrappers: frozenset[str]
    """Top-level packages of what is wrapped around it."""
    asks_who: bool
    """Whether one of them looks at who is there."""
