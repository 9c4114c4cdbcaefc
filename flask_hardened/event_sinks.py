"""Where the lines of security events go."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Any

from flask.logging import has_level_handler, wsgi_errors_stream

Sink = Callable[[dict[str, Any], str], Any]
"""Takes an event as a dict of its own and as a line without its line break."""

_LEVELS = {"INFO": logging.INFO, "WARN": logging.WARNING, "CRITICAL": logging.CRITICAL}


class LoggerSink:
    """Writes to a logger of the standard library.

    The message is the line; handlers find the dict as the record's ``security_event``. A logger without a level of its
    own is set to INFO, because the root logger's WARNING would swallow successful sign-ins. When nothing handles the
    logger, the line goes to the server's error stream, as Flask's own log does. A logger that
    :func:`logging.config.dictConfig` disabled because it existed before is enabled again: ``Hardened(app,
    events=False)`` is how events are turned off.
    """

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)
        if self._logger.level == logging.NOTSET:
            self._logger.setLevel(logging.INFO)

    def __call__(self, event: dict[str, Any], line: str) -> None:
        logger = self._logger
        logger.disabled = False
        if has_level_handler(logger):
            logger.log(_LEVELS.get(event["level"], logging.WARNING), "%s", line, extra={"security_event": event})
        else:
            write_stderr(line)


def write_stderr(line: str) -> None:
    """Write a line to the server's error stream, or to standard error where that fails or no request is active."""
    streams: tuple[Any, ...] = (wsgi_errors_stream, sys.stderr)
    for stream in streams:
        try:
            stream.write(f"{line}\n")
            stream.flush()
        except Exception:  # noqa: BLE001, S112 - a closed or missing stream: try the next one
            continue
        return
