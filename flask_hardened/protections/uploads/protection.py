"""The uploads room: files that are what they say they are, kept where nothing runs or serves them (CWE-434)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Flask, request

from ...errors import ConfigurationError, Problem
from ...exchange import Exchange
from ...plan import PlanDraft
from ...protection import Protection
from .checking import Checker
from .decorators import UploadMark
from .images import pillow
from .options import UploadsOptions
from .places import received, store_named
from .stores.local import LocalStore

if TYPE_CHECKING:
    from ...plan import BeforeDoor

_SENDING = frozenset({"POST", "PUT", "PATCH"})


class Uploads(Protection[UploadsOptions]):
    """Judges the files of a request before the view sees them."""

    feature = "uploads"
    options_type = UploadsOptions

    def problems(self, app: Flask) -> Iterator[Problem]:
        """Yield a folder for uploads that is served, run, or open to everybody."""
        store = store_named(app, self.options)
        if isinstance(store, LocalStore):
            setting = "HARDENED_UPLOADS_FOLDER" if self.options.store is None else "HARDENED_UPLOADS_STORE"
            for fault in store.faults(app):
                yield Problem(setting, fault, "Choose a folder outside of the app that only its own user can write to.")

    def compile(self, draft: PlanDraft) -> None:
        """Prepare the checks of an endpoint; the last mark for a field is the one that holds."""
        marks: dict[str, UploadMark] = {mark.field: mark for mark in draft.marks.of(self.feature)}
        if not marks:
            return
        if any(kind.family == "image" for mark in marks.values() for kind in mark.kinds):
            _require_pillow(draft.endpoint)
        checkers = tuple(Checker(mark, self.options) for mark in marks.values())
        draft.room[self.feature] = tuple(marks.values())
        total = sum(checker.most_bytes for checker in checkers)
        _allow(draft, total)
        draft.before.append(_door(checkers, total))


def _allow(draft: PlanDraft, total: int) -> None:
    """Have the body_size room allow as much as the files may have, and no more, unless ``@body_size`` says."""
    limits = draft.room.get("body_size")
    if limits is not None and not any("max_multipart" in mark.given for mark in draft.marks.of("body_size")):
        draft.room["body_size"] = limits._replace(multipart=total)


def _door(checkers: tuple[Checker, ...], total: int) -> BeforeDoor:

    def take(exchange: Exchange) -> None:
        if exchange.method not in _SENDING:
            return
        request.max_content_length = total
        with received():
            files = request.files
        for checker in checkers:
            taken = checker.take(exchange, files)
            if request.view_args is None:
                request.view_args = {}
            request.view_args[checker.field] = taken

    return take


def _require_pillow(endpoint: str | None) -> None:
    try:
        pillow()
    except RuntimeError as error:
        raise ConfigurationError([Problem(f"@upload on {endpoint}", str(error), "")]) from None
