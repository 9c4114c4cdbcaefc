"""FHR001: no security headers."""

from flask import Flask, Response
from flask_talisman import Talisman

from flask_hardened import HeadersOptions
from flask_hardened.protections.headers.rules.missing_headers import missing_headers
from tests.audit.asking import hardened_app, places, plain_app
from tests.audit.asking_responses import found_in


def test_found_without_the_feature() -> None:
    """Nothing adds headers."""
    assert ["Hardened(app)"] == places(missing_headers, plain_app())
    assert ["HARDENED_HEADERS"] == places(missing_headers, hardened_app(headers=False))


def test_not_found_with_it() -> None:
    """A header that is left out is another rule's."""
    assert [] == places(missing_headers, hardened_app())
    assert [] == places(missing_headers, hardened_app(headers=HeadersOptions(content_type_options=False)))


def test_not_found_beside_talisman() -> None:
    """Rules about its settings say what is missing there."""
    app = plain_app()
    Talisman(app)
    assert [] == places(missing_headers, app)


SENT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def sending(headers: dict[str, str]) -> Flask:
    """An app that sends these by itself."""
    app = plain_app()

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.extend(headers)
        return response

    return app


def test_found_headers_are_those_that_answers_lack() -> None:
    """What the app sends by itself is not called missing."""
    (finding,) = found_in(missing_headers, sending(SENT))
    assert "Responses carry no referrer headers." == finding.message


def test_not_found_where_every_answer_has_them() -> None:
    """Nothing is missing then, whoever adds them."""
    assert [] == found_in(missing_headers, sending({**SENT, "Referrer-Policy": "no-referrer"}))
