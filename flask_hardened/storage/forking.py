"""After a fork: a lock that another thread held at that moment would stay locked in the child for ever."""

from __future__ import annotations

import os
from typing import Protocol
from weakref import WeakSet


class Forkable(Protocol):
    """Something with locks or connections that a child process must not inherit."""

    def after_fork(self) -> None:
        """Replace them. Runs in the child, where there is one thread."""


_forkables: WeakSet[Forkable] = WeakSet()


def renew_after_fork(forkable: Forkable) -> None:
    """Call ``after_fork()`` of the object in each child process, for as long as the object lives."""
    _forkables.add(forkable)


def _after_fork() -> None:
    for forkable in list(_forkables):
        forkable.after_fork()


if hasattr(os, "register_at_fork"):  # pragma: no branch - there is no fork on Windows
    os.register_at_fork(after_in_child=_after_fork)
