"""Why a request is refused, each failure with its own sentence, and the error that is raised."""

from __future__ import annotations

import sys
from enum import Enum

from flask import Flask
from werkzeug.exceptions import Forbidden


class Failure(Enum):
    """What was wrong with a request."""

    CROSS_SITE = "The request was sent by a page of another site."
    CROSS_ORIGIN = "The request was sent by a page of another origin."
    MISSING = "The CSRF token is missing."
    NO_SESSION = "The CSRF token is missing, or the session that it belongs to."
    SESSION_MISSING = "The CSRF session token is missing."
    EXPIRED = "The CSRF token has expired."
    INVALID = "The CSRF token is invalid."
    MISMATCH = "The CSRF tokens do not match."

    @property
    def reason(self) -> str:
        """One word for events and logs: ``cross_site``, ``expired`` ..."""
        return self.name.lower()

    @property
    def event(self) -> str:
        """The name of the security event, in OWASP's vocabulary."""
        foreign = self in (Failure.CROSS_SITE, Failure.CROSS_ORIGIN)
        return "malicious_cors" if foreign else "input_validation_fail"


class CsrfError(Forbidden):
    """A request was refused because it may be another site's: 403.

    Register an error handler for it to answer in your own words; :attr:`description` is the failure's sentence.
    """

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.code = 403
        self.reason = failure.reason

    @property
    def name(self) -> str:
        """The title of the answer."""
        return "Invalid CSRF token"


def error_class(app: Flask) -> type[CsrfError]:
    """Return the error to raise in `app`: one that its handlers for Flask-WTF's ``CSRFError`` take, if it has any."""
    wtf = sys.modules.get("flask_wtf.csrf")
    if wtf is None:
        return CsrfError
    kinds = {kind for by_code in app.error_handler_spec.values() for handlers in by_code.values() for kind in handlers}
    if wtf.CSRFError not in kinds:
        return CsrfError
    # Flask looks handlers up by the class's code, which is 400 for Flask-WTF's; the instance's is 403.
    return type("CsrfError", (CsrfError, wtf.CSRFError), {"code": wtf.CSRFError.code})
