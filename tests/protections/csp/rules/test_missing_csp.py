"""FHC001: responses without a Content-Security-Policy."""

from flask import Blueprint
from flask_talisman import Talisman

from flask_hardened import CspOptions, csp
from flask_hardened.protections.csp.rules.missing_csp import missing_csp
from tests.audit.asking import ask, hardened_app, places, plain_app
from tests.audit.asking_responses import VIEWS, found_in


def test_found_without_the_feature() -> None:
    """Nothing sends a policy; decorators are not listed beside that."""
    assert ["Hardened(app)"] == places(missing_csp, plain_app())
    app = hardened_app(csp=False)
    app.add_url_rule("/", "index", csp(off=True, reason="a viewer")(lambda: ""))
    assert ["HARDENED_CSP"] == places(missing_csp, app)


def test_found_on_a_route_that_turns_it_off() -> None:
    """The route is listed with the reason its author gave; a blueprint's decorator counts too."""
    app = hardened_app()
    app.add_url_rule("/report", "report", csp(off=True, reason="the viewer needs eval")(lambda: ""))
    blueprint = csp(off=True, reason="old pages")(Blueprint("old", __name__))
    blueprint.add_url_rule("/old", "page", lambda: "")
    app.register_blueprint(blueprint)
    found = ask(missing_csp, app)
    assert ["old.page", "report"] == sorted(str(finding.location.endpoint) for finding in found)
    assert any(finding.message.endswith("the viewer needs eval") for finding in found)


def test_not_found_where_a_policy_is_sent() -> None:
    """A decorator inside a blueprint that is off turns it on again; reporting only is another rule's."""
    app = hardened_app()
    blueprint = csp(off=True, reason="old pages")(Blueprint("old", __name__))
    blueprint.add_url_rule("/new", "page", csp(img_src=["'self'"])(lambda: ""))
    app.register_blueprint(blueprint)
    assert [] == places(missing_csp, app)
    assert [] == places(missing_csp, hardened_app(csp=CspOptions(enforce=False)))


def test_not_found_beside_talisman() -> None:
    """Rules about its settings say what is missing there."""
    app = plain_app()
    Talisman(app)
    assert [] == places(missing_csp, app)


def test_not_found_where_every_answer_has_one() -> None:
    """An app that sends a policy by itself has one; a policy on some pages only is another matter."""
    app = plain_app()
    app.after_request(
        lambda response: (response.headers.add("Content-Security-Policy", "default-src 'self'"), response)[1]
    )
    assert [] == found_in(missing_csp, app)
    some = plain_app()
    some.add_url_rule("/static-page", "page", lambda: ("", {"Content-Security-Policy": "default-src 'self'"}))
    assert 1 == len(found_in(missing_csp, some, VIEWS))
