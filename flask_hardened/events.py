"""Security events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Flask

from .options import Options, options

if TYPE_CHECKING:
    from .exchange import Exchange


@options
class EventsOptions(Options):
    """Where security events go."""


class EventLog:
    def __init__(self, app: Flask, options: EventsOptions | None) -> None: ...

    def emit(
        self, event: str, *, level: str = "WARN", description: str, exchange: Exchange | None = None, **fields: Any
    ) -> None: ...
