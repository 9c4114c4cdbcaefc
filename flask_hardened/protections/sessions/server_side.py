"""Content on the server: the cookie carries the ticket only."""

from __future__ import annotations

import logging
import time
from typing import Any

from flask import Flask

from ...errors import HardenedError
from ...storage import StoreDownError
from .content import GuardedContent, Kept
from .encoding import Encoding
from .lifecycle import Leaving
from .merging import merged
from .options import SessionsOptions
from .session import Session
from .state import State

_TRIES = 64
"""How often a write is merged with others before it is given up; each failed try means that another one succeeded."""

logger = logging.getLogger("flask_hardened")


class SessionTooLargeError(HardenedError):
    """The content of a session is larger than ``SessionsOptions.max_content`` allows."""


class ServerSide:
    """Reads and writes content so that no request undoes what another one has done."""

    def __init__(self, content: GuardedContent, encoding: Encoding, options: SessionsOptions) -> None:
        self._content = content
        self._encoding = encoding
        self._options = options

    def content(self, app: Flask, state: State, carried: dict[str, Any]) -> dict[str, Any]:
        """Return the content of a session; sets ``state.fault`` when there is none.

        :param carried: what the cookie itself contains, if it was written before content went to the server.
        """
        assert state.brought is not None
        try:
            kept = self._content.read(state.brought.family)
        except StoreDownError:
            state.fault = "unavailable"
            return {}
        state.kept = kept
        content = carried if kept is None else self._encoding.restored(app, kept.text)
        if not content:
            state.fault = "gone"
            return {}
        return content

    def keep(self, app: Flask, session: Session, state: State, *, modified: bool) -> Leaving:
        """Write the content, merged with what others have written meanwhile.

        :raises SessionTooLargeError: if it is too large.
        """
        assert state.ticket is not None
        same = state.brought is not None and state.ticket.family == state.brought.family and not state.ended
        kept = state.kept if same else None
        if kept is not None and not modified:
            text = kept.text
        else:
            text = self._encoding.stored(app, dict(session))
            self._check_size(text)
        try:
            result = self._write(app, session, state.ticket.family, text, kept, modified=modified)
            if result == "kept" and not same and state.kept is not None and state.brought is not None:
                self._content.remove(state.brought.family)
        except StoreDownError:
            return "unavailable"
        return result

    def remove(self, state: State) -> None:
        """Forget the content of the session that came with the request."""
        if state.kept is None or state.brought is None:
            return
        try:
            self._content.remove(state.brought.family)
        except StoreDownError:
            logger.warning("The store is down, so that the content of a session that ended is still there.")

    def _write(
        self, app: Flask, session: Session, family: str, text: bytes, kept: Kept | None, *, modified: bool
    ) -> Leaving:
        version = 0 if kept is None else kept.version
        for attempt in range(_TRIES):
            if self._content.write(family, text, version, self._lifetime):
                return "kept"
            if not modified:
                return "kept"  # another request has just written it, which keeps it alive as well
            current = self._content.read(family)
            if current is None:
                return "as it came"  # ended meanwhile
            together = self._merged(app, session, kept, current)
            if together is None:
                return "conflict"
            text, version = self._encoding.stored(app, together), current.version
            self._check_size(text)
            if attempt:
                time.sleep(0.001)  # others are at it
        return "conflict"

    def _merged(self, app: Flask, session: Session, kept: Kept | None, current: Kept) -> dict[str, Any] | None:
        before = {} if kept is None else self._encoding.restored(app, kept.text) or {}
        theirs = self._encoding.restored(app, current.text)
        # through the serializer once, as the others went
        mine = self._encoding.unpacked(self._encoding.packed(dict(session)))
        return None if theirs is None or mine is None else merged(before, mine, theirs)

    @property
    def _lifetime(self) -> float:
        return float(self._options.idle_lifetime + self._options.refresh_interval)

    def _check_size(self, text: bytes) -> None:
        if len(text) > self._options.max_content:
            raise SessionTooLargeError(
                f"A session has {len(text)} bytes of content, and may have {self._options.max_content}. Keep large "
                "things in a database, or raise HARDENED_SESSIONS_MAX_CONTENT."
            )
