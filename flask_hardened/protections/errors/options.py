"""Options of the errors room."""

from __future__ import annotations

from ...options import Options, options


@options
class ErrorsOptions(Options):
    """Error responses that reveal nothing: problem details (RFC 9457) or a small HTML page, by ``Accept``."""

    descriptions: bool = True
    """Show what the app said with ``abort(404, "No such post")``, for 4xx only. Default True; what a 5xx says is never
    the app's text, because it is often an exception's."""
