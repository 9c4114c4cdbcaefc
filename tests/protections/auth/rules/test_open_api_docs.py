"""FHA031: the description of the API for everybody."""

import pytest
from flask_login import login_required
from flask_restx import Api

from flask_hardened.protections.auth.decorators import public
from flask_hardened.protections.auth.rules.open_api_docs import open_api_docs
from tests.audit.asking import hardened_app, places, plain_app
from tests.audit.looked_at_views import found


def shows() -> str:
    return ""


@pytest.mark.parametrize(
    "rule",
    ["/apidocs/", "/swagger.json", "/api/openapi.yaml", "/graphiql", "/v1/swagger-ui", "/apispec_1.json", "/redoc"],
)
def test_found_by_path(rule: str) -> None:
    """Wherever it is mounted."""
    assert [("low", "medium")] == found(open_api_docs, rule, shows)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_found_by_package() -> None:
    """The page and the document of flask-restx."""
    app = plain_app()
    Api(app)
    assert ["doc", "specs"] == sorted(places(open_api_docs, app))


def test_not_found_behind_a_login() -> None:
    """Nor for pages that only sound like it, and where everybody is meant."""
    app = hardened_app()
    app.add_url_rule("/apidocs", "theirs", login_required(shows))
    app.add_url_rule("/swagger.json", "meant", public(shows))
    app.add_url_rule("/docs/swagger/intro", "page", shows)
    app.add_url_rule("/graphql", "graphql", shows, methods=["POST"])
    assert [] == places(open_api_docs, app)
