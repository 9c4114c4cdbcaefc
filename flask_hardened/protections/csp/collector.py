"""The built-in collector: takes browsers' violation reports at one path, and makes security events of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from werkzeug.exceptions import ClientDisconnected
from werkzeug.wsgi import get_input_stream

from ...exchange import Exchange
from ...refusal import Refusal
from .flood import ClientBuckets, Repetitions, TokenBucket
from .reports import CONTENT_TYPES, Violation, read_reports

MAX_BODY = 16 * 1024
"""Bytes of one request. A report is about 1 kB, mostly the policy itself."""
WINDOW = 3600.0
"""Seconds in which the same violation is counted instead of repeated."""
READ_PER_EVENT = 10
"""Requests read for each event that may be emitted: most reports repeat others."""

TAKEN = Refusal(204, empty=True)
NOT_POST = Refusal(405, "Reports are sent with POST.", headers=(("Allow", "POST"),))
OTHER_TYPE = Refusal(415, "Send application/reports+json or application/csp-report.")
TOO_LARGE = Refusal(413, f"A report may have {MAX_BODY} bytes.")
MALFORMED = Refusal(400, "This is not a violation report.")


class Collector:
    """Answers requests to the path of the reports. One per app.

    What is refused depends on the request alone: a report that is one too many is taken like any other, and dropped.
    """

    def __init__(self, reports_per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        now = clock()
        self._events = TokenBucket(reports_per_minute, now)
        self._requests = TokenBucket(reports_per_minute * READ_PER_EVENT, now)
        self._clients = ClientBuckets(reports_per_minute)
        self._repetitions = Repetitions(WINDOW)

    def answer(self, exchange: Exchange) -> Refusal:
        """Take a report, emit an event for each violation that is new, and return the response."""
        environ = exchange.environ
        if exchange.method != "POST":
            return NOT_POST
        content_type = (environ.get("CONTENT_TYPE") or "").partition(";")[0].strip().lower()
        if content_type not in CONTENT_TYPES:
            return OTHER_TYPE
        if _announced(environ.get("CONTENT_LENGTH")) > MAX_BODY:
            return TOO_LARGE
        now = self._clock()
        with self._lock:
            admitted = self._clients.take(exchange.client, now) and self._requests.take(now)
        if not admitted:
            return TAKEN
        try:
            # One byte more, because a chunked body over the limit is cut there without a word.
            body = get_input_stream(environ, max_content_length=MAX_BODY + 1).read()
        except (ClientDisconnected, OSError):
            return MALFORMED
        if len(body) > MAX_BODY:
            return TOO_LARGE
        try:
            violations = read_reports(body, content_type)
        except ValueError:
            return MALFORMED
        for violation in violations:
            self._tell(violation, exchange)
        return TAKEN

    def _tell(self, violation: Violation, exchange: Exchange) -> None:
        now = self._clock()
        with self._lock:
            count = self._repetitions.count(violation.key, now)
            if count is not None and not self._events.take(now):
                self._repetitions.forget(violation.key)
                count = None
        if count is None:
            return
        exchange.hardening.events.emit(
            "csp_violation",
            level="WARN",
            description="A browser reported a violation of the Content-Security-Policy.",
            exchange=exchange,
            directive=violation.directive,
            blocked=violation.blocked,
            document=violation.document,
            disposition=violation.disposition,
            source=violation.source,
            line=violation.line,
            column=violation.column,
            sample=violation.sample,
            count=count,
        )


def _announced(content_length: str | None) -> int:
    return int(content_length) if content_length and content_length.isascii() and content_length.isdigit() else 0
