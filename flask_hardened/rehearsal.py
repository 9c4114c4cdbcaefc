"""Rehearsal: a hardened app answers requests that count nowhere and that nobody hears of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .events import EventLog
from .storage import open_store

if TYPE_CHECKING:
    from .hardening import Hardening

_CONFIG = "TRUSTED_HOSTS"
"""What a start brings to another spelling."""


@contextmanager
def rehearsal(hardening: Hardening) -> Iterator[None]:
    """Let the rooms start with a store in memory, and with nobody to tell events; afterwards all is as it was.

    An app that had not started is one that has not started again, and opens its own store when it does. What comes in
    from elsewhere meanwhile is rehearsed too, so this is for processes that serve nobody, such as the audit's.
    """
    app = hardening.app
    state = [(each, dict(vars(each))) for each in (hardening, *hardening.protections, app.session_interface)]
    hosts = app.config.get(_CONFIG)
    vars(hardening).update(
        _store=open_store("memory://", instance_path=app.instance_path, app_key=b"rehearsal"),
        events=EventLog(app, None),
        started=False,
    )
    try:
        yield
    finally:
        for each, before in state:
            vars(each).clear()
            vars(each).update(before)
        app.config[_CONFIG] = hosts
