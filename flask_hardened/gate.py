"""The gate: the WSGI layer around an app that no failing hook can take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .exchange import KEY, Exchange
from .refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from .hardening import Hardening

LAST_RESORT = Refusal(500, "Something went wrong on our side. Quote the reference when you report it.")
NOT_STARTED = Refusal(503, "This application refused to start. Its log says why.")


class Gate:
    """Wraps a WSGI application: judges requests before it, sends the policy with every response after it.

    When the application raises, the answer is the last resort: 500, with all headers, and nothing of the exception.
    While debugging or testing the exception goes on to the debugger or the test, as Flask's ``PROPAGATE_EXCEPTIONS``
    says.
    """

    __slots__ = ("application", "hardening")

    def __init__(self, application: WSGIApplication, hardening: Hardening) -> None:
        self.application = application
        self.hardening = hardening

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        hardening = self.hardening
        if not hardening.started:
            hardening.start()
        outer = environ.get(KEY)
        if outer is not None and outer.hardening is hardening:
            return self.application(environ, start_response)
        environ[KEY] = exchange = Exchange(hardening, environ, start_response)
        try:
            for admit in hardening.admissions:
                refusal = admit(exchange)
                if refusal is not None:
                    return exchange.refuse(refusal)
            exchange.hold()
            body = self.application(environ, exchange.start)
            if exchange.replacement is not None:
                return _replaced(exchange, exchange.replacement, body)
            exchange.release()
        except Exception as error:
            if hardening.propagates:
                raise
            hardening.crashed(exchange, error)
            return exchange.last_resort(LAST_RESORT)
        return body


def _replaced(exchange: Exchange, refusal: Refusal, body: Iterable[bytes]) -> Iterable[bytes]:
    """Answer with `refusal`; the response that it replaces ends as if it had been sent."""
    close = getattr(body, "close", None)
    if close is not None:
        close()
    return exchange.refuse(refusal)
