"""FHO011: every site reads what the visitor may."""

import pytest
from flask_cors import CORS, cross_origin

from flask_hardened.protections.cors.rules.any_credentialed_origin import any_credentialed_origin
from tests.audit.asking import ask, places, plain_app


@pytest.mark.parametrize("origins", ["*", ["*"], [".*"], ["https://a.example", "*"]])
def test_found_for_apps_and_views(origins: object) -> None:
    """Whatever the star is written with; Flask-CORS sends the origin back, which this asks it."""
    app = plain_app()
    CORS(app, origins=origins, supports_credentials=True)
    assert ["CORS(app)"] == places(any_credentialed_origin, app)
    app.add_url_rule("/", "index", lambda: "")
    answer = app.test_client().get("/", headers={"Origin": "https://evil.example"})
    assert "https://evil.example" == answer.headers["Access-Control-Allow-Origin"]
    app = plain_app()
    app.add_url_rule("/", "view", cross_origin(origins=origins, supports_credentials=True)(lambda: ""))
    assert ["view"] == [each.location.endpoint for each in ask(any_credentialed_origin, app)]


def test_found_by_the_configuration_and_for_some_paths() -> None:
    """Each resource has its own policy."""
    app = plain_app(CORS_SUPPORTS_CREDENTIALS=True)
    CORS(app, resources={"/open/*": {"origins": "*"}, "/own/*": {"origins": "https://a.example"}})
    assert ["CORS(app)"] == places(any_credentialed_origin, app)


def test_not_found_where_browsers_refuse() -> None:
    """Without credentials, with the star itself, with named origins, or without Flask-CORS."""
    for options in ({}, {"supports_credentials": True, "send_wildcard": True},
                    {"supports_credentials": True, "origins": ["https://a.example"]}):  # fmt: skip
        app = plain_app()
        try:
            CORS(app, **options)
        except ValueError:  # refused by newer ones
            continue
        assert [] == places(any_credentialed_origin, app)
    assert [] == places(any_credentialed_origin, plain_app(CORS_SUPPORTS_CREDENTIALS=True))
